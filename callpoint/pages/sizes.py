"""How pages write the size of a file."""

from babel.numbers import format_decimal
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from callpoint.pages.filters import babel_locale

STEP = 1000


def size_words(size: int) -> str:
    """Write a number of bytes, for example "2.3 MB"; the steps are thousands, as phones count."""
    if size < STEP:
        return ngettext("%(num)s byte", "%(num)s bytes", size) % {"num": size}
    if size < STEP**2:
        return _("%(num)s kB") % {"num": _number(size / STEP, "0")}
    if size < STEP**3:
        return _("%(num)s MB") % {"num": _number(size / STEP**2, "0.#")}
    return _("%(num)s GB") % {"num": _number(size / STEP**3, "0.#")}


def _number(number: float, pattern: str) -> str:
    return format_decimal(number, format=pattern, locale=babel_locale())
