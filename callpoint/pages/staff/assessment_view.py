"""Makes the part of a report's page that shows what is suggested and decided of it."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from callpoint.actions.acting import Actor
from callpoint.actions.assessment_shown import OpenedAssessment, OpenedDecision
from callpoint.actions.reading import OpenedReport
from callpoint.pages.filters import short_moment
from callpoint.pages.staff.asking_view import ask_url
from callpoint.pages.staff.assessment_pages import (
    AssessmentPart,
    DecisionShown,
    DifferenceShown,
    StripItem,
    ValueShown,
)
from callpoint.pages.staff.assessment_words import (
    asks_words,
    code_words,
    completeness_words,
    money_words,
    place_words,
    reason_words,
    title_of,
    value_words,
)
from callpoint.pages.staff.words import state_words
from callpoint.rules.access import Deed, may
from callpoint.rules.assessment.model import VALUE_NAMES, Reason
from callpoint.rules.content.criteria_model import AXES
from callpoint.rules.deciding import DECIDED, Step

SHOWN = ("urgency", "kind", *AXES, "unit")
"""The values, in the order in which they are shown."""


def assessment_part(report: OpenedReport, by: Actor, *, at: datetime) -> AssessmentPart:
    """Make the part, for whoever looks."""
    opened = report.assessment
    may_assess = may(by.badge, Deed.ASSESS, unit=report.unit)
    suggestion = opened.suggestion
    return AssessmentPart(
        strip=_strip(report, at=at),
        values=tuple(value_shown(report, name, may_assess=may_assess) for name in SHOWN),
        places=tuple(place_words(each) for each in suggestion.whereabouts),
        money=_money(report),
        completeness=completeness_words(suggestion.completeness) if suggestion.completeness.asked else "",
        version=suggestion.version,
        criteria_url=reverse("how_we_decide"),
        ask_url=ask_url(report, by),
        differences=tuple(
            DifferenceShown(
                title=title_of(each.name),
                was=value_words(each.name, each.was),
                is_now=value_words(each.name, each.is_now),
            )
            for each in opened.differences
        ),
        differences_since=_("Suggested otherwise since it was decided")
        if opened.decisions
        else _("Suggested otherwise since it was sent"),
        decisions=tuple(_decision(each) for each in opened.decisions),
        may_assess=may_assess,
        is_assessed=opened.assessed_at is not None,
        undo_id=str(opened.decisions[0].id) if may_assess and opened.decisions else "",
        decision_mark=opened.decision_mark,
        suggestion_mark=opened.suggestion_mark,
    )


def value_shown(report: OpenedReport, name: str, *, may_assess: bool) -> ValueShown:
    """Show one value: what is in force, what is suggested, and why."""
    opened = report.assessment
    in_force, suggested = getattr(opened.values, name), getattr(opened.suggestion.values, name)
    if name == "call_for_service" and name not in opened.decided:
        # The column says no where nobody asked; the suggestion knows the difference.
        in_force = suggested
    axis = opened.suggestion.axis(name) if name in AXES else None
    return ValueShown(
        name=name,
        title=title_of(name),
        words=value_words(name, in_force),
        suggested=value_words(name, suggested) if suggested != in_force else "",
        # Danger that is told later raises the class over any decision (`actions.adding`): then nobody decided it so.
        is_decided=name in opened.decided and opened.decided[name] == in_force,
        reasons=tuple(
            reason_words(each, name, questions=report.questions, answers=report.answers)
            for each in _reasons(opened, name)
        ),
        asks=asks_words(axis.asks) if axis else (),
        change_url=reverse("staff_change", args=[report.id, name]) if may_assess and name in DECIDED else "",
    )


def _reasons(opened: OpenedAssessment, name: str) -> tuple[Reason, ...]:
    if name == "urgency":
        return opened.suggestion.urgency_reasons
    return opened.suggestion.axis(name).reasons if name in AXES else ()


def _strip(report: OpenedReport, *, at: datetime) -> tuple[StripItem, ...]:
    """Give what whoever opens it must know first; each score in words, not by its number alone."""
    values = report.assessment.values
    axes = tuple(
        StripItem(title=title_of(name), words=value_words(name, getattr(values, name))) for name in AXES[:-1]
    )
    money = _money(report)
    return (
        StripItem(
            title=title_of("urgency"), words=value_words("urgency", values.urgency), tone=values.urgency
        ),
        *axes,
        StripItem(title=_("Age"), words=age_words(at, report.submitted_at)),
        *((StripItem(title=_("Money"), words=money),) if money else ()),
        StripItem(title=title_of("unit"), words=value_words("unit", report.unit)),
        StripItem(title=_("State"), words=state_words(report.state)),
        StripItem(title=_("Who has it"), words=report.assignee or _("Nobody yet")),
    )


def age_words(at: datetime, since: datetime) -> str:
    """Say how long ago it was sent, in the largest unit that fits."""
    minutes = max(0, int((at - since).total_seconds() // 60))
    if minutes < _HOUR:
        return _("%(num)s min") % {"num": minutes}
    if minutes < 2 * _DAY:
        return _("%(num)s h") % {"num": minutes // _HOUR}
    return _("%(num)s days") % {"num": minutes // _DAY}


_HOUR = 60
_DAY = 24 * _HOUR


def _money(report: OpenedReport) -> str:
    severity = report.assessment.suggestion.severity
    is_told = any(reason.id in {"some-loss", "middle-loss", "high-loss"} for reason in severity.reasons)
    return money_words(report.assessment.suggestion.money, is_told=is_told)


def _decision(one: OpenedDecision) -> DecisionShown:
    if one.step is Step.ACCEPTED:
        text = _("Accepted as suggested")
    else:
        changed = [
            _("%(what)s: %(was)s, now %(is_now)s")
            % {
                "what": title_of(name),
                "was": value_words(name, one.before.get(name)),
                "is_now": value_words(name, value),
            }
            for name, value in one.set.items()
        ]
        text = "; ".join(changed)
    return DecisionShown(
        text=text,
        by=one.by,
        at=one.at,
        why=code_words(one.reason_code) if one.reason_code else "",
        words=one.words,
    )


def decided_meanwhile_words(name: str, at: datetime) -> str:
    """Say that somebody else was quicker, and what to do."""
    return _("%(name)s decided on this at %(at)s. Nothing of yours was lost. Look again, then decide.") % {
        "name": name,
        "at": short_moment(at),
    }


assert set(SHOWN) == set(VALUE_NAMES)  # noqa: S101 - a value that is not shown would be decided unseen
