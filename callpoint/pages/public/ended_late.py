"""An answer to how it went that came after its session had ended, as one text until the code is typed."""

from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode

from django.utils.translation import gettext as _

from callpoint.rules.closing import HowItWent

WENT = "how_it_went"
"""Name of the address of the form."""
FIELDS = ("choice", "words")


def went_words() -> dict[HowItWent, str]:
    """Give the choices in the person's language."""
    return {
        HowItWent.FINE: _("Things are better"),
        HowItWent.STILL_HARD: _("It is still hard"),
        HowItWent.HAPPENED_AGAIN: _("It happened again"),
    }


def packed(typed: Mapping[str, str]) -> str:
    """Give the fields of the form that hold something as one text."""
    return urlencode({field: typed[field] for field in FIELDS if typed.get(field, "").strip()})


def unpacked(text: str) -> dict[str, str]:
    """Give the fields again."""
    return {field: value for field, value in parse_qsl(text) if field in FIELDS}


def answer_in_words(text: str) -> str:
    """Give the answer as words to read: what was chosen, then what was typed."""
    told = unpacked(text)
    chosen = {str(choice): words for choice, words in went_words().items()}.get(told.get("choice", ""), "")
    return "\n".join(words for words in (chosen, told.get("words", "")) if words)
