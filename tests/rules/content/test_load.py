"""Loading: every problem named at once, layers that replace, one version of the whole."""

import re
from pathlib import Path

import pytest

from callpoint.rules.content.load import BrokenContentError, load_content
from callpoint.rules.content.problems import Problem
from tests.rules.content.broken_alone import BROKEN_ALONE
from tests.rules.content.broken_together import BROKEN_TOGETHER
from tests.rules.content.makers import (
    FILES,
    PLACE,
    REAL,
    SERVICE,
    Broken,
    problems_of,
    real_content,
    with_file,
    write_files,
)


def places(problems: tuple[Problem, ...]) -> list[str]:
    return [f"{one.file.removeprefix('content/')}:{one.line}: {one.what}" for one in problems]


def a_root(folder: Path) -> Path:
    return write_files(folder / "content", FILES)


@pytest.mark.parametrize("broken", [*BROKEN_ALONE, *BROKEN_TOGETHER], ids=lambda broken: broken.name)
def test_what_is_broken_is_named_with_file_and_line(broken: Broken, tmp_path: Path) -> None:
    root = with_file(tmp_path / "content", broken.file, *broken.swaps)
    assert places(problems_of(root)) == list(broken.problems)


def test_every_problem_is_reported_at_once_each_with_its_remedy(tmp_path: Path) -> None:
    root = with_file(
        tmp_path / "content",
        "uk/services/rescue.yaml",
        ("status: current", "status: gone"),
        ("hours: 24/7", "hour: 24/7"),
    )
    with pytest.raises(BrokenContentError) as error:
        load_content(root)
    assert str(error.value) == (
        "content/uk/services/rescue.yaml:3: `status` may not be `gone`. "
        "Choose 'current', 'unconfirmed' or 'replaced'.\n"
        "content/uk/services/rescue.yaml:10: `channels.0.hour` is not a name this file"
        " may hold. Correct its spelling, or remove the line. Names: type, value, e164,"
        " hours, hours_confidence, confidence, menu_option, keyword, lang, note."
    )


def test_the_small_content_loads_whole(tmp_path: Path) -> None:
    content = load_content(a_root(tmp_path))
    assert {
        "services": sorted(content.services),
        "owners": content.kinds["fake-shop"].owners,
        "questions": list(content.questions),
        "sections": list(content.sections),
        "sets": dict(content.kind_sets),
        "countries": content.countries["FR"].emergency,
        "zones": [content.timezone_of(one) for one in ("rescue", "rescue-112")],
        "tables": sorted(content.triage_tables),
        "signs": sorted(content.signs),
        "units": sorted(content.units),
    } == {
        "services": ["fraud-line", "rescue", "rescue-112"],
        "owners": {"default": ("fraud-line",)},
        "questions": ["who", "story"],
        "sections": ["first"],
        "sets": {"money": ("fake-shop",)},
        "countries": ("15", "112"),
        "zones": ["Europe/London", "UTC"],
        "tables": ["uk"],
        "signs": ["en/money"],
        "units": ["desk"],
    }


def test_the_whole_cannot_be_written_to(tmp_path: Path) -> None:
    content = load_content(a_root(tmp_path))
    with pytest.raises(TypeError):
        content.services["x"] = content.services["rescue"]  # type: ignore[index]  # that it cannot be written is what is tested


def test_yes_no_and_numbers_stay_the_words_that_were_written(tmp_path: Path) -> None:
    root = with_file(
        tmp_path / "content",
        "common/situations.yaml",
        ("in danger\n", "in danger\n    facts: {danger_now: yes, postcode: 08:30}\n"),
    )
    situation = load_content(root).situations["danger-now"]
    assert situation.facts == {"danger_now": "yes", "postcode": "08:30"}


def test_an_empty_value_counts_as_left_out(tmp_path: Path) -> None:
    root = with_file(tmp_path / "content", "uk/services/rescue.yaml", ("24/7", ""), ("name", "name"))
    assert load_content(root).services["rescue"].channels[0].hours == ""


def test_an_overlay_replaces_adds_and_takes_away(tmp_path: Path) -> None:
    overlay = write_files(
        tmp_path / "overlay",
        {
            "uk/services/fraud-line.yaml": SERVICE.format(
                id="fraud-line", name="Our line", countries="GB", number="01632 960001"
            ),
            "uk/units/front.yaml": ("id: front\nname: Front\nduty_hours: 24/7\nfallback: true\n"),
            "uk/units/desk.yaml": "id: desk\nremoved: true\n",
        },
    )
    content = load_content(a_root(tmp_path), overlay=overlay)
    assert (content.services["fraud-line"].name, list(content.units)) == (
        "Our line",
        ["front"],
    )


