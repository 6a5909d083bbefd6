"""Commands that need the rules only: no database, keys, server or network."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from callpoint.clock import now
from callpoint.pages.components.check import check_components, exit_code
from callpoint.pages.components.check import report_lines as component_lines
from callpoint.project.exit_codes import BAD_INPUT, FAILED, WELL
from callpoint.rules.content.check import check_content
from callpoint.rules.content.check import report_lines as content_lines
from callpoint.rules.content.load import BrokenContentError, Content, load_content
from callpoint.rules.content.publish import publish_blockers
from callpoint.rules.content.publish import report_lines as blocker_lines
from callpoint.rules.places import Places
from callpoint.rules.triage.cases import BadInputError, score, score_lines, triage_lines
from callpoint.rules.triage.decide import signs_of
from callpoint.rules.triage.lexicon import PhraseError

CONTENT = Path(__file__).resolve().parents[1] / "content"


def triage_standard_input() -> int:
    """Answer each line of standard input with one line; the first bad line ends it with its number."""
    try:
        content, places = _knowledge()
    except BrokenContentError as broken:
        return told(broken)
    try:
        for line in triage_lines(_text_lines(sys.stdin.buffer), content, places):
            sys.stdout.write(line + "\n")
            sys.stdout.flush()
    except BadInputError as bad:
        sys.stderr.write(f"{bad}\n")
        return BAD_INPUT
    return WELL


def score_file(path: Path) -> int:
    """Score labelled cases; 1 where one of them is wrong."""
    try:
        lines = path.read_bytes().splitlines()
    except OSError as missing:
        sys.stderr.write(f"{path} cannot be read ({missing.strerror}). Name a file of labelled cases.\n")
        return BAD_INPUT
    try:
        content, places = _knowledge()
        result = score(_text_lines(lines), content, places)
    except BrokenContentError as broken:
        return told(broken)
    except BadInputError as bad:
        sys.stderr.write(f"{bad}\n")
        return BAD_INPUT
    _print(score_lines(result))
    return FAILED if any(case.wrong for case in result.marked) else WELL


def check_all_content(overlay: Path | None) -> int:
    """List every problem of the content, and what is stale or unsure."""
    found = check_content(CONTENT, overlay, now().date())
    _print(content_lines(found))
    if found.problems:
        return FAILED
    try:
        signs_of(load_content(CONTENT, overlay=overlay))
    except PhraseError as broken:
        sys.stdout.write(f"common/signs: {broken}\n")
        return FAILED
    return WELL


def list_blockers(overlay: Path | None) -> int:
    """List what stops publishing: critical services that no named person confirmed lately."""
    try:
        content = load_content(CONTENT, overlay=overlay)
    except BrokenContentError as broken:
        return told(broken)
    blockers = publish_blockers(content, now().date())
    _print(blocker_lines(blockers))
    return FAILED if blockers else WELL


def check_all_components() -> int:
    """Hold every component we use against the design system's published fixtures."""
    results = check_components()
    _print(component_lines(results))
    return exit_code(results)


def _knowledge() -> tuple[Content, Places]:
    return load_content(CONTENT), Places.load(CONTENT)


def _text_lines(lines: Iterable[bytes]) -> Iterator[str]:
    """Read lines as UTF-8; one that is not is named like any other bad line."""
    for number, line in enumerate(lines, 1):
        try:
            yield line.decode()
        except UnicodeDecodeError:
            raise BadInputError(number, "not text in UTF-8") from None


def told(broken: BrokenContentError) -> int:
    """Say what is wrong with the content."""
    for problem in broken.problems:
        sys.stderr.write(f"{problem}\n")
    return FAILED


def _print(lines: Iterable[str] | Iterator[str]) -> None:
    for line in lines:
        sys.stdout.write(line + "\n")
