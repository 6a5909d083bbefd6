"""Writes the pages of docs/ that come from tables in the code: `python -m tools.documents`.

A test keeps each page equal to its table. To add one, write a function that returns its text and name it in PAGES.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from callpoint.project.configuration import ALIASES, default_text, sections, variables

DOCS: Final = Path(__file__).resolve().parents[1] / "docs"
WRITTEN_BY: Final = "<!-- Written by `python -m tools.documents`; change the code it comes from. -->"

SETTINGS_HEAD: Final = """# Settings

All settings stand in one file, `callpoint.toml`: the one that `CALLPOINT_CONFIG` names, else `callpoint.toml` in the
var folder. Where there is none, every setting has its default. The environment overrides the file: each setting has
its variable, and a list is written there with commas. A misspelt name is refused, never passed over.

A path may start with `/`, with `$VAR/` (the var folder) or with `$CREDENTIALS_DIRECTORY/` (where systemd puts
credentials); any other starts at the folder of the code. A secret never stands in the file: a setting whose name ends
in `_file` names the file that holds it, which only its owner may open (mode 0600).

```toml
[service]
name = "Report Cybercrime"
role = "police-force"

[web]
public_url = "https://report.example.org"
allowed_hosts = ["report.example.org"]
https = true
```
"""


def settings_page() -> str:
    """Return the page about all settings, section by section."""
    named = {key: alias for alias, key in ALIASES.items()}
    parts = [WRITTEN_BY, SETTINGS_HEAD]
    for section, kind in sections().items():
        parts += [f"## [{section}]\n", f"{kind.__doc__}\n"]
        for name, field in kind.model_fields.items():
            variable = variables()[section, name]
            also = f", or `{named[section, name]}`" if (section, name) in named else ""
            parts.append(f"`{name}` = `{default_text(field)}` · `{variable}`{also}  \n{field.description}\n")
    return "\n".join(parts)


PAGES: Final[Mapping[str, Callable[[], str]]] = {"settings.md": settings_page}


def main() -> None:
    """Write every page."""
    for name, text in PAGES.items():
        (DOCS / name).write_text(text(), encoding="utf-8")


if __name__ == "__main__":
    main()
