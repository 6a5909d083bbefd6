"""Makes the page of one entry of a caseload, with its forms and what was typed into them."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.http import QueryDict
from django.utils.translation import gettext as _

from callpoint.actions.caseload import other_services
from callpoint.actions.caseload_shown import OpenedReferral
from callpoint.pages.filters import translated
from callpoint.pages.page import FieldError
from callpoint.pages.shown import ChoiceLine
from callpoint.pages.staff.caseload_pages import NeedLine, ReferralForms, ReferralPage
from callpoint.pages.staff.caseload_view import colour_of_entry, compared_view, file_line, shared_view
from callpoint.pages.staff.frame import StaffFrame
from callpoint.pages.staff.request_shown import colour_words
from callpoint.pages.staff.support_words import (
    basis_words,
    close_words,
    contact_way_words,
    outcome_words,
    return_words,
    service_words,
    state_words,
    way_words,
)
from callpoint.records.knowledge import knowledge
from callpoint.rules.support_contact import ContactWay
from callpoint.rules.support_needs import needs_list
from callpoint.rules.support_service import (
    TEXT_LIMIT,
    CloseReason,
    ContactOutcome,
    EntryKind,
    ReferralState,
    ReturnReason,
    Way,
)

WORDS_OF: Mapping[str, str] = {
    "return": "return_words",
    "contact": "contact_words",
    "note": "note_words",
    "pass-on": "pass_words",
    "close": "close_words",
}
"""The field of each form that takes words."""


def referral_page(
    opened: OpenedReferral,
    *,
    at: datetime,
    typed: QueryDict,
    failed: tuple[str, str],
    send_key: str,
    errors: tuple[FieldError, ...],
    frame: StaffFrame,
) -> ReferralPage:
    """Make the page; `failed` names the form that was not taken and what is wrong with it."""
    colour = colour_of_entry(
        opened.state, referred_at=opened.referred_at, due_at=opened.due_at, next_on=opened.next_on, at=at
    )
    return ReferralPage(
        heading=_("Entry %(reference)s") % {"reference": opened.reference},
        reference=opened.reference,
        state=state_words(opened.state),
        way=way_words(opened.way),
        basis=basis_words(opened.basis),
        service=service_words(opened.service),
        referred_at=opened.referred_at,
        due_at=opened.due_at if opened.state is ReferralState.NEW else None,
        accepted_at=opened.accepted_at,
        taken_by=opened.taken_by,
        next_on=opened.next_on,
        colour=colour,
        colour_words=colour_words(colour),
        ended=_ended(opened),
        end_words=opened.end_words,
        typed=(),
        shared=shared_view(opened, opened.shared, at=at) if opened.shared else None,
        file=tuple(file_line(entry) for entry in opened.entries),
        compared=compared_view(opened),
        may_accept=opened.state is ReferralState.NEW,
        may_work=opened.state is ReferralState.ACCEPTED,
        forms=_forms(opened, typed, failed=failed, send_key=send_key),
        errors=errors,
        **frame,
    )


def _ended(opened: OpenedReferral) -> str:
    if opened.state is ReferralState.RETURNED:
        return return_words(opened.end_reason)
    return close_words(opened.end_reason) if opened.state is ReferralState.CLOSED else ""


def ways_of(opened: OpenedReferral) -> tuple[ContactWay, ...]:
    """Give the ways that the person called safe."""
    return opened.shared.plan.ways if opened.shared else ()


def _forms(
    opened: OpenedReferral, typed: QueryDict, *, failed: tuple[str, str], send_key: str
) -> ReferralForms:
    ways = ways_of(opened)
    next_on = opened.next_on.isoformat() if opened.next_on else ""
    return ReferralForms(
        ways=_choices(ways, [contact_way_words(one) for one in ways], typed.get("way", "")),
        outcomes=_choices(
            tuple(ContactOutcome),
            [outcome_words(one) for one in ContactOutcome],
            typed.get("outcome", ""),
        ),
        has_answer=opened.way is Way.OWN,
        needs=_needs(opened, typed),
        needs_kinds=_choices(
            (EntryKind.BEFORE, EntryKind.AFTER),
            (_("At the start"), _("At the end")),
            typed.get("needs_kind", "") or _next_list(opened),
        ),
        returns=_choices(
            tuple(ReturnReason), [return_words(one) for one in ReturnReason], typed.get("return_reason", "")
        ),
        closes=_closes(typed),
        services=_choices(
            others := other_services(opened.service),
            [service_words(one) for one in others],
            typed.get("service", ""),
        ),
        next_on=typed.get("next_on", next_on),
        note=typed.get("note_words", ""),
        answer=typed.get("answer", ""),
        words=typed.get(WORDS_OF.get(failed[0], ""), ""),
        failed=failed[0] if failed[1] else "",
        error=failed[1],
        send_key=send_key,
        limit=TEXT_LIMIT,
    )


def _choices(values: Sequence[str], labels: Sequence[str], chosen: str) -> tuple[ChoiceLine, ...]:
    return tuple(
        ChoiceLine(value=value, label=label, chosen=value == chosen)
        for value, label in zip(values, labels, strict=True)
    )


def _closes(typed: QueryDict) -> tuple[ChoiceLine, ...]:
    """Give the reasons to end the work; passing on has a form of its own."""
    reasons = tuple(one for one in CloseReason if one is not CloseReason.PASSED_ON)
    return _choices(reasons, [close_words(one) for one in reasons], typed.get("close_reason", ""))


def _next_list(opened: OpenedReferral) -> str:
    """Give the list that comes next: that of the start first."""
    return EntryKind.BEFORE if opened.needs_at(EntryKind.BEFORE) is None else EntryKind.AFTER


def _needs(opened: OpenedReferral, typed: QueryDict) -> tuple[NeedLine, ...]:
    """Tick what was ticked last; where nothing was, what the person told in their report."""
    last = next((entry.needs for entry in opened.entries if entry.score is not None), None)
    told = opened.shared.needs if opened.shared else ()
    ticked = typed.getlist("needs") or (last if last is not None else told)
    return tuple(
        NeedLine(value=need.id, label=translated(need.says), chosen=need.id in ticked)
        for need in needs_list(knowledge().content)
    )
