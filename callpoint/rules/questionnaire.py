"""Whether a question is worth asking, whether an answer is good, and what a report still lacks.

Answers are kept as `{question id: text}`, or a list of texts where several may be chosen,
beside the version of the questions that asked them. Which page comes next is `rules.way`.
The question for files is answered `added` once there is one; the files themselves are exhibits.

Errors:
    ValueError
        AnswerNotAcceptedError    what was typed cannot be kept as it is
"""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from callpoint.rules.content.model import Question
from callpoint.rules.content.whole import Content
from callpoint.rules.reading.cards import without_card_numbers
from callpoint.rules.reading.contacts import read_email

Answers = Mapping[str, str | list[str]]
"""Question id to what was typed or chosen; the form in which answers are stored."""
Value = str | int | bool | tuple[str, ...] | None
"""An answer with its type; None stands for nothing given and for "I do not know"."""

DO_NOT_KNOW: Final = "do-not-know"
"""Accepted wherever somebody types, and the id of that choice wherever one is offered."""
LIMITS: Final[Mapping[str, int]] = MappingProxyType({"long": 5000, "url": 4000, "email": 320, "domain": 253})
"""The most characters of a type, unless its question says otherwise."""
LIMIT: Final = 500
"""The most characters of every other type."""

_WHOLE_NUMBER: Final = re.compile(r"[0-9]{1,9}|[0-9]{1,3}(?:[ ,\xa0\u202f][0-9]{3}){1,2}")
_NOT_A_DIGIT: Final = re.compile(r"[^0-9]")
_LONE_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_REACHABLE: Final = frozenset({"email", "tel"})
"""What a browser may fill in: the person's own mail address or phone, by which they are reached."""
_FEWEST_DIGITS: Final = 6
"""Of a phone number with its area, anywhere (ITU-T E.164 sets no lower bound; the shortest in use have seven)."""
_SCALE: Final = frozenset(str(step) for step in range(11))


class Refusal(StrEnum):
    """Why an answer is not accepted, in words that say what to do; each is translated."""

    TOO_LONG = "Please make your answer shorter. Characters to take out: {over}."
    NOT_OFFERED = "Please choose from the answers shown."
    ONE_ONLY = "Please give one answer only."
    NOT_A_NUMBER = "Please type a whole number, such as 12. Or say that you do not know."
    NOT_ON_SCALE = "Please choose a number from 0 to 10."
    UNREADABLE = "We cannot read a part of this text. Please type that part again."
    NO_EMAIL = "This is no whole email address. Please write it like this: name@example.org."
    NO_PHONE = "We see no phone number here. Please type its digits, such as 07700 900123."


class AnswerNotAcceptedError(ValueError):
    """An answer cannot be kept; `message` tells the person what to do.

    `template` and `values` are the parts of the message, for translation.
    """

    def __init__(self, question_id: str, message: str, **values: int) -> None:
        self.question_id = question_id
        self.template = str(message)
        self.values = values
        self.message = self.template.format(**values)
        super().__init__(f"{question_id}: {self.message}")


@dataclass(frozen=True)
class Answer:
    """One accepted answer: as typed, and as a typed value."""

    question_id: str
    stored: str | tuple[str, ...]
    value: Value

    def as_stored(self) -> str | list[str]:
        """Give it as the answers of a report hold it."""
        return self.stored if isinstance(self.stored, str) else list(self.stored)


@dataclass(frozen=True)
class Completeness:
    """What a report lacks, as question ids in the order in which they are asked."""

    missing: tuple[str, ...]
    """Without one of these the report cannot be sent."""
    to_confirm: tuple[str, ...]
    """Asked once more on the check page; the report can be sent without."""
    blank: tuple[str, ...]
    """Fitting questions with no answer, shown as "Not given"."""

    @property
    def may_be_sent(self) -> bool:
        """Say whether nothing holds the report back."""
        return not self.missing


def kind_tags(content: Content, kinds: Collection[str]) -> frozenset[str]:
    """Give every name under which a question may ask for these kinds.

    That is `all`, the kind ids themselves, `set:<name>` for each set with one of them, and
    `group:<group>` for the groups they are of.
    """
    sets = (
        f"set:{name}" for name, members in content.kind_sets.items() if not set(members).isdisjoint(kinds)
    )
    groups = (f"group:{content.kinds[kind].group}" for kind in kinds if kind in content.kinds)
    return frozenset({"all", *kinds, *sets, *groups})


def fits(question: Question, answers: Answers, tags: Collection[str]) -> bool:
    """Say whether a question is worth asking: its kinds, earlier answers, nothing twice.

    `tags` are those of `kind_tags`. A condition on a question that was skipped or not yet
    asked does not hold.
    """
    return (
        not set(question.kinds).isdisjoint(tags)
        and depends_hold(question, answers)
        and not is_told_elsewhere(question, answers)
    )


def depends_hold(question: Question, answers: Answers) -> bool:
    """Say whether the earlier answers that make a question worth asking were given."""
    return all(
        not _chosen(answers, earlier).isdisjoint(accepted) for earlier, accepted in question.ask_if.items()
    )


def is_told_elsewhere(question: Question, answers: Answers) -> bool:
    """Say whether the answer to an earlier question already gives this fact."""
    return any(_is_known(answers, earlier) for earlier in question.skip_if_answered)


