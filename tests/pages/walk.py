"""One walk through every kind of page, in whichever language the client asks for."""

from dataclasses import dataclass, field
from uuid import UUID

import pytest
from django.core.cache import cache
from django.http import HttpResponseBase
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import translation
from pytest_django import Settings

from callpoint.actions.acting import newcomer, system
from callpoint.actions.corresponding import MESSAGE_LIMIT, write_to_reporter
from callpoint.actions.reporting import begin_report
from callpoint.actions.upkeep import acknowledge
from callpoint.clock import now
from callpoint.pages.public import failures
from callpoint.pages.public.limits import forget_all
from callpoint.records.knowledge import knowledge
from callpoint.records.models import Report
from callpoint.rules.access import Role
from callpoint.rules.lifecycle import ReportState
from tests.makers import (
    a_code,
    a_staff_member,
    an_actor,
    signed_in_by_password,
    signed_in_client,
    with_authenticator,
    with_section,
    with_service,
)

STORY = "My bank rang. I sent 900 pounds."
PICTURE_STORY = "I am 15. He has a nude picture of me and wants money."
ANSWER = "Did you ring your bank?"
OFFICER = "Asha Patel"
TYPED = (STORY, PICTURE_STORY, ANSWER, OFFICER, "zzz", "S40 1TB", "S40", "Newport", "staff-name", "“A”")
"""What people typed, kept in their own language."""
WRONG: dict[str, list[str]] = {
    "number": ["many"],
    "scale-0-10": ["11"],
    "radio": ["zzz"],
    "bool": ["zzz"],
    "checks": ["zzz"],
}
"""What each type of question refuses; the others refuse what is too long."""
BAD_CODES = ("", "12", "1" * 19 + "z1", "1" * 20)
BAD_REFERENCES = ("CP-1", "ZZ-2222-2222-2", "CP-222A-2222-2", "CP-2222-2222-2")


