"""Makes and ends referrals to a support service as part of a larger deed; a building block of other actions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings

from callpoint.actions.acting import Actor, ActorKind, system
from callpoint.actions.support_words import referred_words
from callpoint.actions.telling_reporter import tell_reporter
from callpoint.records.additions import told_by_now
from callpoint.records.knowledge import knowledge
from callpoint.records.models import Message, Referral, Report, SupportRequest
from callpoint.records.sealed import ReportSeal
from callpoint.records.sealed_support import CaseloadSeal
from callpoint.rules.chance import Chance
from callpoint.rules.content.model import Unit
from callpoint.rules.dates import promised
from callpoint.rules.journal import SALT_SIZE
from callpoint.rules.places import Place
from callpoint.rules.reference import make_reference
from callpoint.rules.routing import support_unit_for
from callpoint.rules.support_contact import phone_of, ways_of
from callpoint.rules.support_service import Basis, ReferralState, Way, check_move

PROMISE = "support-referral"
"""By when a service has what it needs (Victims' Code, right 4)."""
OWN_LETTER = "V"
"""What follows the deployment's prefix in the reference of a referral: never taken for that of a report."""

SERVICE = system("support")
"""Who writes these messages: what a person wrote would count as an answer to the reporter."""


@dataclass(frozen=True, kw_only=True)
class Onward:
    """To which service somebody is referred, on what it stands, and whether their story may be read."""

    service: str
    way: Way = Way.POLICE
    basis: Basis = Basis.CONSENT
    reason: str = ""
    shares_story: bool = False
    passed_from: UUID | None = None


def unit_of(service: str, place: Place) -> Unit:
    """Give the unit that works for a service, else the one that takes support for a place."""
    return support_unit_for(knowledge().content, area_ids=place.area_ids, service=service)


def make_referral(
    report: Report | SupportRequest,
    onward: Onward,
    unit: Unit,
    *,
    by: Actor,
    at: datetime,
    chance: Chance,
) -> Referral:
    """Write the row of a referral about a report, or about a request to talk; the caller writes the leaf."""
    referral_id = UUID(bytes=chance(16), version=4)
    if isinstance(report, Report):
        seal, hangs_on = CaseloadSeal.of_report(report), {"report_id": report.id}
    else:
        seal, hangs_on = CaseloadSeal.of_request(report), {"request_id": report.id}
    role = settings.CALLPOINT.service.role
    return Referral.objects.create(
        id=referral_id,
        salt=chance(SALT_SIZE),
        reference=make_reference(
            prefix=settings.CALLPOINT.service.reference_prefix + OWN_LETTER, chance=chance
        ),
        state=ReferralState.NEW,
        way=onward.way,
        basis=onward.basis,
        reason=seal.seal_referral(referral_id, onward.reason, column="reason", chance=chance),
        service=onward.service,
        unit=unit.id,
        shares_story=onward.shares_story,
        referred_by_id=int(by.id) if by.kind is ActorKind.STAFF else None,
        referred_at=at,
        due_at=promised(knowledge(), PROMISE, unit=unit, role=role, at=at),
        passed_from=onward.passed_from,
        **hangs_on,
    )


def tell_of(report: Report, referral: Referral, *, at: datetime, chance: Chance) -> Message:
    """Tell a reporter who will call, and by when they are taken on; the caller writes the leaf."""
    content = knowledge().content
    service = content.services[referral.service]
    ways = ways_of(told_by_now(report, ReportSeal.of(report)).answers)
    return tell_reporter(
        report,
        lambda: referred_words(
            service,
            due_at=referral.due_at,
            basis=Basis(referral.basis),
            ways=ways,
            phone=phone_of(content, service.id),
        ),
        about=referral.id,
        by=SERVICE,
        at=at,
        chance=chance,
    )


def withdraw_referrals(rows: Iterable[Referral], *, at: datetime) -> Sequence[Referral]:
    """Close what stood on a yes that no longer holds; from then on the service reads nothing of it."""
    ended = []
    for row in rows:
        check_move(ReferralState(row.state), ReferralState.WITHDRAWN)
        row.state, row.ended_at = ReferralState.WITHDRAWN, at
        row.save(update_fields=["state", "ended_at"])
        ended.append(row)
    return ended


def standing_on_consent(report: Report) -> list[Referral]:
    """Lock and return every referral of a report that stands on a yes and was not withdrawn."""
    rows = Referral.objects.select_for_update(of=("self",)).filter(report=report, basis=Basis.CONSENT)
    return list(rows.exclude(state=ReferralState.WITHDRAWN).order_by("referred_at", "id"))


def standing_on_request(request: SupportRequest) -> list[Referral]:
    """Lock and return every referral that a request to talk became and that was not withdrawn."""
    rows = Referral.objects.select_for_update(of=("self",)).filter(request=request)
    return list(rows.exclude(state=ReferralState.WITHDRAWN).order_by("referred_at", "id"))
