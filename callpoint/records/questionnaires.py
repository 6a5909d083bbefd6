"""Keeps each version of the questions that a report has answered, and finds it again."""

from datetime import datetime

from callpoint.records.knowledge import knowledge
from callpoint.records.models import AskedQuestionnaire
from callpoint.rules.asked import AskedQuestion, Questionnaire, questionnaire_of

_in_force: dict[str, Questionnaire] = {}
"""The questions of the content in force, by the content's version; one at a time."""


def _current() -> Questionnaire:
    content = knowledge().content
    if content.version not in _in_force:
        _in_force.clear()
        _in_force[content.version] = questionnaire_of(content)
    return _in_force[content.version]


def keep_questionnaire(*, at: datetime, known: str = "") -> str:
    """
    Keep the questions in force, where they are not kept yet, and return their version.

    `known` is a version that is kept already, such as that of the report at hand.
    """
    asked = _current()
    if asked.version == known:
        return known
    AskedQuestionnaire.objects.get_or_create(
        version=asked.version, defaults={"body": asked.body, "first_used_at": at}
    )
    return asked.version


def questions_asked(version: str) -> dict[str, AskedQuestion]:
    """Give the questions of a version; every report's version was kept when it was answered."""
    row = AskedQuestionnaire.objects.get(version=version)
    return Questionnaire(version=version, body=row.body).questions()