@dataclass
class Walk:
    """A person and the staff, each with a browser that asks for one language."""

    settings: Settings
    language: str
    shown: dict[str, str] = field(default_factory=dict)
    visited: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.browser = self._asking(Client())

    def _asking(self, client: Client) -> Client:
        client.defaults["HTTP_ACCEPT_LANGUAGE"] = self.language
        return client

    def get(self, name: str, *args: object, of: Client | None = None, query: str = "") -> HttpResponseBase:
        """Open a page and keep what it shows."""
        url = reverse(name, args=args) + query
        return self.keep(f"GET {url}", (of or self.browser).get(url), name=name)

    def post(self, name: str, *args: object, of: Client | None = None, **told: object) -> HttpResponseBase:
        """Send a form and keep what comes of it."""
        url = reverse(name, args=args)
        said = {key: str(value)[:30] for key, value in told.items()}
        return self.keep(f"POST {url} {said}", (of or self.browser).post(url, told), name=name)

    def keep(self, what: str, response: HttpResponseBase, *, name: str = "") -> HttpResponseBase:
        """Keep what a response shows; one that leads on shows nothing."""
        if response.status_code not in {301, 302}:
            number = len(self.shown)
            self.shown[f"{response.status_code} {what} ({number})"] = str(
                getattr(response, "content", b""), "utf-8"
            )
            self.visited.add(name)
        return response

    def open_pages(self) -> None:
        """Pages that need no report."""
        content = knowledge().content
        for name in ("start", "return", "directory", "guidance_list"):
            self.get(name)
        for situation in content.situations:
            self.get("now", situation)
            self.get("begin_with", situation)
            self.get("directory_situation", situation)
        for page in content.guidance:
            self.get("guidance", page)
        for service in content.services:
            self.get("service", service)
        for place in ("", "zzz", "S40 1TB", "Newport"):
            self.post("directory", place=place, age="13-15")
        self.post("directory_situation", "talk", place="", age="adult", open="yes")

    def questions(self) -> None:
        """Each question, and one of each type with what it refuses."""
        questions = knowledge().content.questions
        for name in questions:
            self.get("question", name)
        for name, question in {
            question.type: (name, question) for name, question in questions.items()
        }.values():
            self.post("question", name, answer=WRONG.get(question.type, ["zzz" * 5000]))
        self.get("question", "situation")
        self.post("question", "situation", answer="zzz")
        self.post("question", "story", answer="")
        self.post("question", "story", answer=["zzz", "zzz"])

    def a_report(self, situation: str, story: str = STORY) -> UUID:
        """From the first answer to a report that was sent and acknowledged, with every page on the way."""
        self.browser = self._asking(Client())
        self.post("question", "situation", answer=situation)
        self.post("question", "story", answer=story)
        self.post("question", "postcode", answer="S40 1TB")
        self.post("question", "who", answer="self")
        for name in ("help", "kind", "check", "copy", "discard"):
            self.get(name)
        self.get("question", "story")
        self.post("kind", answer="zzz")
        self.post("kind", answer="phishing-text")
        self.post("check", submit_key="k")
        report = Report.objects.order_by("-created_at", "-pk").first()
        assert report is not None
        acknowledge(report_id=str(report.id), by=system("test"), at=now())
        self.get("done")
        self.post("done", number="")
        self.post("done", number="zzz")
        self.get("done")
        self.get("help")
        self.get("copy")
        return report.id

    def abroad(self) -> None:
        """What to do where another country takes the report."""
        begun = begin_report(
            answers={"story": STORY, "country": "FR"},
            language=self.language,
            channel="web",
            by=newcomer(),
            at=now(),
        )
        self.browser = self._asking(Client())
        self.post("return", code=begun.code)
        self.get("help")

    def come_back(self, report_id: UUID) -> None:
        """A reporter's own report, in each state, with messages and with what is refused."""
        by = an_actor(role=Role.SUPERVISOR)
        self.get("own_report")
        write_to_reporter(report_id=report_id, text=ANSWER, send_key="k", by=by, at=now())
        for state in set(ReportState) - {ReportState.DRAFT}:
            Report.objects.filter(id=report_id).update(state=state)
            self.get("own_report")
        Report.objects.filter(id=report_id).update(state=ReportState.RECEIVED)
        self.post("own_report", message="", send_key="a")
        self.post("own_report", message="zzz" * MESSAGE_LIMIT, send_key="a")

    def refusals(self) -> None:
        """Codes and references that cannot be read, limits that are used up, and what goes wrong."""
        for code in BAD_CODES:
            self.post("return", code=code)
        for reference in BAD_REFERENCES:
            self.post("return", code="1" * 20, reference=reference)
        forget_all()
        with_section(self.settings, "limits", code_tries_per_source_per_hour=1, submits_per_source_per_hour=1)
        self.post("return", code="2" * 20)
        self.post("return", code="3" * 20)
        self.post("question", "story", answer=STORY)
        self.browser = self._asking(Client())
        for _ in range(2):
            self.post("question", "story", answer=STORY)
            self.post("check", submit_key="k")
            self.browser = self._asking(Client())
        forget_all()

    def failures(self) -> None:
        """400, 403 of an expired form, 404 and 500."""
        self.keep("GET /nothing/", self.browser.get("/nothing/"))
        self.keep(
            "POST too much", self.browser.post(reverse("return"), {f"zzz{n}": "zzz" for n in range(300)})
        )
        careful = self._asking(Client(enforce_csrf_checks=True))
        self.post("question", "story", of=careful, answer="zzz")
        with translation.override(self.language):
            self.keep("broken", failures.broken(RequestFactory().get("/")))

    def other_roles(self) -> None:
        """The check where this deployment is a body of another sort."""
        for role in ("guide", "recording-body", "support-service"):
            with_service(self.settings, role=role)
            self.browser = self._asking(Client())
            self.post("question", "story", answer=STORY)
            for name in ("help", "check", "copy"):
                self.get(name)
            self.post("check", submit_key="k")
            self.get("done")
        with_service(self.settings, role="police-force")

    def staff_pages(self, reports: list[UUID]) -> None:
        """The queue, the reports, the state of the content, and what is refused."""
        desk = self._asking(signed_in_client(role=Role.SUPERVISOR, unit="", name=OFFICER))
        self.get("staff_queue", of=desk)
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr("callpoint.records.queries.reports.PAGE_SIZE", 1)
            self.get("staff_queue", of=desk, query="?page=2")
        for state in ReportState:
            self.get("staff_queue", of=desk, query=f"?state={state}")
        for report_id in reports:
            self.get("staff_report", report_id, of=desk)
        self.post("staff_report", reports[0], of=desk, message="", send_key="a")
        self.post("staff_report", reports[0], of=desk, message="zzz" * MESSAGE_LIMIT, send_key="a")
        self.get("staff_content", of=desk)
        self.get("mfa_generate_recovery_codes", of=desk)
        self.post("mfa_generate_recovery_codes", of=desk)
        for name in ("mfa_index", "account_logout", "mfa_view_recovery_codes"):
            self.get(name, of=desk)
        for told in (("", "", ""), ("zzz", "12345678", "12345678"), ("zzz", "zzz", "yyy")):
            self.post(
                "account_change_password", of=desk, oldpassword=told[0], password1=told[1], password2=told[2]
            )
        self.get("account_change_password", of=desk)
        auditor = self._asking(signed_in_client(role=Role.AUDITOR, unit="", name=OFFICER))
        self.get("staff_report", reports[0], of=auditor)

    def sign_in_pages(self) -> None:
        """The way in, with what is refused at each step."""
        self.browser = self._asking(Client())
        self.get("account_login")
        self.get("account_inactive")
        self.post("account_login", login="", password="")
        self.post("account_login", login="staff-name", password="zzz")
        cache.clear()
        member, password = a_staff_member(name=OFFICER)
        fresh = self._asking(signed_in_by_password(member, password))
        self.get("mfa_activate_totp", of=fresh)
        self.post("mfa_activate_totp", of=fresh, code="000000")
        with_authenticator(member)
        half = self._asking(signed_in_by_password(member, password))
        self.get("mfa_authenticate", of=half)
        self.post("mfa_authenticate", of=half, code="")
        self.post("mfa_authenticate", of=half, code="000000")
        cache.clear()
        self.post("mfa_authenticate", of=half, code=a_code())
        for name in ("account_reauthenticate", "mfa_reauthenticate"):
            self.get(name, of=half)
            self.post(name, of=half, password="zzz", code="000000")


def walk_everywhere(settings: Settings, language: str) -> Walk:
    """Walk every kind of page."""
    walk = Walk(settings, language)
    walk.open_pages()
    walk.questions()
    reports = [
        walk.a_report("money-just-gone"),
        walk.a_report("pictures-threatened", PICTURE_STORY),
        walk.a_report("talk"),
    ]
    walk.come_back(reports[-1])
    walk.abroad()
    walk.refusals()
    walk.failures()
    walk.other_roles()
    walk.staff_pages(reports)
    walk.sign_in_pages()
    return walk
