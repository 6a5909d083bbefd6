"""What was agreed and passed on about support for one report: to staff who work on it, and to its own reporter.

Nothing that a service wrote in its own file is opened here; see `actions.caseload`.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from callpoint.records.knowledge import knowledge
from callpoint.records.models import Referral, Report, SupportConsent
from callpoint.records.sealed import Answers
from callpoint.records.sealed_support import CaseloadSeal
from callpoint.rules.asking_support import services_to_ask
from callpoint.rules.places import Place
from callpoint.rules.suggesting import place_told
from callpoint.rules.support_contact import ways_of
from callpoint.rules.support_service import OPEN, Basis, ReferralState, Said, Way


@dataclass(frozen=True, kw_only=True)
class OpenedConsent:
    """What somebody said about a support service."""

    said: Said
    service: str
    shares_story: bool
    words: str
    noted_by: str
    """'' where they said it on their own page."""
    said_at: datetime


@dataclass(frozen=True, kw_only=True)
class ReferralSeen:
    """A referral as police see it: where it stands, and why it came back; nothing of the service's own file."""

    state: ReferralState
    way: Way
    basis: Basis
    reason: str
    service: str
    referred_at: datetime
    due_at: datetime | None
    accepted_at: datetime | None
    returned_at: datetime | None
    return_reason: str
    return_words: str


@dataclass(frozen=True, kw_only=True)
class OpenedSupport:
    """All that police see of support for one report, the newest of each first."""

    consents: tuple[OpenedConsent, ...]
    referrals: tuple[ReferralSeen, ...]
    services: tuple[str, ...]
    """Those that may be asked, the right one first; none where no service takes them."""

    @property
    def said(self) -> Said | None:
        """Give what they last said; None where nobody asked and they said nothing."""
        return self.consents[0].said if self.consents else None

    @property
    def is_returned(self) -> bool:
        """Say whether the newest referral came back, so that police have something to do."""
        return bool(self.referrals) and self.referrals[0].state is ReferralState.RETURNED


def place_of(answers: Answers) -> Place:
    """Give the place of the person harmed, as far as they told it."""
    return place_told(answers, knowledge())


def services_for(report_id: UUID, answers: Answers) -> tuple[str, ...]:
    """
    Give the ids of the services that a report may be passed to: the one that has them on a yes, then the right ones.

    One where the place settles it. Where a service gave it back, any other that calls on request may be chosen too.
    Who works with them stands first, wherever they live: nobody is taken from it but by their own choice.
    """
    fitting = [one.id for one in services_to_ask(knowledge(), place_of(answers))]
    if Referral.objects.filter(report=report_id, state=ReferralState.RETURNED).exists():
        fitting += [one.id for one in knowledge().content.services.values() if one.calls_on_request]
    return tuple(dict.fromkeys((*services_on_a_yes(report_id), *fitting)))


def services_on_a_yes(report_id: UUID) -> tuple[str, ...]:
    """Give the ids of the services that somebody was passed on to by their yes and that have not ended it, the newest first."""
    rows = Referral.objects.filter(report=report_id, basis=Basis.CONSENT, state__in=OPEN)
    known = knowledge().content.services
    found = rows.order_by("-referred_at", "-id").values_list("service", flat=True)
    return tuple(one for one in found if one in known)


def opened_support(report: Report, answers: Answers) -> OpenedSupport:
    """Open it for the action that shows a report to staff and writes the leaf; `answers` are those that hold now."""
    seal = CaseloadSeal.of_report(report)
    consents = SupportConsent.objects.filter(report=report).select_related("noted_by")
    referrals = Referral.objects.filter(report=report)
    return OpenedSupport(
        consents=tuple(_consent(row, seal) for row in consents.order_by("-said_at", "-id")),
        referrals=tuple(_referral(row, seal) for row in referrals.order_by("-referred_at", "-id")),
        services=services_for(report.id, answers),
    )


def _consent(row: SupportConsent, seal: CaseloadSeal) -> OpenedConsent:
    return OpenedConsent(
        said=Said(row.said),
        service=row.service,
        shares_story=row.shares_story,
        words=seal.consent(row),
        noted_by=row.noted_by.display_name if row.noted_by else "",
        said_at=row.said_at,
    )


def _referral(row: Referral, seal: CaseloadSeal) -> ReferralSeen:
    is_returned = row.state == ReferralState.RETURNED
    return ReferralSeen(
        state=ReferralState(row.state),
        way=Way(row.way),
        basis=Basis(row.basis),
        reason=seal.referral(row, column="reason"),
        service=row.service,
        referred_at=row.referred_at,
        due_at=row.due_at,
        accepted_at=row.accepted_at,
        returned_at=row.ended_at if is_returned else None,
        return_reason=row.end_reason if is_returned else "",
        return_words=seal.referral(row, column="end_words") if is_returned else "",
    )


@dataclass(frozen=True, kw_only=True)
class OwnSupport:
    """What a reporter sees of support on their own page."""

    said: Said | None
    service: str
    shares_story: bool
    due_at: datetime | None
    is_accepted: bool
    is_kept: bool
    """Whether a service has them by their yes, which they may keep as it is."""
    is_reached: bool
    """Whether they called any way safe; otherwise the service waits for them."""
    services: tuple[str, ...]
    """Those that may be asked, the right one first; none where no service takes them."""
    vulnerability: int
    """The score of their needs; 0 where it is not known."""


def own_support(report_id: UUID, answers: Answers) -> OwnSupport:
    """Give where support stands for the reporter whose session holds the report."""
    consent = SupportConsent.objects.filter(report=report_id).order_by("-said_at", "-id").first()
    referral = Referral.objects.filter(report=report_id).order_by("-referred_at", "-id").first()
    is_running = referral is not None and referral.state in OPEN
    return OwnSupport(
        said=Said(consent.said) if consent else None,
        service=referral.service if referral and is_running else (consent.service if consent else ""),
        shares_story=bool(consent and consent.shares_story),
        due_at=referral.due_at if referral and is_running else None,
        vulnerability=Report.objects.values_list("vulnerability", flat=True).get(id=report_id) or 0,
        is_accepted=referral is not None and referral.state == ReferralState.ACCEPTED,
        is_kept=bool(services_on_a_yes(report_id)),
        is_reached=bool(ways_of(answers)),
        services=services_for(report_id, answers),
    )
