"""One exhibit handed over sealed: Debian's `age` opens it with the key that is shown once, and each time is written down."""

import dataclasses
import hashlib
import os
import shutil
import subprocess
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from callpoint.actions.custody import custody_lines
from callpoint.actions.disclosing import (
    DangerousItemError,
    NoSuchDisclosureError,
    bundles_made,
    hand_out_bundle,
    make_disclosure,
)
from callpoint.actions.entering import items_of_hand_over
from callpoint.actions.exhibits import NoSuchExhibitError, WithheldError
from callpoint.actions.handing_over import (
    HandedOver,
    KeyAlreadyShownError,
    get_sealed_exhibit,
    hand_over_exhibit,
    hand_overs,
)
from callpoint.actions.opening import open_exhibit
from callpoint.records.models import Disclosure, Report
from callpoint.records.opened import NoSuchReportError
from callpoint.rules.access import Deed, NotAllowedError, Role, may
from callpoint.rules.custody import ExhibitDeed
from callpoint.rules.disclosing import ANSWERS, SEALED, Terms, TermsNotCompleteError
from callpoint.vault import folder
from callpoint.vault.errors import ExhibitChangedError, ExhibitMissingError
from callpoint.vault.models import Exhibit, ExhibitState, JournalLeaf, ScanState
from tests.actions.disclosure import a_case, a_plain_paper, with_file
from tests.actions.retention import a_supervisor
from tests.makers import OTHER_DESK, a_draft, all_kept, an_actor, at, deeds, leaves

pytestmark = [pytest.mark.django_db, pytest.mark.database]

TERMS = Terms(authority="Crown Court", purpose="Trial of 1 March", items=())
CONTENT = b"RIFF\x10\0\0\0WAVEfmt " + os.urandom(200_000)


def an_age_program() -> str:
    """Debian's age, or a loud skip: another implementation than ours is the point."""
    program = shutil.which("age")
    if program is None:
        pytest.skip("NOT TESTED with the age program: none on this machine. Install it: apt-get install age")
    return program


def handed_over(report_id: UUID, number: int = 1, *, key: str = "1", terms: Terms = TERMS) -> HandedOver:
    return hand_over_exhibit(
        report_id=report_id, number=number, terms=terms, send_key=key, by=a_supervisor(), at=at(minutes=20)
    )


def got(report_id: UUID, made: UUID, number: int = 1) -> bytes:
    sealed = get_sealed_exhibit(
        report_id=report_id, number=number, hand_over_id=made, by=a_supervisor(), at=at(minutes=21)
    )
    whole = b"".join(sealed.pieces)
    assert len(whole) == sealed.size
    return whole


def test_the_age_program_opens_the_sealed_file_with_the_key_to_the_fingerprint_of_the_receipt(
    tmp_path: Path,
) -> None:
    program, report_id = an_age_program(), a_case()
    number = with_file(report_id, CONTENT, name='voice "of" the bank.wav')
    made = handed_over(report_id, number)
    sealed = tmp_path / f"{made.file_name}.age"
    sealed.write_bytes(got(report_id, made.id, number))
    (tmp_path / "key.txt").write_text(f"{made.identity}\n")
    command = [program, "-d", "-i", "key.txt", "-o", made.file_name, sealed.name]
    subprocess.run(command, check=True, cwd=tmp_path, capture_output=True)
    opened = (tmp_path / made.file_name).read_bytes()
    exhibit, report = (
        Exhibit.objects.get(report_id=report_id, number=number),
        Report.objects.get(id=report_id),
    )
    assert (hashlib.sha256(opened).hexdigest(), opened == CONTENT, made.file_name) == (
        exhibit.sha256,
        True,
        f"{report.reference}-exhibit-{number}.wav",
    )
    assert CONTENT[:40] not in sealed.read_bytes()


