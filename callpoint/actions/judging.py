"""What people say of links: two reports are the same, different or unsure; a value links or does not. Each can be undone.

JudgingError
├── NoReasonError            a judgement needs a reason
├── ReasonTooLongError       a reason has more characters than one may have
├── SameReportError          a report is judged against another, never against itself
├── NoSuchJudgementError     no judgement or ruling with this id stands
└── ValueNeverLinksError     the reporter's own values, and kinds that tell nobody apart, link by nobody's word
"""

import secrets
from datetime import datetime
from uuid import UUID

from callpoint.actions.acting import Actor
from callpoint.actions.admitting import check_door, check_may_about
from callpoint.actions.corresponding import sent_report
from callpoint.actions.journalling import write_leaf
from callpoint.actions.posting import post
from callpoint.analysis.settling import lock_links
from callpoint.records.models import Judgement, Report, Ruling, Sighting
from callpoint.records.sealed_links import LinkSeal
from callpoint.records.transaction import writing
from callpoint.rules.access import Deed
from callpoint.rules.chance import Chance
from callpoint.rules.journal import SALT_SIZE
from callpoint.rules.standing import RULED, RulingVerdict, Verdict

REASON_LIMIT = 1000
"""Characters in one reason."""


class JudgingError(Exception):
    """A judgement or ruling cannot be made."""


class NoReasonError(JudgingError):
    """A judgement needs a reason."""


class ReasonTooLongError(JudgingError):
    """A reason has more characters than one may have."""

    def __init__(self, over: int) -> None:
        super().__init__(f"{over} characters over")
        self.over = over


class SameReportError(JudgingError):
    """A report is judged against another, never against itself."""


class NoSuchJudgementError(JudgingError):
    """No judgement or ruling with this id stands."""


class ValueNeverLinksError(JudgingError):
    """The reporter's own values, and kinds that tell nobody apart, link by nobody's word."""


@writing
def judge(
    *,
    report_id: UUID,
    other_id: UUID,
    verdict: Verdict,
    reason: str,
    by: Actor,
    at: datetime,
    chance: Chance = secrets.token_bytes,
) -> None:
    """
    Say whether two reports belong together; what was said of them before is undone by it.

    The worker regroups what it concerns. A repeat of the same words changes nothing.

    :raises NoSuchReportError: one of them was never sent.
    :raises SameReportError, NoReasonError, ReasonTooLongError: it cannot be judged so.
    :raises callpoint.rules.access.NotAllowedError: this role or unit may not.
    """
    if report_id == other_id:
        raise SameReportError
    first, second = (sent_report(each) for each in sorted((report_id, other_id)))
    here = first if first.id == report_id else second
    check_may_about(here, Deed.JUDGE_LINKS, by=by, at=at)
    check_door(second if here is first else first, Deed.JUDGE_LINKS, by=by, at=at)
    _check_reason(reason)
    links = LinkSeal.of(first)
    before = Judgement.objects.filter(first=first, second=second, undone_at=None).first()
    if before and (before.verdict, links.judgement(before)) == (verdict, reason.strip()):
        return
    undone = [_undone(before, by=by, at=at)] if before else []
    pair = (first, second)
    made = _made_judgement(pair, verdict=verdict, reason=reason.strip(), by=by, at=at, chance=chance)
    write_leaf(what="link.judge", about=report_id, by=by, at=at, wrote=[*undone, made])
    post(name="link.judged", about=made.id, at=at)


def _made_judgement(
    pair: tuple[Report, Report],
    *,
    verdict: Verdict,
    reason: str,
    by: Actor,
    at: datetime,
    chance: Chance,
) -> Judgement:
    first, second = pair
    links, judgement_id = LinkSeal.of(first), UUID(bytes=chance(16), version=4)
    return Judgement.objects.create(
        id=judgement_id,
        first=first,
        second=second,
        salt=chance(SALT_SIZE),
        verdict=verdict,
        reason=links.seal_judgement(judgement_id, reason, chance),
        judged_by_id=int(by.id),
        judged_at=at,
    )


@writing
def undo_judgement(*, report_id: UUID, judgement_id: UUID, by: Actor, at: datetime) -> None:
    """
    Take back what was judged of a report and another; the row stays and says who took it back.

    :raises NoSuchReportError: the report was never sent.
    :raises NoSuchJudgementError: none with this id stands about it.
    :raises callpoint.rules.access.NotAllowedError: this role or unit may not.
    """
    report = sent_report(report_id)
    check_may_about(report, Deed.JUDGE_LINKS, by=by, at=at)
    row = Judgement.objects.select_for_update().filter(id=judgement_id, undone_at=None).first()
    if row is None or report.id not in (row.first_id, row.second_id):
        raise NoSuchJudgementError
    undone = _undone(row, by=by, at=at)
    write_leaf(what="link.undo", about=report_id, by=by, at=at, wrote=[undone])
    post(name="link.undone", about=row.id, at=at)


