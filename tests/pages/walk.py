"""One walk through every kind of page, in whichever language the client asks for."""

from dataclasses import dataclass, field
from uuid import UUID

import pytest
from django.http import HttpResponseBase
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import translation
from pytest_django import Settings

from callpoint.actions.acting import newcomer, system
from callpoint.actions.corresponding import MESSAGE_LIMIT, write_to_reporter
from callpoint.actions.reporting import begin_report
from callpoint.actions.support_requests import NewCall, note_support_call
from callpoint.actions.upkeep import acknowledge
from callpoint.clock import now
from callpoint.pages.public import failures
from callpoint.pages.public.limits import forget_all
from callpoint.records.knowledge import knowledge
from callpoint.records.models import LostCodeRequest, Report, SupportRequest
from callpoint.rules.access import Role
from callpoint.rules.figures import Came
from callpoint.rules.lifecycle import ReportState
from callpoint.rules.support_requests import CallOutcome, RequestState
from tests.actions.caseload import LIAISON
from tests.actions.support import a_supporter
from tests.journeys.figure_states import a_modelled_quarter
from tests.makers import (
    an_actor,
    signed_in_client,
    with_section,
    with_service,
)
from tests.pages.access_walk import walk_access, walk_stopped
from tests.pages.ask_walk import walk_asked, walk_asking
from tests.pages.assess_walk import walk_assessing
from tests.pages.case_walk import walk_cases
from tests.pages.closing_walk import walk_closing, walk_ended
from tests.pages.desk_walk import IN_FILES, walk_desk, walk_requests
from tests.pages.file_walk import walk_files
from tests.pages.intervention_walk import walk_interventions, walk_own_statements
from tests.pages.link_walk import walk_links
from tests.pages.passkey_walk import walk_passkeys
from tests.pages.promise_walk import walk_promises
from tests.pages.queue_walk import walk_queue
from tests.pages.return_walk import walk_return
from tests.pages.sign_in_walk import walk_sign_in
from tests.pages.support_walk import walk_own_support, walk_support
from tests.pages.trend_walk import walk_areas, walk_trends

