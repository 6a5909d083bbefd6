"""What staff see of support for one report: needs and what follows, what was agreed, and where each referral stands."""

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext as _

from callpoint.actions.acting import Actor
from callpoint.actions.reading import OpenedReport
from callpoint.pages.filters import translated
from callpoint.pages.staff.support_pages import ConsentLine, ReferralLine, SupportPart
from callpoint.pages.staff.support_words import basis_words, return_words, service_words, shared_words
from callpoint.records.knowledge import knowledge
from callpoint.records.opened_support import OpenedConsent, ReferralSeen
from callpoint.rules.access import Deed, may
from callpoint.rules.support_needs import Effect, effects_of, needs_told
from callpoint.rules.support_service import Basis, ReferralState, Said

__all__ = ["shared_words", "support_part"]


def support_part(report: OpenedReport, by: Actor) -> SupportPart:
    """Make the part for the page of a report."""
    score = report.assessment.values.vulnerability
    told = needs_told(report.assessment.suggestion.vulnerability.reasons)
    return SupportPart(
        score=_("Not known") if score is None else _("%(score)s of 3") % {"score": score},
        effects=tuple(_effect_words(one) for one in effects_of(score, told)),
        wish=_wish(str(report.answers.get("support_wanted", ""))),
        standing=_standing(report),
        to_do=_("A service gave this back. Ask the person again, or choose another service.")
        if report.support.is_returned
        else "",
        consents=tuple(_consent_line(one) for one in report.support.consents),
        referrals=tuple(_referral_line(one) for one in report.support.referrals),
        url=reverse("staff_support", args=[report.id])
        if may(by.badge, Deed.REFER_SUPPORT, unit=report.unit)
        else "",
    )


def _effect_words(effect: Effect) -> str:
    return {
        Effect.OFFERED_FIRST: _("Support is offered first."),
        Effect.SHORTER_TIMES: _("The shorter times hold once a person has agreed."),
        Effect.CALL_TODAY: _("Call them today."),
        Effect.SOCIAL_CARE: _("Tell the social care of the area."),
    }[effect]


def _wish(said: str) -> str:
    """Say what they answered in the report: that is a wish, and no yes to a service yet."""
    words: Mapping[str, str] = {
        "yes": _("In the report they wished for a call from victim support."),
        "no": _("In the report they wished for no call from victim support."),
        "ask-me-later": _("In the report they said: ask me later."),
    }
    return words.get(said, "")


def _standing(report: OpenedReport) -> str:
    said = report.support.said
    if said is None:
        return _("Nobody has asked them yet.")
    return {
        Said.ASKED: _("They were asked, and have not answered."),
        Said.YES: _("They said yes."),
        Said.NO: _("They said no. Nothing is passed on."),
        Said.WITHDRAWN: _("They took their yes back. The service reads nothing any more."),
    }[said]


def _consent_line(one: OpenedConsent) -> ConsentLine:
    words = {
        Said.ASKED: _("Asked"),
        Said.YES: _("Yes, with their story") if one.shares_story else _("Yes, without their story"),
        Said.NO: _("No"),
        Said.WITHDRAWN: _("Taken back"),
    }[one.said]
    name = service_words(one.service) if one.service else ""
    return ConsentLine(
        what=f"{words}: {name}" if name else words,
        words=one.words,
        noted_by=one.noted_by,
        said_at=one.said_at,
    )


def _referral_line(one: ReferralSeen) -> ReferralLine:
    states = {
        ReferralState.NEW: _("Passed on, not taken on yet"),
        ReferralState.ACCEPTED: _("Taken on"),
        ReferralState.RETURNED: _("Given back"),
        ReferralState.CLOSED: _("The service has ended its work"),
        ReferralState.WITHDRAWN: _("Closed: the yes was taken back"),
    }
    return ReferralLine(
        service=service_words(one.service),
        state=states[one.state],
        basis="" if one.basis is Basis.CONSENT else basis_words(one.basis),
        reason=one.reason,
        referred_at=one.referred_at,
        due_at=one.due_at if one.state is ReferralState.NEW else None,
        accepted_at=one.accepted_at,
        returned_at=one.returned_at,
        return_reason=return_words(one.return_reason) if one.return_reason else "",
        return_words=one.return_words,
    )


def kind_words(kind: str) -> str:
    """Name a kind in plain words; '' where none is known."""
    kinds = knowledge().content.kinds
    return translated(kinds[kind].label) if kind in kinds else ""
