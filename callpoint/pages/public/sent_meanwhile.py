"""An answer that came after its report was sent from another page: its words can still go as a message."""

import secrets

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from callpoint.actions.corresponding import MESSAGE_LIMIT
from callpoint.pages.page import show
from callpoint.pages.public.frame import frame
from callpoint.pages.public.late import answers_in_words
from callpoint.pages.public.session_pages import SentMeanwhilePage

CONFLICT = 409


def after_sending(request: HttpRequest, step: str) -> HttpResponse:
    """Lead to the report that was sent; where a form brought words that came too late, offer them as a message."""
    words = "\n".join(answers_in_words(request.POST.lists(), step=step)) if request.method == "POST" else ""
    if not words.strip():
        return redirect("own_report")
    page = SentMeanwhilePage(
        heading=_("Your report was already sent"),
        text=words,
        send_key=secrets.token_hex(16),
        limit=MESSAGE_LIMIT,
        message_url=reverse("own_report"),
        report_url=reverse("own_report"),
        **frame(request, has_form=True),
    )
    return show(request, page, status=CONFLICT)
