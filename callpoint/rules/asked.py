"""The questions of one day, kept so that an old report is shown with the questions it was asked."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from callpoint.rules.content.load import Content


@dataclass(frozen=True, kw_only=True)
class AskedQuestion:
    """A question as it was asked, and its choices as they were worded."""

    ask: str
    choices: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Questionnaire:
    """All questions under one version: the hash of what they say."""

    version: str
    body: str
    """Canonical JSON: question id to its wording and its choices."""

    def questions(self) -> dict[str, AskedQuestion]:
        """Give every question by its id."""
        return {
            name: AskedQuestion(ask=said["ask"], choices=said["choices"])
            for name, said in json.loads(self.body).items()
        }


def questionnaire_of(content: Content) -> Questionnaire:
    """Take the questions of a content, with the choice of situations, as one versioned value."""
    asked: dict[str, dict[str, object]] = {
        question.id: {"ask": question.ask, "choices": {each.id: each.label for each in question.choices}}
        for question in content.questions.values()
    }
    asked["situation"] = {
        "ask": "What is going on?",
        "choices": {each.id: each.label for each in content.situations.values()},
    }
    body = json.dumps(asked, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return Questionnaire(version=sha256(body.encode()).hexdigest(), body=body)
