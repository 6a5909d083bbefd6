"""CPU to render one question page, beside the same page by Django's own widgets in the same run.

Run: .venv/bin/python -m benchmarks.render_question
"""

import os
import statistics
import time
from collections.abc import Callable

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "callpoint.project.settings")

import django

django.setup()

from django import forms
from django.conf import settings
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.http import HttpRequest
from django.template import Context, Engine
from django.test import RequestFactory, override_settings
from django.utils import translation

from callpoint.pages.page import show
from callpoint.pages.public.question_page import Asked, question_page, show_step
from callpoint.pages.public.steps import question_of

ROUNDS, PAGES = 9, 200


def asked(step: str) -> Asked:
    """Put a question as it is put to somebody in mid-report."""
    found = question_of(step)
    assert found is not None
    return Asked(
        step=step,
        questions=(found,),
        given={},
        back_url="/report/question/situation/",
        skip_url="/report/check/",
        progress="Step 2 of about 8",
        code_groups=("1234", "5678", "9012", "3456", "7890"),
        code_is_new=False,
        no_pictures=False,
        exit_url="",
    )


def a_request() -> HttpRequest:
    """Make a request with a session, so that a form's token is made as in service."""
    request = RequestFactory().get("/")
    request.session = SessionStore()
    return request


def whole_page(step: str) -> Callable[[], object]:
    """Make a call that renders our page whole, as after a mistake."""
    request, question = a_request(), asked(step)
    return lambda: show(request, question_page(request, question))


def served_page(step: str) -> Callable[[], object]:
    """Make a call that answers as the service does: fixed HTML, slots filled."""
    request, question = a_request(), asked(step)
    return lambda: show_step(request, question)


def django_page(step: str) -> Callable[[], object]:
    """Make a call that renders the same question by Django's form and widgets in a plain page."""
    found = question_of(step)
    assert found is not None
    choices = [(choice.id, choice.label) for choice in found.choices]

    words, hint = found.ask, found.hint

    class Form(forms.Form):
        answer = (
            forms.ChoiceField(label=words, help_text=hint, choices=choices, widget=forms.RadioSelect)
            if choices
            else forms.CharField(label=words, help_text=hint, widget=forms.Textarea)
        )

    template = Engine().from_string(
        "<!DOCTYPE html><title>{{ title }}</title><form method=post>{{ form.as_div }}</form>"
    )

    def render() -> object:
        return template.render(Context({"title": words, "form": Form()}))

    return render


def cpu_ms(call: Callable[[], object]) -> tuple[float, float, float]:
    """Give the least, median and most CPU milliseconds a call over the rounds, after a warm-up."""
    call()
    rounds = []
    for _ in range(ROUNDS):
        before = time.process_time()
        for _ in range(PAGES):
            call()
        rounds.append((time.process_time() - before) * 1000 / PAGES)
    return min(rounds), statistics.median(rounds), max(rounds)


def main() -> None:
    """Print a table."""
    plain = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    with override_settings(STORAGES=plain), translation.override("en"):
        print(f"{'page':<12}{'by':<18}{'least':>8}{'median':>8}{'most':>8}   CPU ms a page")
        for step in ("situation", "who", "story"):
            for name, maker in (
                ("ours, as served", served_page),
                ("ours, whole", whole_page),
                ("Django widgets", django_page),
            ):
                least, median, most = cpu_ms(maker(step))
                print(f"{step:<12}{name:<18}{least:>8.3f}{median:>8.3f}{most:>8.3f}")


if __name__ == "__main__":
    main()
