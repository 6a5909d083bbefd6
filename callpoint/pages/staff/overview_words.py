"""The sentences of the supervisor's page, and how it names periods, steps and ages."""

from collections import Counter
from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from callpoint.pages.staff.closing_words import outcome_words
from callpoint.pages.staff.overview_counts import Counted, Overview
from callpoint.pages.staff.queue_lines import span_words
from callpoint.pages.trend_words import count_words, kind_words, sum_words
from callpoint.records.queries.overview import Ending, Kept, Money
from callpoint.rules.figures import LONGER, LONGEST_COUNTED, TARGET_DAYS
from callpoint.rules.figures import Counted as Asked
from callpoint.rules.overview import HALF, NINE_IN_TEN, Age, Length, Step, Told, days_until, share_in_100


def length_words(length: Length) -> str:
    """Name a length of time in the choice of it."""
    return {
        Length.WEEK: _("Last week"),
        Length.MONTH: _("Last four weeks"),
        Length.QUARTER: _("Last 13 weeks"),
    }[length]


def when_words(length: Length) -> str:
    """Say when, inside a sentence."""
    return {
        Length.WEEK: _("last week"),
        Length.MONTH: _("in the last four weeks"),
        Length.QUARTER: _("in the last 13 weeks"),
    }[length]


def before_words(length: Length) -> str:
    """Name the period before."""
    return {
        Length.WEEK: _("The week before"),
        Length.MONTH: _("The four weeks before"),
        Length.QUARTER: _("The 13 weeks before"),
    }[length]


def step_words(step: Step) -> str:
    """Name a step of a report."""
    return {
        Step.SENT: _("Sent"),
        Step.ROUTED: _("With a unit"),
        Step.READ: _("Read by a person"),
        Step.ASSESSED: _("Decided on by a person"),
        Step.RECORDED: _("Recorded"),
        Step.ANSWERED: _("Answered by a person"),
        Step.CLOSED: _("Closed"),
    }[step]


def told_words(told: Told) -> str:
    """Say how far somebody came with a report."""
    return {
        Told.BEGUN: _("Began a report"),
        Told.STORY: _("Told what happened"),
        Told.MORE: _("Answered more after that"),
        Told.SENT: _("Sent it"),
        Told.OPEN: _("Not sent yet: nobody knows how far they are"),
        Told.NOT_KNOWN: _("Gone unsent: nobody knows how far they came"),
    }[told]


def age_words(age: Age) -> str:
    """Name an age."""
    return {
        Age.DAYS_2: _("Under 2 days"),
        Age.WEEK: _("2 to 6 days"),
        Age.WEEKS_4: _("1 to 4 weeks"),
        Age.WEEKS_13: _("4 to 13 weeks"),
        Age.OLDER: _("Over 13 weeks"),
    }[age]


def days_words(days: int | None) -> str:
    """Say within how many working days, inside a sentence."""
    if days is None:
        return _("not known")
    if days == LONGER:
        return _("more than %(days)s working days, or not yet") % {"days": LONGEST_COUNTED}
    if days == 0:
        return _("the same working day")
    return ngettext("%(days)s working day", "%(days)s working days", days) % {"days": days}


def way_sentence(counted: Counted, length: Length) -> str:
    """Say how many of those who began a report sent it."""
    begun = counted.told[Told.BEGUN]
    if not begun:
        return _("Nobody began a report %(when)s.") % {"when": when_words(length)}
    return ngettext(
        "Of %(begun)s report begun on the web %(when)s, %(sent)s was sent.",
        "Of %(begun)s reports begun on the web %(when)s, %(sent)s were sent.",
        begun,
    ) % {
        "begun": count_words(begun),
        "when": when_words(length),
        "sent": count_words(counted.told[Told.SENT]),
    }


def read_sentence(counted: Counted, length: Length) -> str:
    """Say how many were read within the days that are the aim."""
    sent = counted.steps[Step.SENT]
    if not sent:
        return _("No report was sent %(when)s.") % {"when": when_words(length)}
    return ngettext(
        "Of %(sent)s report sent %(when)s, %(read)s was read within %(days)s working days.",
        "Of %(sent)s reports sent %(when)s, %(read)s were read within %(days)s working days.",
        sent,
    ) % {
        "sent": count_words(sent),
        "when": when_words(length),
        "read": count_words(counted.read[TARGET_DAYS]),
        "days": TARGET_DAYS,
    }


def days_sentence(counted: Counted) -> str:
    """Say within which time half of the reports were read, and nine in ten."""
    sent = counted.steps[Step.SENT]
    half, most = (days_until(counted.read, sent, share=share) for share in (HALF, NINE_IN_TEN))
    if half is None:
        return _("There is no time to a first reading to tell.")
    return _("Until a person read it: half took %(half)s, nine in ten %(most)s.") % {
        "half": days_words(half),
        "most": days_words(most),
    }


