"""What a reporter adds after sending: answers laid over those that were sent, which stay as they were.

AddingError
└── StaysAsSentError   an answer that nothing is laid over, such as the story
"""

import secrets
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from callpoint.actions.acting import Actor, check_is_reporter
from callpoint.actions.blocking_words import check_may_say
from callpoint.actions.clocks import reckon, wind
from callpoint.actions.committing import committed, items_of_addition
from callpoint.actions.corresponding import sent_report
from callpoint.actions.journalling import write_leaf
from callpoint.actions.measuring import measure
from callpoint.actions.noting_distress import note_distress
from callpoint.actions.opening_again import open_again
from callpoint.actions.posting import once_key, post
from callpoint.actions.setting_values import set_values
from callpoint.actions.sighting import in_addition, keep_sightings, names_in
from callpoint.actions.waiting import take_answers
from callpoint.actions.withholding import follow_door
from callpoint.records.additions import ToldByNow, told_by_now
from callpoint.records.knowledge import knowledge
from callpoint.records.models import Addition, Report
from callpoint.records.questionnaires import keep_questionnaire
from callpoint.records.sealed import Answers, ReportSeal
from callpoint.records.transaction import writing
from callpoint.rules.adding import changed_by, higher, is_about_contact, laid_over, stays_as_sent
from callpoint.rules.chance import Chance
from callpoint.rules.journal import SALT_SIZE
from callpoint.rules.measures import Told
from callpoint.rules.suggesting import suggest


class AddingError(Exception):
    """Something cannot be added to a report."""


class StaysAsSentError(AddingError):
    """An answer stands as it was sent: more of a story is a message."""

    def __init__(self, key: str) -> None:
        super().__init__(f"The answer {key} stays as it was sent.")
        self.key = key


@writing
def add_to_report(
    *,
    report_id: UUID,
    answers: Mapping[str, str | list[str]],
    send_key: str,
    by: Actor,
    at: datetime,
    chance: Chance = secrets.token_bytes,
) -> bool:
    """
    Add answers to a report that was sent, and say whether they told anything new.

    `answers` are by key of `rules.rows`, each checked by `rules.questionnaire.check_answer`; an empty
    one takes an earlier answer back. A repeat adds nothing more. What was sent stays as it was, and so does what the
    rules made of it; but where the new answers show that life, a child or money can still be
    saved, the report is raised, with a leaf of its own. Where they shut the door for files, its files stay shut.

    :raises callpoint.records.opened.NoSuchReportError: none with this id was sent.
    :raises StaysAsSentError: the story or the declaration is among them.
    :raises callpoint.rules.abuse.ReporterBlockedError: two people stopped their new words for now.
    """
    check_is_reporter(by, report_id)
    by_now = told_by_now(report := sent_report(report_id), seal := ReportSeal.of(report))
    told, again = by_now.answers, _told_before(report, by_now, send_key)
    new = {key: one for key, one in changed_by(told, answers).items() if one not in again.get(key, ())}
    _check_may_say(report_id, told, new, at=at)
    _check_may_change(new)
    if not new:
        return False
    mark = _mark(report, send_key, len(by_now.additions))
    addition = _keep(report, seal, new, mark=mark, at=_behind(by_now, at), chance=chance)
    items = committed(items_of_addition(report, addition, new))
    by_then, texts = laid_over(told, new), in_addition(addition, new)
    seen = keep_sightings(texts, report=report, seal=seal, at=at, chance=chance, names=names_in(by_then))
    write_leaf(what="report.add", about=report.id, by=by, at=at, wrote=[addition, *seen], commitments=items)
    _judge_again(report, by_now, new, by=by, at=at)
    follow_door(report=report, told=by_then, before=told, by=by, at=at)
    take_answers(report=report, seal=seal, by=by, at=at)
    post(name="report.added", about=addition.id, at=at)
    return True


def _check_may_say(report_id: UUID, told: Answers, new: Answers, *, at: datetime) -> None:
    """Let new answers of a reporter pass; how to reach them, and what tells of danger, is never stopped."""
    if new and all(is_about_contact(key) for key in new):
        return
    if not _makes_critical(told, new, at=at):
        check_may_say(report_id, at=at)


def _check_may_change(new: Answers) -> None:
    for key in new:
        if stays_as_sent(key):
            raise StaysAsSentError(key)


