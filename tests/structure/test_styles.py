"""The style sheet: what the tests in a browser take for granted of it."""

import re

from tests.structure.source import PROJECT, text_of

STYLES = PROJECT / "callpoint" / "pages" / "static" / "callpoint" / "callpoint.css"
DARK = re.compile(r"@media[^{]*prefers-color-scheme:\s*dark[^{]*\{((?:[^{}]*\{[^{}]*\})*)\}")


def test_the_dark_sets_colours_by_their_names_and_changes_nothing_else() -> None:
    """Every page is held to the rules of colours alone in the dark, since no part is moved, hidden or shown there."""
    styles = text_of(STYLES)
    blocks = DARK.findall(styles)
    rules = [rule for block in blocks for rule in re.findall(r"([^{}]+)\{([^{}]*)\}", block)]
    said = [each for _, declared in rules for each in declared.split(";") if each.strip()]
    assert (len(blocks), [selector.strip() for selector, _ in rules]) == (
        styles.count("prefers-color-scheme"),
        [":root"] * len(blocks),
    )
    assert [each for each in said if not each.strip().startswith("--")] == []
