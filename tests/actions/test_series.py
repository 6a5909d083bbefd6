"""Series as people work with them: their list, one opened, its name, and what raised itself."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

import pytest

from callpoint.actions.acting import Actor, reporter, system
from callpoint.actions.adding import add_to_report
from callpoint.actions.exhibits import NewExhibit, take_in_exhibit
from callpoint.actions.judging import judge, rule_value
from callpoint.actions.reading import open_report
from callpoint.actions.series import (
    NAME_LIMIT,
    NameTooLongError,
    NoSuchSeriesError,
    list_series,
    name_series,
    open_series,
)
from callpoint.actions.sighting_exhibits import exhibit_to_read, exhibits_to_read, note_read_through
from callpoint.actions.warning import judge_warning
from callpoint.analysis.relinking import relink
from callpoint.analysis.settling import regroup, settle_report
from callpoint.project import links_work
from callpoint.project.relink_commands import run_relink
from callpoint.records.models import (
    Judgement,
    Report,
    Ruling,
    Series,
    SeriesMember,
    SeriesName,
    Sighting,
    Value,
)
from callpoint.records.sealed_links import LinkSeal
from callpoint.rules.access import NotAllowedError, Role
from callpoint.rules.identifiers import IdentifierKind
from callpoint.rules.links import Reach
from callpoint.rules.series_shown import SeriesValue, WhichSeries
from callpoint.rules.sighting import Sighted
from callpoint.rules.standing import RulingVerdict, Verdict
from callpoint.rules.warning import WarningState
from callpoint.vault import folder
from callpoint.vault.exhibits import ExhibitWords
from callpoint.vault.models import CustodyEntry, Exhibit, ExhibitState, ScanState
from tests.actions.trends import a_warning
from tests.makers import DESK, OTHER_DESK, a_draft, a_report, all_kept, an_actor, at, deeds, seeded
from tests.vault.makers import a_sealed_file

pytestmark = [pytest.mark.django_db, pytest.mark.database]

SUSPECT, OTHER = "07700 900123", "07700 900456"


def an_analyst() -> Actor:
    return an_actor(role=Role.ANALYST, unit="")


def a_series(suspect: str, *, reports: int = 2, **more: Any) -> tuple[UUID, list[UUID]]:
    """Reports that name one phone, put into their series."""
    made = [a_report(when=at(days=7 * number), suspect_phone=suspect, **more) for number in range(reports)]
    for report_id in made:
        settle_report(report_id=report_id, at=at(days=30))
    return Series.objects.get(members__report=made[0]).id, made


def a_text(report_id: UUID, content: bytes, *, name: str = "chat.txt") -> UUID:
    """A text among the exhibits of a report."""
    new = NewExhibit(file=a_sealed_file(content), words=ExhibitWords(name=name), send_key=name)
    take_in_exhibit(report_id=report_id, new=new, by=reporter(report_id), at=at())
    return new.file.id


def test_an_opened_series_tells_its_reports_what_they_share_and_how_they_spread() -> None:
    series_id, reports = a_series(SUSPECT, reports=3)
    opened = open_series(series_id=series_id, by=an_analyst(), at=at(days=31))
    assert (opened.reports, opened.people, opened.number, opened.name) == (3, 3, 1, "")
    assert [(member.report_id, member.values, member.may_open) for member in opened.members] == [
        (each, (0,), True) for each in reversed(reports)
    ]
    assert opened.values == (SeriesValue(kind=IdentifierKind.PHONE, shown=opened.values[0].shown, reports=3),)
    assert "900123" in opened.values[0].shown.replace(" ", "")
    assert [number for _, number in opened.by_week] == [1, 1, 1]
    assert [number for _, number in opened.by_area] == [3]


def test_each_value_is_opened_from_one_report_with_a_leaf_about_it() -> None:
    series_id, _ = a_series(SUSPECT, number_shown=OTHER)
    by = an_analyst()
    before = deeds()
    opened = open_series(series_id=series_id, by=by, at=at(days=31))
    assert (len(opened.values), deeds()[len(before) :]) == (2, ["report.read-values", "series.open"])


def test_who_may_not_open_the_reports_sees_what_kind_of_value_they_share_and_no_more() -> None:
    series_id, _ = a_series(SUSPECT)
    by = an_actor(role=Role.INVESTIGATOR, unit=OTHER_DESK)
    before = deeds()
    opened = open_series(series_id=series_id, by=by, at=at(days=31))
    assert [value.shown for value in opened.values] == [""]
    assert [member.may_open for member in opened.members] == [False, False]
    assert deeds()[len(before) :] == ["series.open"]


def test_a_name_is_shown_everywhere_follows_its_series_and_can_be_taken_away() -> None:
    series_id, reports = a_series(SUSPECT)
    by = an_analyst()
    name_series(series_id=series_id, name="  Royal \n parcel ", by=by, at=at(days=31))
    summary = open_report(report_id=reports[0], by=by, at=at(days=31)).linked.series
    listed = list_series(by=by, at=at(days=31)).lines[0]
    named = (summary.name if summary else "", listed.name)
    name_series(series_id=series_id, name="", by=by, at=at(days=32))
    after = list_series(by=by, at=at(days=32)).lines[0].name
    assert (named, after, SeriesName.objects.count()) == (("Royal parcel",) * 2, "", 2)


def test_a_name_is_short_and_given_to_a_series_that_is_there() -> None:
    series_id, _ = a_series(SUSPECT)
    by = an_analyst()
    with pytest.raises(NameTooLongError) as refused:
        name_series(series_id=series_id, name="x" * (NAME_LIMIT + 2), by=by, at=at())
    with pytest.raises(NoSuchSeriesError):
        name_series(series_id=uuid4(), name="x", by=by, at=at())
    SeriesMember.objects.all().delete()
    with pytest.raises(NoSuchSeriesError):
        name_series(series_id=series_id, name="x", by=by, at=at())
    assert (refused.value.over, SeriesName.objects.exists()) == (2, False)


def test_the_list_and_the_page_show_what_raised_itself_until_somebody_closes_the_warning() -> None:
    a_series(OTHER)
    warning, by = a_warning(), an_analyst()
    listed = [line.id for line in list_series(by=by, at=at(), which=WhichSeries.RAISED).lines]
    marked = {line.id for line in list_series(by=by, at=at()).lines if line.is_raised}
    before = (listed, marked, is_raised(warning.series_id, by))
    judge_warning(warning_id=warning.id, outcome=WarningState.SEEN, because="known", by=by, at=at(hours=1))
    after = (
        list_series(by=by, at=at(), which=WhichSeries.RAISED).total,
        is_raised(warning.series_id, by),
    )
    assert (before, after) == (([warning.series_id], {warning.series_id}, True), (0, False))


def is_raised(series_id: UUID, by: Actor) -> bool:
    return open_series(series_id=series_id, by=by, at=at()).is_raised


def test_many_reports_of_one_person_are_one_person_on_the_page_of_their_series() -> None:
    series_id, _ = a_series(SUSPECT, reports=4, phone="07700 900999", safe_contact="yes")
    opened = open_series(series_id=series_id, by=an_analyst(), at=at(days=31))
    assert (opened.reports, opened.people) == (4, 1)


def test_people_are_counted_anew_when_one_says_later_what_is_theirs_and_by_relink() -> None:
    series_id, reports = a_series(SUSPECT, reports=3)
    for number, report_id in enumerate(reports[:2]):
        told = {"phone": "07700 900999"}
        add_to_report(
            report_id=report_id, answers=told, send_key=f"{number}", by=reporter(report_id), at=at(days=31)
        )
        settle_report(report_id=report_id, at=at(days=31))
    by, counted = an_analyst(), []
    counted.append(open_series(series_id=series_id, by=by, at=at(days=31)).people)
    Series.objects.update(people=9)
    counted.append(open_series(series_id=series_id, by=by, at=at(days=31)).people)
    relink(at=at(days=31))
    counted.append(open_series(series_id=series_id, by=by, at=at(days=31)).people)
    assert counted == [2, 9, 2]


def test_what_hangs_on_a_report_that_cannot_be_opened_is_passed_by_and_all_else_is_shown() -> None:
    series_id, (first, second) = a_series(SUSPECT)
    by = an_analyst()
    judge(report_id=first, other_id=second, verdict=Verdict.UNSURE, reason="hm", by=by, at=at(days=31))
    sighting = Sighting.objects.get(report=first)
    name_series(series_id=series_id, name="Parcels", by=by, at=at(days=31))
    rule_value(
        report_id=first,
        sighting_id=sighting.id,
        verdict=RulingVerdict.LINKS,
        reason="y",
        by=by,
        at=at(days=31),
    )
    for model in (Judgement, Ruling, SeriesName):
        column = "name" if model is SeriesName else "reason"
        model.objects.update(**{column: b"not sealed"})
    linked = open_report(report_id=second, by=by, at=at(days=31)).linked
    Sighting.objects.update(value=b"not sealed")
    opened = open_series(series_id=series_id, by=by, at=at(days=31))
    assert [each.reason for each in linked.judgements] == [None]
    assert [each.ruling.reason for each in linked.values if each.ruling] == [None]
    assert (opened.name, [value.shown for value in opened.values], len(opened.members)) == ("", [""], 2)


def test_the_list_shows_what_grew_last_first_and_brings_a_page_into_range() -> None:
    first, _ = a_series(SUSPECT)
    second, _ = a_series(OTHER)
    settle_report(report_id=a_report(suspect_phone=SUSPECT), at=at(days=50))
    listed = list_series(by=an_analyst(), at=at(days=51), number=9)
    assert ([line.id for line in listed.lines], listed.number, listed.pages, listed.total) == (
        [first, second],
        1,
        1,
        2,
    )


def test_a_series_whose_reports_went_elsewhere_says_where() -> None:
    first, _ = a_series(SUSPECT, reports=3)
    second, _ = a_series(OTHER)
    settle_report(report_id=a_report(suspect_phone=SUSPECT, number_shown=OTHER), at=at(days=50))
    with pytest.raises(NoSuchSeriesError) as gone:
        open_series(series_id=second, by=an_analyst(), at=at(days=51))
    assert gone.value.into == first


@pytest.mark.parametrize("role", [Role.CALL_HANDLER, Role.SUPPORT_WORKER, Role.AUDITOR, Role.ADMINISTRATOR])
def test_who_works_on_no_report_sees_no_series(role: Role) -> None:
    series_id, _ = a_series(SUSPECT)
    by, before = an_actor(role=role, unit=DESK), all_kept()
    with pytest.raises(NotAllowedError):
        open_series(series_id=series_id, by=by, at=at())
    with pytest.raises(NotAllowedError):
        list_series(by=by, at=at())
    with pytest.raises(NotAllowedError):
        name_series(series_id=series_id, name="x", by=by, at=at())
    assert all_kept()["Series"] == before["Series"]


def test_texts_and_mails_among_the_exhibits_are_read_through_by_the_confined_reader_once() -> None:
    report_id = a_report()
    exhibit_id = a_text(report_id, f"Pay me on {SUSPECT} now".encode())
    links_work.look_for_links(str(report_id), at())
    links_work.look_for_links(str(report_id), at(minutes=1))
    [value] = open_report(report_id=report_id, by=an_analyst(), at=at()).linked.values
    assert [(m.source, m.start, m.text) for m in value.mentions] == [(f"exhibit:{exhibit_id}", 10, SUSPECT)]
    entries = CustodyEntry.objects.filter(exhibit_id=exhibit_id).values_list("what", flat=True)
    assert list(entries).count("exhibit.read-through") == 1


def test_a_file_that_is_gone_or_was_changed_stops_nothing_else_of_its_report(
    caplog: pytest.LogCaptureFixture,
) -> None:
    report_id = a_report()
    gone, changed = a_text(report_id, b"x"), a_text(report_id, b"y", name="b.txt")
    a_text(report_id, f"Pay me on {SUSPECT} now".encode(), name="c.txt")
    folder.file_of(gone).unlink()
    folder.file_of(changed).write_bytes(b"something else")
    links_work.look_for_links(str(report_id), at())
    told = [record.getMessage() for record in caplog.records if "read through" in record.getMessage()]
    assert (told, Sighting.objects.filter(report=report_id).count()) == (
        [
            "An exhibit was not read through: ExhibitMissingError",
            "An exhibit was not read through: ExhibitChangedError",
        ],
        1,
    )


MAIL = b"""Return-Path: <bounce@evil-mail.co.uk>
Received: from mx.example.org by mail.example.org; Fri, 20 Nov 2026 10:00:00 +0000
From: "help@your-bank.co.uk" <boss@evil-bank.co.uk>
Reply-To: pay@evil-pay.co.uk
To: Ann Other <ann@other-mail.co.uk>
Subject: Your account
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8

