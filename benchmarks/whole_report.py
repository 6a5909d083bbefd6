"""Server CPU of one whole report of twelve pages, beside the same journey in plain Django forms in the same run.

Every page is asked for and sent through the whole service but the network, on SQLite as it runs in service.
The peer puts the same questions as Django forms with their widgets in a plain page, through a session and
the same database settings, and keeps the answers as JSON in clear. It does nothing else: no sealing, no
triage, no journal, no frame around the page.

Run: .venv/bin/python -m benchmarks.whole_report [journeys]
"""

import json
import logging
import os
import statistics
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from benchmarks import deployment

JOURNEYS = 30
STORY = (
    "A man rang and said he was from my bank. He knew my name. He said my money was not safe. I moved 1,200 pounds "
    "to the account he gave me. Then I could not reach him any more. It was on Tuesday morning."
)
STEPS: tuple[tuple[str, Mapping[str, str]], ...] = (
    ("situation", {"answer": "someone-pretends"}),
    ("story", {"answer": STORY}),
    ("money_left", {"answer": "last-72h"}),
    ("postcode", {"answer": "S40 1TB"}),
    ("device", {"answer": "no", "remote_tool": "no"}),
    ("payment", {"pay_amount": "1,200 pounds", "pay_when": "Tuesday", "pay_way": "faster-payment"}),
    ("payment-to", {"pay_from_bank": "A Bank", "pay_to_name": "J Smith", "bank_told": "no"}),
    ("suspect", {"suspect_name": "Mr Brown", "suspect_phone": "07700 900123"}),
    ("support", {"support_wanted": "no"}),
    ("you", {"name": "Ann Other", "safe_contact": "yes"}),
    ("reach", {"phone": "07700 900456", "leave_message": "no"}),
)
"""Eleven steps; the twelfth page is the check, with the press that sends."""


def set_up() -> Path:
    """Make a throw-away deployment that serves its assets, and Django in it."""
    folder = deployment.set_up()
    from django.core.management import call_command

    logging.disable(logging.CRITICAL)
    call_command("collectstatic", verbosity=0, interactive=False)
    return folder


def our_journey() -> None:
    """Walk one report of ours from the first step to its reference."""
    from django.test import Client
    from django.urls import reverse

    from callpoint.pages.public.limits import forget_all

    forget_all()
    client = Client(HTTP_HOST="localhost")
    for step, answers in STEPS:
        url = reverse("question", args=[step])
        expect(client.get(url).status_code, 200, url)
        expect(client.post(url, answers).status_code, 302, url)
    url = reverse("check")
    expect(client.get(url).status_code, 200, url)
    sent = client.post(url, {"submit_key": "k", "true_as_known": "yes"})
    expect(sent.headers.get("Location"), reverse("done"), url)


def expect(found: object, wanted: object, where: str) -> None:
    """Stop where the service answered something else: a figure of an error page is none."""
    if found != wanted:
        message = f"{where}: {found!r} in place of {wanted!r}"
        raise SystemExit(message)


def cpu_ms(call: Callable[[], None], journeys: int) -> list[float]:
    """Give the CPU milliseconds of each journey, after three to warm up."""
    for _ in range(3):
        call()
    took = []
    for _ in range(journeys):
        before = time.process_time()
        call()
        took.append((time.process_time() - before) * 1000)
    return took


def main() -> None:
    """Print a table."""
    journeys = int(sys.argv[1]) if len(sys.argv) > 1 else JOURNEYS
    set_up()
    from benchmarks import plain_forms

    print(f"CPU ms of one report of {len(STEPS) + 1} pages, GET and POST, {journeys} journeys, load {load()}")
    print(f"{'by':<22}{'least':>9}{'median':>9}{'most':>9}")
    medians = {}
    makers: Mapping[str, Callable[[], Callable[[], None]]] = {
        "ours": lambda: our_journey,
        "plain Django forms": lambda: plain_forms.journey(STEPS),
    }
    for name, make in makers.items():
        took = cpu_ms(make(), journeys)
        medians[name] = statistics.median(took)
        print(f"{name:<22}{min(took):>9.1f}{medians[name]:>9.1f}{max(took):>9.1f}")
    print(f"ratio of medians {medians['ours'] / medians['plain Django forms']:.2f}")
    print(json.dumps(medians), file=sys.stderr)


def load() -> str:
    """Give the average load of the last minute."""
    return f"{os.getloadavg()[0]:.1f}"


if __name__ == "__main__":
    main()
