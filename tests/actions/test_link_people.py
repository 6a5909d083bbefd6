"""Whose a value is and how many people stand behind the reports that name it."""

import pytest

from callpoint.actions import links_shown
from callpoint.actions.acting import reporter, system
from callpoint.actions.adding import add_to_report
from callpoint.actions.corresponding import write_to_staff
from callpoint.actions.exhibits import NewExhibit, take_in_exhibit
from callpoint.actions.sighting_exhibits import note_read_through
from callpoint.rules.identifiers import Whose
from callpoint.vault.exhibits import ExhibitWords
from tests.actions.test_links import MINE, SUSPECT, an_analyst, seen_by, the_worker_does_its_work, values_of
from tests.makers import a_report, at
from tests.vault.makers import a_sealed_file

pytestmark = [pytest.mark.django_db, pytest.mark.database]


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
