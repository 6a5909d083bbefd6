"""How staff pages name what belongs to a closing: outcomes, reasons for a second person, faults of a letter."""

from collections import defaultdict

from django.utils.translation import gettext as _

from callpoint.actions.closing_batch import Refusal
from callpoint.pages.closing_shown import part_headings
from callpoint.pages.filters import translated
from callpoint.records.knowledge import knowledge
from callpoint.rules import letters
from callpoint.rules.closing import HowItWent, Result, Why
from callpoint.rules.content.closing_model import Outcome
from callpoint.rules.letters import Fault


def outcome_words(outcome_id: str) -> str:
    """Name an outcome for staff; its id where the content has it no more."""
    outcome = knowledge().content.outcomes.get(outcome_id)
    return outcome_label(outcome) if outcome else outcome_id


def outcome_label(outcome: Outcome) -> str:
    """Name an outcome with its number of the official list, and say where that was not checked."""
    title = translated(outcome.title)
    named = f"{outcome.number}. {title}" if outcome.number else title
    if outcome.confidence == "seen":
        return named
    return _("%(outcome)s (check before publishing)") % {"outcome": named}


def why_words(why: str) -> str:
    """Say why a second person looks."""
    return {
        Why.KIND: _("This kind of report is sensitive."),
        Why.FACT: _("A child, danger, pictures or self-harm is told of."),
        Why.VULNERABLE: _("The person needs much support."),
        Why.SAYS_NO: _("The letter says no to what the person may hope for."),
        Why.ASKED: _("The writer asked for it."),
        Why.BATCH: _("Another report closed with it is sensitive."),
    }[Why(why)]


def refusal_words(refusal: Refusal) -> str:
    """Say why a report of a batch is not closed."""
    return {
        Refusal.NOT_YOURS: _("Another unit holds it."),
        Refusal.NOT_OPEN: _("It is closed, or nobody has read it yet."),
        Refusal.WAITS: _("A closing waits for a second person."),
        Refusal.REVIEWED: _("Its reporter asked to look again. That comes first."),
        Refusal.OTHER_OUTCOME: _("This outcome is not for a report that is recorded so."),
        Refusal.NOT_PLAIN: _("Its letter is not plain. Close it by itself."),
        Refusal.GONE: _("It is not there any more."),
    }[refusal]


def result_words(result: str) -> str:
    """Say what came of a request to look again."""
    return {Result.STANDS: _("The closing stands."), Result.OPENED: _("The report stays open.")}[
        Result(result)
    ]


def went_words(choice: str) -> str:
    """Say how it went, as the reporter chose."""
    return {
        HowItWent.FINE: _("Things are better"),
        HowItWent.STILL_HARD: _("It is still hard"),
        HowItWent.HAPPENED_AGAIN: _("It happened again"),
    }[HowItWent(choice)]


def fault_words(fault: Fault) -> str:
    """Say what keeps a letter from being sent, and what to do about it."""
    words = {
        letters.EMPTY: _("Write something here."),
        letters.TOO_LONG: _("Make it shorter. It has %(said)s letters too many."),
        letters.TOO_HARD: _("The letter has grade %(said)s. Use shorter words and shorter sentences."),
        letters.LONG_SENTENCE: _("This sentence is too long. Make two of it: %(said)s"),
        letters.BLAME: _("This may sound like blame: %(said)s"),
        letters.EMPTY_PHRASE: _("This tells nobody anything: %(said)s. Say in plain words what is missing."),
        letters.BARE_NUMBER: _("A number alone says nothing: %(said)s. Say it in words."),
        letters.OPEN_GAP: _("Fill in the gap in braces."),
        letters.NO_LAST_DATE: _("Say until when one can ask for another look: %(said)s")
        if fault.said
        else _("Say until when one can ask for another look."),
    }
    return words[fault.what] % {"said": fault.said}


def faults_by_part(faults: tuple[Fault, ...]) -> dict[str, tuple[str, ...]]:
    """Give what is wrong with each part of a letter, in words; '' stands for all of it."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for fault in faults:
        found[fault.part].append(fault_words(fault))
    return {part: tuple(said) for part, said in found.items()}


def heading_of(part: str) -> str:
    """Give the heading of a part; '' for the whole letter."""
    return part_headings().get(part, "")