def test_the_key_of_one_exhibit_opens_no_other(tmp_path: Path) -> None:
    program, report_id = an_age_program(), a_case()
    other = with_file(report_id, CONTENT)
    first, second = handed_over(report_id), handed_over(report_id, other, key="2")
    (tmp_path / "a.age").write_bytes(got(report_id, second.id, other))
    (tmp_path / "key.txt").write_text(first.identity)
    done = subprocess.run(
        [program, "-d", "-i", "key.txt", "a.age"], cwd=tmp_path, capture_output=True, check=False
    )
    assert (done.returncode, done.stdout, b"no identity matched" in done.stderr) == (1, b"", True)


def test_handing_over_and_getting_the_file_stand_in_the_chain_with_a_leaf_that_commits_to_whom() -> None:
    report_id = a_case()
    made = handed_over(report_id)
    got(report_id, made.id)
    exhibit, row = Exhibit.objects.get(report_id=report_id), Disclosure.objects.get()
    lines = [(each.what, each.agrees) for each in custody_lines(exhibit=exhibit)][-2:]
    assert lines == [(ExhibitDeed.HAND_OVER, True), (ExhibitDeed.GET_SEALED, True)]
    leaf = leaves()[custody_lines(exhibit=exhibit)[-2].leaf]
    terms = dataclasses.replace(TERMS, items=("exhibit:1",), way=SEALED)
    items = items_of_hand_over(exhibit, row, terms)
    values = {each.name: each.value for each in items}
    assert leaf.commitments == tuple(each.commitment() for each in items)
    assert (values["authority"], values["purpose"], values["exhibit.1.sealed"]) == (
        "Crown Court",
        "Trial of 1 March",
        exhibit.sealed_sha256,
    )
    assert {each.table for each in leaf.rows} == {"records_disclosure", "vault_exhibit"}


def test_the_key_stands_in_no_leaf_and_no_column() -> None:
    report_id = a_case()
    made = handed_over(report_id)
    secret = made.identity
    kept = [bytes(body) for body in JournalLeaf.objects.values_list("body", flat=True)]
    rows = repr(all_kept())
    assert (
        secret[:16],
        any(secret.encode() in body for body in kept),
        secret in rows,
        secret in repr(made),
    ) == (
        "AGE-SECRET-KEY-1",
        False,
        False,
        False,
    )


def test_the_key_is_shown_once_for_each_time_it_is_asked_for() -> None:
    report_id = a_case()
    first = handed_over(report_id)
    before = all_kept()
    with pytest.raises(KeyAlreadyShownError):
        handed_over(report_id)
    assert {**all_kept(), "StaffMember": [], "JournalLeaf": []} == {
        **before,
        "StaffMember": [],
        "JournalLeaf": [],
    }
    again = handed_over(report_id, key="2")
    assert (again.identity, again.id == first.id) == (first.identity, False)
    assert deeds().count("exhibit.hand-over") == 2


def test_what_was_handed_over_is_listed_with_its_exhibit_and_not_among_the_bundles() -> None:
    report_id = a_case()
    with_file(report_id, CONTENT, name="zanzi\N{RIGHT-TO-LEFT OVERRIDE}bar")
    made = handed_over(report_id, 2)
    bundle = make_disclosure(
        report_id=report_id,
        terms=dataclasses.replace(TERMS, items=(ANSWERS,)),
        by=a_supervisor(),
        at=at(minutes=22),
    )
    of_second, of_first = (hand_overs(report_id=report_id, number=number) for number in (2, 1))
    assert ([each.id for each in of_second.made], of_first.made) == ([made.id], ())
    assert (of_second.name, of_second.is_dangerous) == ("zanzi[U+202E]bar", False)
    assert [each.id for each in bundles_made(report_id=report_id)] == [bundle]
    with pytest.raises(NoSuchDisclosureError):
        hand_out_bundle(
            report_id=report_id,
            disclosure_id=made.id,
            paper=a_plain_paper,
            by=a_supervisor(),
            at=at(minutes=23),
        )