@writing
def rule_value(
    *,
    report_id: UUID,
    sighting_id: UUID,
    verdict: RulingVerdict,
    reason: str,
    by: Actor,
    at: datetime,
    chance: Chance = secrets.token_bytes,
) -> None:
    """
    Say that a value links or does not, whatever was computed; what was said of it before is undone by it.

    A repeat of the same words changes nothing. Of two who rule one value at once, the second waits for the first.

    :raises NoSuchReportError: the report was never sent.
    :raises NoSuchJudgementError: the report has no such value.
    :raises ValueNeverLinksError, NoReasonError, ReasonTooLongError: it cannot be ruled so.
    :raises callpoint.rules.access.NotAllowedError: this role or unit may not.
    """
    lock_links()
    report = sent_report(report_id)
    check_may_about(report, Deed.RULE_VALUES, by=by, at=at)
    sighting = Sighting.objects.filter(report=report, id=sighting_id).first()
    if sighting is None:
        raise NoSuchJudgementError
    if sighting.standing not in RULED:
        raise ValueNeverLinksError
    _check_reason(reason)
    before = _standing_ruling(sighting.mark)
    if before and (before.verdict, _reason_of(before)) == (verdict, reason.strip()):
        return
    undone = [_unruled(before, by=by, at=at)] if before else []
    made = _made_ruling(report, sighting, verdict=verdict, reason=reason, by=by, at=at, chance=chance)
    write_leaf(what="value.rule", about=report_id, by=by, at=at, wrote=[*undone, made])
    post(name="value.ruled", about=made.id, at=at)


@writing
def undo_ruling(*, report_id: UUID, sighting_id: UUID, by: Actor, at: datetime) -> None:
    """
    Take back what was ruled of a value of this report, wherever it was ruled; what was computed holds again.

    :raises NoSuchReportError: the report was never sent.
    :raises NoSuchJudgementError: nothing stands of this value.
    :raises callpoint.rules.access.NotAllowedError: this role or unit may not.
    """
    lock_links()
    report = sent_report(report_id)
    check_may_about(report, Deed.RULE_VALUES, by=by, at=at)
    sighting = Sighting.objects.filter(report=report, id=sighting_id).first()
    row = _standing_ruling(sighting.mark) if sighting else None
    if row is None:
        raise NoSuchJudgementError
    undone = _unruled(row, by=by, at=at)
    write_leaf(what="value.undo-ruling", about=report_id, by=by, at=at, wrote=[undone])
    post(name="value.unruled", about=row.id, at=at)


def _check_reason(reason: str) -> None:
    if not reason.strip():
        raise NoReasonError
    over = len(reason.strip().replace("\r\n", "\n")) - REASON_LIMIT
    if over > 0:
        raise ReasonTooLongError(over)


def _undone(row: Judgement, *, by: Actor, at: datetime) -> Judgement:
    row.undone_by_id, row.undone_at = int(by.id), at
    row.save(update_fields=["undone_by", "undone_at"])
    return row


def _standing_ruling(mark: str) -> Ruling | None:
    return Ruling.objects.select_for_update(of=("self",)).filter(mark=mark, undone_at=None).first()


def _reason_of(row: Ruling) -> str:
    return LinkSeal.of(row.report).ruling(row)


def _unruled(row: Ruling, *, by: Actor, at: datetime) -> Ruling:
    row.undone_by_id, row.undone_at = int(by.id), at
    row.save(update_fields=["undone_by", "undone_at"])
    return row


def _made_ruling(
    report: Report,
    sighting: Sighting,
    *,
    verdict: RulingVerdict,
    reason: str,
    by: Actor,
    at: datetime,
    chance: Chance,
) -> Ruling:
    ruling_id = UUID(bytes=chance(16), version=4)
    return Ruling.objects.create(
        id=ruling_id,
        report=report,
        salt=chance(SALT_SIZE),
        mark=sighting.mark,
        verdict=verdict,
        reason=LinkSeal.of(report).seal_ruling(ruling_id, reason.strip(), chance),
        ruled_by_id=int(by.id),
        ruled_at=at,
    )