def check_answer(question: Question, raw: str | tuple[str, ...]) -> Answer:
    """Read what was typed or chosen; nothing typed is a skip, which is always accepted.

    Text is kept exactly as typed, with its spaces and line ends; only NUL, which
    PostgreSQL cannot store, becomes U+FFFD, and the full number of a payment card is cut down to
    its last four digits (questions, `handling.never_asked`). A line end counts as one character.
    Types with a format of their own (dates, money, phone …) are kept as text here.
    Raises `AnswerNotAcceptedError`.
    """
    typed = (raw,) if isinstance(raw, str) else raw
    parts = tuple(_storable(question, part) for part in typed)
    if question.type == "checks":
        chosen = _several(question, parts)
        return Answer(question.id, chosen, chosen or None)
    if len(parts) > 1:
        raise AnswerNotAcceptedError(question.id, Refusal.ONE_ONLY)
    text = "".join(parts)
    if question.autofill in _REACHABLE and text.strip() not in {"", DO_NOT_KNOW}:
        _check_reachable(question, text)
    read = _READERS.get(question.type, _text)
    return Answer(question.id, text, read(question, text) if text.strip() else None)


def completeness(content: Content, *, kinds: Collection[str], answers: Answers) -> Completeness:
    """Say what a report lacks; `required_where` of a question says what it holds back.

    A required yes-or-no question needs its yes; "I do not know" is an answer for the check
    page and for no other. Rows and files are judged where they are added, not here.
    """
    tags = kind_tags(content, kinds)
    fitting = [one for one in content.questions.values() if fits(one, answers, tags)]
    return Completeness(
        missing=tuple(
            one.id
            for one in fitting
            if one.required
            and one.required_where == "report"
            and not any(_stands(content.questions[named], answers) for named in (one.id, *one.in_place))
        ),
        to_confirm=tuple(
            one.id
            for one in fitting
            if one.required and one.required_where == "check" and not _chosen(answers, one.id)
        ),
        blank=tuple(one.id for one in fitting if not _chosen(answers, one.id)),
    )


def _chosen(answers: Answers, question_id: str) -> frozenset[str]:
    """Give what stands as the answer; nothing where it was skipped or never asked."""
    said = answers.get(question_id, "")
    texts = (said,) if isinstance(said, str) else said
    return frozenset(text for text in texts if text.strip())


def _is_known(answers: Answers, question_id: str) -> bool:
    return bool(_chosen(answers, question_id) - {DO_NOT_KNOW})


def _stands(question: Question, answers: Answers) -> bool:
    if question.type == "bool":
        return "yes" in _chosen(answers, question.id)
    return _is_known(answers, question.id)


def _storable(question: Question, text: str) -> str:
    if _LONE_SURROGATE.search(text):
        raise AnswerNotAcceptedError(question.id, Refusal.UNREADABLE)
    limit = question.limit or LIMITS.get(question.type, LIMIT)
    over = len(text.replace("\r\n", "\n")) - limit
    if over > 0:
        raise AnswerNotAcceptedError(question.id, Refusal.TOO_LONG, over=over)
    return without_card_numbers(text.replace("\0", "\N{REPLACEMENT CHARACTER}"))


def _several(question: Question, parts: tuple[str, ...]) -> tuple[str, ...]:
    """Give the chosen ones in the order of the question, each once."""
    chosen = {part for part in parts if part.strip()}
    offered = tuple(choice.id for choice in question.choices)
    if not chosen <= set(offered):
        raise AnswerNotAcceptedError(question.id, Refusal.NOT_OFFERED)
    return tuple(choice for choice in offered if choice in chosen)


def _check_reachable(question: Question, text: str) -> None:
    """Let a way to reach the person pass that can be one; of a suspect's anything is kept as it is."""
    digits = sum(letter.isdigit() for letter in text)
    if question.autofill == "email" and read_email(text) is None:
        raise AnswerNotAcceptedError(question.id, Refusal.NO_EMAIL)
    if question.autofill == "tel" and digits < _FEWEST_DIGITS:
        raise AnswerNotAcceptedError(question.id, Refusal.NO_PHONE)


def _text(_question: Question, text: str) -> Value:
    return None if text == DO_NOT_KNOW else text


def _radio(question: Question, text: str) -> Value:
    if text not in {choice.id for choice in question.choices}:
        raise AnswerNotAcceptedError(question.id, Refusal.NOT_OFFERED)
    return text


def _yes_or_no(question: Question, text: str) -> Value:
    if text not in {"yes", "no"}:
        raise AnswerNotAcceptedError(question.id, Refusal.NOT_OFFERED)
    return text == "yes"


def _number(question: Question, text: str) -> Value:
    if text == DO_NOT_KNOW:
        return None
    if not _WHOLE_NUMBER.fullmatch(text.strip()):
        raise AnswerNotAcceptedError(question.id, Refusal.NOT_A_NUMBER)
    return int(_NOT_A_DIGIT.sub("", text))


def _scale(question: Question, text: str) -> Value:
    if text == DO_NOT_KNOW:
        return None
    if text.strip() not in _SCALE:
        raise AnswerNotAcceptedError(question.id, Refusal.NOT_ON_SCALE)
    return int(text)


_READERS: Final[Mapping[str, Callable[[Question, str], Value]]] = MappingProxyType(
    {
        "radio": _radio,
        "bool": _yes_or_no,
        "number": _number,
        "scale-0-10": _scale,
    }
)
