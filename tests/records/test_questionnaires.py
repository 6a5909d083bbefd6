"""An old report keeps the questions it was asked, whatever the content says later."""

from dataclasses import replace
from types import MappingProxyType
from uuid import UUID

import pytest

from callpoint.actions.acting import reporter
from callpoint.actions.reading import open_report
from callpoint.actions.reporting import answer
from callpoint.records import knowledge as shelf
from callpoint.records.knowledge import knowledge
from callpoint.records.models import AskedQuestionnaire, Report
from callpoint.records.questionnaires import questions_asked
from tests.makers import a_draft, a_report, an_actor, at

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def other_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put content in force in which one question has other words."""
    held = knowledge()
    content = held.content
    changed = content.questions["name"].model_copy(update={"ask": "Who are you?"})
    questions = MappingProxyType({**content.questions, "name": changed})
    newer = replace(held, content=replace(content, questions=questions, version="newer"))
    monkeypatch.setattr(shelf._shelf, "held", newer)  # noqa: SLF001 - the one place where content is in force


def asked_name(report_id: UUID) -> str:
    version = Report.objects.values_list("questions_version", flat=True).get(id=report_id)
    return questions_asked(version)["name"].ask


def test_the_questions_in_force_are_kept_once() -> None:
    a_draft()
    a_draft()
    kept = AskedQuestionnaire.objects.get()
    assert str(kept) == kept.version[:12]


def test_an_old_report_is_shown_with_the_words_it_was_asked_in(other_words: None) -> None:
    del other_words
    report_id = a_report(name="Ann")
    opened = open_report(report_id=report_id, by=an_actor(), at=at(hours=1))
    assert opened.questions["name"].ask == "Who are you?"


def test_a_draft_that_goes_on_takes_the_newer_questions(request: pytest.FixtureRequest) -> None:
    begun = a_draft()
    before = asked_name(begun.report_id)
    request.getfixturevalue("other_words")
    answer(report_id=begun.report_id, answers={"name": "Ann"}, by=reporter(begun.report_id), at=at(minutes=1))
    assert (before, asked_name(begun.report_id)) == ("What is your name?", "Who are you?")
