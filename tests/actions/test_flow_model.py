"""Whatever is pressed twice, late, in another order, in two tabs, or while the clock jumps: one deed is one deed.

A model of the report flow that Hypothesis drives: it remembers what people were told, and holds the service to it.
"""

import os
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from callpoint.actions.acting import NotTheReporterError, newcomer, reporter
from callpoint.actions.adding import add_to_report
from callpoint.actions.corresponding import write_to_staff
from callpoint.actions.reporting import AlreadySentError, NotDeclaredError, answer, begin_report, submit
from callpoint.actions.returning import CodeNotKnownError, come_back
from callpoint.actions.withdrawing import ask_to_withdraw, take_back_withdrawal
from callpoint.records.models import Outbox
from callpoint.records.opened import NoSuchReportError, own_report
from callpoint.rules.journal import leaf_hash, read_leaf
from callpoint.rules.way import DECLARATION
from callpoint.vault.models import JournalLeaf
from tests.makers import NOON, STORY, seeded

pytestmark = [pytest.mark.django_db, pytest.mark.database]

TIMES = 40 if os.environ.get("CALLPOINT_TEST_FULL") else 1
KEYS = st.sampled_from(["tab one", "tab two", ""])
"""The key of a form; an old browser sends none."""
WHO = st.sampled_from(["self", "another-adult", "organisation"])
TEXTS = ("It was 950.", "He rang again.", "It was 950. ")
WORDS = st.sampled_from(TEXTS)
JUMPS = st.sampled_from(
    [
        timedelta(seconds=1),
        timedelta(0),
        timedelta(seconds=-1),
        timedelta(days=35),
        timedelta(days=-35),
        timedelta(hours=-1),
    ]
)
EARLIEST, LATEST = NOON - timedelta(days=100), NOON + timedelta(days=100)


@dataclass
class Told:
    """What the reporter of one report was told, or was shown to have done."""

    id: UUID
    code: str
    answers: dict[str, str]
    reference: str = ""
    added: str = ""
    """Who it is about, as it was last added."""
    forms: set[str] = field(default_factory=set)
    """The forms of additions that were taken; one that was refused counts when it comes again."""
    messages: set[tuple[str, str]] = field(default_factory=set)
    asks_to_stop: bool = False


