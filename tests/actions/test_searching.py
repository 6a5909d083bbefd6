"""Looking for words in what reporters wrote: what is found, who may, and that each report shown is one leaf."""

from uuid import UUID

import pytest

from callpoint.actions import searching
from callpoint.actions.acting import reporter
from callpoint.actions.corresponding import write_to_staff
from callpoint.actions.searching import Looked, Sharing, search_values, search_words
from callpoint.records.keys import keyring
from callpoint.records.models import Report
from callpoint.records.queries.searching import Narrowed, Place, by_reference, sharing
from callpoint.rules.access import Badge, NotAllowedError, Role
from callpoint.rules.identifiers import IdentifierKind
from callpoint.rules.searching import read_query
from callpoint.sealing.index import blind_index
from tests.actions.retention import a_confirmed_order, a_due_report, a_month, carry_out
from tests.makers import DESK, OTHER_DESK, a_draft, a_report, an_actor, at, deeds, leaves

pytestmark = [pytest.mark.django_db, pytest.mark.database]

MARKED = "The quokka rang me twice."


def looking(text: str, *, role: str = Role.ANALYST, after: Place | None = None, **narrowed: object) -> Looked:
    words = read_query(text, prefix="CP", region="GB").words
    return search_words(
        words=words,
        narrowed=Narrowed(**narrowed),  # type: ignore[arg-type]  # the names of its fields
        after=after,
        by=an_actor(role=role),
        at=at(hours=1),
    )


def ids(looked: Looked) -> list[UUID]:
    return [hit.row.id for hit in looked.hits]


def test_words_of_the_story_are_found_and_the_report_shown_is_one_leaf() -> None:
    found = a_report(story=MARKED)
    a_report()
    looked = looking("QUOKKA")
    assert (ids(looked), looked.looked_at, looked.left, deeds().count("report.peek")) == ([found], 2, 0, 1)


def test_words_of_messages_and_numbers_of_others_are_found() -> None:
    report_id = a_report()
    write_to_staff(report_id=report_id, text=MARKED, send_key="m", by=reporter(report_id), at=at())
    assert ids(looking("quokka twice")) == [report_id]


def test_drafts_are_not_looked_at() -> None:
    a_draft(story=MARKED)
    assert looking("quokka").looked_at == 0


def test_a_desk_finds_its_own_reports_only() -> None:
    mine, _ = a_report(story=MARKED, unit=DESK), a_report(story=MARKED, unit=OTHER_DESK)
    assert ids(looking("quokka", role=Role.ASSESSOR)) == [mine]


def test_who_may_not_open_reports_may_not_search() -> None:
    with pytest.raises(NotAllowedError):
        looking("quokka", role=Role.CALL_HANDLER)


def test_a_look_ends_where_it_must_and_goes_on_from_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "MOST_LOOKED_AT", 2)
    old, middle, new = (a_report(when=at(days=day), story=MARKED) for day in range(3))
    first = looking("quokka")
    second = looking("quokka", after=first.place)
    assert (ids(first), first.left, ids(second), second.left) == ([new, middle], 1, [old], 0)


def test_a_look_ends_when_enough_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "MOST_HITS", 1)
    a_report(story=MARKED), a_report(when=at(days=1), story=MARKED)
    looked = looking("quokka")
    assert (len(looked.hits), looked.left) == (1, 1)


def test_it_is_narrowed_by_kind_and_time() -> None:
    old, new = a_report(story=MARKED), a_report(when=at(days=9), story=MARKED)
    Report.objects.filter(id=old).update(kind="phishing-text")
    assert (ids(looking("quokka", kind="phishing-text")), ids(looking("quokka", since=at(days=1)))) == (
        [old],
        [new],
    )


