"""The words of a request for support: its choices, what is wrong with a field, and where it stands."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from callpoint.pages.filters import translated
from callpoint.pages.public.talk_pages import Typed
from callpoint.pages.shown import AnswerLine, ChoiceLine
from callpoint.records.knowledge import knowledge
from callpoint.rules.asking_support import CHOICES, LIMITS, Lack
from callpoint.rules.content.model import Service
from callpoint.rules.support_requests import CallOutcome, RequestState

FIELDS = (*CHOICES, *LIMITS)


def choice_words(field: str) -> dict[str, str]:
    """Give the words of each choice of a field, in order."""
    return {
        "for_whom": {"me": _("Me"), "close": _("Somebody close to me")},
        "age": {
            "under-13": _("Under 13"),
            "13-15": _("13 to 15"),
            "16-17": _("16 or 17"),
            "adult": _("18 or over"),
        },
        "way": {
            "call": _("Call me"),
            "text": _("Text me"),
            "email": _("Email me"),
            "code": _("Do not contact me. I come back with my code"),
        },
        "leave_message": {"yes": _("Yes"), "no": _("No")},
    }[field]


def lines_of(field: str, chosen: str) -> tuple[ChoiceLine, ...]:
    """Give the choices of a field with the one that was chosen."""
    return tuple(
        ChoiceLine(value=value, label=label, chosen=value == chosen)
        for value, label in choice_words(field).items()
    )


def service_lines(services: tuple[Service, ...], chosen: str) -> tuple[ChoiceLine, ...]:
    """Give a yes for each service that may be asked, with whom it is for."""
    return tuple(
        ChoiceLine(
            value=service.id,
            label=_("Yes, to %(service)s") % {"service": translated(service.name)},
            hint=translated(service.for_whom),
            chosen=service.id == chosen,
        )
        for service in services
    )


def typed_form(told: Mapping[str, str], wrong: Mapping[str, str]) -> Typed:
    """Make the shared part of the forms, with every field there."""
    return Typed(
        told={field: told.get(field, "") for field in FIELDS},
        wrong={field: wrong.get(field, "") for field in (*FIELDS, "service")},
        ways=lines_of("way", told.get("way", "")),
        leave_message=lines_of("leave_message", told.get("leave_message", "")),
    )


def lack_words(lack: Lack, field: str) -> str:
    """Say what to do about a field that is missing or wrong."""
    if lack is Lack.TOO_LONG:
        return _("Make this shorter. It can have %(limit)s characters.") % {"limit": LIMITS[field]}
    return {
        Lack.NO_WAY: _("Choose how we may reach you."),
        Lack.NO_NUMBER: _("Type the number for the call or text."),
        Lack.NO_ADDRESS: _("Type the email address, such as name@example.org."),
        Lack.NO_SERVICE: _("Nobody takes a request from us there. The lines above can help you now."),
        Lack.NO_CONSENT: _("Tick your yes. Without it we pass nothing on."),
        Lack.OTHER_SERVICE: _("Another service helps where you live. Tick it if you agree."),
    }[lack]


def id_of(field: str) -> str:
    """Give the address of a field within its page."""
    return f"#{field.replace('_', '-')}"


def service_name(service_id: str) -> str:
    """Name a service, also one that has left the content since."""
    found = knowledge().content.services.get(service_id)
    return translated(found.name) if found else service_id


def status_words(state: RequestState, service: str) -> tuple[str, str]:
    """Say where a request stands, and what that means."""
    return {
        RequestState.WAITING: (
            _("We have your request"),
            _("%(service)s is asked to reach you.") % {"service": service},
        ),
        RequestState.CALLED: (_("They reached you"), _("You can talk to them again at any time.")),
        RequestState.CLOSED: (_("Closed"), _("Nobody calls you any more. You can ask again.")),
        RequestState.WITHDRAWN: (_("You took it back"), _("Nobody calls you, and nobody can read it.")),
    }[state]


def call_words(outcome: CallOutcome) -> str:
    """Say to the person what came of a try to reach them."""
    return {
        CallOutcome.REACHED: _("They reached you"),
        CallOutcome.NO_ANSWER: _("They tried, and could not reach you"),
        CallOutcome.CLOSED: _("Your request was closed"),
    }[outcome]


def told_lines(told: Mapping[str, str]) -> tuple[AnswerLine, ...]:
    """Give what was told, each with the words it was asked in."""
    asked = {
        "for_whom": _("Who is it for?"),
        "name": _("What shall we call you?"),
        "place": _("Your postcode or town"),
        "age": _("Age"),
        "way": _("How may we reach you?"),
        "contact": _("Number or address"),
        "times": _("When is it safe?"),
        "care": _("What must we take care of?"),
        "leave_message": _("May we leave a message?"),
        "language": _("Which language is best for you?"),
        "needs": _("What would make it easier?"),
        "about": _("In a few words"),
    }
    lines = []
    for field, question in asked.items():
        given = told.get(field, "")
        if given:
            text = choice_words(field)[given] if field in CHOICES else given
            lines.append(AnswerLine(question=question, answer=text))
    return tuple(lines)
