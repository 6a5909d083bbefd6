"""Guides and what places add to them: what is wrong in them is found, with its line."""

from datetime import date
from pathlib import Path

import pytest

from callpoint.rules.content.check import check_content
from callpoint.rules.content.load import load_content
from tests.rules.content.makers import FILES, problems_of, write_files

GUIDE, ADDED, PAGE = "common/now/help.yaml", "uk/now/help.yaml", "uk/guidance/after.yaml"
WITH_GUIDES = {
    **FILES,
    GUIDE: """id: help
title: Get help
lead: Do this now.
order: 1
situation: danger-now
fits:
  - rank: 1
    situations: [danger-now]
    kinds: [fake-shop, 'group:fraud']
steps:
  - text: Call for help.
    call: [first, rescue]
ways_on:
  - id: called
    label: I called
    text: [Good.]
    services: [rescue]
since:
  - text: Call now.
    until: PT24H
""",
    ADDED: """adds_to: help
services: [fraud-line]
facts:
  - text: You have one day.
    promise: first-read
    source: a test
    checked: 2026-11-21
    confidence: seen
clock:
  promise: first-read
  heading: The clock
  ask: When?
  event: The last day
  note: Tell them.
""",
    PAGE: """adds_to: after
sections:
  - heading: Here
    points:
      - text: Ask here.
        services: [rescue]
""",
}
BREAKS = (
    (
        GUIDE,
        "situation: danger-now\nfits",
        "situation: elsewhere\nfits",
        "5: There is no situation `elsewhere`.",
    ),
    (
        GUIDE,
        "    situations: [danger-now]",
        "    situations: [nowhere]",
        "8: There is no situation `nowhere`.",
    ),
    (GUIDE, "fake-shop, ", "fake-bank, ", "9: There is no kind `fake-bank`."),
    (GUIDE, "[first, rescue]", "[first, nobody]", "12: There is no service `nobody`."),
    (GUIDE, "    services: [rescue]", "    services: [nobody]", "17: There is no service `nobody`."),
    (GUIDE, "    services: [rescue]", "    guide: nothing", "17: There is no guide `nothing`."),
    (GUIDE, "PT24H", "a day", "20: `a day` is not a duration."),
    (GUIDE, "Do this now.", "Ring 999 now.", "3: “999” is a number to dial."),
    (GUIDE, "    text: [Good.]", "    text: [Ring 999.]", "16: “999” is a number to dial."),
    (ADDED, "adds_to: help", "adds_to: nothing", "1: There is no guide `nothing`."),
    (ADDED, "[fraud-line]", "[nobody]", "2: There is no service `nobody`."),
    (ADDED, "    promise: first-read", "    promise: none", "5: There is no promise `none`."),
    (
        ADDED,
        "  promise: first-read\n  heading",
        "  promise: none\n  heading",
        "10: There is no promise `none`.",
    ),
    (PAGE, "adds_to: after", "adds_to: before", "1: There is no guidance `before`."),
    (PAGE, "[rescue]", "[nobody]", "6: There is no service `nobody`."),
    (PAGE, "Ask here.", "Ring 999.", "5: “999” is a number to dial."),
    ("uk/jurisdiction.yaml", "currency: GBP", "exit_url: weather", "5: `weather` is not an https address."),
)


def test_guides_and_additions_are_loaded_by_their_place(tmp_path: Path) -> None:
    content = load_content(write_files(tmp_path / "content", WITH_GUIDES))
    assert (set(content.now), set(content.now_local), set(content.guidance_local)) == (
        {"help"},
        {"uk/help"},
        {"uk/after"},
    )


@pytest.mark.parametrize(("file", "old", "new", "problem"), BREAKS, ids=[each[3] for each in BREAKS])
def test_what_is_wrong_in_a_guide_is_found(
    file: str, old: str, new: str, problem: str, tmp_path: Path
) -> None:
    text = WITH_GUIDES[file]
    assert old in text
    swapped = text.replace(old, new, 1) + ("currency: GBP\n" if old == "currency: GBP" else "")
    root = write_files(tmp_path / "content", {**WITH_GUIDES, file: swapped})
    found = [f"{one.file}:{one.line}: {one.what}" for one in problems_of(root)]
    assert f"content/{file}:{problem}" in found


def test_a_broken_page_that_a_place_adds_to_is_one_problem(tmp_path: Path) -> None:
    root = write_files(tmp_path / "content", {**WITH_GUIDES, PAGE: "adds_to: after\n"})
    assert [one.what for one in problems_of(root)] == ["`sections` is missing."]


def test_a_fact_of_a_guide_goes_stale_and_an_unsure_one_is_listed(tmp_path: Path) -> None:
    unsure = WITH_GUIDES[ADDED].replace("confidence: seen", "confidence: from_memory")
    root = write_files(tmp_path / "content", {**WITH_GUIDES, ADDED: unsure})
    check = check_content(root, None, date(2027, 2, 19))
    assert "content/uk/now/help.yaml:4: uk/help: stale since 2027-02-19; read the source again" in [
        str(row) for row in check.stale
    ]
    assert [str(row) for row in check.unsure] == [
        "content/uk/now/help.yaml:8: uk/help: row: from memory, read in no source"
    ]
    assert check_content(root, None, date(2026, 11, 21)).stale == ()


def test_a_deployment_may_replace_what_a_place_adds(tmp_path: Path) -> None:
    root = write_files(tmp_path / "content", WITH_GUIDES)
    overlay = write_files(tmp_path / "own", {ADDED: "adds_to: help\nkeep: [The bill.]\n"})
    assert load_content(root, overlay=overlay).now_local["uk/help"].keep == ("The bill.",)
