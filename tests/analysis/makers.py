"""Reports, sightings and judgements as bare rows: what grouping reads, without the work of sending each report."""

from collections.abc import Iterable
from uuid import UUID

from callpoint.records.models import Judgement, Report, SeriesMember, Sighting, StaffMember
from callpoint.rules.standing import Standing, Verdict
from tests.makers import NOON


def a_bare_report(number: int, values: Iterable[str], *, own: Iterable[str] = ()) -> UUID:
    """A report that was sent, with sightings of these values; ids follow no order of the numbers."""
    report_id = UUID(int=(number * 0x9E3779B97F4A7C15F39CC0605CEDC835) % 2**128, version=4)
    Report.objects.create(
        id=report_id,
        state="received",
        reference=f"CP-{number}",
        code_hash=f"code {number}",
        wrapped_key=f"key {number}",
        salt=b"s",
        questions_version="v",
        language="en",
        channel="web",
        created_at=NOON,
        changed_at=NOON,
        submitted_at=NOON,
    )
    named = [(value, Standing.LINKING) for value in values] + [(value, Standing.OWN) for value in own]
    for place, (value, standing) in enumerate(named):
        a_bare_sighting(report_id, value, standing=standing, place=place)
    return report_id


def a_bare_sighting(report_id: UUID, value: str, *, standing: Standing, place: int) -> None:
    """One more value of a report."""
    Sighting.objects.create(
        id=UUID(int=(report_id.int + place * 77 + 1) % 2**128),
        report_id=report_id,
        salt=b"s",
        kind="phone",
        mark=value,
        whose="suspect",
        standing=standing,
        created_at=NOON,
    )


def a_bare_judgement(number: int, one: UUID, other: UUID, verdict: Verdict, by: StaffMember) -> Judgement:
    """One judgement of two reports."""
    first, second = sorted((one, other))
    return Judgement.objects.create(
        id=UUID(int=10**9 + number),
        first_id=first,
        second_id=second,
        salt=b"s",
        verdict=verdict,
        judged_by=by,
        judged_at=NOON,
    )


def groups() -> set[frozenset[UUID]]:
    """The series as they stand, each with its reports."""
    found: dict[UUID, set[UUID]] = {}
    for report, series in SeriesMember.objects.exclude(series=None).values_list("report_id", "series_id"):
        found.setdefault(series, set()).add(report)
    return {frozenset(each) for each in found.values()}
