"""A walk through closing: the letter, the second look, the library, reviews, a series; and what its reporter sees."""

from datetime import timedelta
from uuid import UUID

from django.test import Client

from callpoint.actions.acting import reporter, system
from callpoint.actions.closing import check_closing, propose_closing, reopen_report, return_closing
from callpoint.actions.following_up import ask_follow_up
from callpoint.actions.reading import open_report
from callpoint.actions.reviewing import ask_review, decide_review
from callpoint.clock import now
from callpoint.records.models import Closing, FollowUp, LetterTemplate, Report, Review
from callpoint.rules.access import Role
from callpoint.rules.closing import Result, Why
from callpoint.rules.letters import PARTS
from tests.actions.closings import OPEN_OUTCOME, SENSITIVE_OUTCOME, a_proposal, a_series
from tests.makers import a_report, an_actor
from tests.pages.desk_walk import Pages

ZZZ = dict.fromkeys(PARTS, "zzz zzz zzz.")


def closed_now(report_id: UUID) -> Closing:
    """Close a report as of now, with the standard letter."""
    officer = an_actor(role=Role.SUPERVISOR, unit="")
    if Report.objects.get(id=report_id).first_read_at is None:
        open_report(report_id=report_id, by=officer, at=now())
    proposal = a_proposal(report_id, by=officer, when=now())
    if not propose_closing(report_id=report_id, proposal=proposal, by=officer, at=now()):
        waits = Closing.objects.get(report=report_id, sent_at=None, returned_at=None)
        check_closing(closing_id=waits.id, by=an_actor(role=Role.SUPERVISOR, unit=""), at=now())
    return Closing.objects.filter(report=report_id, sent_at__isnull=False).latest("sent_at")


def waiting_now(report_id: UUID) -> Closing:
    """A closing that waits for a second person since just now."""
    officer = an_actor(role=Role.SUPERVISOR, unit="")
    open_report(report_id=report_id, by=officer, at=now())
    proposal = a_proposal(report_id, by=officer, when=now(), outcome=SENSITIVE_OUTCOME)
    propose_closing(report_id=report_id, proposal=proposal, by=officer, at=now())
    return Closing.objects.get(report=report_id, sent_at=None, returned_at=None)


def asked_now(closing: Closing) -> None:
    """Ask its reporter how it went."""
    ask_follow_up(follow_up_id=FollowUp.objects.get(closing=closing).id, by=system("test"), at=now())


def walk_ended(walk: Pages, report_id: UUID) -> None:
    """The own page of a report that was closed, asking to look again, and the question after."""
    walk.get("look_again")
    closing = closed_now(report_id)
    walk.get("own_report")
    walk.get("look_again")
    walk.post("look_again", words="zzz" * 1001)
    asked_now(closing)
    walk.get("own_report")
    walk.get("how_it_went")
    walk.post("how_it_went", words="zzz")
    walk.post("how_it_went", choice="fine", words="zzz" * 2000)
    ask_review(report_id=report_id, words="zzz", by=reporter(report_id), at=now())
    walk.get("own_report")
    decide_review(
        review_id=Review.objects.get(report=report_id).id,
        result=Result.STANDS,
        reasons="zzz",
        by=an_actor(role=Role.SUPERVISOR, unit=""),
        at=now(),
    )
    walk.get("own_report")


def walk_closing(walk: Pages, desk: Client, language: str) -> None:
    """Every page of closing in every state."""
    report_id, other = (a_report(when=now() - timedelta(days=days), story="zzz") for days in (2, 3))
    Report.objects.filter(id__in=[report_id, other]).update(language=language)
    walk.get("staff_closings", of=desk)
    walk_letter(walk, desk, report_id)
    walk_second_look(walk, desk, other)
    walk_library(walk, desk)
    closing = closed_now(report_id)
    walk.post("staff_report", report_id, of=desk, do="reopen", reopen="")
    walk.post("staff_report", report_id, of=desk, do="reopen", reopen="zzz" * 1000)
    asked_now(closing)
    FollowUp.objects.filter(closing=closing).update(choice="again", answered_at=now())
    ask_review(report_id=report_id, words="", by=reporter(report_id), at=now())
    walk_reviews(walk, desk)
    closed_now(report_id)
    reopen_report(report_id=report_id, reason="zzz", by=an_actor(role=Role.SUPERVISOR, unit=""), at=now())
    walk.get("staff_report", report_id, of=desk)
    walk_series(walk, desk, report_id, other)