def _behind(by_now: ToldByNow, at: datetime) -> datetime:
    """Give the time of an addition: behind every earlier one, because their order says which answer holds.

    A clock that was set back, or two presses in one moment, would let the earlier answer stand.
    """
    latest = max((one.added_at for one in by_now.additions), default=at - datetime.resolution)
    return max(at, latest + datetime.resolution)


def _mark(report: Report, send_key: str, place: int) -> str:
    """Give the mark of the addition that a form makes, by its place among all of the report."""
    return once_key(report.id, "add", send_key, place)


def _told_before(report: Report, by_now: ToldByNow, send_key: str) -> Mapping[str, list[str | list[str]]]:
    """
    Give what this form told of each answer that another form changed since.

    Such a form is a repeat that came late. One that goes from A to B and back to A is none: nobody
    else changed the answer in between.
    """
    marks = (
        Addition.objects.filter(report=report).order_by("added_at", "id").values_list("send_key", flat=True)
    )
    told: dict[str, list[str | list[str]]] = {}
    last_is_own: dict[str, bool] = {}
    for place, (mark, addition) in enumerate(zip(marks, by_now.additions, strict=True)):
        is_own = mark == _mark(report, send_key, place)
        for change in addition.changes:
            last_is_own[change.key] = is_own
            told.setdefault(change.key, []).extend([change.after] if is_own else [])
    return {key: values for key, values in told.items() if not last_is_own[key]}


def _keep(
    report: Report, seal: ReportSeal, new: Answers, *, mark: str, at: datetime, chance: Chance
) -> Addition:
    """Write the row of an addition."""
    addition_id = UUID(bytes=chance(16), version=4)
    return Addition.objects.create(
        id=addition_id,
        report=report,
        salt=chance(SALT_SIZE),
        answers=seal.seal_addition(addition_id, new, chance),
        questions_version=keep_questionnaire(at=at),
        send_key=mark,
        added_at=at,
    )


def _judge_again(report: Report, by_now: ToldByNow, new: Answers, *, by: Actor, at: datetime) -> None:
    """Let the new answers count: for how urgent it is, for the trends, for whether it is open, and for what is promised."""
    _raise_where_critical(report, by_now.answers, new, by=by, at=at)
    _measure_again(report, by_now, new, by=by, at=at)
    open_again(report, by=by, at=at)
    reckon(report, by=by, at=at)


def _raise_where_critical(report: Report, told: Answers, new: Answers, *, by: Actor, at: datetime) -> None:
    """Raise a report that only the new answers make critical; it is never lowered."""
    after = suggest(laid_over(told, new), at=at, known=knowledge())
    if report.critical or not _makes_critical(told, new, at=at):
        return
    raised = {"critical": True, "urgency": higher(report.urgency, after.urgency), "changed_at": at}
    changed = set_values(report, raised, at=at)
    report.save(update_fields=[*changed, *wind(report, at=at)])
    write_leaf(what="report.raise-urgency", about=report.id, by=by, at=at, wrote=[report])


def _makes_critical(told: Answers, new: Answers, *, at: datetime) -> bool:
    """Say whether only the new answers tell that life, a child or money can still be saved."""
    before, after = (suggest(each, at=at, known=knowledge()) for each in (told, laid_over(told, new)))
    return after.result.critical and not before.result.critical


def _measure_again(report: Report, by_now: ToldByNow, new: Answers, *, by: Actor, at: datetime) -> None:
    """Let the trends count what is known by now; the kind stays as it was sent, or as a person put it."""
    answers = laid_over(by_now.answers, new)
    facts = suggest(answers, at=at, known=knowledge()).result.facts
    told = Told(
        answers=answers,
        at=report.submitted_at or at,
        added_at={**by_now.added_times(), **dict.fromkeys(new, at)},
        kind=report.kind,
        who=facts.who,
    )
    note_distress(report, facts)
    changed = measure(report, told)
    if changed:
        report.save(update_fields=changed)
        write_leaf(what="report.measure", about=report.id, by=by, at=at, wrote=[report])


@writing
def unit_was_told(*, report_id: UUID, by: Actor, at: datetime) -> None:
    """Note that the unit of a report was told that there is more to read."""
    write_leaf(what="report.unit-told", about=report_id, by=by, at=at)