@pytest.mark.parametrize("wrong", ["a bundle", "another exhibit", "nothing"])
def test_no_sealed_file_goes_that_was_not_handed_over(wrong: str) -> None:
    report_id = a_case()
    with_file(report_id, CONTENT)
    by = a_supervisor()
    bundle = dataclasses.replace(TERMS, items=("exhibit:1",))
    found = {
        "a bundle": lambda: make_disclosure(report_id=report_id, terms=bundle, by=by, at=at(minutes=22)),
        "another exhibit": lambda: handed_over(report_id, 2).id,
        "nothing": uuid4,
    }[wrong]()
    with pytest.raises(NoSuchDisclosureError):
        got(report_id, found)
    assert "exhibit.get-sealed" not in deeds()


def test_a_file_that_is_called_dangerous_goes_only_where_somebody_says_so() -> None:
    report_id = a_case()
    safe = handed_over(report_id)
    Exhibit.objects.update(scan=ScanState.DANGEROUS)
    with pytest.raises(DangerousItemError):
        handed_over(report_id, key="2")
    with pytest.raises(DangerousItemError):
        got(report_id, safe.id)
    made = handed_over(report_id, key="2", terms=dataclasses.replace(TERMS, with_dangerous=True))
    assert got(report_id, made.id).startswith(b"age-encryption.org/v1\n")
    assert hand_overs(report_id=report_id, number=1).is_dangerous


def test_a_file_that_stays_shut_goes_nowhere() -> None:
    report_id = a_case()
    made = handed_over(report_id)
    Exhibit.objects.update(state=ExhibitState.QUARANTINED)
    with pytest.raises(WithheldError):
        handed_over(report_id, key="2")
    with pytest.raises(WithheldError):
        got(report_id, made.id)
    with pytest.raises(WithheldError):
        hand_overs(report_id=report_id, number=1)
    assert (deeds().count("exhibit.hand-over"), deeds().count("exhibit.get-sealed")) == (1, 0)


def test_what_is_not_there_is_not_handed_over() -> None:
    report_id = a_case()
    draft = a_draft().report_id
    for where, number, refused in (
        (uuid4(), 1, NoSuchReportError),
        (draft, 1, NoSuchReportError),
        (report_id, 9, NoSuchExhibitError),
    ):
        with pytest.raises(refused):
            handed_over(where, number)
    with pytest.raises(TermsNotCompleteError, match="authority, purpose"):
        handed_over(report_id, terms=Terms(authority=" ", purpose="x" * 501, items=()))
    folder.remove_files(Exhibit.objects.get().id)
    with pytest.raises(ExhibitMissingError):
        handed_over(report_id)
    assert Disclosure.objects.count() == 0


def test_a_sealed_file_that_was_changed_ends_too_early() -> None:
    report_id = a_case()
    made = handed_over(report_id)
    path = folder.file_of(Exhibit.objects.get().id)
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    with pytest.raises(ExhibitChangedError):
        got(report_id, made.id)


@pytest.mark.parametrize(("role", "unit"), [(role, unit) for role in Role for unit in ("", OTHER_DESK)])
def test_handing_over_sealed_follows_the_table_of_access(role: Role, unit: str) -> None:
    report_id = a_case()
    report = Report.objects.get(id=report_id)
    by = an_actor(role=role, unit=unit or report.unit)
    if may(by.badge, Deed.HAND_OVER, unit=report.unit):
        made = hand_over_exhibit(
            report_id=report_id, number=1, terms=TERMS, send_key="1", by=by, at=at(minutes=20)
        )
        assert made.identity
    else:
        with pytest.raises(NotAllowedError):
            hand_over_exhibit(
                report_id=report_id, number=1, terms=TERMS, send_key="1", by=by, at=at(minutes=20)
            )


def test_handing_over_leaves_the_exhibit_as_it_was() -> None:
    report_id, by = a_case(), a_supervisor()
    handed_over(report_id)
    opened = open_exhibit(report_id=report_id, number=1, by=by, at=at(minutes=25))
    assert len(b"".join(opened.pieces)) == opened.size
