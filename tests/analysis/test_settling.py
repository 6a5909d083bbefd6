"""Series kept up deed by deed: the same as everything computed anew, whatever came in whatever order."""

from collections.abc import Sequence
from typing import TypeVar
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from callpoint.analysis.relinking import relink
from callpoint.analysis.settling import let_go, settle_judgement, settle_report, settle_stale
from callpoint.records.models import Judgement, PartedValue, Report, Series, Sighting, StaffMember
from callpoint.rules.chance import Chance
from callpoint.rules.standing import Standing, Verdict
from tests.analysis.makers import (
    a_bare_judgement,
    a_bare_report,
    a_bare_ruling,
    a_bare_sighting,
    many_bare_reports,
)
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
        values = {self.a_value(campaign) for _ in range(1 + self.random.below(4))}
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

    def name_more(self) -> None:
        """A report that is in its place names one more value, and waits for the worker again."""
        if self.reports:
            self.number += 1
            report = self.random.one_of(self.reports)
            value = self.a_value(1)
            if not Sighting.objects.filter(report=report, mark=value).exists():
                place = 100 + self.number
                a_bare_sighting(report, value, standing=Standing.LINKING, place=place)
                self.reports.remove(report)
                self.waiting.append(report)

    def a_value(self, campaign: int) -> str:
        """A value of a campaign; each names some of them much more often."""
        return f"c{campaign}-{int(self.random.share() ** 2 * 6)}"

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


class Quarrel(Stream):
    """The same where few campaigns are, and people call many of their reports different."""

    def step(self) -> None:
        """Do one deed."""
        deeds = [self.submit] * 14 + [self.name_more] * 2 + [self.judge] * 2 + [self.undo, self.erase]
        self.random.one_of(deeds)()
        if self.random.share() < 0.7:
            self.work()

    def submit(self) -> None:
        """A report of one of two campaigns comes in, which now and then name a value of the other."""
        self.number += 1
        campaign = self.random.below(2)
        values = {self.a_value(campaign) for _ in range(1 + self.random.below(3))}
        if self.random.share() < 0.1:
            values.add(self.a_value(1 - campaign))
        self.waiting.append(a_bare_report(self.number, values))


@pytest.mark.parametrize("seed", range(3))
def test_where_people_call_many_reports_different_series_kept_up_are_the_same_as_computed_anew(
    seed: int,
) -> None:
    stream = Quarrel(seed, a_staff_member()[0])
    found = []
    for _ in range(4):
        for _ in range(25):
            stream.step()
        stream.work()
        done = relink(at=NOON)
        found.append(done.is_well)
    assert (found, PartedValue.objects.exists()) == ([True] * 4, True)


@pytest.mark.parametrize("seed", range(4))
def test_a_stream_of_any_deeds_ends_in_the_same_values_and_series_as_computing_all_anew(seed: int) -> None:
    stream = Stream(seed, a_staff_member()[0])
    for _ in range(150):
        stream.step()
    stream.work()
    done = relink(at=NOON)
    assert (done.is_well, done.series > 1) == (True, True), done


def test_what_is_kept_of_a_parted_value_goes_with_the_last_report_that_names_it() -> None:
    officer = a_staff_member()[0]
    one, other = a_bare_report(1, ["phone"]), a_bare_report(2, ["phone"])
    for report in (one, other):
        settle_report(report_id=report, at=NOON)
    made = a_bare_judgement(1, one, other, Verdict.DIFFERENT, officer)
    settle_judgement(judgement_id=made.id, at=NOON)
    kept = [PartedValue.objects.count()]
    made.delete()
    for report in (one, other):
        let_go([report])
        Sighting.objects.filter(report=report).delete()
        kept.append(PartedValue.objects.count())
    assert kept == [1, 1, 0]


def test_a_report_that_joins_a_series_with_judgements_in_it_asks_as_much_however_large_the_series_is() -> (
    None
):
    officer = a_staff_member()[0]
    counts = [questions_to_join(officer, first=1, reports=120)]
    counts.append(questions_to_join(officer, first=1000, reports=1300))
    sizes = sorted(Series.objects.filter(size__gt=0).values_list("size", flat=True))
    assert (sizes, counts[0], relink(at=NOON).is_well) == ([120, 1300], counts[1], True)


def questions_to_join(officer: StaffMember, *, first: int, reports: int) -> int:
    """Make a series, call one of its reports different, and count what the database is asked when one more comes in."""
    phone, sites = f"phone {first}", reports // 4
    last = first + reports - 1
    named = many_bare_reports(range(first, last), lambda each: [phone, f"site {first} {each % sites}"])
    other = many_bare_reports([last], lambda _: [phone])[0]
    a_bare_ruling(first, named[0], phone, officer)
    relink(at=NOON)
    made = a_bare_judgement(first, named[0], other, Verdict.DIFFERENT, officer)
    settle_judgement(judgement_id=made.id, at=NOON)
    later = a_bare_report(last + 1, [phone, f"site {first} 1"])
    with CaptureQueriesContext(connection) as asked:
        settle_report(report_id=later, at=NOON)
    return len(asked)
