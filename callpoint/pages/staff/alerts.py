"""Alerts for the public: the list, writing one, and the second look before it is published."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from callpoint.actions.alerting import (
    AlertChangedError,
    AlertClosedError,
    NoSuchAlertError,
    NoSuchSubjectError,
    NotSaidError,
    SecondLook,
    Subject,
    draft_alert,
    publish_alert,
    rewrite_alert,
    withdraw_alert,
)
from callpoint.clock import now
from callpoint.pages.access import opens_to
from callpoint.pages.page import FieldError, show
from callpoint.pages.shown import ChoiceLine
from callpoint.pages.staff.frame import signed_in_actor, staff_frame
from callpoint.pages.staff.trend_pages import AlertFormPage, AlertPage, AlertsPage, AlertView
from callpoint.pages.staff.trends import area_or_every, trend_views
from callpoint.pages.trend_words import kind_words
from callpoint.records.knowledge import knowledge
from callpoint.records.queries.alerts import AlertLine, alert_of, alerts_of_staff, faults_here
from callpoint.rules.access import Deed, NotAllowedError, may
from callpoint.rules.alerts import (
    HARDEST,
    LONGEST_TEXT,
    LONGEST_TITLE,
    MOST_WORDS,
    AlertError,
    AlertState,
    AlertWords,
    Fault,
    NotPlainError,
    SamePersonError,
    grade_of,
    mark_of,
)
from callpoint.rules.areas import area_of_code, police_areas

COLOURS = {
    AlertState.DRAFT: "govuk-tag--grey",
    AlertState.PUBLISHED: "govuk-tag--green",
    AlertState.WITHDRAWN: "govuk-tag--orange",
}


@opens_to(Deed.SEE_TRENDS)
@require_GET
def staff_alerts(request: HttpRequest) -> HttpResponse:
    """List the alerts."""
    may_write = may(signed_in_actor(request).badge, Deed.WRITE_ALERT)
    page = AlertsPage(
        heading=_("Alerts"),
        views=trend_views("staff_alerts"),
        alerts=tuple(_view(line) for line in alerts_of_staff()),
        new_url=reverse("staff_alert_new") if may_write else "",
        **staff_frame(request),
    )
    return show(request, page)


@opens_to(Deed.WRITE_ALERT)
@require_http_methods(["GET", "POST"])
def staff_alert_new(request: HttpRequest) -> HttpResponse:
    """Write a new alert; a finding fills in what it is about."""
    if request.method != "POST":
        return _form(request, None, AlertWords(title="", text="", what_to_do=""))
    words = _words(request)
    errors = _too_long(words) or _empty(words)
    if errors:
        return _form(request, None, words, errors=errors)
    subject = Subject(kind=request.POST.get("kind", ""), area=request.POST.get("area", ""))
    try:
        alert_id = draft_alert(subject=subject, words=words, by=signed_in_actor(request), at=now())
    except NoSuchSubjectError:
        missing = FieldError(text=_("Choose what the alert is about."), href="#kind")
        return _form(request, None, words, errors=(missing,))
    return redirect("staff_alert", alert_id)


@opens_to(Deed.SEE_TRENDS)
@require_http_methods(["GET", "POST"])
def staff_alert(request: HttpRequest, alert_id: UUID) -> HttpResponse:
    """Show an alert as the public sees it; publish or withdraw it."""
    line = _line_of(alert_id)
    if request.method != "POST":
        return _show(request, line)
    step = {"publish": _publish, "withdraw": _withdraw}.get(request.POST.get("do", ""))
    if step is None:
        raise Http404
    try:
        step(request, alert_id)
    except NotAllowedError as refused:
        raise PermissionDenied from refused
    except NotSaidError:
        return _show(request, line, unsaid=_("Say that it names nobody. If it does, change the words."))
    except AlertError as refused:
        # As it stands now: what was ticked, it may be, was said of other words.
        return _show(request, _line_of(alert_id), error=_advice(refused))
    return redirect("staff_alert", alert_id)


def _advice(refused: AlertError) -> str:
    """Say what to do about a step that was not taken."""
    match refused:
        case SamePersonError():
            return _("You wrote this alert. Another person must look at it.")
        case NotPlainError():
            return _("It cannot be published yet. See what to change.")
        case AlertChangedError():
            return _("The draft was changed meanwhile. Read it again.")
        case AlertClosedError():
            return _("Somebody was faster. Look at it again.")
        case _:
            raise refused


def _publish(request: HttpRequest, alert_id: UUID) -> None:
    look = SecondLook(
        mark=request.POST.get("mark", ""), names_nobody=request.POST.get("names_nobody") == "yes"
    )
    publish_alert(alert_id=alert_id, look=look, by=signed_in_actor(request), at=now())


def _withdraw(request: HttpRequest, alert_id: UUID) -> None:
    withdraw_alert(alert_id=alert_id, by=signed_in_actor(request), at=now())


@opens_to(Deed.WRITE_ALERT)
@require_http_methods(["GET", "POST"])
def staff_alert_words(request: HttpRequest, alert_id: UUID) -> HttpResponse:
    """Change the words of a draft."""
    line = _line_of(alert_id)
    if line.state is not AlertState.DRAFT:
        return redirect("staff_alert", alert_id)
    if request.method != "POST":
        return _form(request, line, line.words)
    words = _words(request)
    errors = _too_long(words) or _empty(words)
    if errors:
        return _form(request, line, words, errors=errors)
    try:
        rewrite_alert(alert_id=alert_id, words=words, by=signed_in_actor(request), at=now())
    except (NoSuchAlertError, AlertClosedError):
        return redirect("staff_alert", alert_id)
    return redirect("staff_alert", alert_id)


def _line_of(alert_id: UUID) -> AlertLine:
    line = alert_of(alert_id)
    if line is None:
        raise Http404
    return line


def _words(request: HttpRequest) -> AlertWords:
    """Take the words as typed; browsers end lines with CR LF."""
    title, text, what = (
        request.POST.get(name, "").replace("\r\n", "\n").strip() for name in ("title", "text", "what_to_do")
    )
    return AlertWords(title=title, text=text, what_to_do=what)


def _too_long(words: AlertWords) -> tuple[FieldError, ...]:
    parts = (("title", words.title, LONGEST_TITLE), ("text", words.text, LONGEST_TEXT))
    return tuple(
        FieldError(
            text=_("Make it shorter. It takes %(limit)s characters.") % {"limit": most}, href=f"#{name}"
        )
        for name, said, most in (*parts, ("what_to_do", words.what_to_do, LONGEST_TEXT))
        if len(said) > most
    )


def _empty(words: AlertWords) -> tuple[FieldError, ...]:
    if words.title:
        return ()
    return (FieldError(text=_("Give the alert a title."), href="#title"),)


def _form(
    request: HttpRequest, line: AlertLine | None, words: AlertWords, *, errors: tuple[FieldError, ...] = ()
) -> HttpResponse:
    asked = request.POST if request.method == "POST" else request.GET
    content, areas = knowledge().content, police_areas(knowledge().places)
    kind, area = asked.get("kind", ""), asked.get("area", "")
    page = AlertFormPage(
        heading=_("Change the alert") if line else _("Write an alert"),
        is_new=line is None,
        kinds=tuple(
            ChoiceLine(value=each, label=kind_words(each)) for each in sorted(content.kinds, key=kind_words)
        ),
        areas=(
            ChoiceLine(value="", label=_("Every area")),
            *(ChoiceLine(value=each.code, label=each.name) for each in areas.values()),
        ),
        kind=kind if kind in content.kinds else "",
        area=area if area_of_code(knowledge().places, area) else "",
        about=_about(line) if line else "",
        alert_title=words.title,
        text=words.text,
        what_to_do=words.what_to_do,
        errors=errors,
        **staff_frame(
            request, back=reverse("staff_alert", args=[line.id]) if line else reverse("staff_alerts")
        ),
    )
    return show(request, page, status=422 if errors else 200)


def _show(request: HttpRequest, line: AlertLine, *, error: str = "", unsaid: str = "") -> HttpResponse:
    by = signed_in_actor(request)
    is_own, is_draft = str(line.written_by_id) == by.id, line.state is AlertState.DRAFT
    faults = faults_here(line.words)
    place = area_of_code(knowledge().places, line.area)
    page = AlertPage(
        heading=_("Alert for the public"),
        state=state_words(line.state),
        about=_about(line),
        alert_title=line.words.title,
        text=line.words.text,
        what_to_do=line.words.what_to_do,
        grade=f"{grade_of(line.words):.1f}",
        hardest=f"{HARDEST:g}",
        faults=tuple(fault_words(fault) for fault in faults) if is_draft else (),
        written_by=line.written_by,
        written_at=line.written_at,
        published_by=line.published_by,
        published_at=line.published_at,
        withdrawn_at=line.withdrawn_at,
        is_own=is_own,
        may_change=is_draft and may(by.badge, Deed.WRITE_ALERT),
        may_publish=is_draft and not is_own and not faults and may(by.badge, Deed.PUBLISH_ALERT),
        may_withdraw=line.state is not AlertState.WITHDRAWN and may(by.badge, Deed.PUBLISH_ALERT),
        change_url=reverse("staff_alert_words", args=[line.id]),
        public_url=reverse("area", args=[place.id]) if place else reverse("areas"),
        mark=mark_of(line.words),
        unsaid=unsaid,
        errors=_refused(error=error, unsaid=unsaid),
        **staff_frame(request, back=reverse("staff_alerts")),
    )
    return show(request, page, status=422 if page.errors else 200)


def _refused(*, error: str, unsaid: str) -> tuple[FieldError, ...]:
    said = ((error, "#steps"), (unsaid, "#names-nobody"))
    return tuple(FieldError(text=text, href=href) for text, href in said if text)


def _about(line: AlertLine) -> str:
    return f"{kind_words(line.kind)} \N{MIDDLE DOT} {area_or_every(line.area)}"


def _view(line: AlertLine) -> AlertView:
    return AlertView(
        url=reverse("staff_alert", args=[line.id]),
        title=line.words.title,
        state=state_words(line.state),
        colour=COLOURS[line.state],
        about=_about(line),
        written_by=line.written_by,
        written_at=line.written_at,
        published_at=line.published_at,
    )


def state_words(state: AlertState) -> str:
    """Say where an alert stands."""
    words = {
        AlertState.DRAFT: _("Draft"),
        AlertState.PUBLISHED: _("Published"),
        AlertState.WITHDRAWN: _("Withdrawn"),
    }
    return words[state]


def fault_words(fault: Fault) -> str:
    """Say what keeps an alert from being published, and what to do about it."""
    words = {
        Fault.NO_TITLE: _("It has no title."),
        Fault.NO_TEXT: _("It does not say what happens."),
        Fault.NO_ADVICE: _("It does not say what to do."),
        Fault.TOO_LONG: _("It is too long."),
        Fault.TOO_HARD: _("It is too hard to read. Use shorter words and shorter sentences."),
        Fault.LONG_SENTENCE: _("A sentence has more than %(most)s words. Make two of it.")
        % {"most": MOST_WORDS},
        Fault.REACHES_SOMEBODY: _("It holds an address, a phone number or an account. Take it out."),
    }
    return words[fault]
