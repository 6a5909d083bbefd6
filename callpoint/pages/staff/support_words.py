"""The words of victim support that several pages of staff share."""

from django.utils.translation import gettext as _

from callpoint.pages.filters import translated
from callpoint.records.knowledge import knowledge
from callpoint.rules.support_contact import ContactWay
from callpoint.rules.support_service import (
    Basis,
    CloseReason,
    ContactOutcome,
    ReferralState,
    ReturnReason,
    Way,
)


def service_words(service: str) -> str:
    """Name a service; its id where the content has it no more."""
    services = knowledge().content.services
    return translated(services[service].name) if service in services else service


def shared_words() -> tuple[str, ...]:
    """Say what a service reads, one line each."""
    return (
        _("their name"),
        _("how to reach them, and when it is safe"),
        _("what kind of crime it was, in plain words"),
        _("what they need"),
        _("their story, only if they agree to that too"),
    )


def basis_words(basis: Basis) -> str:
    """Say on what a referral stands."""
    return {
        Basis.CONSENT: _("They said yes."),
        Basis.LIFE: _("Without a yes: a life is in danger."),
        Basis.CHILD: _("Without a yes: a child is in danger."),
    }[basis]


def state_words(state: ReferralState) -> str:
    """Name where an entry of a caseload stands."""
    return {
        ReferralState.NEW: _("New"),
        ReferralState.ACCEPTED: _("Working"),
        ReferralState.RETURNED: _("Given back"),
        ReferralState.CLOSED: _("Closed"),
        ReferralState.WITHDRAWN: _("Consent withdrawn"),
    }[state]


def way_words(way: Way) -> str:
    """Name how an entry came in."""
    return {
        Way.POLICE: _("From police"),
        Way.OWN: _("Asked for it themselves"),
        Way.PASSED_ON: _("From another service"),
    }[way]


def contact_way_words(way: ContactWay) -> str:
    """Name a way to reach somebody."""
    return {
        ContactWay.CALL: _("Call"),
        ContactWay.TEXT: _("Text"),
        ContactWay.MAIL: _("Email"),
    }[way]


def outcome_words(outcome: ContactOutcome) -> str:
    """Name what came of a try."""
    return {
        ContactOutcome.REACHED: _("Reached"),
        ContactOutcome.NO_ANSWER: _("No answer"),
        ContactOutcome.WRONG_NUMBER: _("Wrong number"),
    }[outcome]


def return_words(reason: str) -> str:
    """Name why a service gives somebody back."""
    return {
        ReturnReason.LIVES_ELSEWHERE: _("They live outside our area"),
        ReturnReason.OTHER_SERVICE: _("Another service is right for them"),
        ReturnReason.TOO_LITTLE: _("Too little is known to reach them"),
        ReturnReason.UNSAFE: _("No way to reach them is safe"),
        ReturnReason.OTHER: _("Another reason"),
    }[ReturnReason(reason)]


def close_words(reason: str) -> str:
    """Name why a service ends its work."""
    return {
        CloseReason.HELPED: _("They have had the help they wanted"),
        CloseReason.NOT_WANTED: _("They want no more help"),
        CloseReason.NOT_REACHED: _("They could not be reached"),
        CloseReason.PASSED_ON: _("Passed on to another service"),
        CloseReason.OTHER: _("Another reason"),
    }[CloseReason(reason)]
