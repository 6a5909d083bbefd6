"""The page of one open request to talk: first how to reach the person safely, then what they told."""

import secrets
from datetime import datetime
from typing import TypedDict

from django.urls import reverse
from django.utils.translation import gettext as _

from callpoint.actions.acting import Actor
from callpoint.actions.support_requests import NOTE_LIMIT
from callpoint.pages.filters import translated
from callpoint.pages.page import FieldError
from callpoint.pages.shown import AnswerLine
from callpoint.pages.staff.frame import StaffFrame
from callpoint.pages.staff.request_pages import CallLine, RequestPage
from callpoint.records.knowledge import knowledge
from callpoint.records.opened_requests import OpenedRequest
from callpoint.records.queries.caseload import entry_of_request
from callpoint.rules.access import Deed, may
from callpoint.rules.promises import colour_at
from callpoint.rules.support_requests import AFTER_CALL, CallOutcome, RequestState


def request_page(
    opened: OpenedRequest,
    by: Actor,
    *,
    at: datetime,
    typed: tuple[str, str],
    errors: tuple[FieldError, ...],
    frame: StaffFrame,
) -> RequestPage:
    """Make the page; `typed` are note and answer that could not be kept yet."""
    told, content = opened.told, knowledge().content
    unit, service = content.units.get(opened.unit), content.services.get(opened.service)
    colour = colour_of(opened.state, asked_at=opened.created_at, due_at=opened.due_at, at=at)
    return RequestPage(
        heading=_("Request %(reference)s") % {"reference": opened.reference},
        reference=opened.reference,
        state=request_state_words(opened.state),
        way=_way_words(told.get("way", "")),
        contact=told.get("contact", ""),
        times=told.get("times", ""),
        care=told.get("care", ""),
        message_rule=_message_rule(told),
        answers=_answers(opened),
        about=told.get("about", ""),
        service=translated(service.name) if service else opened.service,
        unit=translated(unit.name) if unit else opened.unit,
        asked_at=opened.created_at,
        due_at=opened.due_at,
        colour=colour,
        colour_words=colour_words(colour),
        calls=_calls(opened),
        **_steps(opened, by),
        typed=typed[0],
        typed_answer=typed[1],
        send_key=secrets.token_hex(16),
        limit=NOTE_LIMIT,
        errors=errors,
        **frame,
    )


class Steps(TypedDict):
    """What may be done with a request, as shown."""

    may_note: bool
    take_url: str
    entry_url: str


def _steps(opened: OpenedRequest, by: Actor) -> Steps:
    """Give what may be done: once it is in a caseload it is worked on there, and nowhere else."""
    entry = entry_of_request(opened.id)
    has_caseload = may(by.badge, Deed.OPEN_REFERRAL, unit=opened.unit)
    is_waiting = bool(AFTER_CALL[opened.state]) and not entry
    return Steps(
        may_note=is_waiting and may(by.badge, Deed.NOTE_CALL, unit=opened.unit),
        take_url=reverse("staff_take_request", args=[opened.id]) if is_waiting and has_caseload else "",
        entry_url=reverse("staff_referral", args=[entry]) if entry and has_caseload else "",
    )


def _way_words(way: str) -> str:
    return {
        "call": _("Call them."),
        "text": _("Send a text. Do not call."),
        "email": _("Write an email. Do not call."),
        "code": _("Do not contact them. They come back with their code."),
    }.get(way, _("Do not contact them."))


def _message_rule(told: dict[str, str]) -> str:
    """Say whether a message may be left: only a clear yes is one."""
    if told.get("way") != "call":
        return ""
    return (
        _("You may leave a message.") if told.get("leave_message") == "yes" else _("Do not leave a message.")
    )


def _answers(opened: OpenedRequest) -> tuple[AnswerLine, ...]:
    told = opened.told
    for_whom = {"me": _("For themselves"), "close": _("For somebody close to them")}
    ages = {choice.id: translated(choice.label) for choice in knowledge().content.questions["age"].choices}
    lines = (
        (_("Name to use"), told.get("name", "")),
        (_("For whom"), for_whom.get(told.get("for_whom", ""), "")),
        (_("Age"), ages.get(told.get("age", ""), "")),
        (_("Postcode or town"), told.get("place", "")),
        (_("Best language"), told.get("language", "")),
        (_("What would make it easier"), told.get("needs", "")),
    )
    return tuple(AnswerLine(question=question, answer=answer) for question, answer in lines if answer)


def _calls(opened: OpenedRequest) -> tuple[CallLine, ...]:
    words = {
        CallOutcome.REACHED: _("Reached"),
        CallOutcome.NO_ANSWER: _("No answer"),
        CallOutcome.CLOSED: _("Closed"),
    }
    return tuple(
        CallLine(outcome=words[call.outcome], at=call.at, by=call.by, note=call.note, answer=call.answer)
        for call in opened.calls
    )


def request_state_words(state: RequestState) -> str:
    """Name a state for staff."""
    return {
        RequestState.WAITING: _("Waiting"),
        RequestState.CALLED: _("Reached"),
        RequestState.CLOSED: _("Closed"),
        RequestState.WITHDRAWN: _("Taken back"),
    }[state]


def colour_of(state: RequestState, *, asked_at: datetime, due_at: datetime | None, at: datetime) -> str:
    """Say how the promise of a request that waits stands: in time, amber or late; '' where none runs."""
    if due_at is None or state is not RequestState.WAITING:
        return ""
    return colour_at(starts_at=asked_at, due=due_at, at=at)


def colour_words(colour: str) -> str:
    """Name how a promise stands."""
    return {"late": _("Late"), "amber": _("Due soon"), "in time": _("In time")}.get(colour, "")
