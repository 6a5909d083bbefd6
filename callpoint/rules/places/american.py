"""Reading a ZIP code or the name of a state: the United States side of places."""

import re

from callpoint.rules.places.model import Area, Certainty, Form, Place
from callpoint.rules.places.tables import UsTables

_ZIP = re.compile(r"(?<!\d)(\d{5})(?:[- ]?\d{4})?(?!\d)")
_WORDS = re.compile(r"[A-Za-z]+")


def american_place(text: str, tables: UsTables) -> Place:
    """Return the state of a ZIP code (the last in an address), else of a name or code.

    A ZIP code whose prefix serves several states, and which is not listed by itself,
    is 'likely'. An unknown place when neither is found.
    """
    if found := list(_ZIP.finditer(text)):
        return _at_zip(found[-1][1], tables)
    words = _WORDS.findall(text)
    if state := _named_state(words, tables):
        return _place(Area(state, tables.states[state]), "state", "exact")
    return Place(country="US", reason="not-found")


def _at_zip(code: str, tables: UsTables) -> Place:
    exception = tables.exceptions.get(code)
    state = exception or tables.prefixes.get(code[:3])
    if state is None:
        return Place(country="US", form="zip", reason="not-found", read_as=code)
    divided = code[:3] in tables.divided and not exception
    area = Area(state, tables.states[state])
    return _place(area, "zip", "likely" if divided else "exact", read_as=code)


def _named_state(words: list[str], tables: UsTables) -> str:
    """Return the code of the state that the last words name or abbreviate, else ''."""
    names = {name.casefold(): code for code, name in tables.states.items()}
    names |= {code.casefold(): code for code in tables.states}
    for start in range(len(words)):
        if code := names.get(" ".join(words[start:]).casefold()):
            return code
    return ""


def _place(state: Area, form: Form, certainty: Certainty, *, read_as: str = "") -> Place:
    return Place(
        country="US",
        area_ids=(f"us-{state.code.lower()}",),
        state=state,
        certainty=certainty,
        form=form,
        read_as=read_as or state.name,
    )
