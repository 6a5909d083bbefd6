"""The chain of custody: every deed to an exhibit stands in it, with its leaf, and a forged entry shows."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_django import Settings

from callpoint.actions.acting import ActorKind, reporter, system
from callpoint.actions.custody import custody_lines
from callpoint.actions.exhibits import NewExhibit, describe_exhibit, take_back_exhibit, take_in_exhibit
from callpoint.actions.opening import open_exhibit
from callpoint.actions.reporting import discard_draft
from callpoint.actions.upkeep import note_checked, note_sweep
from callpoint.records.models import StaffMember
from callpoint.rules.custody import ExhibitDeed
from callpoint.vault.exhibits import ExhibitWords
from callpoint.vault.models import CustodyEntry, Exhibit, JournalLeaf
from callpoint.vault.sweeping import Swept
from tests.actions.makers import a_kept_exhibit
from tests.makers import a_draft, a_staff_member, acting, at, deeds, leaves
from tests.vault.makers import a_sealed_file

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, settings: Settings) -> None:
    settings.CALLPOINT_EXHIBITS = tmp_path / "exhibits"


def a_drafted_exhibit() -> Exhibit:
    """An exhibit of a draft."""
    report_id = a_draft().report_id
    new = NewExhibit(file=a_sealed_file(), words=ExhibitWords(name="a.txt"), send_key="1")
    take_in_exhibit(report_id=report_id, new=new, by=reporter(report_id), at=at())
    return Exhibit.objects.get(report_id=report_id)


def test_who_did_what_and_when_stands_with_the_number_of_the_leaf() -> None:
    exhibit = a_kept_exhibit()
    member, _ = a_staff_member(name="Asha Patel")
    note_checked(exhibit_id=exhibit.id, by=system("worker"), at=at(minutes=1))
    open_exhibit(report_id=exhibit.report_id, number=1, by=acting(member), at=at(minutes=2))
    lines = [(each.what, each.by, each.who, each.at, each.agrees) for each in custody_lines(exhibit=exhibit)]
    assert lines == [
        (ExhibitDeed.TAKE_IN, ActorKind.REPORTER, "", at(), True),
        (ExhibitDeed.CHECK, ActorKind.SYSTEM, "", at(minutes=1), True),
        (ExhibitDeed.OPEN, ActorKind.STAFF, "Asha Patel", at(minutes=2), True),
    ]
    told = [leaves()[each.leaf].what for each in custody_lines(exhibit=exhibit)]
    assert told == [what for what, *_ in lines]


def test_each_leaf_about_an_exhibit_that_is_there_has_its_entry() -> None:
    exhibit = a_drafted_exhibit()
    words = ExhibitWords(name="a.txt", shows="The chat")
    by = reporter(exhibit.report_id)
    describe_exhibit(report_id=exhibit.report_id, exhibit_id=exhibit.id, words=words, by=by, at=at(minutes=1))
    note_sweep(swept=Swept(back=(exhibit.id,)), by=system("worker"), at=at(minutes=2))
    of_exhibits = [index for index, what in enumerate(deeds()) if what.startswith("exhibit.")]
    entered = list(CustodyEntry.objects.order_by("id").values_list("leaf", flat=True))
    assert (entered, len(entered), str(CustodyEntry.objects.first())[:13]) == (
        of_exhibits,
        3,
        "custody entry",
    )


@pytest.mark.parametrize("goes", ["taken back", "thrown away"])
def test_what_is_gone_has_no_chain_and_its_leaf_stays(goes: str) -> None:
    exhibit = a_drafted_exhibit()
    by = reporter(exhibit.report_id)
    if goes == "taken back":
        take_back_exhibit(report_id=exhibit.report_id, exhibit_id=exhibit.id, by=by, at=at())
    else:
        discard_draft(report_id=exhibit.report_id, by=by, at=at())
    assert (CustodyEntry.objects.count(), deeds().count("exhibit.take-in")) == (0, 1)


def test_a_swept_file_that_is_nobodys_exhibit_has_no_chain() -> None:
    kept = a_sealed_file()
    note_sweep(swept=Swept(aside=(kept.id,)), by=system("worker"), at=at())
    assert (CustodyEntry.objects.count(), deeds()) == (0, ["exhibit.sweep"])


def to_another_person(entry: CustodyEntry) -> None:
    entry.staff_id = a_staff_member(name="Somebody Else")[0].pk


def to_another_time(entry: CustodyEntry) -> None:
    entry.at = at(days=1)


def to_another_deed(entry: CustodyEntry) -> None:
    entry.what = ExhibitDeed.CHECK


def to_another_leaf(entry: CustodyEntry) -> None:
    entry.leaf = 10_000


def to_the_service(entry: CustodyEntry) -> None:
    entry.by_kind, entry.staff_id = ActorKind.SYSTEM, None


def to_another_exhibit(entry: CustodyEntry) -> None:
    entry.exhibit_id = a_kept_exhibit().id


FORGERIES = [
    to_another_person,
    to_another_time,
    to_another_deed,
    to_another_leaf,
    to_the_service,
    to_another_exhibit,
]


@pytest.mark.parametrize("forge", FORGERIES)
def test_an_entry_that_was_changed_does_not_agree_with_the_journal(
    forge: Callable[[CustodyEntry], None],
) -> None:
    exhibit = a_kept_exhibit()
    member, _ = a_staff_member()
    open_exhibit(report_id=exhibit.report_id, number=1, by=acting(member), at=at(minutes=2))
    entry = CustodyEntry.objects.get(what=ExhibitDeed.OPEN)
    forge(entry)
    entry.save()
    line = next(
        each
        for each in custody_lines(exhibit=Exhibit.objects.get(id=entry.exhibit_id))
        if each.at == entry.at and each.leaf == entry.leaf
    )
    assert (line.agrees, JournalLeaf.objects.count()) == (False, len(leaves()))


def test_the_name_of_somebody_whose_account_is_gone_is_empty() -> None:
    exhibit = a_kept_exhibit()
    member, _ = a_staff_member()
    open_exhibit(report_id=exhibit.report_id, number=1, by=acting(member), at=at(minutes=2))
    StaffMember.objects.filter(pk=member.pk).delete()
    assert [(each.who, each.agrees) for each in custody_lines(exhibit=exhibit)] == [("", True), ("", True)]
