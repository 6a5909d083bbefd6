"""What a report names, what that links it to, and what people say of it."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db.models import Model

from callpoint.actions import links_shown
from callpoint.actions.acting import Actor, reporter, system
from callpoint.actions.adding import add_to_report
from callpoint.actions.corresponding import write_to_reporter, write_to_staff
from callpoint.actions.exhibits import NewExhibit, take_in_exhibit
from callpoint.actions.judging import (
    REASON_LIMIT,
    JudgingError,
    NoReasonError,
    NoSuchJudgementError,
    ReasonTooLongError,
    ValueNeverLinksError,
    judge,
    rule_value,
    undo_judgement,
    undo_ruling,
)
from callpoint.actions.reading import open_report
from callpoint.actions.sighting_exhibits import note_read_through
from callpoint.analysis.relinking import relink
from callpoint.project import links_work
from callpoint.project.worker import WORKS
from callpoint.records.models import Addition, Judgement, Message, Outbox, Ruling, Series, Sighting
from callpoint.records.opened import NoSuchReportError
from callpoint.rules.access import NotAllowedError, Role
from callpoint.rules.content.common_lists import CommonList
from callpoint.rules.identifiers import IdentifierKind, Whose
from callpoint.rules.links import Link, Reach, ReportLinks, SeenValue
from callpoint.rules.sighting import MOST_VALUES
from callpoint.rules.standing import RulingVerdict, Verdict
from callpoint.vault.exhibits import ExhibitWords
from tests.actions.test_sealed import every_value
from tests.analysis.makers import groups
from tests.makers import OTHER_DESK, a_draft, a_report, a_staff_member, acting, all_kept, an_actor, at, deeds
from tests.vault.makers import a_sealed_file

pytestmark = [pytest.mark.django_db, pytest.mark.database]

SUSPECT, OTHER, MINE = "07700 900123", "07700 900456", "07700 900999"


def an_analyst() -> Actor:
    return an_actor(role=Role.ANALYST, unit="")


def seen_by(by: Actor, report_id: UUID) -> ReportLinks:
    """What the page of a report shows of its links."""
    return open_report(report_id=report_id, by=by, at=at(hours=1)).linked


def values_of(report_id: UUID) -> dict[str, SeenValue]:
    return {each.shown: each for each in seen_by(an_analyst(), report_id).values}


def the_worker_does_its_work() -> None:
    """Do what the outbox holds about links, in order."""
    about_links = {
        "report.submitted",
        "report.added",
        "message.sent",
        *(n for n in WORKS if "link" in n or "value" in n),
    }
    for row in Outbox.objects.filter(name__in=about_links, done_at=None).order_by("id"):
        works = {"report.submitted": links_work.look_for_links, "report.added": links_work.after_addition}
        works |= {"message.sent": links_work.after_message}
        works.get(row.name, WORKS[row.name])(row.object_id, at(hours=2))
        row.done_at = at(hours=2)
        row.save()


def refused(by: Actor, **deed: object) -> bool:
    """Whether a judgement is refused, and leaves no trace."""
    before = all_kept()
    told: dict[str, object] = {"verdict": Verdict.SAME, "reason": "because", "by": by, "at": at(), **deed}
    with pytest.raises((JudgingError, NotAllowedError, NoSuchReportError)):
        judge(**told)  # type: ignore[arg-type]  # what is wrong of them is the point
    return all_kept() == before


def test_a_typed_answer_a_story_an_addition_and_a_message_are_each_a_place_of_the_same_value() -> None:
    report_id = a_report(suspect_phone=SUSPECT, story=f"He rang from {SUSPECT} twice.")
    me = reporter(report_id)
    add_to_report(
        report_id=report_id,
        answers={"number_shown": "+44 7700 900123"},
        send_key="1",
        by=me,
        at=at(minutes=1),
    )
    write_to_staff(report_id=report_id, text=f"It was {SUSPECT}!", send_key="1", by=me, at=at(minutes=2))
    write_to_staff(report_id=report_id, text="I am well.", send_key="2", by=me, at=at(minutes=3))
    [value] = seen_by(an_analyst(), report_id).values
    addition, message = Addition.objects.get(), Message.objects.order_by("sent_at")[0]
    assert (
        value.kind,
        value.value,
        value.whose,
        value.reach,
        [(m.source, m.text) for m in value.mentions],
    ) == (
        IdentifierKind.PHONE,
        "+447700900123",
        Whose.SUSPECT,
        Reach.LINKS,
        [
            ("answer:story", SUSPECT),
            ("answer:suspect_phone", SUSPECT),
            (f"addition:{addition.id}:number_shown", "+44 7700 900123"),
            (f"message:{message.id}", SUSPECT),
        ],
    )


def test_each_place_says_where_in_its_text_it_stands() -> None:
    report_id = a_report(story=f"First {SUSPECT}, then pay@evil.example.")
    linked = seen_by(an_analyst(), report_id)
    found = [(m.start, m.end, v.kind) for m, v in linked.mentions_in("answer:story")]
    assert found == [(6, 18, IdentifierKind.PHONE), (25, 41, IdentifierKind.EMAIL)]
    assert linked.mentions_in("answer:other") == ()


def test_what_the_reporter_says_is_theirs_never_links_wherever_it_stands() -> None:
    told: Mapping[str, Any] = {"phone": MINE, "safe_contact": "yes", "story": f"He rang me on {MINE}."}
    first, second = (a_report(**told) for _ in range(2))
    linked = seen_by(an_analyst(), first)
    assert [(v.whose, v.reach, v.others) for v in linked.values] == [(Whose.REPORTER, Reach.OWN, 1)]
    assert (linked.links, linked.people) == ((), 1)
    del second


def test_an_own_number_told_later_takes_back_a_guess_but_not_what_was_known_to_be_own() -> None:
    report_id = a_report(story=f"It was {MINE}.")
    before = values_of(report_id)[next(iter(values_of(report_id)))].whose
    me = reporter(report_id)
    for number, answers in enumerate(({"phone": MINE}, {"suspect_phone": MINE})):
        add_to_report(
            report_id=report_id, answers=answers, send_key=f"{number}", by=me, at=at(minutes=1 + number)
        )
    [after] = seen_by(an_analyst(), report_id).values
    assert (before is not Whose.REPORTER, after.whose, after.reach) == (True, Whose.REPORTER, Reach.OWN)


def test_a_message_of_staff_names_nothing() -> None:
    report_id = a_report()
    officer, _ = a_staff_member()
    write_to_reporter(
        report_id=report_id, text=f"Ring us on {OTHER}.", send_key="1", by=acting(officer), at=at()
    )
    assert not Sighting.objects.exists()


def test_a_report_is_linked_from_the_moment_it_is_sent_with_the_value_and_its_weight() -> None:
    first, second = a_report(suspect_phone=SUSPECT), a_report(number_shown="0044 7700 900 123")
    linked = seen_by(an_analyst(), second)
    [link] = linked.links
    [shared] = link.shared
    assert isinstance(link, Link)
    assert (link.report_id, shared.kind, shared.reports, link.same_person) == (first, "phone", 2, False)
    assert (linked.people, linked.is_looked_at, linked.series) == (2, False, None)


def test_two_reports_of_one_person_count_as_one() -> None:
    told: Mapping[str, Any] = {"suspect_phone": SUSPECT, "phone": MINE, "safe_contact": "yes"}
    first, second = (a_report(**told) for _ in range(2))
    the_worker_does_its_work()
    linked = seen_by(an_analyst(), second)
    assert linked.series is not None
    assert (linked.people, linked.links[0].same_person, linked.series.reports, linked.series.people) == (
        1,
        True,
        2,
        1,
    )
    del first


def test_several_reports_of_one_other_person_count_as_one_beside_this_ones() -> None:
    for _ in range(3):
        a_report(suspect_phone=SUSPECT, phone=MINE, safe_contact="yes")
    linked = seen_by(an_analyst(), a_report(suspect_phone=SUSPECT))
    assert (len(linked.links), linked.people, linked.has_more) == (3, 2, False)


def test_people_are_counted_only_where_every_report_that_names_a_value_was_looked_at() -> None:
    one, _, _ = (a_report(suspect_phone=SUSPECT) for _ in range(3))
    common, _ = (a_report(false_domain="hsbc.co.uk", kind="invoice-fraud") for _ in range(2))
    before = [value.people for value in seen_by(an_analyst(), one).values]
    the_worker_does_its_work()
    counted = [value.people for value in seen_by(an_analyst(), one).values]
    a_report(suspect_phone=SUSPECT)
    later = [value.people for value in seen_by(an_analyst(), one).values]
    of_common = [(value.others, value.people) for value in seen_by(an_analyst(), common).values]
    assert (before, counted, later, of_common) == ([0], [3], [0], [(1, 0)])


def test_people_are_not_counted_where_more_name_a_value_than_are_looked_at(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(links_shown, "SAMPLE", 2)
    one, _, _ = (a_report(suspect_phone=SUSPECT) for _ in range(3))
    the_worker_does_its_work()
    assert [(value.others, value.people) for value in seen_by(an_analyst(), one).values] == [(2, 0)]


def test_a_ruling_that_is_repeated_in_the_same_words_changes_nothing() -> None:
    report_id, by = a_report(suspect_phone=SUSPECT), an_analyst()
    told: Mapping[str, Any] = {"report_id": report_id, "sighting_id": Sighting.objects.get().id, "by": by}
    rule_value(**told, verdict=RulingVerdict.LINKS, reason="seen", at=at())
    before = all_kept()
    rule_value(**told, verdict=RulingVerdict.LINKS, reason=" seen ", at=at(minutes=5))
    same = all_kept() == before
    rule_value(**told, verdict=RulingVerdict.LINKS, reason="seen again", at=at(minutes=6))
    assert (same, Ruling.objects.count(), Ruling.objects.filter(undone_at=None).count()) == (True, 2, 1)


def test_a_mail_address_with_the_reporters_name_is_theirs_wherever_they_tell_it_later() -> None:
    report_id = a_report(name="Sue Platt")
    me = reporter(report_id)
    add_to_report(
        report_id=report_id,
        answers={"pay_reference": "sue.platt1@mail.example"},
        send_key="1",
        by=me,
        at=at(minutes=1),
    )
    write_to_staff(report_id=report_id, text="sue.platt2@mail.example", send_key="1", by=me, at=at(minutes=2))
    new = NewExhibit(file=a_sealed_file(b"x"), words=ExhibitWords(name="a.txt"), send_key="9")
    take_in_exhibit(report_id=report_id, new=new, by=me, at=at(minutes=3))
    note_read_through(
        exhibit_id=new.file.id, text="sue.platt3@mail.example", by=system("worker"), at=at(minutes=4)
    )
    assert {value.value: value.whose for value in values_of(report_id).values()} == {
        f"sue.platt{number}@mail.example": Whose.REPORTER for number in (1, 2, 3)
    }


def test_the_worker_puts_reports_that_share_a_value_into_one_series() -> None:
    reports = {a_report(suspect_phone=SUSPECT) for _ in range(2)}
    alone = a_report(suspect_phone=OTHER)
    the_worker_does_its_work()
    linked = seen_by(an_analyst(), alone)
    assert (groups(), linked.is_looked_at, linked.series) == ({frozenset(reports)}, True, None)


def test_what_is_added_or_written_later_links_too() -> None:
    first, second, third = (a_report(suspect_phone=each) for each in (SUSPECT, OTHER, "07700 900777"))
    the_worker_does_its_work()
    add_to_report(
        report_id=second,
        answers={"number_shown": SUSPECT},
        send_key="1",
        by=reporter(second),
        at=at(minutes=1),
    )
    write_to_staff(
        report_id=third, text=f"He also used {OTHER}.", send_key="1", by=reporter(third), at=at(minutes=1)
    )
    the_worker_does_its_work()
    assert (groups(), relink(at=at()).is_well) == ({frozenset({first, second, third})}, True)


def test_reports_judged_different_part_and_come_together_again_when_that_is_undone() -> None:
    one, other = a_report(suspect_phone=SUSPECT), a_report(suspect_phone=SUSPECT)
    by = an_analyst()
    the_worker_does_its_work()
    together = groups()
    judge(report_id=one, other_id=other, verdict=Verdict.DIFFERENT, reason="no", by=by, at=at())
    the_worker_does_its_work()
    apart = groups()
    shown = seen_by(by, other).judgements[0]
    undo_judgement(report_id=other, judgement_id=shown.id, by=by, at=at(minutes=1))
    the_worker_does_its_work()
    assert (together, apart, groups()) == ({frozenset({one, other})}, set(), {frozenset({one, other})})
    assert (shown.verdict, shown.reason, shown.other_id) == (Verdict.DIFFERENT, "no", one)


def test_reports_judged_the_same_are_one_series_though_they_share_nothing() -> None:
    one, other = a_report(suspect_phone=SUSPECT), a_report(suspect_phone=OTHER)
    the_worker_does_its_work()
    judge(report_id=one, other_id=other, verdict=Verdict.SAME, reason="one voice", by=an_analyst(), at=at())
    the_worker_does_its_work()
    assert (groups(), relink(at=at()).is_well) == ({frozenset({one, other})}, True)


def test_a_new_judgement_takes_the_place_of_the_last_and_a_repeat_changes_nothing() -> None:
    one, other, by = a_report(), a_report(), an_analyst()
    for verdict in (Verdict.SAME, Verdict.UNSURE):
        judge(report_id=one, other_id=other, verdict=verdict, reason="seen", by=by, at=at())
    before = all_kept()
    judge(report_id=other, other_id=one, verdict=Verdict.UNSURE, reason=" seen ", by=by, at=at(minutes=5))
    assert all_kept() == before
    kept = Judgement.objects.order_by("judged_at", "undone_at").values_list("verdict", "undone_by_id")
    assert set(kept) == {("same", int(by.id)), ("unsure", None)}


def test_what_cannot_be_judged_is_refused_and_leaves_no_trace() -> None:
    one, other, by = a_report(), a_report(), an_analyst()
    draft = a_draft().report_id
    long = "x" * (REASON_LIMIT + 1)
    assert refused(by, report_id=one, other_id=one)
    assert refused(by, report_id=one, other_id=draft)
    assert refused(by, report_id=one, other_id=other, reason="  ")
    assert refused(by, report_id=one, other_id=other, reason=long)
    stranger = an_actor(role=Role.INVESTIGATOR, unit=OTHER_DESK)
    assert refused(stranger, report_id=one, other_id=other)
    with pytest.raises(ReasonTooLongError) as told:
        judge(report_id=one, other_id=other, verdict=Verdict.SAME, reason=long, by=by, at=at())
    assert told.value.over == 1


def test_only_a_judgement_about_the_report_at_hand_that_stands_can_be_undone() -> None:
    one, other, third, by = a_report(), a_report(), a_report(), an_analyst()
    judge(report_id=one, other_id=other, verdict=Verdict.SAME, reason="seen", by=by, at=at())
    made = Judgement.objects.get()
    for report_id, judgement_id in ((third, made.id), (one, uuid4())):
        with pytest.raises(NoSuchJudgementError):
            undo_judgement(report_id=report_id, judgement_id=judgement_id, by=by, at=at())


def test_a_value_that_is_ruled_out_parts_its_reports_and_ruled_in_joins_them() -> None:
    one, other = a_report(suspect_phone=SUSPECT), a_report(suspect_phone=SUSPECT)
    by, seen = an_analyst(), []
    for verdict in (RulingVerdict.LINKS_NOT, RulingVerdict.LINKS):
        sighting = Sighting.objects.get(report=one)
        rule_value(report_id=one, sighting_id=sighting.id, verdict=verdict, reason="why", by=by, at=at())
        the_worker_does_its_work()
        [value] = seen_by(by, other).values
        assert value.ruling is not None
        seen.append((groups(), value.reach, value.ruling.reason, relink(at=at()).is_well))
    both = frozenset({one, other})
    assert seen == [(set(), Reach.RULED_OUT, "why", True), ({both}, Reach.RULED_IN, "why", True)]
    undo_ruling(report_id=other, sighting_id=Sighting.objects.get(report=other).id, by=by, at=at())
    the_worker_does_its_work()
    assert (groups(), Ruling.objects.filter(undone_at=None).exists()) == ({both}, False)


def test_a_common_value_links_where_a_person_rules_so() -> None:
    told: Mapping[str, Any] = {"true_domain": "real-supplier.example", "kind": "invoice-fraud"}
    one, other = a_report(**told), a_report(**told)
    the_worker_does_its_work()
    by, sighting = an_analyst(), Sighting.objects.get(report=one)
    before = (sighting.standing, groups(), seen_by(by, one).links)
    rule_value(
        report_id=one, sighting_id=sighting.id, verdict=RulingVerdict.LINKS, reason="ours", by=by, at=at()
    )
    the_worker_does_its_work()
    assert (before, groups()) == (("common", set(), ()), {frozenset({one, other})})
    assert [link.report_id for link in seen_by(by, one).links] == [other]


def test_no_word_makes_the_reporters_own_value_link() -> None:
    report_id, by = a_report(phone=MINE, safe_contact="yes"), an_analyst()
    own = Sighting.objects.get()
    cases = (
        (own.id, "why", ValueNeverLinksError),
        (uuid4(), "why", NoSuchJudgementError),
    )
    for sighting_id, reason, wrong in cases:
        with pytest.raises(wrong):
            rule_value(
                report_id=report_id,
                sighting_id=sighting_id,
                verdict=RulingVerdict.LINKS,
                reason=reason,
                by=by,
                at=at(),
            )
    for sighting_id in (own.id, uuid4()):
        with pytest.raises(NoSuchJudgementError):
            undo_ruling(report_id=report_id, sighting_id=sighting_id, by=by, at=at())


def test_a_ruling_needs_a_reason_and_the_role() -> None:
    report_id = a_report(suspect_phone=SUSPECT)
    sighting = Sighting.objects.get()
    cases = ((an_analyst(), NoReasonError), (an_actor(role=Role.ASSESSOR), NotAllowedError))
    for by, wrong in cases:
        with pytest.raises(wrong):
            rule_value(
                report_id=report_id,
                sighting_id=sighting.id,
                verdict=RulingVerdict.LINKS,
                reason="",
                by=by,
                at=at(),
            )
    assert "value.rule" not in deeds()


def test_a_series_keeps_its_number_when_another_joins_it_and_the_other_says_where_it_went() -> None:
    first = [a_report(suspect_phone=SUSPECT) for _ in range(3)]
    second = [a_report(suspect_phone=OTHER) for _ in range(2)]
    the_worker_does_its_work()
    bridge = a_report(suspect_phone=SUSPECT, number_shown=OTHER)
    the_worker_does_its_work()
    rows: list[Model] = list(Series.objects.order_by("number"))
    told = [(row.number, row.size, row.into_id is not None) for row in rows]  # type: ignore[attr-defined]  # rows of series
    assert told == [(1, 6, False), (2, 0, True)]
    assert groups() == {frozenset({*first, *second, bridge})}


def test_no_table_holds_a_value_that_was_sighted() -> None:
    a_report(suspect_phone=SUSPECT, suspect_email="pay@evil.example", story="no word of it")
    kept = b"".join(every_value())
    assert [each for each in (b"7700900123", b"7700 900123", b"pay@evil.example") if each in kept] == []
    assert Sighting.objects.count() == 2


def test_a_message_that_repeats_itself_and_names_too_much_keeps_what_there_is_room_for() -> None:
    report_id = a_report(story="Nothing yet.")
    me = reporter(report_id)
    for number in range(5):
        many = " ".join(f"a{number}x{each}@evil.example" for each in range(60))
        write_to_staff(report_id=report_id, text=many, send_key=f"{number}", by=me, at=at(minutes=number))
    assert Sighting.objects.count() == MOST_VALUES


def test_who_comes_after_a_judgement_of_different_joins_one_side_only_as_computing_anew_would() -> None:
    one, other = a_report(suspect_phone=SUSPECT), a_report(suspect_phone=OTHER)
    the_worker_does_its_work()
    judge(report_id=one, other_id=other, verdict=Verdict.DIFFERENT, reason="no", by=an_analyst(), at=at())
    a_report(suspect_phone=SUSPECT, number_shown=OTHER)
    the_worker_does_its_work()
    assert ([len(each) for each in groups()], relink(at=at()).is_well) == ([2], True)


def test_a_value_on_a_list_is_shown_with_its_list_and_links_only_where_a_person_rules_so() -> None:
    one, other = (a_report(false_domain="hsbc.co.uk", kind="invoice-fraud") for _ in range(2))
    by = an_analyst()
    [value] = seen_by(by, one).values
    assert (value.reach, value.common, seen_by(by, one).links) == (Reach.COMMON, CommonList.BANK_SITES, ())
    told: Mapping[str, Any] = {
        "sighting_id": value.sighting_id,
        "verdict": RulingVerdict.LINKS,
        "reason": "x",
    }
    rule_value(report_id=one, **told, by=by, at=at())
    the_worker_does_its_work()
    seen = seen_by(by, one)
    assert ([value.reach for value in seen.values], [link.report_id for link in seen.links]) == (
        [Reach.RULED_IN],
        [other],
    )
