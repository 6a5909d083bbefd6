"""The library of letters: versions, undoing, and that only what is plain comes in."""

from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest

from callpoint.actions.closings_shown import draft_closing
from callpoint.actions.letter_library import (
    NAME_LIMIT,
    Draft,
    LetterChangedError,
    LetterNotTakenError,
    NoSuchLetterError,
    NothingToUndoError,
    add_letter,
    change_letter,
    remove_letter,
    undo_letter,
)
from callpoint.records.models import LetterTemplate
from callpoint.records.queries.closings import letter_versions, letters_in_use
from callpoint.rules.access import DEEDS, Deed, NotAllowedError, Role
from callpoint.rules.letters import STANDARD, NotPlainError
from tests.actions.closings import a_read_report, of_unit
from tests.makers import an_actor, at, deeds

pytestmark = [pytest.mark.django_db, pytest.mark.database]

DRAFT = Draft(
    name="Sent in error,  warm",
    outcome="sent-in-error",
    language="en",
    letter=replace(STANDARD, sorry="Thank you for the report of {sent_on}. It was not your fault."),
)


def kept(draft: Draft = DRAFT) -> UUID:
    return add_letter(draft=draft, by=an_actor(role=Role.SUPERVISOR), at=at())


def test_a_letter_is_kept_with_each_version_and_who_wrote_it() -> None:
    letter_id = kept()
    change_letter(
        letter_id=letter_id,
        version=1,
        draft=replace(DRAFT, name="Other"),
        by=an_actor(role=Role.INVESTIGATOR),
        at=at(hours=1),
    )
    assert [(line.version, line.name, line.edited_at) for line in letter_versions(letter_id)] == [
        (2, "Other", at(hours=1)),
        (1, "Sent in error, warm", at()),
    ]
    assert deeds()[-1] == "letter.keep"


def test_the_newest_version_is_in_use_for_its_outcome_and_language() -> None:
    letter_id = kept()
    kept(replace(DRAFT, name="For any", outcome=""))
    kept(replace(DRAFT, name="Dla kogoś", language="pl"))
    names = {
        (outcome, language): [line.name for line in letters_in_use(outcome=outcome, language=language)]
        for outcome, language in (("sent-in-error", "en"), ("no-crime-found", "en"), ("", ""), ("", "pl"))
    }
    assert names == {
        ("sent-in-error", "en"): ["For any", "Sent in error, warm"],
        ("no-crime-found", "en"): ["For any"],
        ("", ""): ["Dla kogoś", "For any", "Sent in error, warm"],
        ("", "pl"): ["Dla kogoś"],
    }
    assert letter_versions(letter_id)[0].letter == DRAFT.letter


def test_a_letter_of_the_library_is_filled_with_the_facts_of_the_report() -> None:
    letter_id = kept()
    report_id = a_read_report()
    drafted = draft_closing(
        report_id=report_id,
        outcome_id="sent-in-error",
        letter_id=str(letter_id),
        by=of_unit(report_id),
        at=at(hours=2),
    )
    assert drafted.letter is not None
    assert drafted.letter.sorry == (
        "Thank you for the report of Saturday 21 November 2026. It was not your fault."
    )


def test_what_was_taken_out_comes_back_by_undoing_and_goes_again() -> None:
    letter_id, by = kept(), an_actor(role=Role.SUPERVISOR)
    in_use = []
    for step, version in ((remove_letter, 1), (undo_letter, 2), (undo_letter, 3)):
        step(letter_id=letter_id, version=version, by=by, at=at(hours=version))
        in_use.append(len(letters_in_use()))
    assert (in_use, LetterTemplate.objects.count()) == ([0, 1, 0], 4)
    assert deeds()[-3:] == ["letter.remove", "letter.keep", "letter.remove"]


def test_who_read_an_older_version_changes_nothing() -> None:
    letter_id, by = kept(), an_actor(role=Role.SUPERVISOR)
    change_letter(letter_id=letter_id, version=1, draft=DRAFT, by=by, at=at(hours=1))
    with pytest.raises(LetterChangedError):
        change_letter(letter_id=letter_id, version=1, draft=DRAFT, by=by, at=at(hours=2))
    with pytest.raises(NoSuchLetterError):
        remove_letter(letter_id=uuid4(), version=1, by=by, at=at(hours=2))


def test_a_first_version_has_nothing_before_it() -> None:
    with pytest.raises(NothingToUndoError):
        undo_letter(letter_id=kept(), version=1, by=an_actor(role=Role.SUPERVISOR), at=at())


@pytest.mark.parametrize(
    "change",
    [
        {"name": " "},
        {"name": "x" * (NAME_LIMIT + 1)},
        {"outcome": "outcome-7"},
        {"language": "xx"},
    ],
)
def test_a_letter_needs_a_name_an_outcome_and_a_language_of_ours(change: dict[str, Any]) -> None:
    with pytest.raises(LetterNotTakenError):
        kept(replace(DRAFT, **change))


def test_a_letter_that_blames_is_not_kept() -> None:
    with pytest.raises(NotPlainError):
        kept(replace(DRAFT, letter=replace(STANDARD, why="You fell for it.")))


@pytest.mark.parametrize("role", list(Role))
def test_editing_follows_the_table_of_access(role: Role) -> None:
    by = an_actor(role=role)
    if Deed.EDIT_LETTERS in DEEDS[role]:
        made = add_letter(draft=DRAFT, by=by, at=at())
        assert LetterTemplate.objects.filter(letter=made).exists()
        return
    letter_id = kept()
    for step in (
        lambda: add_letter(draft=DRAFT, by=by, at=at()),
        lambda: change_letter(letter_id=letter_id, version=1, draft=DRAFT, by=by, at=at()),
        lambda: remove_letter(letter_id=letter_id, version=1, by=by, at=at()),
        lambda: undo_letter(letter_id=letter_id, version=1, by=by, at=at()),
    ):
        with pytest.raises(NotAllowedError):
            step()