Pay now.
"""
SENT_COPY = MAIL.partition(b"\n")[2].partition(b"\n")[2]


def test_who_sent_a_mail_that_was_delivered_is_sighted_and_whom_it_was_sent_to_is_the_reporters() -> None:
    report_id = a_report()
    exhibit_id = a_text(report_id, MAIL, name="mail.eml")
    links_work.read_through(exhibit_id)
    seen = {
        (one.value, str(one.whose), str(one.standing), one.mentions[0].source)
        for one in sightings_of(report_id)
    }
    source = f"exhibit:{exhibit_id}"
    assert seen == {
        ("bounce@evil-mail.co.uk", "suspect", "linking", source),
        ("boss@evil-bank.co.uk", "suspect", "linking", source),
        ("pay@evil-pay.co.uk", "suspect", "linking", source),
        ("ann@other-mail.co.uk", "reporter", "own", source),
    }


def test_of_a_copy_of_a_mail_that_was_sent_no_header_is_sighted() -> None:
    report_id = a_report()
    exhibit_id = a_text(report_id, SENT_COPY, name="mail.eml")
    links_work.read_through(exhibit_id)
    assert (SENT_COPY[:5], sightings_of(report_id), exhibits_to_read(report_id=report_id)) == (
        b"From:",
        [],
        (),
    )


def sightings_of(report_id: UUID) -> list[Sighted]:
    links = LinkSeal.of(Report.objects.get(id=report_id))
    return [links.sighted(row) for row in Sighting.objects.filter(report=report_id)]


def test_nothing_of_a_shut_exhibit_is_shown_and_none_is_read() -> None:
    report_id = a_report()
    exhibit_id, later = a_text(report_id, f"On {SUSPECT}".encode()), a_text(report_id, b"x", name="b.txt")
    links_work.read_through(exhibit_id)
    Exhibit.objects.update(state=ExhibitState.QUARANTINED)
    shown = open_report(report_id=report_id, by=an_analyst(), at=at()).linked.values
    note_read_through(exhibit_id=later, text=SUSPECT, by=system("worker"), at=at())
    links_work.read_through(later)
    assert (shown, exhibits_to_read(report_id=report_id), exhibit_to_read(exhibit_id=later)) == ((), (), None)


def test_what_stands_in_shut_exhibits_only_is_not_shown_of_a_series_and_elsewhere_is() -> None:
    reports = [a_report(), a_report()]
    for report_id in reports:
        links_work.read_through(a_text(report_id, f"On {SUSPECT}".encode()))
        settle_report(report_id=report_id, at=at(days=1))
    Exhibit.objects.update(state=ExhibitState.QUARANTINED)
    series_id, by = Series.objects.get(size=2).id, an_analyst()
    before = deeds()
    shut = [value.shown for value in open_series(series_id=series_id, by=by, at=at(days=2)).values]
    read = deeds()[len(before) :]
    told = a_report(suspect_phone=SUSPECT)
    links_work.read_through(a_text(told, b"nothing"))
    Exhibit.objects.filter(report_id=told).update(state=ExhibitState.QUARANTINED)
    settle_report(report_id=told, at=at(days=1))
    shown = [value.shown for value in open_series(series_id=series_id, by=by, at=at(days=2)).values]
    assert (shut, read, [each.replace(" ", "") for each in shown]) == (
        [""],
        ["series.open"],
        ["+447700900123"],
    )


def test_drafts_dangerous_files_and_pictures_are_not_read_through() -> None:
    draft = a_draft().report_id
    a_text(draft, b"On 07700 900123", name="a.txt")
    report_id = a_report()
    dangerous = a_text(report_id, b"On 07700 900123", name="b.txt")
    Exhibit.objects.filter(id=dangerous).update(scan=ScanState.DANGEROUS)
    gone = uuid4()
    note_read_through(exhibit_id=gone, text="", by=system("worker"), at=at())
    assert (exhibits_to_read(report_id=draft), exhibits_to_read(report_id=report_id)) == ((), ())
    assert (exhibit_to_read(exhibit_id=gone), Sighting.objects.count()) == (None, 0)


def test_relink_repairs_what_was_changed_by_hand_and_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    a_series(SUSPECT, reports=3)
    well = run_relink()
    Value.objects.update(reports=9)
    Value.objects.create(**{**Value.objects.values()[0], "mark": "made up"})
    SeriesMember.objects.update(series=None)
    repaired, again = run_relink(), run_relink()
    told = capsys.readouterr().out.splitlines()
    assert (well, repaired, again) == (0, 1, 0)
    assert [line for line in told if line.startswith(("Repaired", "All"))] == [
        "All values and series were as they must be.",
        "Repaired: 2 values; 3 reports changed place.",
        "All values and series were as they must be.",
    ]


def test_regrouping_nothing_changes_nothing() -> None:
    a_series(SUSPECT)
    before = all_kept()
    regroup((), at=at(), chance=seeded("none"))
    assert all_kept() == before


def test_a_value_of_the_harmed_persons_side_shows_as_own() -> None:
    told: Mapping[str, Any] = {"who": "another-adult", "harmed_contact": "07700 900777"}
    [value] = open_report(report_id=a_report(**told), by=an_analyst(), at=at()).linked.values
    assert value.reach is Reach.OWN