def test_the_example_of_an_overlay_in_the_documents_takes_effect(tmp_path: Path) -> None:
    page = (REAL.parents[1] / "docs" / "content.md").read_text(encoding="utf-8")
    [(path, text)] = re.findall(r"^```yaml\n# my-content/(\S+)\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    content = load_content(REAL, overlay=write_files(tmp_path, {path: text}))
    assert content.units["cyber-and-fraud-desk"].name == "Online crime team"


def test_an_overlay_inside_a_jurisdiction_replaces_by_id(tmp_path: Path) -> None:
    root = write_files(
        a_root(tmp_path),
        {
            "uk/kent/jurisdiction.yaml": PLACE.format(
                id="kent",
                name="Kent",
                country="GB",
                zone="Europe/London",
                emergency="rescue",
            ),
            "uk/kent/services/fraud-line.yaml": SERVICE.format(
                id="fraud-line", name="Kent", countries="GB", number="01632 960001"
            ),
        },
    )
    content = load_content(root)
    assert (
        content.services["fraud-line"].name,
        content.jurisdiction_of("services", "fraud-line").part_of,
    ) == ("Kent", "uk")


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        (
            "world/services/rescue.yaml",
            FILES["uk/services/rescue.yaml"],
            (
                "content/world/services/rescue.yaml:1: `rescue` is also declared in "
                "content/uk/services/rescue.yaml."
            ),
        ),
        (
            "uk/units/other.yaml",
            "id: other\nremoved: true\n",
            "content/uk/units/other.yaml:2: There is no `other` to remove.",
        ),
        (
            "uk/service.yaml",
            "id: x\n",
            "content/uk/service.yaml:1: Nothing reads this file.",
        ),
        (
            "mars/units/rover.yaml",
            "id: rover\nname: Rover\nduty_hours: 24/7\nfallback: true\n",
            "content/mars/units/rover.yaml:1: The folder `mars` has no jurisdiction.yaml.",
        ),
        (
            "mars/recording.yaml",
            "bodies:\n  - service: rescue\n",
            "content/mars/recording.yaml:1: The folder `mars` has no jurisdiction.yaml.",
        ),
        (
            "uk/services/.draft.yml",
            "id: x\n",
            "{root}/uk/services/.draft.yml:1: Nothing reads this.",
        ),
        ("uk/service/a.yaml", "id: a\n", "{root}/uk/service:1: Nothing reads this."),
    ],
)
def test_a_file_out_of_place_is_named(name: str, text: str, said: str, tmp_path: Path) -> None:
    root = write_files(a_root(tmp_path), {name: text})
    found = [f"{one.file}:{one.line}: {one.what}" for one in problems_of(root)]
    assert found == [said.format(root=root)]


def test_notes_for_people_are_not_read(tmp_path: Path) -> None:
    root = write_files(a_root(tmp_path), {"uk/services/notes.txt": "a: [b"})
    assert problems_of(root) == ()


def test_an_overlay_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    problems = problems_of(a_root(tmp_path), tmp_path / "nowhere")
    assert problems == (
        Problem(
            str(tmp_path / "nowhere"),
            1,
            "The folder is not there.",
            "Correct its path.",
        ),
    )


def test_bytes_that_are_not_utf_8_are_a_problem(tmp_path: Path) -> None:
    root = a_root(tmp_path)
    (root / "uk/units/desk.yaml").write_bytes(b"id: \xff\n")
    assert [one.file for one in problems_of(root)] == ["content/uk/units/desk.yaml"]


def test_the_version_follows_every_word_and_no_file_order(tmp_path: Path) -> None:
    first = load_content(a_root(tmp_path / "a"))
    again = load_content(a_root(tmp_path / "b"))
    changed = load_content(with_file(tmp_path / "c" / "content", "uk/units/desk.yaml", ("Desk", "Desks")))
    assert (first.version == again.version, first.version == changed.version) == (
        True,
        False,
    )


def test_a_recorder_of_the_kind_goes_before_one_of_the_group(tmp_path: Path) -> None:
    root = write_files(
        tmp_path / "content",
        {
            **FILES,
            "uk/recording.yaml": """bodies:
  - service: rescue-112
  - groups: [fraud]
    nations: [england, scotland]
    service: rescue
  - kinds: [fake-shop]
    nations: [scotland]
    service: fraud-line
""",
        },
    )
    content = load_content(root)
    found = [
        body.service
        for nation in ("scotland", "england", "wales")
        if (body := content.recorded_by("fake-shop", nation=nation, country="GB"))
    ]
    assert found == ["fraud-line", "rescue", "rescue-112"]


def test_our_own_content_has_no_problem() -> None:
    assert problems_of(REAL) == ()


def test_every_kind_is_recorded_by_somebody_in_the_uk_and_the_us() -> None:
    content = real_content()
    nobody = [
        (kind, nation, country)
        for kind in content.kinds
        for nation, country in (
            ("england", "GB"),
            ("wales", "GB"),
            ("scotland", "GB"),
            ("northern-ireland", "GB"),
            ("", "US"),
        )
        if content.recorded_by(kind, nation=nation, country=country) is None
    ]
    assert nobody == []


def test_report_fraud_never_records_in_scotland() -> None:
    content = real_content()
    bodies = {
        body.service
        for kind in content.kinds
        if (body := content.recorded_by(kind, nation="scotland", country="GB"))
    }
    assert "report-fraud" not in bodies


def test_a_form_is_laid_out_in_the_order_in_which_we_ask() -> None:
    content = real_content()
    wrong = [
        (body.service, body.form_order)
        for body in content.recording
        if list(body.form_order)
        != [
            question.id
            for question in content.questions.values()
            if body.form_order and body.service in question.serves
        ]
    ]
    assert wrong == []


@pytest.mark.parametrize(
    "words",
    [
        "Up to 85,000 pounds, or 999.50 at least.",
        "It costs £999 or $911.",
        "Payments from 2024-10-07 count, within 72 hours.",
        "Reference A999-112.",
        "More than 100 people, 2020 to 2026.",
    ],
)
def test_amounts_dates_and_references_are_no_numbers_to_dial(words: str, tmp_path: Path) -> None:
    root = with_file(tmp_path / "content", "common/guidance/after.yaml", ("You get a reference.", words))
    assert problems_of(root) == ()