def walk_letter(walk: Pages, desk: Client, report_id: UUID) -> None:
    """Choosing an outcome, the letter, and each thing that is wrong with one."""
    walk.get("staff_report", report_id, of=desk)
    for query in (
        "",
        "?outcome=zzz",
        f"?outcome={OPEN_OUTCOME}",
        "?outcome=outcome-15",
        "?outcome=outcome-1",
    ):
        walk.get("staff_close", report_id, of=desk, query=query)
    bad = {"outcome": OPEN_OUTCOME, "do": "send"}
    walk.post("staff_close", report_id, of=desk, **bad)
    walk.post("staff_close", report_id, of=desk, **{**bad, **ZZZ, "sorry": "zzz " * 900, "why": "{zzz} 18"})
    walk.post("staff_close", report_id, of=desk, **{**bad, **ZZZ, "do": "look"})


def walk_second_look(walk: Pages, desk: Client, report_id: UUID) -> None:
    """A closing that waits, that is returned, and that is sent."""
    closing = waiting_now(report_id)
    Closing.objects.filter(id=closing.id).update(because=",".join(Why))
    walk.get("staff_closings", of=desk)
    walk.get("staff_closing", closing.id, of=desk)
    walk.get("staff_report", report_id, of=desk)
    walk.post("staff_closing", closing.id, of=desk, do="return", reason="")
    return_closing(closing_id=closing.id, reason="zzz", by=an_actor(role=Role.SUPERVISOR, unit=""), at=now())
    walk.get("staff_closing", closing.id, of=desk)
    walk.get("staff_report", report_id, of=desk)


def walk_library(walk: Pages, desk: Client) -> None:
    """The library without and with letters, one of them in each state."""
    walk.get("staff_letters", of=desk)
    walk.get("staff_letter_new", of=desk)
    told = {
        **ZZZ,
        "name": "zzz",
        "outcome": "",
        "tongue": "en",
        "still": "zzz {review_by} {zzz}.",
        "do": "keep",
    }
    walk.post("staff_letter_new", of=desk, **{**told, "name": ""})
    walk.post("staff_letter_new", of=desk, **{**told, "why": ""})
    walk.post("staff_letter_new", of=desk, **told)
    letter = LetterTemplate.objects.get().letter
    walk.get("staff_letters", of=desk)
    walk.get("staff_letter", letter, of=desk)
    walk.post("staff_letter", letter, of=desk, **{**told, "version": "9"})
    for do, version in (("keep", "1"), ("remove", "2"), ("undo", "3")):
        walk.post("staff_letter", letter, of=desk, **{**told, "do": do, "version": version})
        walk.get("staff_letter", letter, of=desk)


def walk_reviews(walk: Pages, desk: Client) -> None:
    """A request to look again: waiting, taken, without reasons, decided."""
    review = Review.objects.get(decided_at=None)
    walk.get("staff_reviews", of=desk)
    walk.get("staff_review", review.id, of=desk)
    walk.post("staff_review", review.id, of=desk, do="take")
    walk.get("staff_review", review.id, of=desk)
    walk.post("staff_review", review.id, of=desk, do="opened", reasons="")
    walk.post("staff_review", review.id, of=desk, do="opened", reasons="zzz")
    walk.get("staff_review", review.id, of=desk)
    walk.get("staff_reviews", of=desk)
    walk.get("staff_report", review.report_id, of=desk)


def walk_series(walk: Pages, desk: Client, one: UUID, other: UUID) -> None:
    """Closing a series: nothing chosen, what would happen, what did."""
    unread = a_report(when=now() - timedelta(days=1), story="zzz")
    series = a_series(one, other, unread)
    for query in ("", f"?outcome={OPEN_OUTCOME}", "?outcome=civil-matter"):
        walk.get("staff_close_series", series, of=desk, query=query)
    walk.post("staff_close_series", series, of=desk, outcome=OPEN_OUTCOME)
    walk.post("staff_close_series", series, of=desk, outcome=OPEN_OUTCOME, report=str(one))
