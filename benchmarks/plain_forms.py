"""The peer of `whole_report`: the same questions as plain Django forms, answers as JSON in clear."""

import json
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from secrets import token_hex

from django import forms
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.template import Context, Engine
from django.test import Client, override_settings
from django.urls import path

from callpoint.pages.public.fields import choice_lines
from callpoint.pages.public.steps import question_of
from callpoint.records.knowledge import knowledge

PAGE = Engine().from_string(
    "<!DOCTYPE html><title>{{ title }}</title><h1>{{ title }}</h1>"
    '<form method="post"><input type="hidden" name="csrfmiddlewaretoken" value="{{ token }}">'
    "{{ form.as_div }}<button>Continue</button></form>"
)
CHECK = Engine().from_string(
    "<!DOCTYPE html><title>Check</title><dl>{% for name, said in answers.items %}<dt>{{ name }}</dt><dd>{{ said }}</dd>"
    '{% endfor %}</dl><form method="post"><input type="hidden" name="csrfmiddlewaretoken" value="{{ token }}">'
    "<button>Send</button></form>"
)
SETTINGS = {
    "ROOT_URLCONF": "benchmarks.plain_forms",
    "MIDDLEWARE": [
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.locale.LocaleMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
    ],
}


@cache
def form_of(step: str) -> type[forms.Form]:
    """Make the form of a step: every question of its sheet, or the one question."""
    sheet = knowledge().content.sheets.get(step)
    names = sheet.questions if sheet else (step,)
    fields: dict[str, forms.Field] = {}
    for name in names:
        found = question_of(name)
        if found is None:
            continue
        choices = [(line.value, line.label) for line in choice_lines(found, ())]
        key = name if sheet and len(names) > 1 else "answer"
        if choices:
            fields[key] = forms.ChoiceField(
                choices=choices,
                widget=forms.RadioSelect,
                label=found.ask,
                help_text=found.hint,
                required=False,
            )
        else:
            wide = forms.Textarea if found.type == "long" else forms.TextInput
            fields[key] = forms.CharField(widget=wide, label=found.ask, help_text=found.hint, required=False)
    return type(f"{step}Form", (forms.Form,), fields)


def ask(request: HttpRequest, step: str) -> HttpResponse:
    """Show a form, or keep what it brings."""
    form = form_of(step)(request.POST or None)
    if request.method == "POST" and form.is_valid():
        keep(request, {f"{step}.{name}": value for name, value in form.cleaned_data.items()})
        return HttpResponseRedirect("/check/")
    title = next(iter(form.fields.values())).label
    return HttpResponse(PAGE.render(Context({"title": title, "form": form, "token": get_token(request)})))


def keep(request: HttpRequest, told: Mapping[str, str]) -> None:
    """Add answers to the row of the session; the first makes it."""
    with transaction.atomic(), connection.cursor() as cursor:
        row = request.session.get("plain")
        if row is None:
            cursor.execute("INSERT INTO plain_report (answers) VALUES (%s)", [json.dumps(dict(told))])
            request.session["plain"] = cursor.lastrowid
            return
        cursor.execute("SELECT answers FROM plain_report WHERE id = %s", [row])
        answers = {**json.loads(cursor.fetchone()[0]), **told}
        cursor.execute("UPDATE plain_report SET answers = %s WHERE id = %s", [json.dumps(answers), row])


def check(request: HttpRequest) -> HttpResponse:
    """Show all answers, or send."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT answers FROM plain_report WHERE id = %s", [request.session["plain"]])
        answers = json.loads(cursor.fetchone()[0])
        if request.method == "POST":
            sent = [token_hex(8), request.session["plain"]]
            cursor.execute("UPDATE plain_report SET reference = %s WHERE id = %s", sent)
            return HttpResponseRedirect("/done/")
    return HttpResponse(CHECK.render(Context({"answers": answers, "token": get_token(request)})))


urlpatterns = [path("check/", check), path("<slug:step>/", ask)]


def journey(steps: Sequence[tuple[str, Mapping[str, str]]]) -> Callable[[], None]:
    """Give a call that walks the same steps through the plain forms."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE plain_report (id INTEGER PRIMARY KEY, answers TEXT, reference TEXT)")

    def walk() -> None:
        client = Client(HTTP_HOST="localhost")
        for step, answers in steps:
            found = [client.get(f"/{step}/").status_code, client.post(f"/{step}/", answers).status_code]
            if found != [200, 302]:
                message = f"{step}: {found}"
                raise SystemExit(message)
        client.get("/check/")
        client.post("/check/")

    # In force for the rest of the run: ours is measured before.
    override_settings(**SETTINGS).enable()
    return walk
