"""What is rising, for the staff: found, filtered by ids, saved as a file; warnings and alerts with their presses."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from callpoint.actions.counting import week_of
from callpoint.clock import now
from callpoint.records.models import Alert, SeriesWarning
from callpoint.rules.access import Role
from callpoint.rules.alerts import AlertWords, mark_of
from tests.actions.trends import DERBYSHIRE, LOOK, WORDS, a_draft_alert, a_modelled_year, a_warning
from tests.makers import signed_in_client

pytestmark = [pytest.mark.django_db, pytest.mark.database]

TOLD = {"kind": "courier-fraud", "area": DERBYSHIRE, "title": WORDS.title, "text": WORDS.text}


PUBLISHED = {"do": "publish", "mark": LOOK.mark, "names_nobody": "yes"}


@pytest.fixture
def analyst() -> Client:
    return signed_in_client(role=Role.ANALYST, unit="")


def page(client: Client, name: str, *args: object, query: str = "") -> str:
    response = client.get(reverse(name, args=args) + query)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_a_finding_is_a_sentence_with_its_numbers_and_leads_to_an_alert(analyst: Client) -> None:
    a_modelled_year(when=now())
    shown = page(analyst, "staff_trends")
    assert "Derbyshire: 19 reports last week, where" in shown
    assert f"{reverse('staff_alert_new')}?kind=courier-fraud&amp;area={DERBYSHIRE}" in shown


def test_filters_stand_in_the_address_by_ids_and_what_is_no_id_is_passed_over(analyst: Client) -> None:
    a_modelled_year(when=now())
    chosen = page(analyst, "staff_trends", query="?kind=courier-fraud&channel=call&weeks=13")
    wrong = page(analyst, "staff_trends", query="?kind=zzqq&area=zzqq&channel=zzqq&weeks=zzqq")
    assert 'value="courier-fraud" selected' in chosen
    assert "weeks.csv?kind=courier-fraud&amp;channel=call&amp;weeks=13" in chosen
    assert "zzqq" not in wrong


def test_nothing_counted_yet_is_said(analyst: Client) -> None:
    shown = page(analyst, "staff_trends")
    assert "Too few weeks to say what is usual" in shown
    assert "No report of this sort was counted in these weeks." in shown


def test_calm_weeks_have_no_finding(analyst: Client) -> None:
    a_modelled_year(when=now() + timedelta(weeks=2), weeks=16)
    assert "Nothing is rising" in page(analyst, "staff_trends", query="?kind=ticket-fraud")


def test_the_file_holds_ids_and_numbers(analyst: Client) -> None:
    a_modelled_year(when=now(), weeks=3)
    response = analyst.get(reverse("staff_trends_csv") + f"?kind=courier-fraud&area={DERBYSHIRE}")
    lines = response.content.decode().splitlines()
    last_whole = (week_of(now()) - timedelta(weeks=1)).isoformat()
    assert lines[0] == "week_of,kind,police_area,contact_by,reports,lost,reports_with_amount,still_runs"
    assert lines[-2] == f"{last_whole},courier-fraud,{DERBYSHIRE},,19,123500,19,no"


@pytest.mark.parametrize("role", Role)
def test_who_sees_what_is_rising_follows_the_table(role: Role) -> None:
    client = signed_in_client(role=role)
    may = role in {Role.ANALYST, Role.SUPERVISOR, Role.INVESTIGATOR, Role.ASSESSOR}
    statuses = {
        client.get(reverse(name)).status_code for name in ("staff_trends", "staff_warnings", "staff_alerts")
    }
    assert statuses == {200 if may else 403}


def test_a_warning_waits_until_it_is_closed_with_a_reason(analyst: Client) -> None:
    warning = a_warning(when=now())
    asked = {"warning": str(warning.id), "do": "seen"}
    assert reverse("staff_series", args=[warning.series_id]) in page(analyst, "staff_warnings")
    without = analyst.post(reverse("staff_warnings"), asked)
    closed = analyst.post(reverse("staff_warnings"), {**asked, "because": "worked-on"})
    again = analyst.post(reverse("staff_warnings"), {**asked, "because": "worked-on"})
    assert (without.status_code, closed.status_code, again.status_code) == (422, 302, 422)
    assert (SeriesWarning.objects.get().state, "Nothing waits" in page(analyst, "staff_warnings")) == (
        "seen",
        True,
    )


@pytest.mark.parametrize("asked", [{"do": "zzz"}, {"do": "seen", "warning": "zzz"}])
def test_a_press_that_names_nothing_is_not_found(analyst: Client, asked: dict[str, str]) -> None:
    warning = a_warning(when=now())
    told = {"warning": str(warning.id), **asked}
    assert analyst.post(reverse("staff_warnings"), told).status_code == 404


def test_who_may_only_look_closes_nothing() -> None:
    warning, client = a_warning(when=now()), signed_in_client(role=Role.INVESTIGATOR)
    told = {"warning": str(warning.id), "do": "seen", "because": "known"}
    assert client.post(reverse("staff_warnings"), told).status_code == 403
    assert "Why?" not in page(client, "staff_warnings")


def words_of(alert: Alert) -> AlertWords:
    return AlertWords(title=alert.title, text=alert.text, what_to_do=alert.what_to_do)


def test_words_that_changed_between_look_and_press_are_shown_again_and_their_tick_is_not_kept() -> None:
    alert_id = a_draft_alert(when=now())
    reader, url = signed_in_client(role=Role.SUPERVISOR, unit=""), reverse("staff_alert", args=[alert_id])
    assert f'name="mark" value="{LOOK.mark}"' in page(reader, "staff_alert", alert_id)
    Alert.objects.update(text="He asks you to pay.")
    refused = reader.post(url, PUBLISHED)
    shown = refused.content.decode()
    seen = [
        text in shown
        for text in ("The draft was changed meanwhile. Read it again.", "He asks you to pay.", " checked")
    ]
    assert (refused.status_code, seen, Alert.objects.get().state) == (422, [True, True, False], "draft")


def test_who_publishes_says_that_nobody_is_named(analyst: Client) -> None:
    alert_id = a_draft_alert(when=now())
    refused = analyst.post(reverse("staff_alert", args=[alert_id]), {"do": "publish", "mark": LOOK.mark})
    told = "Say that it names nobody." in refused.content.decode()
    assert (refused.status_code, told, Alert.objects.get().state) == (422, True, "draft")


def test_an_alert_goes_from_draft_to_the_public_by_two_persons(analyst: Client) -> None:
    analyst.post(reverse("staff_alert_new"), {**TOLD, "what_to_do": WORDS.what_to_do})
    alert = Alert.objects.get()
    own = analyst.post(reverse("staff_alert", args=[alert.id]), {"do": "publish"})
    preview = page(signed_in_client(role=Role.SUPERVISOR, unit=""), "staff_alert", alert.id)
    other = signed_in_client(role=Role.SUPERVISOR, unit="")
    other.post(reverse("staff_alert", args=[alert.id]), PUBLISHED)
    public = Client().get(reverse("area", args=["derbyshire"])).content.decode()
    assert (own.status_code, "Publish it" in preview, "Reading grade" in preview) == (422, True, True)
    assert WORDS.title in public


def test_what_is_missing_or_wrong_is_asked_for_again_with_what_was_typed(analyst: Client) -> None:
    form = reverse("staff_alert_new")
    told = ({**TOLD, "title": ""}, {**TOLD, "kind": "zzz"}, {**TOLD, "title": "a" * 121})
    answers = [analyst.post(form, each) for each in told]
    assert [answer.status_code for answer in answers] == [422] * 3
    assert all("Then a man comes to your door." in answer.content.decode() for answer in answers)


def test_words_can_be_changed_until_they_are_public(analyst: Client) -> None:
    alert_id = a_draft_alert(when=now())
    url = reverse("staff_alert_words", args=[alert_id])
    empty = analyst.post(url, {**TOLD, "title": " "})
    changed = analyst.post(url, {**TOLD, "title": "Other words", "what_to_do": "Hang up."})
    signed_in_client(role=Role.SUPERVISOR, unit="").post(
        reverse("staff_alert", args=[alert_id]), {**PUBLISHED, "mark": mark_of(words_of(Alert.objects.get()))}
    )
    late = analyst.post(url, {**TOLD, "title": "Too late"})
    assert [empty.status_code, changed.status_code, late.status_code] == [422, 302, 302]
    assert Alert.objects.get().title == "Other words"


def test_a_withdrawn_alert_takes_no_step(analyst: Client) -> None:
    alert_id = a_draft_alert(when=now())
    url = reverse("staff_alert", args=[alert_id])
    first, second = (analyst.post(url, {"do": "withdraw"}).status_code for _ in range(2))
    assert (first, second, analyst.post(url, {"do": "zzz"}).status_code) == (302, 422, 404)


def test_what_is_not_plain_says_what_to_change(analyst: Client) -> None:
    hard = {**TOLD, "text": "one " * 30, "what_to_do": "Ring 020 7946 0000."}
    analyst.post(reverse("staff_alert_new"), hard)
    alert = Alert.objects.get()
    refused = signed_in_client(role=Role.SUPERVISOR, unit="").post(
        reverse("staff_alert", args=[alert.id]), {**PUBLISHED, "mark": mark_of(words_of(alert))}
    )
    shown = refused.content.decode()
    assert (refused.status_code, "Make two of it." in shown, "Take it out." in shown) == (422, True, True)


def test_an_alert_that_is_not_there_is_not_found(analyst: Client) -> None:
    nowhere = "00000000-0000-4000-8000-000000000000"
    assert analyst.get(reverse("staff_alert", args=[nowhere])).status_code == 404


def test_who_may_not_write_is_kept_from_it() -> None:
    client = signed_in_client(role=Role.INVESTIGATOR)
    alert_id = a_draft_alert(when=now())
    assert [
        client.get(reverse("staff_alert_new")).status_code,
        client.post(reverse("staff_alert", args=[alert_id]), {"do": "withdraw"}).status_code,
        "Write an alert" in page(client, "staff_alerts"),
    ] == [403, 403, False]
