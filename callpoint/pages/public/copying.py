"""The ready copy of a report for the body that records it, and the number that body gave."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from callpoint.actions.acting import reporter
from callpoint.actions.reporting import tell_other_number
from callpoint.clock import now
from callpoint.pages.access import Audience, opens_to
from callpoint.pages.kept import forget_typed, typed_before
from callpoint.pages.page import FieldError, show
from callpoint.pages.public.answers import lines_in_order
from callpoint.pages.public.frame import exit_for, frame
from callpoint.pages.public.late import ask_for_code, late_form
from callpoint.pages.public.pages import CopyPage
from callpoint.pages.public.reporting import Held, held
from callpoint.pages.public.steps import CHECK
from callpoint.pages.public.takeaways import takeaways
from callpoint.pages.services_shown import view_of
from callpoint.pages.shown import ServiceView
from callpoint.records.knowledge import knowledge
from callpoint.rules.recording import recorder_of

OTHER_NUMBER_LIMIT = 60


def other_body(mine: Held) -> ServiceView | None:
    """Give the other body that records this; None where it is ourselves."""
    recorder = recorder_of(knowledge(), mine.suggestion, role=settings.CALLPOINT.service.role)
    return view_of(knowledge().content.services[recorder.service], at=now()) if recorder else None


def other_number(request: HttpRequest, mine: Held) -> str:
    """Give what stands in the field for another body's number: as typed, else as kept."""
    waiting = typed_before(request, request.path_info) or mine.report.other_number
    return request.POST.get("number", waiting)


def keep_number(request: HttpRequest, mine: Held) -> str:
    """Keep the number that another body gave; where it cannot be one, say what to do."""
    number = request.POST.get("number", "").strip()
    if not number or len(number) > OTHER_NUMBER_LIMIT:
        return _("Type the number they gave you. It can have up to 60 letters and digits.")
    tell_other_number(report_id=mine.report.id, number=number, by=reporter(mine.report.id), at=now())
    forget_typed(request, request.path_info)
    return ""


@opens_to(Audience.REPORTER)
@require_http_methods(["GET", "POST"])
def ready_copy(request: HttpRequest) -> HttpResponse:
    """Show the answers as the recording body asks for them; take the number that it gave."""
    mine = held(request)
    if mine is None:
        late = late_form(request)
        return ask_for_code(request, late) if late else redirect("begin")
    error = keep_number(request, mine) if request.method == "POST" else ""
    if request.method == "POST" and not error:
        return redirect("copy")
    return show(request, _copy_page(request, mine, error), status=422 if error else 200)


def _copy_page(request: HttpRequest, mine: Held, error: str) -> CopyPage:
    recorder = recorder_of(knowledge(), mine.suggestion, role=settings.CALLPOINT.service.role)
    order = recorder.form_order if recorder else ()
    return CopyPage(
        heading=_("Your ready copy"),
        body=other_body(mine),
        lines=lines_in_order(mine, order),
        takeaways=takeaways(mine),
        reference=mine.report.reference,
        made_at=now(),
        other_number=other_number(request, mine),
        error=error,
        errors=(FieldError(text=error, href="#number"),) if error else (),
        exit_url=exit_for(mine.suggestion),
        **frame(request, back=reverse("done" if mine.report.reference else CHECK), has_form=True),
    )
