"""How a reporter may be contacted now, in words for staff: shown above all else of a report."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _

from callpoint.actions.reading import OpenedReport
from callpoint.rules.rows import Answers, split_key

ABOUT_CONTACT: Final = frozenset(
    {"safe_contact", "safe_times", "leave_message", "update_way", "phone", "email"}
)
"""Answers that say how a reporter may be reached."""


def contact_lines(answers: Answers) -> tuple[str, ...]:
    """Give the rules that the reporter set, the strictest first; what they did not say is not allowed."""
    safe = str(answers.get("safe_contact", ""))
    if safe == "no":
        return (_("Do not contact them. They come back with their code."), *_news(answers))
    times = str(answers.get("safe_times", "")).strip().rstrip(".")
    only = (
        _("Only at certain times: %(times)s.") % {"times": times} if times else _("Ask first at which times.")
    )
    first: Mapping[str, tuple[str, ...]] = {
        "yes": (_("You may contact them."),),
        "yes-neutral-words-only": (
            _("Use plain words that give nothing away."),
            *((only,) if times else ()),
        ),
        "certain-times": (only,),
    }
    if safe not in first:
        return (_("They did not say that contact is safe. Write to them here only."), *_news(answers))
    may_leave = answers.get("leave_message") == "yes"
    message = _("You may leave a message.") if may_leave else _("Do not leave a message.")
    return (*first[safe], message, *_news(answers))


def contact_changed_at(report: OpenedReport) -> datetime | None:
    """Say when the reporter last changed how they may be reached; None where it stands as sent."""
    times = [
        addition.added_at
        for addition in report.additions
        if any(split_key(change.key)[0] in ABOUT_CONTACT for change in addition.changes)
    ]
    return max(times, default=None)


def _news(answers: Answers) -> tuple[str, ...]:
    ways = {
        "email": _("They want news by email."),
        "sms": _("They want news by text."),
        "phone": _("They want news by phone."),
        "post": _("They want news by post."),
        "code-only": _("They read news here, with their code."),
    }
    wanted = ways.get(str(answers.get("update_way", "")))
    return (wanted,) if wanted else ()
