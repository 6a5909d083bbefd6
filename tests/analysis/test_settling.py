"""Series kept up deed by deed: the same as everything computed anew, whatever came in whatever order."""

from collections.abc import Sequence
from typing import TypeVar
from uuid import UUID

import pytest

from callpoint.analysis.relinking import relink
from callpoint.analysis.settling import let_go, settle_judgement, settle_report, settle_stale
from callpoint.records.models import Judgement, Report, Sighting, StaffMember
from callpoint.rules.chance import Chance
from callpoint.rules.standing import Verdict
from tests.analysis.makers import a_bare_judgement, a_bare_report
from tests.makers import NOON, a_staff_member, seeded

Thing = TypeVar("Thing")

pytestmark = [pytest.mark.django_db, pytest.mark.database]


class Dice:
    """Choices that are the same each time."""

    def __init__(self, chance: Chance) -> None:
        self._chance = chance

    def below(self, end: int) -> int:
        """A number from 0, below the end."""
        return int.from_bytes(self._chance(8)) % end

    def share(self) -> float:
        """A number from 0, below 1."""
        return self.below(10**6) / 10**6

    def one_of(self, things: Sequence[Thing]) -> Thing:
        """One of several things."""
        return things[self.below(len(things))]


class Stream:
    """Random deeds: reports of campaigns that name hubs as well, judgements, undoings, erasures."""

    def __init__(self, seed: int, officer: StaffMember) -> None:
        self.random, self.officer = Dice(seeded(str(seed))), officer
        self.reports: list[UUID] = []
        self.waiting: list[UUID] = []
        self.number = 0

    def step(self) -> None:
        """Do one deed."""
        deeds = [self.submit] * 12 + [self.judge] * 2 + [self.undo, self.erase]
        self.random.one_of(deeds)()
        if self.random.share() < 0.7:
            self.work()

    def submit(self) -> None:
        """A report comes in, and waits for the worker."""
        self.number += 1
        campaign = int(1 / (1 - self.random.share())) % 9
        values = {f"c{campaign}-{int(self.random.share() ** 2 * 6)}" for _ in range(1 + self.random.below(4))}
        if self.random.share() < 0.5:
            values.add(f"hub-{self.random.below(2)}")
        own = {f"own-{self.random.below(41)}"}
        self.waiting.append(a_bare_report(self.number, values, own=own))

    def judge(self) -> None:
        """Somebody judges two reports."""
        if len(self.reports) > 2:
            one, other = self.random.one_of(self.reports), self.random.one_of(self.reports)
            pair = sorted((one, other))
            if (
                one != other
                and not Judgement.objects.filter(first=pair[0], second=pair[1], undone_at=None).exists()
            ):
                self.number += 1
                verdict = self.random.one_of([Verdict.SAME, Verdict.DIFFERENT, Verdict.DIFFERENT])
                made = a_bare_judgement(self.number, one, other, verdict, self.officer)
                settle_judgement(judgement_id=made.id, at=NOON)

    def undo(self) -> None:
        """Somebody takes a judgement back."""
        held = list(Judgement.objects.filter(undone_at=None).order_by("id"))
        if held:
            undone = self.random.one_of(held)
            undone.undone_at = NOON
            undone.save()
            settle_judgement(judgement_id=undone.id, at=NOON)

    def erase(self) -> None:
        """A report goes."""
        if self.reports:
            gone = self.reports.pop(self.random.below(len(self.reports)))
            let_go([gone])
            Sighting.objects.filter(report=gone).delete()
            for column in ("first", "second"):
                Judgement.objects.filter(**{column: gone}).delete()
            Report.objects.filter(id=gone).delete()

    def work(self) -> None:
        """The worker does what waits, in any order."""
        while self.waiting:
            report = self.waiting.pop(self.random.below(len(self.waiting)))
            settle_report(report_id=report, at=NOON)
            self.reports.append(report)
        while settle_stale(at=NOON):
            pass


@pytest.mark.parametrize("seed", range(4))
def test_a_stream_of_any_deeds_ends_in_the_same_values_and_series_as_computing_all_anew(seed: int) -> None:
    stream = Stream(seed, a_staff_member()[0])
    for _ in range(150):
        stream.step()
    stream.work()
    done = relink(at=NOON)
    assert (done.is_well, done.series > 1) == (True, True), done
