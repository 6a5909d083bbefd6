"""Makers for tests about trends: made-up weeks, series, warnings, and alerts in each state."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from callpoint.actions.acting import system
from callpoint.actions.alerting import SecondLook, Subject, draft_alert, publish_alert
from callpoint.actions.counting import week_of
from callpoint.actions.trend_counts import model_trend_week
from callpoint.actions.warning import raise_where_due
from callpoint.project.demo_trends import modelled_trends
from callpoint.records.models import Series, SeriesMember, SeriesWarning
from callpoint.rules.access import Role
from callpoint.rules.alerts import AlertWords, mark_of
from tests.makers import a_report, an_actor, at

DERBYSHIRE = "E23000018"
WORDS = AlertWords(
    title="Callers who say they are the police",
    text="A caller says he is from the police. He asks for your card.\nThen a man comes to your door.",
    what_to_do="Hang up.\nGive your card to nobody.",
)


LOOK = SecondLook(mark=mark_of(WORDS), names_nobody=True)
"""What who publishes these words read, and says of them."""


def a_modelled_year(*, when: datetime, weeks: int = 14) -> None:
    """Make up the counts of some weeks, the one that runs included, as a demonstration does."""
    for back in range(weeks):
        week = week_of(when) - timedelta(weeks=back)
        model_trend_week(week=week, counts=modelled_trends(back), by=system("test"), at=when)


def a_series(reports: list[UUID], *, when: datetime | None = None) -> Series:
    """A series of reports that were sent."""
    grown_at = when or at()
    series = Series.objects.create(
        id=uuid4(),
        number=Series.objects.count() + 1,
        size=len(reports),
        created_at=grown_at,
        grown_at=grown_at,
    )
    for report_id in reports:
        SeriesMember.objects.create(report_id=report_id, series=series, joined_at=grown_at)
    return series


def a_warning(*, when: datetime | None = None, people: int = 3) -> SeriesWarning:
    """A series of so many people that has raised itself."""
    moment = when or at()
    told = {"pay_amount": "£900", "pay_when": "yesterday", "pay_way": "card"}
    series = a_series([a_report(when=moment, **told) for _ in range(people)], when=moment)
    raise_where_due(series_id=series.id, by=system("test"), at=moment + timedelta(minutes=1))
    return SeriesWarning.objects.get(series=series)


def a_draft_alert(*, words: AlertWords = WORDS, area: str = DERBYSHIRE, when: datetime | None = None) -> UUID:
    """An alert that an analyst wrote."""
    by = an_actor(role=Role.ANALYST, unit="")
    subject = Subject(kind="courier-fraud", area=area)
    return draft_alert(subject=subject, words=words, by=by, at=when or at())


def a_published_alert(*, area: str = DERBYSHIRE, when: datetime | None = None) -> UUID:
    """An alert that another person looked over and published."""
    alert_id = a_draft_alert(area=area, when=when)
    publish_alert(alert_id=alert_id, look=LOOK, by=an_actor(role=Role.SUPERVISOR, unit=""), at=when or at())
    return alert_id
