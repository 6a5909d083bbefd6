"""How a report is recorded: the codes of the content with how sure they are, and what a decision must say."""

from dataclasses import replace

import pytest

from callpoint.rules.recording_codes import (
    MOST_FOUND,
    TEXT_LIMIT,
    Code,
    Decision,
    NoCodeError,
    NoReasonError,
    NotACodeError,
    NothingToldError,
    RecordedAs,
    RecordingError,
    TooManyLettersError,
    checked,
    codes_of_kind,
    every_code,
    found_codes,
    records_here,
    scheme_of,
)
from tests.rules.known import known

WHOLE = Decision(recorded_as=RecordedAs.CRIME, code="1D", reason=" He paid\r\nher. ", told="")


def test_the_codes_are_those_of_the_place_and_of_no_other() -> None:
    assert [scheme_of(known(home)) for home in ("uk/derbyshire", "uk", "us", "world")] == [
        "nfib",
        "nfib",
        "ic3",
        "",
    ]


def test_a_kind_has_its_own_codes_and_they_are_to_be_checked_first() -> None:
    (code,) = codes_of_kind(known(), "romance-fraud")
    assert (code, code.is_sure) == (
        Code(code="1D", kinds=("romance-fraud",), confidence="from_memory"),
        False,
    )


@pytest.mark.parametrize("kind", ["stalking", "money-mule", "no-such-kind"])
def test_a_kind_without_a_code_gets_none(kind: str) -> None:
    assert codes_of_kind(known(), kind) == ()


def test_every_code_comes_from_the_content_once_and_names_all_its_kinds() -> None:
    kinds = known().content.kinds
    in_content = {code for kind in kinds.values() for code in kind.codes.get("nfib", ())}
    codes = every_code(known())
    assert sorted(code.code for code in codes) == sorted(in_content)
    assert all(code.code in kinds[kind].codes["nfib"] for code in codes for kind in code.kinds)


def test_a_code_of_several_kinds_is_as_unsure_as_the_least_sure() -> None:
    content = known().content
    first, second = content.kinds["romance-fraud"], content.kinds["shopping-fraud"]
    seen = {**first.codes_confidence, "nfib": "seen"}
    kinds = {
        "a": first.model_copy(update={"id": "a", "codes": {"nfib": ("X",)}, "codes_confidence": seen}),
        "b": second.model_copy(update={"id": "b", "codes": {"nfib": ("X", "Y")}}),
        "c": first.model_copy(update={"id": "c", "codes": {"nfib": ("Z",)}, "codes_confidence": seen}),
        "d": first.model_copy(update={"id": "d", "codes": {"nfib": ("Z",)}, "codes_confidence": seen}),
    }
    held = replace(known(), content=replace(content, kinds=kinds))
    assert [(code.code, code.kinds, code.is_sure) for code in every_code(held)] == [
        ("X", ("a", "b"), False),
        ("Y", ("b",), False),
        ("Z", ("c", "d"), True),
    ]


def test_codes_are_found_by_letters_and_by_the_words_of_their_kinds() -> None:
    found = {
        words: [code.code for code in found_codes(known(), words)]
        for words in ("1d", "met ONLINE took", "quokka")
    }
    assert found == {"1d": ["1D"], "met ONLINE took": ["1D"], "quokka": []}
    assert len(found_codes(known(), "")) == MOST_FOUND


def test_a_good_decision_is_kept_without_the_spaces_around_it() -> None:
    assert checked(known(), replace(WHOLE, code=" 1D ", told=" a ")) == replace(
        WHOLE, reason="He paid\nher.", told="a"
    )


@pytest.mark.parametrize("code", ["1D", "NFIB52C", "8/6", "Phishing/Spoofing"])
def test_a_code_of_the_content_or_one_that_can_be_one_is_taken(code: str) -> None:
    assert checked(known(), replace(WHOLE, code=code)).code == code


def test_a_long_code_of_the_content_is_taken_where_it_is_used() -> None:
    decision = replace(WHOLE, code="Confidence/Romance and more")
    with pytest.raises(NotACodeError):
        checked(known("us"), decision)
    long = next(code.code for code in every_code(known("us")) if len(code.code) > 20)
    assert checked(known("us"), replace(WHOLE, code=long)).code == long


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"code": " "}, NoCodeError),
        ({"code": "He paid her 900 pounds"}, NotACodeError),
        ({"code": "<b>"}, NotACodeError),
        ({"reason": " \n "}, NoReasonError),
        ({"recorded_as": RecordedAs.INFORMATION, "code": ""}, NothingToldError),
        ({"recorded_as": RecordedAs.NOT_CRIME, "told": " "}, NothingToldError),
    ],
)
def test_what_a_decision_lacks_is_named(change: dict[str, str], fault: type[RecordingError]) -> None:
    with pytest.raises(fault):
        checked(known(), replace(WHOLE, **change))  # type: ignore[arg-type]  # each change is of its field's type


@pytest.mark.parametrize("field", ["reason", "told"])
def test_a_text_that_is_too_long_says_by_how_much(field: str) -> None:
    with pytest.raises(TooManyLettersError) as refused:
        checked(known(), replace(WHOLE, **{field: "x" * (TEXT_LIMIT + 2)}))  # type: ignore[arg-type]  # as above
    assert (refused.value.field, refused.value.over) == (field, 2)


def test_only_police_and_recording_bodies_record() -> None:
    roles = ("police-force", "recording-body", "support-service", "guide")
    assert [records_here(role) for role in roles] == [True, True, False, False]