STORY = "My bank rang. I sent 900 pounds."
PICTURE_STORY = "I am 15. He has a nude picture of me and wants money."
ANSWER = "Did you ring your bank?"
OFFICER = "Asha Patel"
SAID = (STORY, "900 pounds", PICTURE_STORY, ANSWER, OFFICER)
TYPED = (*SAID, "zzz", "S40 1TB", "S40", "Newport", "staff-name", "“A”", *IN_FILES)
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
        self.browser = self.asking(Client())

    def asking(self, client: Client) -> Client:
        client.defaults["HTTP_ACCEPT_LANGUAGE"] = self.language
        return client

    def get(self, name: str, /, *args: object, of: Client | None = None, query: str = "") -> HttpResponseBase:
        """Open a page and keep what it shows."""
        url = reverse(name, args=args) + query
        return self.keep(f"GET {url}", (of or self.browser).get(url), name=name)

    def post(self, name: str, /, *args: object, of: Client | None = None, **told: object) -> HttpResponseBase:
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
        for name in ("start", "return", "directory", "guidance_list", "feedback_thanks"):
            self.get(name)
        self.figures()
        for situation in content.situations:
            self.get("now", situation)
            self.get("begin_with", situation)
            self.get("directory_situation", situation)
        for guide in content.now:
            self.get("now", guide)
        for said in ("20 minutes ago", "2 days ago", "1 March 2024", "zzz"):
            self.post("now", "money-just-sent", paid=said)
            self.post("now", "ransomware", aware=said)
        self.post("now_clock", guide="zzz")
        for page in content.guidance:
            self.get("guidance", page)
        for service in content.services:
            self.get("service", service)
        for place in ("", "zzz", "S40 1TB", "Newport"):
            self.post("directory", place=place, age="13-15")
        self.post("directory_situation", "talk", place="", age="adult", open="yes")
        self.talking()
        walk_areas(self)

    def figures(self) -> None:
        """The page of figures with nothing and with a quarter counted, and the questions about the service."""
        self.get("figures")
        a_modelled_quarter()
        self.get("figures")
        for came in Came:
            self.get("feedback", query=f"?after={came}")
        self.post("feedback", after="gave-up")
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr("callpoint.pages.public.limits.SAYINGS_PER_HOUR", 1)
            for _ in range(2):
                self.post("feedback", after="gave-up")

    def talking(self) -> None:
        """Talking without a report: who listens, asking to be called, and one's own request in each state."""
        person = self.asking(Client())
        for name in ("talk", "talk_ask"):
            self.get(name, of=person)
        for place in ("Edinburgh", "S40 1TB"):
            self.post("talk_ask", of=person, place=place, way="call", about="zzz " * 1000)
        self.post("talk_ask", of=person, way="email")
        told = {"for_whom": "me", "way": "call", "contact": "zzz 000", "age": "13-15", "leave_message": "no"}
        texts = dict.fromkeys(("times", "care", "language", "needs", "about"), "zzz")
        self.post(
            "talk_ask", of=person, **told, **texts, place="S40 1TB", service="derbyshire-victim-services"
        )
        self.get("talk_done", of=person)
        request = SupportRequest.objects.order_by("-created_at")[0]
        by = a_supporter()
        self.get("talk_mine", of=person)
        self.post("talk_mine", of=person, way="text", contact="zzz")
        self.post("talk_mine", of=person, **told)
        for outcome in CallOutcome:
            self.get("talk_withdraw", of=person)
            new = NewCall(outcome=outcome, note="zzz", answer="zzz", send_key=outcome)
            note_support_call(request_id=request.id, new=new, by=by, at=now())
            self.get("talk_mine", of=person)
        SupportRequest.objects.filter(id=request.id).update(state=RequestState.WITHDRAWN)
        self.get("talk_mine", of=person)
        other = self.asking(Client())
        self.post("talk_ask", of=other, way="code", service="victim-support")
        self.get("talk_done", of=other)
        forget_all()
        most = self.settings.CALLPOINT.limits.submits_per_source_per_hour
        with_section(self.settings, "limits", submits_per_source_per_hour=1)
        for _ in range(2):
            self.post("talk_ask", of=other, way="code")
        with_section(self.settings, "limits", submits_per_source_per_hour=most)
        forget_all()

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
        self.browser = self.asking(Client())
        self.post("question", "situation", answer=situation)
        self.post("question", "story", answer=story)
        self.post("question", "postcode", answer="S40 1TB")
        self.post("question", "who", answer="self")
        for name in ("help", "kind", "check", "copy", "hold", "discard"):
            self.get(name)
        self.get("question", "story")
        self.post("kind", answer="zzz")
        self.post("kind", answer="phishing-text")
        self.post("check", submit_key="k", true_as_known="yes")
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

    def files(self) -> None:
        """The page of files, in all its states."""
        self.browser = self.asking(Client())
        walk_files(self, self.settings, story=STORY, threat=PICTURE_STORY.replace("15", "30"))

    def coming_back(self) -> UUID:
        """All that can be added to a report that was sent."""
        report_id = self.a_report("money-just-gone")
        walk_asked(self, report_id)
        walk_return(self, self.settings, report_id)
        walk_own_support(self)
        walk_stopped(self, report_id)
        walk_own_statements(self, report_id)
        walk_ended(self, report_id)
        return report_id

    def abroad(self) -> None:
        """What to do where another country takes the report."""
        begun = begin_report(
            answers={"story": STORY, "country": "FR"},
            language=self.language,
            channel="web",
            by=newcomer(),
            at=now(),
        )
        self.browser = self.asking(Client())
        self.post("return", code=begun.code)
        self.get("help")

    def come_back(self, report_id: UUID) -> None:
        """A reporter's own report, in each state, with messages and with what is refused."""
        by = an_actor(role=Role.SUPERVISOR)
        self.get("own_report")
        write_to_reporter(report_id=report_id, text=ANSWER, send_key="k", by=by, at=now())
        for state in set(ReportState) - {ReportState.DRAFT}:
            Report.objects.filter(id=report_id).update(state=state, state_changed_at=now())
            self.get("own_report")
        Report.objects.filter(id=report_id).update(state=ReportState.RECEIVED)
        self.post("own_report", message="", send_key="a")
        self.post("own_report", message="zzz" * MESSAGE_LIMIT, send_key="a")

    def lost_codes(self) -> None:
        """A lost code asked for, and what is refused; a shared device; words for a report that was sent meanwhile."""
        self.get("lost_code")
        self.post("lost_code", name="", contact="", postcode="zzz" * 50)
        with_section(self.settings, "limits", lost_codes_per_source_per_hour=1)
        forget_all()
        for _ in range(2):
            self.post("lost_code", name="zzz", contact="zzz")
        self.post("question", "you", name="zzz")
        self.post("device", shared="yes")
        self.get("own_report")

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
        self.browser = self.asking(Client())
        for _ in range(2):
            self.post("question", "story", answer=STORY)
            self.post("check", submit_key="k", true_as_known="yes")
            self.browser = self.asking(Client())
        forget_all()

    def failures(self) -> None:
        """400, 403 of an expired form, 404 and 500."""
        self.keep("GET /nothing/", self.browser.get("/nothing/"))
        self.keep(
            "POST too much", self.browser.post(reverse("return"), {f"zzz{n}": "zzz" for n in range(300)})
        )
        self.post("question", "story", of=self.asking(Client(enforce_csrf_checks=True)), answer="zzz")
        with translation.override(self.language):
            for ask in (RequestFactory().get, RequestFactory().post):
                self.keep("broken", failures.broken(ask("/", {"a": "zzz"})))

    def other_roles(self) -> None:
        """The check where this deployment is a body of another sort."""
        for role in ("guide", "recording-body", "support-service"):
            with_service(self.settings, role=role)
            self.browser = self.asking(Client())
            self.post("question", "story", answer=STORY)
            for name in ("help", "check", "copy", "hold"):
                self.get(name)
            self.post("check", submit_key="k", true_as_known="yes")
            self.get("done")
        with_service(self.settings, role="police-force")

    def staff_pages(self, reports: list[UUID]) -> None:
        """The queue, the reports, the state of the content, and what is refused."""
        desk = self.asking(signed_in_client(role=Role.SUPERVISOR, unit="", name=OFFICER))
        walk_queue(self, desk)
        for report_id in reports:
            self.get("staff_report", report_id, of=desk)
        self.post("staff_report", reports[0], of=desk, message="", send_key="a")
        self.post("staff_report", reports[0], of=desk, message="zzz" * MESSAGE_LIMIT, send_key="a")
        worker = signed_in_client(role=Role.SUPPORT_WORKER, unit=LIAISON, name=OFFICER)
        walk_requests(self, desk, self.asking(worker))
        for walk in (walk_desk, walk_assessing, walk_trends, walk_promises, walk_links, walk_access):
            walk(self, desk)
        walk_asking(self, desk, reports[0])
        walk_closing(self, desk, self.language)
        walk_support(self, desk, self.asking(worker))
        walk_cases(self, desk)
        walk_interventions(self, desk, self.language)
        waiting = LostCodeRequest.objects.get()
        self.get("staff_lost_codes", of=desk)
        self.get("staff_lost_code", waiting.id, of=desk)
        self.post("staff_lost_code", waiting.id, of=desk, reference="CP-1")
        self.post("staff_lost_code", waiting.id, of=desk, reference=self.a_reference())
        self.post("staff_lost_code", waiting.id, of=desk, reference=self.a_reference(), checks="answers")
        self.get("staff_lost_code", waiting.id, of=desk)
        self.get("staff_content", of=desk)
        self.get("mfa_generate_recovery_codes", of=desk)
        self.post("mfa_generate_recovery_codes", of=desk)
        self._own_sign_in(desk, reports[0])

    def _own_sign_in(self, desk: Client, report_id: UUID) -> None:
        """What somebody sets for themselves, and a report that is not theirs to open."""
        for name in ("mfa_index", "account_logout", "mfa_view_recovery_codes"):
            self.get(name, of=desk)
        for told in (("", "", ""), ("zzz", "12345678", "12345678"), ("zzz", "zzz", "yyy")):
            self.post(
                "account_change_password", of=desk, oldpassword=told[0], password1=told[1], password2=told[2]
            )
        self.get("account_change_password", of=desk)
        walk_passkeys(self, desk)
        auditor = self.asking(signed_in_client(role=Role.AUDITOR, unit="", name=OFFICER))
        self.get("staff_report", report_id, of=auditor)

    def a_reference(self) -> str:
        """The reference of one of the reports that were sent."""
        return str(Report.objects.exclude(reference=None)[0].reference)


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
    reports.append(walk.coming_back())
    walk.lost_codes()
    walk.abroad()
    walk.files()
    walk.refusals()
    walk.failures()
    walk.other_roles()
    walk.staff_pages(reports)
    walk_sign_in(walk)
    return walk
