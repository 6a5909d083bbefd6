"""Requests to other bodies: what one must say, when its answer is wanted, what an answer holds, how it stands."""

from datetime import UTC, datetime, timedelta

import pytest

from callpoint.rules.content.request_model import RequestKind, RequestResult
from callpoint.rules.dates import calendar_of
from callpoint.rules.intervening import (
    TAKEN_BACK,
    Channel,
    InterventionError,
    NoBodyError,
    NoChannelError,
    NoReasonGivenError,
    NoSuchResultError,
    NotConfirmedError,
    NotedReply,
    Reply,
    TooManyWordsError,
    Wording,
    answer_due,
    checked_reply,
    checked_sending,
    checked_wording,
    result_of,
    standing_of,
)
from callpoint.rules.sums import Sum
from tests.rules.known import known

SATURDAY = datetime(2026, 11, 21, 12, tzinfo=UTC)
NOUGHT = Sum(minor=0, currency="GBP")
WHOLE = Wording(to="South", words="Please.", authority="", is_confirmed=True)
KIND = RequestKind(
    id="hold",
    title="Hold",
    to="the bank",
    target="receiving-bank",
    asks=("Please hold it.",),
    due="P1D",
    days="working",
    due_now="PT1H",
    results=(
        RequestResult(id="held", label="Held", sums=True),
        RequestResult(id="refused", label="Refused", reason=True),
        RequestResult(id="gone", label="Gone"),
    ),
    source="a test",
    confidence="seen",
)


def test_a_wording_is_kept_without_the_spaces_around_it() -> None:
    said = Wording(to=" South ", words=" a\r\nb ", authority=" x ", is_confirmed=True, tells=False)
    assert checked_wording(said) == Wording(
        to="South", words="a\nb", authority="x", is_confirmed=True, tells=False
    )


@pytest.mark.parametrize(
    ("said", "refused"),
    [
        (Wording(to=" ", is_confirmed=True), NoBodyError),
        (Wording(to="South"), NotConfirmedError),
        (Wording(to="x" * 201, is_confirmed=True), TooManyWordsError),
        (Wording(to="South", words="x" * 2001, is_confirmed=True), TooManyWordsError),
        (Wording(to="South", authority="x" * 201, is_confirmed=True), TooManyWordsError),
    ],
)
def test_a_wording_that_lacks_something_is_refused(said: Wording, refused: type[InterventionError]) -> None:
    with pytest.raises(refused):
        checked_wording(said)


def test_what_is_too_long_is_said_by_its_field() -> None:
    with pytest.raises(TooManyWordsError) as refused:
        checked_sending("post", "x" * 203)
    assert (refused.value.field, refused.value.over) == ("contact", 3)


def test_a_way_out_is_one_of_those_there_are() -> None:
    assert checked_sending("post", " Desk ") == (Channel.POST, "Desk")
    with pytest.raises(NoChannelError):
        checked_sending("pigeon", "")


@pytest.mark.parametrize(
    ("kind", "said", "wanted"),
    [
        (KIND, Reply(result="held", held="5", words=" ok "), (500, "ok")),
        (KIND, Reply(result="gone", held="5"), (0, "")),
        (KIND, Reply(result="refused", words="no"), (0, "no")),
        (KIND, Reply(result=TAKEN_BACK, words="wrong bank"), (0, "wrong bank")),
        (None, Reply(result=TAKEN_BACK, words="wrong bank", held="5"), (0, "wrong bank")),
    ],
)
def test_an_answer_keeps_the_sums_that_belong_to_it(
    kind: RequestKind | None, said: Reply, wanted: tuple[int, str]
) -> None:
    minor, words = wanted
    kept = NotedReply(result=said.result, held=Sum(minor=minor, currency="GBP"), returned=NOUGHT, words=words)
    assert checked_reply(kind, said, asked=None, home="GBP") == kept


@pytest.mark.parametrize(
    ("kind", "said", "refused"),
    [
        (KIND, Reply(result="eaten"), NoSuchResultError),
        (None, Reply(result="held"), NoSuchResultError),
        (KIND, Reply(result="refused", words=" "), NoReasonGivenError),
        (KIND, Reply(result=TAKEN_BACK), NoReasonGivenError),
        (KIND, Reply(result="gone", words="x" * 2001), TooManyWordsError),
    ],
)
def test_an_answer_that_cannot_be_kept_is_refused(
    kind: RequestKind | None, said: Reply, refused: type[InterventionError]
) -> None:
    with pytest.raises(refused):
        checked_reply(kind, said, asked=None, home="GBP")


def test_a_result_is_found_by_its_id_where_there_is_a_kind() -> None:
    found = result_of(KIND, "held")
    assert (found and found.label, result_of(KIND, "x"), result_of(None, "held")) == ("Held", None, None)


@pytest.mark.parametrize(
    ("kind", "urgency", "wanted"),
    [
        (KIND, "now", SATURDAY + timedelta(hours=1)),
        (KIND, "soon", SATURDAY + timedelta(days=3, hours=5)),
        (KIND.model_copy(update={"due_now": ""}), "now", SATURDAY + timedelta(days=3, hours=5)),
    ],
)
def test_the_golden_hour_holds_for_reports_of_now_only(
    kind: RequestKind, urgency: str, wanted: datetime
) -> None:
    calendar = calendar_of(known(), None)
    assert answer_due(kind, urgency=urgency, sent_at=SATURDAY, calendar=calendar) == wanted


@pytest.mark.parametrize(
    ("sent", "answered", "minutes", "wanted"),
    [
        (False, False, 0, "ready"),
        (True, False, 10, "open"),
        (True, False, 45, "due soon"),
        (True, False, 60, "due soon"),
        (True, False, 61, "overdue"),
        (True, True, 99, "answered"),
        (False, True, 99, "answered"),
    ],
)
def test_a_request_warns_before_its_time_is_over(
    *, sent: bool, answered: bool, minutes: int, wanted: str
) -> None:
    due = SATURDAY + timedelta(hours=1)
    found = standing_of(
        sent_at=SATURDAY if sent else None,
        due=due if sent else None,
        answered_at=due if answered else None,
        at=SATURDAY + timedelta(minutes=minutes),
    )
    assert found == wanted


def test_a_request_without_a_time_is_never_late() -> None:
    assert standing_of(sent_at=SATURDAY, due=None, answered_at=None, at=SATURDAY) == "ready"


def test_a_whole_wording_passes() -> None:
    assert checked_wording(WHOLE) == WHOLE
