"""The page of one entry of a caseload: what is safe first, then what the person agreed to, then the service's own file."""

from collections.abc import Iterable
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from callpoint.actions.caseload_shown import OpenedEntry, OpenedReferral, Shared
from callpoint.pages.filters import moment, translated
from callpoint.pages.shown import AnswerLine
from callpoint.pages.staff.caseload_pages import ComparedView, ContactLine, FileLine, SharedView
from callpoint.pages.staff.support_view import kind_words
from callpoint.pages.staff.support_words import contact_way_words, outcome_words
from callpoint.records.knowledge import knowledge
from callpoint.rules.promises import colour_at
from callpoint.rules.support_contact import ContactPlan, ContactWay
from callpoint.rules.support_needs import compared, needs_list
from callpoint.rules.support_service import ContactOutcome, EntryKind, ReferralState, Way


def colour_of_entry(
    state: ReferralState,
    *,
    referred_at: datetime,
    due_at: datetime | None,
    next_on: date | None,
    at: datetime,
) -> str:
    """Say how an entry stands: a new one by its promise, one that is worked on by the day to look again; '' without."""
    if state is ReferralState.NEW and due_at is not None:
        return colour_at(starts_at=referred_at, due=due_at, at=at)
    if state is ReferralState.ACCEPTED and next_on is not None:
        today = timezone.localtime(at).date()
        return "late" if next_on < today else ("amber" if next_on == today else "in time")
    return ""


def shared_view(opened: OpenedReferral, shared: Shared, *, at: datetime) -> SharedView:
    """Show what the person agreed to, and no more."""
    return SharedView(
        name=shared.name,
        rules=tuple(_rules(shared.plan, at=at)),
        contact=tuple(
            ContactLine(way=contact_way_words(way), value=value) for way, value in shared.contact.items()
        ),
        kind=kind_words(shared.kind),
        needs=needs_words(shared.needs),
        answers=tuple(
            AnswerLine(question=_asked(name), answer=_answered(name, value))
            for name, value in shared.answers.items()
        ),
        story=shared.story,
        story_note="" if shared.story else _story_note(opened),
    )


def _rules(plan: ContactPlan, *, at: datetime) -> Iterable[str]:
    """Say what is safe, in the words of the report's own page."""
    if not plan.ways:
        yield _("Do not contact them. They called no way safe. They have your number.")
        return
    if plan.opens_at is not None and not plan.is_open(at=at):
        yield _("Not now. It is safe from %(when)s.") % {"when": moment(plan.opens_at)}
    if plan.times:
        yield _("Only at certain times: %(times)s.") % {"times": plan.times.rstrip(".")}
    if plan.is_neutral:
        yield _("Use plain words that give nothing away.")
    yield _("You may leave a message.") if plan.may_leave_message else _("Do not leave a message.")


def _story_note(opened: OpenedReferral) -> str:
    if opened.way is Way.OWN:
        return _("They wrote no words of their own.")
    return _("They did not agree that you read their story. Do not ask police for it.")


def _asked(name: str) -> str:
    return {"language": _("Best language"), "access_needs": _("What would make it easier")}[name]


def _answered(name: str, value: str | list[str]) -> str:
    question = knowledge().content.questions.get(name)
    labels = {one.id: translated(one.label) for one in question.choices} if question else {}
    given = [value] if isinstance(value, str) else value
    return ", ".join(labels.get(one, one) for one in given)


def needs_words(ids: Iterable[str]) -> tuple[str, ...]:
    """Give needs in words, in the order of the list."""
    held = set(ids)
    return tuple(translated(need.says) for need in needs_list(knowledge().content) if need.id in held)


def file_line(entry: OpenedEntry) -> FileLine:
    """Show one line of the service's own file."""
    return FileLine(
        what=_what(entry), words=entry.words, needs=needs_words(entry.needs), by=entry.by, at=entry.at
    )


def _what(entry: OpenedEntry) -> str:
    if entry.kind is EntryKind.CONTACT:
        said = {
            "way": contact_way_words(ContactWay(entry.way)),
            "outcome": outcome_words(ContactOutcome(entry.outcome)),
        }
        return _("%(way)s: %(outcome)s") % said
    return {
        EntryKind.NOTE: _("Note"),
        EntryKind.BEFORE: _("Needs at the start, %(score)s of 3") % {"score": entry.score},
        EntryKind.AFTER: _("Needs at the end, %(score)s of 3") % {"score": entry.score},
    }[entry.kind]


def compared_view(opened: OpenedReferral) -> ComparedView | None:
    """Compare needs at the start and at the end; None while one of them is missing."""
    before, after = (opened.needs_at(kind) for kind in (EntryKind.BEFORE, EntryKind.AFTER))
    if before is None or after is None:
        return None
    found = compared(knowledge().content, before.needs, after.needs)
    scores = {"before": found.score_before, "after": found.score_after}
    return ComparedView(
        sentence=_("Needs were %(before)s of 3 at the start and are %(after)s of 3 now.") % scores
        + " "
        + ngettext("%(num)s need is gone.", "%(num)s needs are gone.", len(found.gone))
        % {"num": len(found.gone)},
        gone=needs_words(found.gone),
        stayed=needs_words(found.stayed),
        new=needs_words(found.new),
    )