class Flow(RuleBasedStateMachine):
    """People who report, with as many tabs as they like."""

    reports = Bundle("reports")
    additions = Bundle("additions")
    presses = Bundle("presses")
    """Forms that were sent, so that a browser can send them once more."""

    def __init__(self) -> None:
        super().__init__()
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.chance = seeded("flow")
        self.at: datetime = NOON
        self.forms = count(1)
        self.all: list[Told] = []

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)

    @rule(by=JUMPS)
    def the_clock_jumps(self, by: timedelta) -> None:
        self.at = min(LATEST, max(EARLIEST, self.at + by))

    @rule(target=reports)
    def somebody_begins(self) -> Told:
        begun = begin_report(
            answers={"story": STORY},
            language="en",
            channel="web",
            by=newcomer(),
            at=self.at,
            chance=self.chance,
        )
        told = Told(id=begun.report_id, code=begun.code, answers={"story": STORY})
        self.all.append(told)
        return told

    @rule(told=reports, who=WHO)
    def an_answer_is_given(self, told: Told, who: str) -> None:
        try:
            answer(report_id=told.id, answers={"who": who}, by=reporter(told.id), at=self.at)
        except AlreadySentError:
            assert told.reference
        else:
            assert not told.reference
            told.answers["who"] = who

    @rule(told=reports, key=KEYS)
    def it_is_sent(self, told: Told, key: str) -> None:
        reference = submit(
            report_id=told.id,
            answers={DECLARATION: "yes"},
            submit_key=key,
            by=reporter(told.id),
            at=self.at,
        )
        assert told.reference in {"", reference}
        if not told.reference:
            told.answers[DECLARATION] = "yes"
        told.reference = reference

    @rule(told=reports)
    def it_is_sent_without_the_declaration(self, told: Told) -> None:
        try:
            reference = submit(report_id=told.id, answers={}, submit_key="", by=reporter(told.id), at=self.at)
        except NotDeclaredError:
            reference = ""
        assert reference == told.reference

    @rule(target=presses, told=reports, key=KEYS, words=WORDS)
    def a_message_is_written(self, told: Told, key: str, words: str) -> tuple[Told, str, str]:
        self._send(told, key, words)
        return told, key, words

    @rule(press=presses)
    def a_message_is_sent_once_more(self, press: tuple[Told, str, str]) -> None:
        self._send(*press)

    @rule(target=presses, press=consumes(presses))
    def a_tab_is_closed(self, press: tuple[Told, str, str]) -> object:
        del press
        return multiple()

    def _send(self, told: Told, key: str, words: str) -> None:
        try:
            write_to_staff(
                report_id=told.id,
                text=words,
                send_key=key,
                by=reporter(told.id),
                at=self.at,
                chance=self.chance,
            )
        except NoSuchReportError:
            assert not told.reference
        else:
            told.messages.add((key, words))

    @rule(target=additions, told=reports, who=WHO)
    def an_answer_is_added(self, told: Told, who: str) -> tuple[Told, str, str]:
        press = told, f"form {next(self.forms)}", who
        self._add(press)
        return press

    @rule(press=additions)
    def an_addition_is_sent_once_more(self, press: tuple[Told, str, str]) -> None:
        self._add(press)

    def _add(self, press: tuple[Told, str, str]) -> None:
        told, key, who = press
        try:
            add_to_report(
                report_id=told.id,
                answers={"who": who},
                send_key=key,
                by=reporter(told.id),
                at=self.at,
                chance=self.chance,
            )
        except NoSuchReportError:
            assert not told.reference
        else:
            told.added = told.added if key in told.forms else who
            told.forms.add(key)

    @rule(told=reports)
    def they_ask_that_it_stops_twice(self, told: Told) -> None:
        if told.reference:
            for _ in range(2):
                ask_to_withdraw(report_id=told.id, words="", send_key="s", by=reporter(told.id), at=self.at)
            told.asks_to_stop = True

    @rule(told=reports)
    def they_go_on_after_all(self, told: Told) -> None:
        if told.reference:
            take_back_withdrawal(report_id=told.id, send_key="s", by=reporter(told.id), at=self.at)
            told.asks_to_stop = False

    @rule(told=reports, other=reports)
    def the_reporter_of_another_report_gets_nowhere(self, told: Told, other: Told) -> None:
        if told.id != other.id:
            with pytest.raises(NotTheReporterError):
                submit(report_id=told.id, answers={}, submit_key="", by=reporter(other.id), at=self.at)
            if told.reference:
                with pytest.raises(CodeNotKnownError):
                    come_back(code=other.code, reference=told.reference, by=newcomer(), at=self.at)

    @rule(told=reports)
    def their_code_brings_them_back(self, told: Told) -> None:
        assert come_back(code=told.code, reference="", by=newcomer(), at=self.at) == told.id

    @invariant()
    def what_was_told_is_there_once(self) -> None:
        for told in self.all:
            mine = own_report(told.id)
            assert (mine.reference, bool(mine.withdraw_asked_at)) == (told.reference, told.asks_to_stop)
            expected = told.answers | ({"who": told.added} if told.added else {})
            assert mine.answers == expected
            written = Counter(one.text for one in mine.messages if one.text in TEXTS)
            assert written == Counter(words for _, words in told.messages)
            assert Outbox.objects.filter(name="report.submitted", object_id=str(told.id)).count() == bool(
                told.reference
            )

    @invariant()
    def the_journal_only_grows_by_whole_leaves(self) -> None:
        submits: Counter[str] = Counter()
        for place, row in enumerate(JournalLeaf.objects.order_by("index")):
            leaf = read_leaf(bytes(row.body))
            assert (row.index, bytes(row.leaf_hash)) == (place, leaf_hash(bytes(row.body)))
            if leaf.what == "report.submit":
                submits[leaf.object_id] += 1
        assert {one: submits[one] for one in map(str, (told.id for told in self.all))} == {
            str(told.id): int(bool(told.reference)) for told in self.all
        }


def test_no_order_of_presses_loses_or_doubles_anything() -> None:
    run_state_machine_as_test(
        Flow,
        settings=settings(
            max_examples=12 * TIMES,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
