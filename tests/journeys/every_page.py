"""The one place that knows how to reach every page and every state of error, in a browser."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from django.contrib.sessions.models import Session
from django.test import Client

from callpoint.records.knowledge import _shelf, knowledge
from callpoint.rules.access import Role
from tests.journeys.access_states import access_states
from tests.journeys.ask_states import ask_desk_states, ask_states
from tests.journeys.assess_states import assess_states
from tests.journeys.case_states import case_states
from tests.journeys.closing_states import closing_states
from tests.journeys.disclosure_states import disclosure_states
from tests.journeys.evidence_states import evidence_states
from tests.journeys.exhibit_states import custody_states, preview_states
from tests.journeys.figure_states import figure_states
from tests.journeys.intervention_states import intervention_states
from tests.journeys.link_states import link_states
from tests.journeys.now_states import now_states
from tests.journeys.overview_states import overview_states
from tests.journeys.promise_states import promise_states
from tests.journeys.queue_states import queue_states
from tests.journeys.retention_states import retention_states
from tests.journeys.return_states import return_desk_states, return_states
from tests.journeys.row_states import row_states
from tests.journeys.saving_states import saving_states
from tests.journeys.sign_in_states import account_states, people_states, sign_in_states
from tests.journeys.support_states import support_states
from tests.journeys.talk_states import request_desk_states, talk_states
from tests.journeys.trend_states import trend_states
from tests.journeys.visit_states import lost_code_desk_states, visit_states
from tests.journeys.visiting import (
    BANK_STORY,
    STORIES,
    State,
    Visitor,
    a_sender,
    a_teller,
    an_answered_sender,
    an_untold_teller,
    answer_newest,
    held,
    opened,
    staff,
    typed,
)
from tests.makers import a_report, with_section, with_service

LEADS_ON = {
    "begin": "leads to the first question",
    "leave": "ends the session and leads to Start",
    "talk_report": "leads to the first question",
    "exit": "ends the session and leads away",
    "language": "leads back to the page",
    "device": "leads back to the page",
    "openid_connect_login": "leads to the organisation's provider; seen in test_provider_sign_in",
    "openid_connect_callback": "leads on to the second factor",
    "staff_provider_remove": "leads back to the page",
    "account_signup": "leads to the sign-in",
    "account_reset_password": "leads to the sign-in",
    "account_set_password": "leads to the sign-in",
    "staff_next": "leads to a report",
    "mfa_list_webauthn": "is the page of the second factor, by the name that its library asks for",
    "staff_take_request": "leads to an entry of the caseload",
    "staff_break": "leads back to the page",
}


NO_PAGES = {
    **dict.fromkeys(("health", "robots", "theme"), "for machines"),
    **dict.fromkeys(("stay", "staff_queue_news", "staff_presence"), "for a script"),
    **dict.fromkeys(("staff_exhibit", "staff_bundle", "staff_picture", "staff_sealed"), "files for staff"),
    **dict.fromkeys(("staff_case_pack", "staff_case_schedule_csv"), "files for staff"),
    **dict.fromkeys(("staff_request_paper", "staff_request_bundle", "staff_statement_paper"), "papers"),
    **dict.fromkeys(
        (
            "figures_csv",
            "staff_trends_csv",
            "staff_promises_csv",
            "staff_support_csv",
            "area_feed",
            "receipt",
            "checker",
        ),
        "files",
    ),
    "staff_overview_csv": "a file",
    "staff_dangerous": "a file for staff, after a press",
    **dict.fromkeys(("uploads", "upload"), "for a script that sends files in parts"),
    **dict.fromkeys(("checkpoint", "checkpoint_key"), "text for programs"),
    **dict.fromkeys(
        (
            "copy_pdf",
            "copy_json",
            "dates",
            "address_code",
            "hold_pdf",
            "hold_json",
            "letter_pdf",
            "own_statement_paper",
        ),
        "files",
    ),
}


CHOOSE_WRONG = """
(value) => {
  const choice = document.querySelector("#main-content [type=radio]");
  choice.value = value;
  choice.checked = true;
}
"""


ADD_FIELDS = """
(number) => {
  const form = document.querySelector("#main-content form");
  for (let made = 0; made < number; made += 1) form.append(Object.assign(document.createElement("input"), {name: "more"}));
}
"""


def open_states() -> Iterator[State]:
    """Pages without a report."""
    content = knowledge().content
    for name in ("start", "return", "directory", "guidance_list"):
        yield State(name=name, address=name, reach=opened(name))
    for situation in content.situations:
        yield State(name=f"now {situation}", address="now", reach=opened("now", situation))
    for page in content.guidance:
        yield State(name=f"guidance {page}", address="guidance", reach=opened("guidance", page))
    yield State(name="begin with a situation", address="begin_with", reach=opened("begin_with", "talk"))
    yield State(name="service", address="service", reach=opened("service", "bank-159"))
    yield State(
        name="directory of a situation",
        address="directory_situation",
        reach=opened("directory_situation", "talk"),
    )
    for name, place in (
        ("filtered", "S40 1TB"),
        ("of no place we know", "zzz"),
        ("of an ambiguous place", "Newport"),
    ):
        reach = typed("directory_situation", "talk", place=place)
        yield State(name=f"directory {name}", address="directory_situation", reach=reach)
    yield State(name="directory with nothing", address="directory_situation", reach=_nothing_fits)


def question_states() -> Iterator[State]:
    """The first question of each type but files, which have a page of their own; what a page says to a wrong answer."""
    first = {question.type: name for name, question in reversed(list(knowledge().content.questions.items()))}
    del first["file"]
    for kind, name in {"situation": "situation", **first}.items():
        yield State(name=f"question {kind}", address="question", reach=opened("question", name))
    story = partial(typed, "question", "story")
    yield State(name="no story", address="question", status=422, reach=story(answer=""))
    yield State(name="too long a story", address="question", status=422, reach=story(answer="word " * 4001))
    yield State(name="a wrong choice", address="question", status=422, reach=_wrong_choice("question", "who"))
    yield State(name="a question with a code", address="question", reach=held("question", "postcode"))
    yield from row_states()


def report_states() -> Iterator[State]:
    """Pages of a report that is being told, or was sent."""
    for name, (situation, told) in STORIES.items():
        teller = partial(a_teller, situation=situation, story=told)
        yield State(name=f"help {name}", address="help", reach=held("help", as_=teller))
    for name in ("kind", "check", "copy", "hold", "discard"):
        yield State(name=name, address=name, reach=held(name))
    yield State(name="no kind", address="kind", status=422, reach=_wrong_choice("kind"))
    yield State(
        name="check of nothing told", address="check", status=422, reach=_sent_untold(an_untold_teller)
    )
    yield State(name="check by a guide", address="check", reach=_with_role("guide", held("check")))
    yield State(name="done", address="done", reach=held("done", as_=a_sender))
    yield State(
        name="done by the recorder",
        address="done",
        reach=_with_role("recording-body", held("done", as_=a_sender)),
    )
    yield State(
        name="done with pictures", address="done", reach=held("done", as_=partial(a_sender, "pictures"))
    )
    yield State(
        name="no number of the other body",
        address="done",
        status=422,
        reach=held("done", as_=a_sender, number=" "),
    )
    yield State(name="hold request of a sent report", address="hold", reach=held("hold", as_=a_sender))
    yield State(name="copy of a sent report", address="copy", reach=held("copy", as_=a_sender))
    yield State(name="own report", address="own_report", reach=held("own_report", as_=a_sender))
    yield State(
        name="own report with news", address="own_report", reach=held("own_report", as_=an_answered_sender)
    )
    yield State(
        name="own report, no message",
        address="own_report",
        status=422,
        reach=held("own_report", as_=a_sender, message=" "),
    )


def refused_states() -> Iterator[State]:
    """What is said where a code is wrong, a limit is used up, a form is old, or there is no such page."""
    known = "1234 5678 9012 3456 7890"
    yield State(name="short code", address="return", status=422, reach=typed("return", code="12"))
    yield State(name="unknown code", address="return", status=422, reach=typed("return", code=known))
    yield State(
        name="wrong reference",
        address="return",
        status=422,
        reach=typed("return", code=known, reference="CP-1"),
    )
    yield State(name="too many codes", address="return", status=429, reach=_too_many_codes)
    yield State(name="too many reports", address="check", status=429, reach=_too_many_reports)
    yield State(name="expired form", address="question", status=403, reach=_expired)
    yield State(name="unreadable", address="return", status=400, reach=_unreadable)
    yield State(name="no such page", address="", status=404, reach=lambda visitor: visitor.go("/nothing/"))
    yield State(
        name="not for this role",
        address="staff_queue",
        status=403,
        reach=held("staff_queue", as_=partial(staff, Role.AUDITOR)),
    )


def desk_states() -> Iterator[State]:
    """The work of staff; the queue holds the reports of the states before it."""
    yield State(name="content", address="staff_content", reach=held("staff_content", as_=staff))
    yield State(name="report", address="staff_report", reach=_a_report())
    yield State(name="report with messages", address="staff_report", reach=_a_report(answered=True))
    yield State(name="report, no message", address="staff_report", status=422, reach=_a_report(message=" "))
    yield State(
        name="report, too long a message",
        address="staff_report",
        status=422,
        reach=_a_report(message="word " * 4001),
    )
    yield from queue_states()


def every_state() -> Iterator[State]:
    """Every page and every state of error."""
    for states in PARTS.values():
        yield from states()


PARTS: dict[str, Callable[[], Iterator[State]]] = {
    "open": open_states,
    "now": now_states,
    "figures": figure_states,
    "questions": question_states,
    "report": report_states,
    "return": return_states,
    "visit": visit_states,
    "evidence": evidence_states,
    "refused": refused_states,
    "sign-in": sign_in_states,
    "account": account_states,
    "people": people_states,
    "desk": desk_states,
    "lost codes": lost_code_desk_states,
    "coming back": return_desk_states,
    "talk": talk_states,
    "requests": request_desk_states,
    "retention": retention_states,
    "disclosure": disclosure_states,
    "previews": preview_states,
    "custody": custody_states,
    "saving": saving_states,
    "trends": trend_states,
    "promises": promise_states,
    "cases": case_states,
    "closing": closing_states,
    "access": access_states,
    "overview": overview_states,
    "interventions": intervention_states,
    "links": link_states,
    "assessing": assess_states,
    "asked": ask_states,
    "asking": ask_desk_states,
    "support": support_states,
}
"""The states in parts that take about as long."""


def _nothing_fits(visitor: Visitor) -> None:
    """Leave nobody in the list: the content then names no service for the situation."""
    known = knowledge()
    others = {name: each for name, each in known.content.services.items() if "talk" not in each.situations}
    visitor.patch.setattr(_shelf, "held", replace(known, content=replace(known.content, services=others)))
    visitor.open("directory_situation", "talk")
    visitor.page.get_by_text("Nothing fits these choices").wait_for()


def _wrong_choice(name: str, *args: object) -> Callable[[Visitor], None]:
    def reach(visitor: Visitor) -> None:
        held(name, *args)(visitor)
        visitor.page.evaluate(CHOOSE_WRONG, "zzz")
        visitor.send()

    return reach


def _sent_untold(teller: Callable[[], Client]) -> Callable[[Visitor], None]:
    def reach(visitor: Visitor) -> None:
        held("check", as_=teller)(visitor)
        visitor.send()

    return reach


def _with_role(role: str, reach: Callable[[Visitor], None]) -> Callable[[Visitor], None]:
    def reach_so(visitor: Visitor) -> None:
        with_service(visitor.settings, role=role)
        reach(visitor)

    return reach_so


def _too_many_codes(visitor: Visitor) -> None:
    with_section(visitor.settings, "limits", code_tries_per_source_per_hour=1)
    typed("return", code="2" * 20)(visitor)
    visitor.send(code="3" * 20)


def _too_many_reports(visitor: Visitor) -> None:
    with_section(visitor.settings, "limits", submits_per_source_per_hour=1)
    a_sender()
    held("check")(visitor)
    visitor.send()


def _expired(visitor: Visitor) -> None:
    visitor.open("question", "story")
    Session.objects.all().delete()
    visitor.send(answer=BANK_STORY)


def _unreadable(visitor: Visitor) -> None:
    visitor.open("return")
    visitor.page.evaluate(ADD_FIELDS, 300)
    visitor.send(code="12")


def _a_report(*, answered: bool = False, **fields: str) -> Callable[[Visitor], None]:
    def reach(visitor: Visitor) -> None:
        report_id = a_report(story=BANK_STORY)
        if answered:
            answer_newest()
        held("staff_report", report_id, as_=staff, **fields)(visitor)

    return reach
