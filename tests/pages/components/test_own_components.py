"""Our own small components, and the words the script says in another language."""

from collections.abc import Mapping

from jinja2 import Environment

from callpoint.pages.components.check import render_component
from callpoint.pages.components.environment import component_environment
from callpoint.pages.components.normalised import marks


def shown(component: str, options: Mapping[str, object]) -> str:
    """Return the words a person reads, one space between them."""
    found = marks(render_component(component_environment(), component, options))
    return " ".join(" ".join(mark.name for mark in found if mark.kind == "text").split())


def addresses(component: str, options: Mapping[str, object]) -> list[str]:
    found = marks(render_component(component_environment(), component, options))
    return [dict(mark.attributes)["href"] for mark in found if mark.name == "a" and mark.kind == "start"]


def in_capitals() -> Environment:
    """Return an environment whose translation of every text is the text in capitals."""
    environment = component_environment()
    environment.install_gettext_callables(  # type: ignore[attr-defined]  # the i18n extension adds it
        str.upper, lambda one, many, count: (one if count == 1 else many).upper(), newstyle=True
    )
    return environment


def test_an_urgent_card_says_what_to_do_and_dials() -> None:
    card = {
        "title": "Tell your bank",
        "text": "Ask them to stop the payment.",
        "phone": {"text": "01 23", "url": "tel:0123"},
    }
    assert (shown("now-card", card), addresses("now-card", card)) == (
        "Tell your bank Ask them to stop the payment. Call 01 23",
        ["tel:0123"],
    )


def test_a_card_without_a_number_opens_a_page() -> None:
    card = {"title": "Change your password", "text": "Use three words.", "href": "/password"}
    assert addresses("now-card", card) == ["/password"]


def test_a_service_card_tells_every_fact_it_has() -> None:
    card = {
        "name": "Support",
        "why": "You feel unsafe.",
        "phone": {"text": "01 23", "url": "tel:0123"},
        "web": {"text": "a.example", "url": "https://a.example/"},
        "hours": "Every day",
        "isOpen": True,
        "cost": "Free",
        "forWhom": "Anyone",
        "confidence": "Checked on 3 November 2026.",
    }
    assert shown("service-card", card) == (
        "Support Open now You feel unsafe. Phone 01 23 Website a.example Open Every day "
        "Cost Free For Anyone Checked on 3 November 2026."
    )


def test_a_service_card_says_nothing_about_what_is_not_known() -> None:
    assert shown("service-card", {"name": "Support", "isOpen": None}) == "Support"


def test_a_service_that_is_shut_says_so() -> None:
    assert shown("service-card", {"name": "Support", "isOpen": False}) == "Support Closed now"


def test_a_promise_carries_its_date_for_machines_too() -> None:
    promise = {"what": "We will write by", "when": "Tuesday 1 December 2026", "date": "2026-12-01"}
    html = render_component(component_environment(), "promise-date", promise)
    assert (shown("promise-date", promise), 'datetime="2026-12-01"' in html) == (
        "We will write by Tuesday 1 December 2026",
        True,
    )


def test_a_reference_is_in_groups_and_copied_in_one_piece() -> None:
    reference = {
        "label": "Your number",
        "groups": ["CP", "2K7M"],
        "spoken": "C P, two K seven M",
        "copyText": "Copy",
        "separator": "-",
    }
    html = render_component(component_environment(), "reference-panel", reference)
    assert (shown("reference-panel", reference), 'data-copy="CP-2K7M"' in html) == (
        "Your number CP 2K7M To read it out: C P, two K seven M Copy",
        True,
    )


def test_a_thing_done_is_said_as_done() -> None:
    plan = {"items": [{"text": "Call your bank", "isDone": True}, {"text": "Tell a friend"}]}
    assert shown("tick-plan", plan) == "Done: Call your bank Tell a friend"


def test_a_queue_names_its_columns_in_every_cell_for_a_narrow_screen() -> None:
    rows = [{"urgency": "now", "cells": [{"text": "CP 1"}, {"text": "Romance"}]}]
    html = render_component(
        component_environment(),
        "queue",
        {"caption": "1 report", "columns": [{"text": "Report"}, {"text": "Kind"}], "rows": rows},
    )
    assert ('data-label="Kind"' in html, "app-queue__row--now" in html) == (True, True)


def test_an_empty_list_says_what_to_do_next() -> None:
    empty = {"title": "Nothing here", "text": "Reports come here.", "href": "/new", "linkText": "Start one"}
    assert shown("empty-state", empty) == "Nothing here Reports come here. Start one"


def test_key_and_value_are_said_in_order() -> None:
    items = [{"key": {"text": "Unit"}, "value": {"text": "Economic crime"}}]
    assert shown("key-value", {"items": items}) == "Unit Economic crime"


def test_text_of_a_person_is_never_markup() -> None:
    assert "<script>" not in render_component(
        component_environment(), "now-card", {"title": "<script>", "text": "</p><script>"}
    )


def test_what_the_script_says_is_given_to_it_in_the_language_of_the_page() -> None:
    environment = in_capitals()
    asked: dict[str, dict[str, object]] = {
        "exit-this-page": {"redirectUrl": "/"},
        "file-upload": {"name": "a", "javascript": True, "multipleFilesChosenText": {"other": "many"}},
        "password-input": {"name": "a", "hidePasswordText": "Cover"},
    }
    said = {
        component: sorted(
            f"{name}={value}"
            for mark in marks(render_component(environment, component, options))
            for name, value in mark.attributes
            if name.startswith("data-i18n.")
        )
        for component, options in asked.items()
    }
    assert said == {
        "exit-this-page": [
            "data-i18n.activated=LOADING.",
            "data-i18n.press-one-more-time=SHIFT, PRESS 1 MORE TIME TO EXIT.",
            "data-i18n.press-two-more-times=SHIFT, PRESS 2 MORE TIMES TO EXIT.",
            "data-i18n.timed-out=EXIT THIS PAGE EXPIRED.",
        ],
        "file-upload": [
            "data-i18n.choose-files-button=CHOOSE FILE",
            "data-i18n.drop-instruction=OR DROP FILE",
            "data-i18n.entered-drop-zone=ENTERED DROP ZONE",
            "data-i18n.left-drop-zone=LEFT DROP ZONE",
            "data-i18n.multiple-files-chosen.other=many",
            "data-i18n.no-file-chosen=NO FILE CHOSEN",
        ],
        "password-input": [
            "data-i18n.hide-password-aria-label=HIDE PASSWORD",
            "data-i18n.hide-password=Cover",
            "data-i18n.password-hidden-announcement=YOUR PASSWORD IS HIDDEN",
            "data-i18n.password-shown-announcement=YOUR PASSWORD IS VISIBLE",
            "data-i18n.show-password-aria-label=SHOW PASSWORD",
            "data-i18n.show-password=SHOW",
        ],
    }
