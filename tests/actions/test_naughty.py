"""Difficult text is kept to the last byte on its way from draft to officer and back, or refused with words."""

import pytest

from callpoint.actions.acting import Actor, reporter
from callpoint.actions.corresponding import write_to_reporter, write_to_staff
from callpoint.actions.reading import open_report
from callpoint.actions.reporting import answer, tell_other_number
from callpoint.records.opened import own_report
from callpoint.rules.access import Role
from callpoint.rules.journal import NotCanonicalError
from callpoint.rules.way import DECLARATION
from callpoint.sealing.envelope import NotTextError
from tests.makers import a_draft, a_report, all_kept, an_actor, at, sent
from tests.naughty import HALF_PAIRS, NAUGHTY, WITH_NUL

pytestmark = [pytest.mark.django_db, pytest.mark.database]

ALL = (*NAUGHTY, WITH_NUL)


def test_the_list_is_long_and_holds_nothing_twice() -> None:
    assert len(NAUGHTY) == len(set(NAUGHTY)) >= 120


def test_every_answer_comes_back_to_the_last_byte() -> None:
    told: dict[str, str | list[str]] = {f"q{number}": text for number, text in enumerate(ALL)}
    begun = a_draft(story="x")
    answer(report_id=begun.report_id, answers=told, by=reporter(begun.report_id), at=at())
    mine = own_report(begun.report_id)
    assert mine.answers == {"story": "x", **told}


def test_stories_and_messages_come_back_to_the_last_byte() -> None:
    officer = an_actor(role=Role.SUPERVISOR)
    assert [text for text in ALL if not comes_back(text, officer)] == []


def comes_back(text: str, officer: Actor) -> bool:
    begun = a_draft(story=text, please_call_me="yes", name=text)
    report_id, me = begun.report_id, reporter(begun.report_id)
    sent(begun)
    tell_other_number(report_id=report_id, number=text, by=me, at=at())
    told = [text] if text.strip() else []
    for words in told:
        write_to_reporter(report_id=report_id, text=words, send_key="1", by=officer, at=at(minutes=1))
        write_to_staff(report_id=report_id, text=words, send_key="1", by=me, at=at(minutes=2))
    seen = open_report(report_id=report_id, by=officer, at=at(minutes=3))
    mine = own_report(report_id)
    answers = {"story": text, "please_call_me": "yes", "name": text, DECLARATION: "yes"}
    return (
        seen.answers == mine.answers == answers
        and seen.other_number == mine.other_number == text
        and [each.text for each in seen.messages] == [each.text for each in mine.messages] == told * 2
    )


@pytest.mark.parametrize("text", HALF_PAIRS, ids=ascii)
def test_half_a_surrogate_pair_is_refused_without_a_trace_and_without_its_words(text: str) -> None:
    report_id, draft = a_report(), a_draft().report_id
    before = all_kept()
    with pytest.raises(NotCanonicalError) as refused:
        answer(report_id=draft, answers={"name": f"marzipan{text}"}, by=reporter(draft), at=at())
    with pytest.raises(NotTextError) as refused_too:
        write_to_staff(
            report_id=report_id, text=f"marzipan{text}", send_key="1", by=reporter(report_id), at=at()
        )
    assert all_kept() == before
    assert "marzipan" not in f"{refused.value!r} {refused_too.value!r}"
