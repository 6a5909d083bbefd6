"""Reports, sightings and judgements as bare rows: what grouping reads, without the work of sending each report."""

from collections.abc import Callable, Iterable
from uuid import UUID

from callpoint.records.models import Judgement, Report, Ruling, SeriesMember, Sighting, StaffMember
from callpoint.rules.standing import RulingVerdict, Standing, Verdict
from tests.makers import NOON


def a_bare_report(number: int, values: Iterable[str], *, own: Iterable[str] = ()) -> UUID:
    """A report that was sent, with sightings of these values; ids follow no order of the numbers."""
    report_id = _id_of(number)
    _a_row(report_id, number).save(force_insert=True)
    named = [(value, Standing.LINKING) for value in values] + [(value, Standing.OWN) for value in own]
    for place, (value, standing) in enumerate(named):
        a_bare_sighting(report_id, value, standing=standing, place=place)
    return report_id


def _id_of(number: int) -> UUID:
    return UUID(int=(number * 0x9E3779B97F4A7C15F39CC0605CEDC835) % 2**128, version=4)


def _a_row(report_id: UUID, number: int) -> Report:
    return Report(
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


def a_bare_sighting(report_id: UUID, value: str, *, standing: Standing, place: int) -> None:
    """One more value of a report."""
    _a_sighting(report_id, value, standing=standing, place=place).save(force_insert=True)


def _a_sighting(report_id: UUID, value: str, *, standing: Standing, place: int) -> Sighting:
    return Sighting(
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


def a_bare_ruling(number: int, report_id: UUID, value: str, by: StaffMember) -> Ruling:
    """One ruling that a value links, made on the page of a report."""
    return Ruling.objects.create(
        id=UUID(int=10**12 + number),
        report_id=report_id,
        salt=b"s",
        mark=value,
        verdict=RulingVerdict.LINKS,
        ruled_by=by,
        ruled_at=NOON,
    )


def groups() -> set[frozenset[UUID]]:
    """The series as they stand, each with its reports."""
    found: dict[UUID, set[UUID]] = {}
    for report, series in SeriesMember.objects.exclude(series=None).values_list("report_id", "series_id"):
        found.setdefault(series, set()).add(report)
    return {frozenset(each) for each in found.values()}


def many_bare_reports(numbers: Iterable[int], values: Callable[[int], Iterable[str]]) -> list[UUID]:
    """Many reports that were sent, in two statements, with sightings of the values that each number asks for."""
    made = list(numbers)
    ids = [_id_of(number) for number in made]
    Report.objects.bulk_create(_a_row(report_id, number) for report_id, number in zip(ids, made, strict=True))
    Sighting.objects.bulk_create(
        _a_sighting(report_id, value, standing=Standing.LINKING, place=place)
        for report_id, number in zip(ids, made, strict=True)
        for place, value in enumerate(values(number))
    )
    return ids
