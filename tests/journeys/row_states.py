"""Sheets in a browser: a second payment, offers from the story, taking a row out, and a number that is none."""

from collections.abc import Iterator

from django.test import Client
from django.urls import reverse

from tests.journeys.visiting import BANK_STORY, State, a_teller, held


def row_states() -> Iterator[State]:
    """A further row being asked for, and being taken out."""
    yield State(name="a second payment", address="question", reach=held("question", "payment.2"))
    yield State(name="what the story offers", address="question", reach=held("question", "payment"))
    yield State(
        name="take a row out", address="remove_row", reach=held("remove_row", "payment.2", as_=who_paid_twice)
    )
    yield State(
        name="no number",
        address="question",
        status=422,
        reach=held("question", "letters", as_=who_got_letters, letter_count="many"),
    )


def who_paid_twice() -> Client:
    """A client that told of two payments."""
    client = a_teller(situation="money-just-gone", story=BANK_STORY)
    for step, amount in (("payment", "400 pounds"), ("payment.2", "20 pounds")):
        client.post(reverse("question", args=[step]), {"pay_amount": amount})
    return client


def who_got_letters() -> Client:
    """A client that told of letters."""
    return a_teller(situation="something-else", story="I get letters by post: I won a prize. I sent cash.")
