"""From a payment that a reporter entered to a hold request that is ready to send (goal U14): what is typed, and how long."""

import io
import json
import time
import zipfile

import pytest
from django.urls import reverse

from callpoint.rules.access import Role
from tests.actions.interventions import PAID, a_paid_report
from tests.makers import signed_in_client
from tests.pages.public.browsing import Browser

pytestmark = [pytest.mark.django_db, pytest.mark.database]

LIMIT = 60
"""Seconds from the payment to the file, of the goal; what a person spends on reading is not in it."""
PRESSES = (
    "Hold money that was paid in: £9,400.50",
    "I looked at these facts",
    "Make the request",
    "Download the signed file",
)


def test_a_hold_request_is_ready_within_the_minute_with_four_presses_and_nothing_typed_again() -> None:
    browser = Browser()
    browser.client = signed_in_client(role=Role.INVESTIGATOR)
    offer, looked, make, download = PRESSES
    began = time.perf_counter()
    report_id = a_paid_report()
    browser.go(reverse("staff_report", args=[report_id])).follow(offer)
    browser.press(make, {looked: ""})
    url = next(link.get("href", "") for link in browser.tree.iter("a") if link.text == download)
    whole = b"".join(browser.client.get(url).streaming_content)  # type: ignore[attr-defined]  # it streams
    spent = time.perf_counter() - began
    packed = zipfile.ZipFile(io.BytesIO(whole))
    facts = {fact["value"] for fact in json.loads(packed.read("request.json"))["facts"]}
    of_payment = ("pay_to", "pay_amount", "pay_when", "pay_reference")
    to_type_again = {value for name, value in PAID.items() if name.startswith(of_payment)} - facts
    assert (to_type_again, packed.read("request.pdf")[:5], spent < LIMIT) == (set(), b"%PDF-", True)
