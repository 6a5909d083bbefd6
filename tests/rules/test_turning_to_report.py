"""What goes from a request to a report and back into a form: never safer than it was said to be."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from callpoint.rules.asking_support import WAYS, lacks_of
from callpoint.rules.notices import Reach, notice_plan
from callpoint.rules.questionnaire import check_answer
from callpoint.rules.turning_to_report import answers_from_request, request_from_answers
from tests.rules.known import known

WHOLE = {
    "for_whom": "me",
    "name": "Ann",
    "place": "S40 1TB",
    "age": "adult",
    "way": "call",
    "contact": "07700 900123",
    "times": "after 6 pm",
    "care": "Say you are from the library",
    "leave_message": "no",
    "language": "Polish",
    "needs": "a woman",
    "about": "I am scared",
}


def test_a_whole_request_fills_the_questions_it_answers_and_no_story() -> None:
    assert answers_from_request(WHOLE) == {
        "who": "self",
        "age": "adult",
        "name": "Ann",
        "postcode": "S40 1TB",
        "phone": "07700 900123",
        "leave_message": "no",
        "language": "Polish",
        "update_way": "phone",
        "safe_contact": "certain-times",
        "safe_times": "after 6 pm. Say you are from the library",
    }


@pytest.mark.parametrize(
    ("told", "answers"),
    [
        ({"way": "code"}, {"update_way": "code-only", "safe_contact": "no"}),
        (
            {"way": "code", "times": "never"},
            {"update_way": "code-only", "safe_contact": "no", "safe_times": "never"},
        ),
        (
            {"way": "email", "contact": "a@b.c", "for_whom": "close", "age": "13-15"},
            {"email": "a@b.c", "update_way": "email", "safe_contact": "yes-neutral-words-only"},
        ),
        (
            {"way": "text", "contact": "0770", "for_whom": "me"},
            {"who": "self", "phone": "0770", "update_way": "sms", "safe_contact": "yes-neutral-words-only"},
        ),
    ],
)
def test_less_told_fills_less(told: dict[str, str], answers: dict[str, str]) -> None:
    assert answers_from_request(told) == answers


@pytest.mark.parametrize("way", WAYS)
def test_a_word_of_caution_keeps_every_mail_from_going_out_by_itself(way: str) -> None:
    told = {"way": way, "contact": "a@b.c", "care": "My husband reads my mail"}
    noon, zone = datetime(2026, 11, 20, 12, tzinfo=UTC), ZoneInfo("Europe/London")
    assert notice_plan(answers_from_request(told), at=noon, zone=zone).reach is not Reach.MAIL


def test_every_answer_it_fills_in_is_one_its_question_takes() -> None:
    questions = known().content.questions
    for way in WAYS:
        contact = "ann@example.org" if way == "email" else WHOLE["contact"]
        for name, value in answers_from_request({**WHOLE, "way": way, "contact": contact}).items():
            check_answer(questions[name], str(value))


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ({}, {}),
        ({"safe_contact": "no", "phone": "0770"}, {"way": "code"}),
        ({"phone": "0770", "email": "a@b.c"}, {"way": "call", "contact": "0770"}),
        (
            {"email": "a@b.c", "who": "child", "age": "13-15"},
            {"for_whom": "close", "way": "email", "contact": "a@b.c"},
        ),
        ({"access_needs": ["bsl"], "who": "witness", "safe_times": "noon"}, {"times": "noon"}),
        ({"who": "self", "age": "adult"}, {"for_whom": "me", "age": "adult"}),
    ],
)
def test_a_report_fills_a_form_with_what_it_holds(
    answers: dict[str, str | list[str]], told: dict[str, str]
) -> None:
    assert request_from_answers(answers) == told


def test_what_went_to_a_report_comes_back_the_same_way_to_reach_the_person() -> None:
    back = request_from_answers(answers_from_request(WHOLE))
    assert lacks_of(back) == {}
    assert {name: back[name] for name in ("way", "contact", "place", "name")} == {
        name: WHOLE[name] for name in ("way", "contact", "place", "name")
    }
