"""Statements: offered, written on, signed by their reporter alone, unchangeable then, used or taken back."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import pytest

from callpoint.actions.acting import Actor, NotTheReporterError, reporter
from callpoint.actions.reading import open_report
from callpoint.actions.stating import (
    NoSuchStatementError,
    NotSignedError,
    StatementClosedError,
    StatementWaitsError,
    decline_statement,
    keep_statement,
    offer_statement,
    open_statement,
    sign_statement,
    use_statement,
    withdraw_statement,
)
from callpoint.actions.verifying import verify_database
from callpoint.records.models import Report, Statement
from callpoint.records.opened import own_report
from callpoint.records.opened_statements import OpenedStatement, opened_statements, own_statements
from callpoint.records.sealed_interventions import InterventionSeal
from callpoint.rules.access import NotAllowedError, Role
from callpoint.rules.receipt import item
from callpoint.rules.statements import (
    NotAgreedError,
    NoTextError,
    Signature,
    StatementKind,
    StatementStanding,
    statement_hash,
)
from tests.actions.interventions import a_paid_report, an_officer
from tests.makers import OTHER_DESK, all_kept, at, deeds, leaves

pytestmark = [pytest.mark.django_db, pytest.mark.database]

TEXT, NAME = "I was rung by a man.\n\nI paid him.", "Ada Quint"


def offered(report_id: UUID, kind: StatementKind = StatementKind.WITNESS, *, by: Actor | None = None) -> UUID:
    """A statement that was offered an hour after the report."""
    return offer_statement(report_id=report_id, kind=kind, text=TEXT, by=by or an_officer(), at=at(hours=1))


def signed(report_id: UUID, kind: StatementKind = StatementKind.WITNESS, **changed: Any) -> UUID:
    """A statement that was signed two hours after the report."""
    statement_id = offered(report_id, kind)
    by = reporter(report_id)
    said = Signature(**{"text": TEXT, "name": NAME, "is_agreed": True, **changed})
    sign_statement(report_id=report_id, statement_id=statement_id, signature=said, by=by, at=at(hours=2))
    return statement_id


def own(report_id: UUID) -> OpenedStatement:
    (found,) = own_statements(report_id)
    return found


def for_staff(report_id: UUID) -> OpenedStatement:
    (found,) = opened_statements(Report.objects.get(id=report_id))
    return found


def test_an_offer_waits_with_the_reporter_who_is_told_and_no_word_of_it_is_shown_to_staff() -> None:
    report_id = a_paid_report()
    offered(report_id)
    mine, theirs = own(report_id), for_staff(report_id)
    told = [each.text for each in own_report(report_id).messages]
    assert (mine.text, theirs.text, mine.standing) == (TEXT, "", StatementStanding.OFFERED)
    assert (len(told), "You do not have to." in told[0], "statement.offer" in deeds()) == (1, True, True)


def test_a_personal_statement_begins_empty_whatever_an_officer_wrote() -> None:
    report_id = a_paid_report()
    offered(report_id, StatementKind.PERSONAL)
    told = own_report(report_id).messages[0].text
    assert (own(report_id).text, told.startswith("If you want, you can tell us")) == ("", True)


def test_one_of_a_kind_waits_at_a_time() -> None:
    report_id = a_paid_report()
    offered(report_id)
    with pytest.raises(StatementWaitsError):
        offered(report_id)
    assert Statement.objects.get(id=offered(report_id, StatementKind.PERSONAL)).kind == StatementKind.PERSONAL


def test_an_empty_draft_is_not_offered() -> None:
    with pytest.raises(NoTextError):
        offer_statement(
            report_id=a_paid_report(), kind=StatementKind.WITNESS, text=" ", by=an_officer(), at=at(hours=1)
        )


def test_what_a_reporter_keeps_is_theirs_alone_until_they_sign() -> None:
    report_id = a_paid_report()
    statement_id, me = offered(report_id), reporter(report_id)
    keep_statement(report_id=report_id, statement_id=statement_id, text="Mine.\r\n", by=me, at=at(hours=2))
    mine = own(report_id)
    assert (mine.text, mine.changed_at, for_staff(report_id).text) == ("Mine.", at(hours=2), "")


def test_what_was_signed_is_shown_with_its_hash_and_the_leaf_commits_to_it() -> None:
    report_id = a_paid_report()
    statement_id = signed(report_id, name="  Ada   Quint ")
    theirs, leaf, row = for_staff(report_id), leaves()[-1], Statement.objects.get(id=statement_id)
    wanted = statement_hash(text=TEXT, name=NAME, at=at(hours=2))
    commitment = item(bytes(row.salt), deed="statement.sign", name="statement", value=wanted).commitment()
    assert (theirs.text, theirs.name, theirs.hash, theirs.standing) == (
        TEXT,
        NAME,
        wanted,
        StatementStanding.SIGNED,
    )
    assert (leaf.what, commitment in leaf.commitments) == ("statement.sign", True)


def test_an_unsigned_or_unnamed_statement_leaves_no_trace() -> None:
    report_id = a_paid_report()
    statement_id, me = offered(report_id), reporter(report_id)
    before = all_kept()
    with pytest.raises(NotAgreedError):
        sign_statement(
            report_id=report_id,
            statement_id=statement_id,
            signature=Signature(text=TEXT, name=NAME, is_agreed=False),
            by=me,
            at=at(hours=2),
        )
    assert all_kept() == before


def test_what_was_signed_changes_no_more() -> None:
    report_id = a_paid_report()
    statement_id, me = signed(report_id), reporter(report_id)
    said = Signature(text="Another.", name=NAME, is_agreed=True)
    later: datetime = at(hours=3)
    before = all_kept()
    deeds_refused: tuple[Callable[[], object], ...] = (
        lambda: sign_statement(
            report_id=report_id, statement_id=statement_id, signature=said, by=me, at=later
        ),
        lambda: keep_statement(report_id=report_id, statement_id=statement_id, text="x", by=me, at=later),
        lambda: decline_statement(report_id=report_id, statement_id=statement_id, by=me, at=later),
        lambda: withdraw_statement(report_id=report_id, statement_id=statement_id, by=me, at=later),
    )
    for deed in deeds_refused:
        with pytest.raises(StatementClosedError):
            deed()
    assert all_kept() == before


def test_a_signed_text_that_is_changed_below_us_is_found() -> None:
    report_id = a_paid_report()
    statement_id = signed(report_id)
    row = Statement.objects.get(id=statement_id)
    forged = InterventionSeal.of(row.report).seal_text(row.id, "I lied.", lambda size: b"0" * size)
    Statement.objects.filter(id=statement_id).update(text=forged)
    problems = [str(problem) for problem in verify_database(tell=lambda _words: None).problems]
    assert ([str(statement_id) in problem for problem in problems], len(problems)) == ([True], 1)


def test_nobody_signs_for_the_reporter() -> None:
    report_id, other = a_paid_report(), a_paid_report()
    statement_id = offered(report_id)
    said = Signature(text=TEXT, name=NAME, is_agreed=True)
    before = all_kept()
    for by in (an_officer(), reporter(other)):
        before = all_kept()
        with pytest.raises(NotTheReporterError):
            sign_statement(
                report_id=report_id, statement_id=statement_id, signature=said, by=by, at=at(hours=2)
            )
        assert all_kept() == before
    with pytest.raises(NoSuchStatementError):
        sign_statement(
            report_id=other, statement_id=statement_id, signature=said, by=reporter(other), at=at(hours=2)
        )


def test_who_does_not_want_to_sign_says_so_once_and_may_be_offered_another() -> None:
    report_id = a_paid_report()
    statement_id, me = offered(report_id), reporter(report_id)
    decline_statement(report_id=report_id, statement_id=statement_id, by=me, at=at(hours=2))
    assert (own(report_id).standing, for_staff(report_id).text) == (StatementStanding.DECLINED, "")
    with pytest.raises(StatementClosedError):
        keep_statement(report_id=report_id, statement_id=statement_id, text="x", by=me, at=at(hours=3))
    assert offered(report_id) != statement_id


def test_a_personal_statement_is_taken_back_and_staff_read_it_no_more() -> None:
    report_id = a_paid_report()
    statement_id, me, by = signed(report_id, StatementKind.PERSONAL), reporter(report_id), an_officer()
    withdraw_statement(report_id=report_id, statement_id=statement_id, by=me, at=at(hours=3))
    assert (own(report_id).standing, for_staff(report_id).text) == (StatementStanding.WITHDRAWN, "")
    with pytest.raises(NotSignedError):
        use_statement(report_id=report_id, statement_id=statement_id, by=by, at=at(hours=4))
    with pytest.raises(NotSignedError):
        open_statement(report_id=report_id, statement_id=statement_id, by=by, at=at(hours=4))


def test_a_personal_statement_that_was_used_is_not_taken_back() -> None:
    report_id = a_paid_report()
    statement_id, by = signed(report_id, StatementKind.PERSONAL), an_officer()
    use_statement(report_id=report_id, statement_id=statement_id, by=by, at=at(hours=3))
    used = for_staff(report_id)
    assert (used.standing, used.used_at, used.text) == (StatementStanding.USED, at(hours=3), TEXT)
    with pytest.raises(StatementClosedError):
        withdraw_statement(
            report_id=report_id, statement_id=statement_id, by=reporter(report_id), at=at(hours=4)
        )
    with pytest.raises(NotSignedError):
        use_statement(report_id=report_id, statement_id=statement_id, by=by, at=at(hours=4))


def test_what_nobody_signed_is_neither_used_nor_printed() -> None:
    report_id = a_paid_report()
    statement_id, by = offered(report_id), an_officer()
    for deed in (use_statement, open_statement):
        with pytest.raises(NotSignedError):
            deed(report_id=report_id, statement_id=statement_id, by=by, at=at(hours=3))


def test_each_print_is_a_leaf_and_so_is_opening_the_report() -> None:
    report_id, by = a_paid_report(), an_officer()
    statement_id = signed(report_id)
    printed = open_statement(report_id=report_id, statement_id=statement_id, by=by, at=at(hours=3))
    reference = Report.objects.get(id=report_id).reference
    assert (printed.statement.text, printed.reference, deeds()[-1]) == (TEXT, reference, "statement.print")
    assert open_report(report_id=report_id, by=by, at=at(hours=4)).statements == (printed.statement,)


def test_who_may_not_offers_uses_and_prints_nothing() -> None:
    report_id = a_paid_report()
    statement_id = signed(report_id)
    others = [an_officer(role=Role.ASSESSOR), an_officer(unit=OTHER_DESK)]
    before = all_kept()
    for by in others:
        with pytest.raises(NotAllowedError):
            offered(report_id, by=by)
        for deed in (use_statement, open_statement):
            with pytest.raises(NotAllowedError):
                deed(report_id=report_id, statement_id=statement_id, by=by, at=at(hours=3))
    assert all_kept() == before


def test_a_statement_that_is_not_there_is_not_used() -> None:
    with pytest.raises(NoSuchStatementError):
        use_statement(report_id=a_paid_report(), statement_id=uuid4(), by=an_officer(), at=at(hours=3))
