"""The template environment of all pages: Jinja2, strict, escaping, translated."""

from typing import Any

from django.utils import translation
from jinja2 import Environment, StrictUndefined

from callpoint.pages.filters import FILTERS


def page_environment(**options: Any) -> Environment:
    """Make the environment; called by Django's Jinja2 backend with its own options."""
    options.update(
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=True,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
    )
    environment = Environment(**options)  # noqa: S701 - autoescape is set above
    environment.policies["ext.i18n.trimmed"] = True
    environment.install_gettext_callables(  # type: ignore[attr-defined]  # added by the i18n extension
        translation.gettext,
        translation.ngettext,
        newstyle=True,
        pgettext=translation.pgettext,
        npgettext=translation.npgettext,
    )
    environment.filters.update(FILTERS)
    return environment
