"""The sent report that this session holds; where it holds none, the page to go to."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from callpoint.pages.public.late import ask_for_code, late_form
from callpoint.pages.public.reporting import Held, held


def sent_report(request: HttpRequest) -> Held | HttpResponse:
    """Give the sent report that this session holds, else the page to go to."""
    mine = held(request)
    if mine is None:
        return without_a_report(request)
    return mine if mine.report.reference else redirect("check")


def without_a_report(request: HttpRequest) -> HttpResponse:
    """Ask for the code where a form came whose report is not open any more, else lead to where it is asked."""
    late = late_form(request)
    return ask_for_code(request, late) if late else redirect("return")
