"""A report as a line of the queue, in the words of the staff."""

from datetime import datetime, timedelta

from babel.dates import format_timedelta
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from callpoint.pages.filters import babel_locale, translated
from callpoint.pages.staff.queue_address import Seen
from callpoint.pages.staff.queue_pages import QueueLine
from callpoint.pages.staff.report_lines import said_urgently
from callpoint.pages.trend_words import brand_words, contact_words, sum_words
from callpoint.records.knowledge import knowledge
from callpoint.records.queries.queue_rows import QueueRow
from callpoint.rules.access import Badge, Deed, may
from callpoint.rules.promises import colour_at
from callpoint.rules.queue_order import GOLDEN_HOUR, Ranked, Why, golden_hour_left, why

MIDDLE_DOT = " \N{MIDDLE DOT} "


def queue_line(row: QueueRow, *, badge: Badge, seen: Seen, at: datetime, ticked: bool = False) -> QueueLine:
    """Put a row into words; `seen` is the view that the report leads back to."""
    if row.is_shut:
        return _without_words(row, seen=seen, at=at, ticked=ticked)
    report_url = reverse("staff_report", args=[row.id])
    golden = golden_hour_left(row.paid_at, at=at)
    return QueueLine(
        **said_urgently(row, row.urgency),
        id=str(row.id),
        url=f"{report_url}?{seen.query()}",
        is_critical=row.critical,
        marks=_marks(row),
        line=_about(row),
        money=tuple(sum_words(units, currency) for currency, units in sorted(row.lost.items())),
        harm=harm_words(severity=row.severity, vulnerability=row.vulnerability),
        channel=channel_words(row.channel),
        age=span_words(at - row.submitted_at),
        series_words=_series(row),
        series_url=reverse("staff_links", args=[row.id])
        if may(badge, Deed.OPEN_REPORT, unit=row.unit)
        else "",
        why=why_words(row, at=at),
        golden_ends_at=row.paid_at + GOLDEN_HOUR if golden and row.paid_at else None,
        golden_words=_("Golden hour: %(left)s left") % {"left": span_words(golden)} if golden else "",
        due_at=row.next_due_at,
        due_words=_due(row, at),
        due_colour=_due_colour(row, at),
        open_by=open_words(row.open_by),
        assignee=row.assignee,
        is_mine=row.is_mine,
        peek_url=reverse("staff_peek", args=[row.id]) if may(badge, Deed.OPEN_REPORT, unit=row.unit) else "",
        is_ticked=ticked,
    )


def _without_words(row: QueueRow, *, seen: Seen, at: datetime, ticked: bool) -> QueueLine:
    """Put a row into words that is restricted and shut: how soon and how long, and nothing of what it is about."""
    words = said_urgently(row, row.urgency)
    words["kind"], words["place"] = _("Restricted"), ""
    return QueueLine(
        **words,
        id=str(row.id),
        url=f"{reverse('staff_report', args=[row.id])}?{seen.query()}",
        is_critical=row.critical,
        marks=(_("Open it to ask for it"),),
        line="",
        money=(),
        harm=(),
        channel=channel_words(row.channel),
        age=span_words(at - row.submitted_at),
        series_words="",
        series_url="",
        why=(),
        golden_ends_at=None,
        golden_words="",
        due_at=row.next_due_at,
        due_words=_due(row, at),
        due_colour=_due_colour(row, at),
        open_by=open_words(row.open_by),
        assignee=row.assignee,
        is_mine=row.is_mine,
        peek_url="",
        is_ticked=ticked,
    )


def why_words(row: QueueRow, *, at: datetime) -> tuple[str, ...]:
    """Say why a report stands where it does."""
    ranked = Ranked(
        critical=row.critical,
        call_for_service=row.call_for_service,
        paid_at=row.paid_at,
        next_due_at=row.next_due_at,
        vulnerability=row.vulnerability,
        severity=row.severity,
        solvability=row.solvability,
    )
    return tuple(_reason(reason) for reason in why(ranked, at=at))


