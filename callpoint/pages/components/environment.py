"""The template environment of the components by themselves, for checking them without Django."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

PAGES = Path(__file__).resolve().parent.parent


def component_environment() -> Environment:
    """Return an environment with the options the pages are served with, and no translation."""
    environment = Environment(
        loader=FileSystemLoader(PAGES),
        extensions=["jinja2.ext.i18n"],
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.install_null_translations(newstyle=True)  # type: ignore[attr-defined]  # the i18n extension adds it
    return environment
