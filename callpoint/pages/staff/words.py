"""How staff pages name states and urgencies."""

from django.utils.translation import gettext as _

from callpoint.rules.access import Role
from callpoint.rules.identifiers.model import Whose
from callpoint.rules.lifecycle import ReportState


def state_words(state: ReportState) -> str:
    """Name a state for staff."""
    return {
        ReportState.DRAFT: _("Not sent"),
        ReportState.RECEIVED: _("Not read yet"),
        ReportState.READING: _("Being read"),
        ReportState.WAITING: _("Waiting for the reporter"),
        ReportState.WITH_OFFICER: _("With an officer"),
        ReportState.CLOSED: _("Closed"),
    }[state]


def urgency_words(urgency: str) -> str:
    """Name an urgency for staff."""
    return {
        "now": _("Now"),
        "today": _("Today"),
        "soon": _("Within days"),
        "routine": _("Routine"),
        "info": _("Nothing lost"),
    }.get(urgency, _("Not known"))


def whose_words(whose: Whose) -> str:
    """Say whose an identifier is, as far as the reporter's words tell."""
    return {
        Whose.SUSPECT: _("The other side's"),
        Whose.REPORTER: _("The reporter's own"),
        Whose.ORGANISATION: _("An organisation's"),
        Whose.UNKNOWN: _("Not known whose"),
    }[whose]


def role_words(role: Role) -> str:
    """Name a role for staff."""
    return {
        Role.CALL_HANDLER: _("Call handler"),
        Role.ASSESSOR: _("Assessor"),
        Role.INVESTIGATOR: _("Investigator"),
        Role.ANALYST: _("Analyst"),
        Role.SUPERVISOR: _("Supervisor"),
        Role.SUPPORT_WORKER: _("Support worker"),
        Role.AUDITOR: _("Auditor"),
        Role.ADMINISTRATOR: _("Administrator"),
    }[role]
