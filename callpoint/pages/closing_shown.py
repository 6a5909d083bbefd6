"""What both sides show of a closing: the parts of a letter, each under its heading."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from callpoint.rules.letters import Letter


@dataclass(frozen=True, kw_only=True)
class LetterPart:
    """One part of a letter, under its heading."""

    name: str
    heading: str
    text: str
    errors: tuple[str, ...] = ()
    """What is wrong with it, to whoever writes it."""


def part_headings() -> dict[str, str]:
    """Give the heading of each part of a letter, in its order."""
    return {
        "sorry": _("We are sorry"),
        "did": _("What we did"),
        "decided": _("What we decided"),
        "why": _("Why"),
        "still": _("What you can still do"),
    }


def letter_parts(letter: Letter, errors: dict[str, tuple[str, ...]] | None = None) -> tuple[LetterPart, ...]:
    """Give the parts of a letter to be shown, with what is wrong with each."""
    said, wrong = letter.parts(), errors or {}
    return tuple(
        LetterPart(name=name, heading=heading, text=said[name], errors=wrong.get(name, ()))
        for name, heading in part_headings().items()
    )