def test_a_report_whose_key_is_gone_is_passed_by() -> None:
    due = a_month()
    gone, kept = Report.objects.get(id=a_due_report(due)), a_report(when=at(days=1), story=MARKED)
    wrapped, salt = gone.wrapped_key, gone.salt
    carry_out(a_confirmed_order(due))
    left = a_report(story=MARKED)
    Report.objects.filter(id=left).update(wrapped_key=wrapped, salt=salt)
    assert ids(looking("quokka")) == [kept]


@pytest.mark.parametrize("column", ["answers", "wrapped_key"])
def test_a_report_that_was_changed_is_passed_by(column: str) -> None:
    changed, kept = a_report(story=MARKED), a_report(story=MARKED)
    other = Report.objects.values_list(column, flat=True).get(id=kept)
    Report.objects.filter(id=changed).update(**{column: other})
    assert ids(looking("quokka")) == [kept]


def test_a_value_is_found_by_its_mark_with_whose_it_is() -> None:
    report_id = a_report(story="He rang from 07700 900123.")
    marks = [blind_index(keyring(), kind="phone", value="+447700900123")]
    analyst, other = Badge(role=Role.ANALYST, unit=""), Badge(role=Role.ASSESSOR, unit=OTHER_DESK)
    rows, more = sharing(marks, badge=analyst)
    assert ([row.id for row, _ in rows], more, sharing(marks, badge=other)) == ([report_id], 0, ([], 1))


def test_whether_a_person_reported_to_another_unit_is_not_counted_and_to_this_one_is_shown() -> None:
    report_id = a_report(phone="07700 900123", safe_contact="yes", unit=DESK)
    marks = [blind_index(keyring(), kind="phone", value="+447700900123")]
    here, other = Badge(role=Role.ASSESSOR, unit=DESK), Badge(role=Role.ASSESSOR, unit=OTHER_DESK)
    rows, more = sharing(marks, badge=here)
    assert ([row.id for row, _ in rows], more, sharing(marks, badge=other)) == ([report_id], 0, ([], 0))


def values_looked_for(number: str) -> Sharing:
    return search_values(
        values=[(IdentifierKind.PHONE, number)], by=an_actor(role=Role.ANALYST), at=at(hours=1)
    )


def test_a_search_by_value_is_a_leaf_and_so_is_each_report_that_is_listed() -> None:
    report_id = a_report(story="He rang from 07700 900123.")
    found, nobody = values_looked_for("+447700900123"), values_looked_for("+447700900456")
    assert ([row.id for row, _ in found.rows], found.more, nobody) == (
        [report_id],
        0,
        Sharing(rows=(), more=0),
    )
    searched = [leaf for leaf in leaves() if leaf.what in {"search.value", "report.peek"}]
    assert [leaf.what for leaf in searched] == ["search.value", "report.peek", "search.value"]
    assert searched[1].object_id == str(report_id)


def test_two_searches_for_one_value_cannot_be_told_to_be_so() -> None:
    for _ in range(2):
        values_looked_for("+447700900123")
    about = [leaf.object_id for leaf in leaves() if leaf.what == "search.value"]
    assert (len(about), len(set(about))) == (2, 2)


def test_a_search_without_a_value_is_no_search_by_value() -> None:
    found = search_values(values=(), by=an_actor(role=Role.ANALYST), at=at())
    assert (found, "search.value" in deeds()) == (Sharing(rows=(), more=0), False)


def test_who_may_not_open_reports_may_not_search_by_value() -> None:
    with pytest.raises(NotAllowedError):
        search_values(values=(), by=an_actor(role=Role.CALL_HANDLER), at=at())


def test_a_reference_leads_to_its_report_for_who_may_see_it() -> None:
    report = Report.objects.get(id=a_report(unit=DESK))
    found = by_reference(report.reference or "", badge=Badge(role=Role.ASSESSOR, unit=DESK))
    hidden = by_reference(report.reference or "", badge=Badge(role=Role.ASSESSOR, unit=OTHER_DESK))
    assert (found and found.id, hidden) == (report.id, None)