def steps_sentence(counted: Counted, length: Length) -> str:
    """Say how many of the reports that were sent got an answer, and how many are closed."""
    steps = counted.steps
    if not steps[Step.SENT]:
        return _("No report was sent %(when)s.") % {"when": when_words(length)}
    return ngettext(
        "Of %(sent)s report sent %(when)s, %(answered)s has an answer and %(closed)s is closed.",
        "Of %(sent)s reports sent %(when)s, %(answered)s have an answer and %(closed)s are closed.",
        steps[Step.SENT],
    ) % {
        "sent": count_words(steps[Step.SENT]),
        "when": when_words(length),
        "answered": count_words(steps[Step.ANSWERED]),
        "closed": count_words(steps[Step.CLOSED]),
    }


def open_sentence(overview: Overview) -> str:
    """Say how many reports are open, and how long the oldest has waited."""
    number = sum(each.number for each in overview.open)
    if not number:
        return _("No report is open.")
    oldest = min(each.oldest_at for each in overview.open)
    return ngettext(
        "%(open)s report is open. It was sent %(oldest)s ago.",
        "%(open)s reports are open. The oldest was sent %(oldest)s ago.",
        number,
    ) % {"open": count_words(number), "oldest": span_words(overview.at - oldest)}


def owed_sentence(overview: Overview) -> str:
    """Say how many dates have passed, and how many fall due soon."""
    late, soon = sum(each.late for each in overview.owed), sum(each.soon for each in overview.owed)
    said = {"late": count_words(late), "soon": count_words(soon)}
    if not late:
        return _("No promise is late. In the next two days %(soon)s fall due.") % said
    return (
        ngettext(
            "%(late)s promise is late. In the next two days %(soon)s fall due.",
            "%(late)s promises are late. In the next two days %(soon)s fall due.",
            late,
        )
        % said
    )


def kept_sentence(kept: Kept, before: Kept, length: Length) -> str:
    """Say how many promises were kept in time, and how it was before."""
    if not kept.ended:
        return _("No promise came to its end %(when)s.") % {"when": when_words(length)}
    said = _("%(kept)s of %(ended)s promises that ended %(when)s were kept in time (%(share)s in 100).") % {
        "kept": count_words(kept.kept),
        "ended": count_words(kept.ended),
        "when": when_words(length),
        "share": share_in_100(kept.kept, kept.ended),
    }
    if not before.ended:
        return said
    earlier = _("%(before)s: %(share)s in 100.") % {
        "before": before_words(length),
        "share": share_in_100(before.kept, before.ended),
    }
    return f"{said} {earlier}"


def money_sentence(money: tuple[Money, ...], length: Length) -> str:
    """Say what went and what came back in the currency that most reports name."""
    if not money:
        return _("No report that was sent %(when)s says an amount.") % {"when": when_words(length)}
    first = money[0]
    lost = ngettext(
        "%(lost)s went in %(losing)s report sent %(when)s, as told.",
        "%(lost)s went in %(losing)s reports sent %(when)s, as told.",
        first.losing,
    ) % {
        "lost": sum_words(first.lost, first.currency),
        "losing": count_words(first.losing),
        "when": when_words(length),
    }
    if not first.returning:
        nothing = _("Nobody told of money that came back.")
        return f"{lost} {nothing}"
    back = ngettext(
        "%(back)s came back, told in %(returning)s report.",
        "%(back)s came back, told in %(returning)s reports.",
        first.returning,
    ) % {
        "back": sum_words(first.returned, first.currency),
        "returning": count_words(first.returning),
    }
    return f"{lost} {back}"


def endings_sentence(endings: tuple[Ending, ...], length: Length) -> str:
    """Say how many reports were closed, and how most of them ended."""
    number = sum(each.number for each in endings)
    if not number:
        return _("No report was closed %(when)s.") % {"when": when_words(length)}
    outcome, most = most_of(endings)
    return ngettext(
        "%(number)s report was closed %(when)s. It ended so: %(outcome)s.",
        "%(number)s reports were closed %(when)s. Most often, %(most)s times: %(outcome)s.",
        number,
    ) % {
        "number": count_words(number),
        "when": when_words(length),
        "most": count_words(most),
        "outcome": ending_words(outcome),
    }


def most_of(endings: Iterable[Ending]) -> tuple[str, int]:
    """Give the outcome that most of some closings have, and how many; the first by its id of several."""
    counted: Counter[str] = Counter()
    for each in endings:
        counted[each.outcome] += each.number
    return min(counted.items(), key=lambda one: (-one[1], one[0]))


def ending_words(outcome: str) -> str:
    """Name an outcome; a report may be closed without one."""
    return outcome_words(outcome) if outcome else _("No outcome")


def kind_or_none(kind: str) -> str:
    """Name a kind; a report may have none."""
    return kind_words(kind) if kind else _("No kind")


def said_words(question: Asked) -> str:
    """Name what people were asked about the service."""
    words = {
        Asked.EASY: _("It was easy"),
        Asked.RESPECT: _("They felt respected"),
        Asked.NEXT: _("They knew what comes next"),
    }
    return words.get(question, question)
