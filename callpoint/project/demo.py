"""Fills a database with reports that say of themselves that they are made up."""

from datetime import datetime, timedelta

from django.conf import settings

from callpoint.actions.acting import newcomer, reporter, system
from callpoint.actions.corresponding import write_to_staff
from callpoint.actions.counting import week_of
from callpoint.actions.figures import model_week
from callpoint.actions.reporting import begin_report, submit
from callpoint.actions.trend_counts import model_trend_week
from callpoint.actions.upkeep import acknowledge
from callpoint.analysis.settling import settle_report
from callpoint.clock import now
from callpoint.project.demo_cases import open_demo_case
from callpoint.project.demo_desk import MadeUp, work_through
from callpoint.project.demo_figures import modelled
from callpoint.project.demo_overview import stories_of_weeks
from callpoint.project.demo_people import made_up_person
from callpoint.project.demo_series import BANK_WAVE, series_stories
from callpoint.project.demo_support import support_people
from callpoint.project.demo_trends import WEEKS as TREND_WEEKS
from callpoint.project.demo_trends import modelled_trends
from callpoint.records.queries.reports import has_sent_reports
from callpoint.rules.access import Role
from callpoint.rules.figures import WEEKS
from callpoint.rules.way import DECLARATION

MARK = "Made-up example, not a real person."
SENDING_TAKES = timedelta(minutes=8)

STORIES: tuple[tuple[int, dict[str, str | list[str]]], ...] = (
    (
        1,
        {
            "situation": "money-just-gone",
            "who": "self",
            "postcode": "S40 1TB",
            "money_left": "last-24h",
            "story": "A man from my bank rang and said my account was not safe. I moved 9,400 pounds to a new account half an hour ago. Now my bank says they never rang.",
        },
    ),
    (
        3,
        {
            "who": "self",
            "age": "16-17",
            "image_threat": "yes",
            "story": "Someone I met online has a picture of me. They want 300 pounds or they send it to my school.",
        },
    ),
    (
        5,
        {
            "who": "organisation",
            "attack_running": "yes",
            "postcode": "DE1 2FS",
            "story": "We are a dental surgery. All our files are locked since this morning and there is a note that asks for bitcoin.",
        },
    ),
    (
        26,
        {
            "who": "another-adult",
            "postcode": "DE24 8UX",
            "money_left": "last-72h",
            "story": "My neighbour is 83. She has a boyfriend online who says he is a general. She has sent him 2,000 pounds in gift cards.",
        },
    ),
    (
        30,
        {
            "who": "self",
            "postcode": "SK13 8AR",
            "money_left": "no",
            "story": "Somebody got into my Facebook and sells hot tubs to my friends. I cannot get back in.",
        },
    ),
    (
        49,
        {
            "who": "self",
            "postcode": "DE4 3AG",
            "money_left": "last-13-months",
            "story": "I bought a coat from a shop on Instagram. It never came and the site is gone. I paid 84 pounds.",
        },
    ),
    (
        52,
        {
            "who": "self",
            "postcode": "NG10 1JQ",
            "story": "My ex makes new accounts each time I block him. He knows where I go. Last week he stood outside my work.",
        },
    ),
    (
        70,
        {
            "who": "self",
            "money_left": "no",
            "story": "I got a text about a parcel with a link. I did not click. It came from 07700 900982.",
        },
    ),
    (
        75,
        {
            "who": "organisation",
            "postcode": "DE56 1UU",
            "money_left": "last-72h",
            "story": "We paid an invoice of 6,100 pounds. The bank details had been changed in the mail. The real firm never got it.",
        },
    ),
    (
        90,
        {
            "who": "self",
            "postcode": "DE21 4AA",
            "money_left": "last-13-months",
            "story": "I gave a deposit for a flat I had not seen. The landlord does not answer. Others on the page lost money too.",
        },
    ),
)
"""Hours ago, and the answers. Phone numbers are from Ofcom's range for drama."""


def why_not() -> str:
    """Say in one sentence why no examples are added here; empty where they may be."""
    if settings.CALLPOINT.service.role == "guide":
        return "This deployment is a guide and takes no reports, so no synthetic ones are added."
    if has_sent_reports():
        return "There are reports already, so no synthetic ones are added."
    return ""


def fill() -> int:
    """
    Send every example through the same actions as a real report, and return how many were sent.

    The published figures are made up too, this week's as well, and say so of themselves.
    """
    at = now()
    sent = [
        _send(answers, at=at - timedelta(hours=hours))
        for hours, answers in (*STORIES, *series_stories(), *stories_of_weeks())
    ]
    for each in reversed(sent):
        settle_report(report_id=each.report_id, at=at)
    by, colleague = (made_up_person(each, role=Role.SUPERVISOR, at=at) for each in ("Officer", "Colleague"))
    work_through(sent, by=by, colleague=colleague, at=at)
    wave = sent[len(STORIES) :][: len(BANK_WAVE)]
    open_demo_case([each.report_id for each in wave], mark=MARK, by=by, at=at)
    helped = support_people(at=at)
    for weeks in range(WEEKS + 1):
        week = week_of(at) - timedelta(weeks=weeks)
        model_week(week=week, counts=modelled(weeks), by=system("demo"), at=at)
    for weeks in range(TREND_WEEKS):
        week = week_of(at) - timedelta(weeks=weeks)
        model_trend_week(week=week, counts=modelled_trends(weeks), by=system("demo"), at=at)
    return len(sent) + helped


def _send(answers: dict[str, str | list[str]], *, at: datetime) -> MadeUp:
    told = {**answers, "story": f"{answers['story']}\n\n{MARK}"}
    begun = begin_report(answers=told, language="en", channel="web", by=newcomer(), at=at)
    by = reporter(begun.report_id)
    submit(
        answers={DECLARATION: "yes"},
        report_id=begun.report_id,
        submit_key=f"demo-{begun.report_id}",
        by=by,
        at=at + SENDING_TAKES,
    )
    acknowledge(
        report_id=str(begun.report_id), by=system("worker"), at=at + SENDING_TAKES + timedelta(seconds=1)
    )
    if answers.get("money_left") == "last-24h":
        text = f"My bank gave me a number for the claim. It is on paper at home. {MARK}"
        write_to_staff(
            report_id=begun.report_id, text=text, send_key="demo", by=by, at=at + timedelta(minutes=20)
        )
    return MadeUp(report_id=begun.report_id, sent_at=at + SENDING_TAKES, mark=MARK)
