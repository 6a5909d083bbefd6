"""Exhibits of a report that tells later of a child, or of a threat: withheld with a leaf, and opened by nobody."""

from pathlib import Path
from uuid import UUID

import pytest
from pytest_django import Settings

from callpoint.actions.acting import reporter
from callpoint.actions.adding import add_to_report
from callpoint.actions.exhibits import NewExhibit, WithheldError, take_in_exhibit
from callpoint.actions.opening import open_exhibit
from callpoint.actions.reading import open_report
from callpoint.actions.reporting import answer, submit
from callpoint.rules.access import Role
from callpoint.vault.exhibits import ExhibitWords
from callpoint.vault.models import Exhibit, ExhibitState
from tests.makers import a_draft, a_report, an_actor, at, deeds, leaves
from tests.vault.makers import a_sealed_file

pytestmark = [pytest.mark.django_db, pytest.mark.database]

THREAT_STORY = "They will send my naked pictures to my family if I do not pay."


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, settings: Settings) -> None:
    settings.CALLPOINT_EXHIBITS = tmp_path / "exhibits"


def taken_in(report_id: UUID, *, word: str = "") -> None:
    new = NewExhibit(file=a_sealed_file(), words=ExhibitWords(name="me.jpg"), send_key="1", word=word)
    take_in_exhibit(report_id=report_id, new=new, by=reporter(report_id), at=at())


class TestWithholding:
    """Files that came before an age or a threat was told stay shut from then on."""

    def told(self, report_id: UUID, **answers: str) -> None:
        answer(report_id=report_id, answers=answers, by=reporter(report_id), at=at())

    def sent(self, report_id: UUID, **answers: str) -> None:
        told = {"true_as_known": "yes", **answers}
        submit(report_id=report_id, answers=told, submit_key="k", by=reporter(report_id), at=at())

    def added(self, report_id: UUID, **answers: str) -> None:
        add_to_report(report_id=report_id, answers=answers, send_key="1", by=reporter(report_id), at=at())

    def states(self, report_id: UUID) -> list[str]:
        return list(Exhibit.objects.filter(report_id=report_id).values_list("state", flat=True))

    @pytest.mark.parametrize(
        "steps",
        [["told", "sent"], ["sent"], ["added"]],
        ids=["answered", "with the press that sends", "added after sending"],
    )
    def test_once_an_age_under_18_is_told_nobody_opens_them(self, steps: list[str]) -> None:
        report_id = a_report() if steps == ["added"] else a_draft().report_id
        taken_in(report_id)
        for step in steps:
            getattr(self, step)(report_id, age="13-15")
        by = an_actor(role=Role.SUPERVISOR)
        with pytest.raises(WithheldError):
            open_exhibit(report_id=report_id, number=1, by=by, at=at())
        (line,) = open_report(report_id=report_id, by=by, at=at()).exhibits
        kept = Exhibit.objects.get()
        assert (line.is_withheld, kept.state, "exhibit.open" in deeds()) == (True, "quarantined", False)
        leaf = next(leaf for leaf in leaves() if leaf.what == "exhibit.withhold")
        assert (leaf.object_id, [row.id for row in leaf.rows]) == (str(report_id), [str(kept.id)])

    @pytest.mark.parametrize("answers", [{"story": THREAT_STORY}, {"story": THREAT_STORY, "age": "adult"}])
    def test_once_pictures_are_threatened_nobody_opens_them(self, answers: dict[str, str]) -> None:
        report_id = a_draft().report_id
        taken_in(report_id)
        self.told(report_id, **answers)
        assert self.states(report_id) == ["quarantined"]

    def test_in_a_draft_a_wrong_press_can_be_put_right(self) -> None:
        report_id = a_draft().report_id
        taken_in(report_id)
        found = []
        for age in ("13-15", "16-17", "adult"):
            self.told(report_id, age=age)
            found += self.states(report_id)
        assert found == ["quarantined", "quarantined", "kept"]
        assert deeds().count("exhibit.withhold") == deeds().count("exhibit.release") == 1

    def test_after_sending_they_stay_shut(self) -> None:
        report_id = a_report()
        taken_in(report_id)
        for age in ("13-15", "adult"):
            self.added(report_id, age=age)
        assert self.states(report_id) == ["quarantined"]

    def test_what_came_in_on_an_adults_word_stays_open_until_the_door_changes(self) -> None:
        report_id = a_report(story=THREAT_STORY, age="adult")
        taken_in(report_id, word="yes")
        found = []
        for answers in ({"pay_amount": "900"}, {"age": "16-17"}):
            self.added(report_id, **answers)
            found += self.states(report_id)
        assert found == [ExhibitState.KEPT, ExhibitState.QUARANTINED]
