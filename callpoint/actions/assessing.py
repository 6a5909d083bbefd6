"""What people decide of a suggestion: accept it, change one value with a reason, or take the last decision back.

AssessingError
├── DecidedMeanwhileError     somebody else decided since the page was shown
├── SuggestionChangedError    another suggestion stands since the page was shown
├── NoSuchChoiceError         this value cannot be chosen, or nobody decides it here
├── NoReasonCodeError         a change needs one of the reasons
├── WordsNeededError          this reason says nothing without words
└── WordsTooLongError         there are more characters than one may have
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from callpoint.actions.acting import Actor
from callpoint.actions.admitting import check_may_about
from callpoint.actions.assessment_basis import NOTHING_DECIDED, decisions_of, mark_of, suggested_now
from callpoint.actions.clocks import reckon
from callpoint.actions.corresponding import sent_report
from callpoint.actions.journalling import write_leaf
from callpoint.actions.links_shown import links_shown
from callpoint.actions.setting_values import set_values
from callpoint.records.additions import told_by_now
from callpoint.records.knowledge import knowledge
from callpoint.records.models import Assessment, Report
from callpoint.records.sealed import ReportSeal
from callpoint.records.sealed_assessments import AssessmentSeal
from callpoint.records.transaction import writing
from callpoint.rules.access import Deed
from callpoint.rules.assessment import model
from callpoint.rules.assessment.model import columns_of
from callpoint.rules.chance import Chance
from callpoint.rules.content.criteria_model import AXES
from callpoint.rules.deciding import (
    DECIDED,
    Chosen,
    Decision,
    Step,
    Value,
    choices_of,
    in_force,
    read_choice,
    suggestion_json,
)
from callpoint.rules.journal import SALT_SIZE
from callpoint.rules.lifecycle import MOVES, ReportState

WORDS_LIMIT = 1000
"""Characters in the words of one change."""
ACCEPTED_TO = {ReportState.RECEIVED: ReportState.READING, ReportState.READING: ReportState.WITH_OFFICER}
"""Where a report goes that is accepted; from any other state it goes nowhere."""


class AssessingError(Exception):
    """A decision on a suggestion cannot be taken."""


class DecidedMeanwhileError(AssessingError):
    """Somebody decided since the page was shown; nothing was changed."""

    def __init__(self, name: str, at: datetime) -> None:
        super().__init__("decided meanwhile")
        self.name = name
        self.at = at


class SuggestionChangedError(AssessingError):
    """Another suggestion stands since the page was shown; nothing was changed."""


class NoSuchChoiceError(AssessingError):
    """This value cannot be chosen, or nobody decides it here."""


class NoReasonCodeError(AssessingError):
    """A change needs one of the published reasons."""


class WordsNeededError(AssessingError):
    """This reason says nothing without words."""


class WordsTooLongError(AssessingError):
    """There are more characters than one may have."""

    def __init__(self, over: int) -> None:
        super().__init__(f"{over} characters over")
        self.over = over


@dataclass(frozen=True)
class Page:
    """What the page showed on which somebody decided; '' in either for a decision made on no page."""

    decision: str = ""
    """The id of the newest decision that stood, or `NOTHING_DECIDED`."""
    suggestion: str = ""
    """The mark of the suggestion, by `mark_of`."""


ON_NO_PAGE = Page()


@dataclass(frozen=True)
class Choice:
    """What a person chose instead of the suggestion, as a form sends it, and why."""

    name: str
    said: str
    reason_code: str
    words: str = ""


@dataclass(frozen=True)
class _Held:
    """A report that is decided on: its row, its seal, and the decisions that stand, the oldest first."""

    report: Report
    seal: AssessmentSeal
    suggestion: model.Assessment
    rows: Sequence[Assessment]

    @property
    def decided(self) -> Chosen:
        """Give what people decided."""
        return in_force([Decision.read(self.seal.opened(row, "decision")) for row in self.rows])

    def is_newest_by(self, by: Actor) -> bool:
        """Say whether this person made the newest decision that stands."""
        return bool(self.rows) and self.rows[-1].made_by_id == int(by.id)


@writing
def accept(
    *,
    report_id: UUID,
    by: Actor,
    at: datetime,
    seen: Page = ON_NO_PAGE,
    chance: Chance = secrets.token_bytes,
) -> None:
    """
    Decide all as it is suggested, but for what a person decided before; the report goes on to an officer.

    A repeat changes nothing.

    :raises NoSuchReportError: none with this id was sent.
    :raises DecidedMeanwhileError, SuggestionChangedError: the page that was decided on is no longer so.
    :raises callpoint.rules.access.NotAllowedError: this role or unit may not.
    """
    held = _held(report_id, by, at=at)
    report, decided = held.report, held.decided
    if report.assessed_at is not None and held.is_newest_by(by):
        return
    _check_seen(held, seen)
    if report.assessed_at is not None:
        return
    if seen.suggestion and seen.suggestion != mark_of(held.suggestion):
        raise SuggestionChangedError
    chosen = {name: getattr(held.suggestion.values, name) for name in DECIDED if name not in decided}
    row = _decide(held, chosen, step=Step.ACCEPTED, by=by, at=at, chance=chance)
    write_leaf(what="report.accept", about=report.id, by=by, at=at, wrote=[report, row])
    reckon(report, by=by, at=at)


@writing
def change(
    *,
    report_id: UUID,
    choice: Choice,
    by: Actor,
    at: datetime,
    seen: Page = ON_NO_PAGE,
    chance: Chance = secrets.token_bytes,
) -> None:
    """
    Decide one value otherwise than is suggested, with a reason; no later suggestion overwrites it.

    A repeat changes nothing.

    :raises NoSuchReportError: none with this id was sent.
    :raises NoSuchChoiceError, NoReasonCodeError, WordsNeededError, WordsTooLongError: it cannot be taken so.
    :raises DecidedMeanwhileError: somebody else decided since the page was shown.
    :raises callpoint.rules.access.NotAllowedError: this role or unit may not.
    """
    held = _held(report_id, by, at=at)
    _check_choice(choice)
    value = read_choice(choice.name, choice.said)
    decided = held.decided
    if choice.name in decided and decided[choice.name] == value:
        return
    _check_seen(held, seen)
    row = _decide(held, {choice.name: value}, step=Step.CHANGED, by=by, at=at, chance=chance, choice=choice)
    write_leaf(what="report.change-assessment", about=report_id, by=by, at=at, wrote=[held.report, row])
    reckon(held.report, by=by, at=at)


@writing
def undo_decision(*, report_id: UUID, decision_id: UUID, by: Actor, at: datetime) -> None:
    """
    Take back the newest decision; what stood before it stands again. A repeat changes nothing.

    What was changed since by another way, such as an urgency that was raised, stays as it is.

    :raises NoSuchReportError: none with this id was sent.
    :raises DecidedMeanwhileError: another decision was made since.
    :raises callpoint.rules.access.NotAllowedError: this role or unit may not.
    """
    held = _held(report_id, by, at=at)
    newest = held.rows[-1] if held.rows else None
    if newest is None or newest.id != decision_id:
        if newest is not None and newest.made_by is not None and not _is_undone(report_id, decision_id):
            raise DecidedMeanwhileError(newest.made_by.display_name, newest.made_at)
        return
    newest.undone_by_id, newest.undone_at = int(by.id), at
    newest.save(update_fields=["undone_by", "undone_at"])
    _restore(held, Decision.read(held.seal.opened(newest, "decision")), at=at)
    write_leaf(what="report.undo-assessment", about=report_id, by=by, at=at, wrote=[held.report, newest])
    reckon(held.report, by=by, at=at)


def _held(report_id: UUID, by: Actor, *, at: datetime) -> _Held:
    report = sent_report(report_id)
    check_may_about(report, Deed.ASSESS, by=by, at=at)
    seal = ReportSeal.of(report)
    suggestion = suggested_now(report, told_by_now(report, seal), links_shown(report, seal))
    return _Held(report, AssessmentSeal(seal.key), suggestion, decisions_of(report))


def _check_seen(held: _Held, seen: Page) -> None:
    newest = held.rows[-1] if held.rows else None
    stands = str(newest.id) if newest else NOTHING_DECIDED
    if seen.decision and seen.decision != stands:
        if newest is None or newest.made_by is None:
            raise SuggestionChangedError
        raise DecidedMeanwhileError(newest.made_by.display_name, newest.made_at)


def _check_choice(choice: Choice) -> None:
    content = knowledge().content
    if choice.said not in choices_of(choice.name, content):
        raise NoSuchChoiceError
    codes = {code.id: code for code in (content.criteria.file.reason_codes if content.criteria else ())}
    if choice.reason_code not in codes:
        raise NoReasonCodeError
    words = choice.words.strip()
    if codes[choice.reason_code].needs_words and not words:
        raise WordsNeededError
    over = len(words.replace("\r\n", "\n")) - WORDS_LIMIT
    if over > 0:
        raise WordsTooLongError(over)


def _decide(
    held: _Held,
    chosen: Chosen,
    *,
    step: Step,
    by: Actor,
    at: datetime,
    chance: Chance,
    choice: Choice | None = None,
) -> Assessment:
    """Put what was chosen into the columns, and keep the row that says so."""
    report, state = held.report, ReportState(held.report.state)
    after = ACCEPTED_TO.get(state, state) if step is Step.ACCEPTED else state
    decision = Decision(
        set=chosen,
        before={name: _now(report, name) for name in chosen},
        state_before=state,
        state_after=after,
        assessed_before=report.assessed_at is not None,
    )
    set_values(report, columns_of(chosen), at=at)
    if step is Step.ACCEPTED:
        report.assessed_at = at
    if after is not state:
        report.state, report.state_changed_at = after, at
    report.criteria_version = held.suggestion.version
    report.save()
    return _kept(held, decision, step=step, by=by, at=at, chance=chance, choice=choice)


def _kept(
    held: _Held,
    decision: Decision,
    *,
    step: Step,
    by: Actor,
    at: datetime,
    chance: Chance,
    choice: Choice | None,
) -> Assessment:
    row_id, seal = UUID(bytes=chance(16), version=4), held.seal
    own = dict(decision.set) if choice else {}
    return Assessment.objects.create(
        id=row_id,
        report=held.report,
        salt=chance(SALT_SIZE),
        step=step,
        criteria_version=held.suggestion.version,
        reason_code=choice.reason_code if choice else "",
        suggestion=seal.seal(row_id, "suggestion", suggestion_json(held.suggestion), chance=chance),
        choice=seal.seal(row_id, "choice", own, chance=chance),
        decision=seal.seal(row_id, "decision", decision.as_json(), chance=chance),
        words=seal.seal_words(row_id, choice.words.strip() if choice else "", chance),
        made_by_id=int(by.id),
        made_at=_behind(held.rows, at),
    )


def _behind(rows: Sequence[Assessment], at: datetime) -> datetime:
    """Give the time of a decision: behind every earlier one, because their order says which holds."""
    return max(at, rows[-1].made_at + datetime.resolution) if rows else at


def _now(report: Report, name: str) -> Value:
    value: Value = getattr(report, name)
    return int(value or 0) if name == "call_for_service" else value


def _restore(held: _Held, decision: Decision, *, at: datetime) -> None:
    """Let what stood before a decision stand again, where it is still as the decision left it."""
    report = held.report
    as_left = {
        name: before
        for name, before in decision.before.items()
        if _now(report, name) == (int(decision.set[name] or 0) if name == AXES[-1] else decision.set[name])
    }
    set_values(report, columns_of(as_left), at=at)
    if not decision.assessed_before:
        report.assessed_at = None
    back = ReportState(decision.state_before)
    if report.state == decision.state_after != back and back in MOVES[ReportState(report.state)]:
        report.state, report.state_changed_at = back, at
    report.save()


def _is_undone(report_id: UUID, decision_id: UUID) -> bool:
    return Assessment.objects.filter(report_id=report_id, id=decision_id, undone_at__isnull=False).exists()
