"""How tests visit the service in a browser: who comes, with which session, and what they type."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache as kept

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Locator, Page
from pytest_django import Settings

from callpoint.actions.corresponding import write_to_reporter
from callpoint.clock import now
from callpoint.pages.public.limits import forget_all
from callpoint.records.models import Report
from callpoint.rules.access import Role
from callpoint.rules.way import DECLARATION
from tests.makers import (
    a_staff_member,
    an_actor,
    signed_in_by_password,
    signed_in_client,
    with_authenticator,
)

BANK_STORY = "A man rang and said he was my bank. I moved 400 pounds an hour ago."
STORIES = {
    "bank": ("money-just-gone", BANK_STORY),
    "pictures": (
        "pictures-threatened",
        "I am 15. A girl online wants 200 pounds or she sends my pictures around.",
    ),
    "attack": ("organisation-attacked-now", "All files of our firm are locked. They want bitcoin."),
    "message": ("suspicious-message", "I got a text about a parcel. I did not click. I lost nothing."),
}


@dataclass
class Visitor:
    """Somebody with a browser, and a hand on the deployment they visit."""

    page: Page
    url: str
    settings: Settings
    patch: pytest.MonkeyPatch

    def __post_init__(self) -> None:
        self._deployed = self.settings.CALLPOINT
        self.status = 0

    def begin_anew(self) -> None:
        """Forget who was here, what was counted and what was changed."""
        self.page.context.clear_cookies()
        self.settings.CALLPOINT = self._deployed
        self.patch.undo()
        forget_all()
        cache.clear()

    def open(self, name: str, *args: object, query: str = "") -> None:
        """Open an address by its name."""
        self.go(reverse(name, args=args) + query)

    def go(self, path: str) -> None:
        """Open a path."""
        answered = self.page.goto(self.url + path)
        self.status = answered.status if answered else 0

    def become(self, client: Client) -> None:
        """Take over the session of a client that was led here without a browser."""
        cookie = client.cookies["session"]
        self.page.context.add_cookies([{"name": "session", "value": cookie.value, "url": self.url}])

    def press_in_place(self, button: Locator) -> None:
        """Press a button whose answer changes the page without loading it; the status is that of the answer."""
        with self.page.expect_response(lambda answer: answer.request.resource_type == "fetch") as led:
            button.click()
        self.page.locator("html:not([aria-busy])").wait_for(state="attached")
        self.status = led.value.status if led.value.status != 302 else 200

    def press(self, button: Locator) -> None:
        """Press a button of a form, whether its answer is put in place or loaded as a page."""
        if button.evaluate("button => Boolean(button.form?.matches('[data-swap]'))"):
            self.press_in_place(button)
            return
        with self.page.expect_navigation() as led:
            button.click()
        self.status = led.value.status

    def send(self, **typed: str) -> None:
        """Type into fields by their name and press the first button of their form."""
        form = "form"
        for name, value in typed.items():
            self.page.locator(f"#main-content [name={name}]").first.fill(value)
            form = f"form:has([name={name}])"
        self.press(self.page.locator(f"#main-content {form} button").first)


@dataclass(frozen=True, kw_only=True)
class State:
    """One page in one state: its name, the name of its address, the status it is answered with, and the way to it."""

    name: str
    address: str
    reach: Callable[[Visitor], None]
    status: int = 200
    lists_errors: bool = False
    """Whether it lists what is wrong, although its status is another than that of a form to put right."""

    @property
    def has_error(self) -> bool:
        """Whether something typed has to be put right."""
        return self.status == 422 or self.lists_errors


def a_teller(**answers: str) -> Client:
    """A client that began a report by answering some questions."""
    client = Client()
    for step, answer in answers.items():
        client.post(reverse("question", args=[step]), {"answer": answer})
    return client


def an_untold_teller() -> Client:
    """A client that gave a name, and took back what was going on."""
    client = a_teller(situation="something-else", name="Ann Lee")
    client.post(reverse("question", args=["situation"]), {"answer": ""})
    return client


def a_sender(story: str = "bank") -> Client:
    """A client that sent a report."""
    situation, told = STORIES[story]
    client = a_teller(situation=situation, story=told, postcode="S40 1TB")
    client.post(reverse("check"), {"submit_key": "k", DECLARATION: "yes"})
    return client


def an_answered_sender() -> Client:
    """A client that sent a report and was written to."""
    client = a_sender()
    answer_newest()
    return client


def answer_newest() -> Report:
    """Write to the reporter of the newest report, and give the report."""
    report = Report.objects.order_by("-created_at", "-pk")[0]
    by = an_actor(role=Role.SUPERVISOR)
    write_to_reporter(report_id=report.id, text="Did you ring your bank?", send_key="k", by=by, at=now())
    return report


@kept
def staff(role: Role = Role.SUPERVISOR, unit: str = "") -> Client:
    """A client of a member of staff who has signed in; made once a test."""
    return signed_in_client(role=role, unit=unit)


def newcomer() -> Client:
    """A client of staff who gave a one-time password and have no second factor yet."""
    return signed_in_by_password(*a_staff_member())


def half_in() -> Client:
    """A client of staff who gave their password and not yet their code."""
    member, password = a_staff_member()
    with_authenticator(member)
    return signed_in_by_password(member, password)


def opened(name: str, *args: object) -> Callable[[Visitor], None]:
    """A page that is there for whoever asks."""
    return lambda visitor: visitor.open(name, *args)


def held(
    name: str,
    /,
    *args: object,
    as_: Callable[[], Client] = lambda: a_teller(situation="money-just-gone", story=BANK_STORY),
    **typed: str,
) -> Callable[[Visitor], None]:
    """A page of somebody's session; where something is typed, the page that answers it."""

    def reach(visitor: Visitor) -> None:
        visitor.become(as_())
        visitor.open(name, *args)
        if typed:
            visitor.send(**typed)

    return reach


def typed(name: str, /, *args: object, **fields: str) -> Callable[[Visitor], None]:
    """A page that answers what somebody typed into a form open to all."""

    def reach(visitor: Visitor) -> None:
        visitor.open(name, *args)
        visitor.send(**fields)

    return reach