def _reason(reason: Why) -> str:
    return {
        Why.DANGER: _("Danger, a child, or money going now"),
        Why.CALL_FOR_SERVICE: _("Police may be needed at once"),
        Why.GOLDEN_HOUR: _("Money went less than an hour ago"),
        Why.MONEY_TODAY: _("Money went in the last 24 hours"),
        Why.LATE: _("A promise is late"),
        Why.DUE_SOON: _("A promise falls due within a day"),
        Why.VULNERABLE: _("The person is vulnerable"),
        Why.SEVERE: _("The harm is severe"),
        Why.SOLVABLE: _("There is something to follow"),
        Why.URGENCY: _("By its class and its age"),
    }[reason]


def harm_words(*, severity: int | None, vulnerability: int | None) -> tuple[str, ...]:
    """Say how bad the harm is and how vulnerable the person; what is not known is called so."""
    bad = {0: _("Nothing lost"), 1: _("Some harm"), 2: _("Serious harm"), 3: _("Gravest harm")}
    needs = {0: _("No needs said"), 1: _("Some needs"), 2: _("Vulnerable"), 3: _("Very vulnerable")}
    return (
        bad.get(severity, _("Harm not known")) if severity is not None else _("Harm not known"),
        needs.get(vulnerability, _("Needs not known")) if vulnerability is not None else _("Needs not known"),
    )


def channel_words(channel: str) -> str:
    """Say by which way a report came in."""
    return {
        "web": _("Web"),
        "phone": _("Phone"),
        "desk": _("Desk"),
        "mail": _("Mail"),
        "sms": _("Text message"),
        "api": _("Partner"),
        "bulk": _("Bulk upload"),
    }.get(channel, channel)


def span_words(span: timedelta) -> str:
    """Write how long something is, for example "3 hours"."""
    return format_timedelta(span, locale=babel_locale(), threshold=1)


def open_words(names: tuple[str, ...]) -> str:
    """Say who has a report open."""
    if not names:
        return ""
    words = ngettext("%(names)s has it open", "%(names)s have it open", len(names))
    return words % {"names": ", ".join(names)}


def promise_words(promise: str) -> str:
    """Name a promise."""
    promises = knowledge().content.promises
    return translated(promises[promise].title) if promise in promises else promise


def _due(row: QueueRow, at: datetime) -> str:
    if row.next_due_at is None:
        return ""
    left = row.next_due_at - at
    late = left < timedelta(0)
    words = _("%(promise)s: %(span)s late") if late else _("%(promise)s: in %(span)s")
    return words % {
        "promise": promise_words(row.next_promise) or _("Next step"),
        "span": span_words(abs(left)),
    }


def _due_colour(row: QueueRow, at: datetime) -> str:
    if row.next_due_at is None:
        return ""
    return colour_at(starts_at=row.submitted_at, due=row.next_due_at, at=at)


def _about(row: QueueRow) -> str:
    """Say in one line what a report is about, from readable columns alone."""
    parts = [
        _("as %(name)s") % {"name": brand_words(row.brand)} if row.brand else "",
        _("on %(site)s") % {"site": brand_words(row.platform)} if row.platform else "",
        contact_words(row.contact_by) if row.contact_by else "",
        _who(row.who),
    ]
    return MIDDLE_DOT.join(part for part in parts if part)


def _who(who: str) -> str:
    question = knowledge().content.questions.get("who")
    labels = {choice.id: choice.label for choice in question.choices} if question else {}
    return translated(labels[who]) if who in labels else ""


def _series(row: QueueRow) -> str:
    if not row.series_size:
        return ""
    words = ngettext("%(num)s report hangs together", "%(num)s reports hang together", row.series_size)
    return words % {"num": row.series_size}


def _marks(row: QueueRow) -> tuple[str, ...]:
    told = (
        (_("The reporter asked to withdraw."), row.withdraw_asked),
        (_("There is more to read"), row.has_news),
        (_("Restricted"), row.is_restricted),
        (_("Below others: suspected abuse"), row.is_low),
    )
    return tuple(words for words, holds in told if holds)
