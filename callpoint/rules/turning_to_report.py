"""What a report and a request for support say alike: carried over only after the person's own press."""

from collections.abc import Mapping
from typing import Final

from callpoint.rules.asking_support import CODE_ONLY, NUMBERS, tidied

SAME: Final = {"name": "name", "place": "postcode", "language": "language"}
"""Field of a request to the question of a report that asks the same."""

SAFE_AT_ANY_TIME, SAFE_AT_TIMES, NOT_SAFE = "yes-neutral-words-only", "certain-times", "no"
"""Answers to `safe_contact`: a report never takes a way for safer than the request did."""

WAYS_OF_UPDATES: Final = {"call": "phone", "text": "sms", "email": "email", CODE_ONLY: "code-only"}


def answers_from_request(told: Mapping[str, str]) -> dict[str, str | list[str]]:
    """
    Give the answers of a report that a request already holds: name, place, contact, what is safe, and language.

    What to take care of goes with the safe times, so that no word on safety is lost. The few words and the needs
    in the person's own words fit no question and stay behind.
    """
    answers: dict[str, str | list[str]] = {
        question: told[field] for field, question in SAME.items() if told.get(field)
    }
    if told.get("for_whom") == "me":
        answers["who"] = "self"
        answers |= {"age": told["age"]} if told.get("age") else {}
    way = told.get("way", "")
    if way in NUMBERS:
        answers["phone"] = told.get("contact", "")
        answers |= {"leave_message": told["leave_message"]} if told.get("leave_message") else {}
    elif way == "email":
        answers["email"] = told.get("contact", "")
    answers["update_way"] = WAYS_OF_UPDATES[way]
    cautions = [told[field] for field in ("times", "care") if told.get(field)]
    answers["safe_contact"] = (
        NOT_SAFE if way == CODE_ONLY else SAFE_AT_TIMES if cautions else SAFE_AT_ANY_TIME
    )
    return answers | ({"safe_times": ". ".join(cautions)} if cautions else {})


def request_from_answers(answers: Mapping[str, str | list[str]]) -> dict[str, str]:
    """Give the fields of a request that a report already holds, to be shown in its form; nothing is sent by that."""
    plain = {name: value for name, value in answers.items() if isinstance(value, str)}
    told = {field: plain.get(question, "") for field, question in SAME.items()}
    told["times"] = plain.get("safe_times", "")
    told["for_whom"] = {"self": "me", "another-adult": "close", "child": "close"}.get(
        plain.get("who", ""), ""
    )
    told["age"] = plain.get("age", "") if told["for_whom"] == "me" else ""
    told["leave_message"] = plain.get("leave_message", "")
    if plain.get("safe_contact") == NOT_SAFE:
        told["way"] = CODE_ONLY
    elif plain.get("phone"):
        told |= {"way": "call", "contact": plain["phone"]}
    elif plain.get("email"):
        told |= {"way": "email", "contact": plain["email"]}
    return tidied(told)
