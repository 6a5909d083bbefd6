"""What it costs to put one more report into a series, two of whose reports somebody called different.

Fills the tables of a database of its own with one series in which every report names one phone, and one of some sites; a ruling
lets the phone link, however few else there are. Then a judgement parts one report from it, and more reports come in. Prints CPU time of each such report.

Run: .venv/bin/python -m benchmarks.judged_series [reports, such as 5000]
"""

import os
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

LATER = 40
SITES = 500


def id_of(number: int) -> UUID:
    """Give an id; ids follow no order."""
    return UUID(int=(number * 0xDA942042E4DD58B5A3B195354A39B70D + 0x1234567) % 2**128)


def fill(numbers: Iterable[int], *, sites: int) -> None:
    """Make reports that name the phone of the series and one of its sites."""
    from callpoint.clock import now
    from callpoint.records.models import Report, Sighting

    at, some = now(), list(numbers)
    Report.objects.bulk_create(
        Report(
            id=id_of(one),
            state="received",
            reference=f"CP-{one}",
            code_hash=str(one),
            salt=b"s",
            questions_version="",
            language="en",
            channel="web",
            created_at=at,
            changed_at=at,
            submitted_at=at,
        )
        for one in some
    )
    Sighting.objects.bulk_create(
        Sighting(
            id=UUID(int=one * 2 + place),
            report_id=id_of(one),
            salt=b"s",
            kind="phone",
            mark=mark,
            whose="suspect",
            standing="linking",
            created_at=at,
        )
        for one in some
        for place, mark in enumerate(("phone", f"site {one % sites}"))
    )


def judge(reports: int, *, at: datetime) -> UUID:
    """Let the phone link by a ruling, make the series, and call its last report different from the first."""
    from callpoint.analysis.relinking import relink
    from callpoint.records.models import Judgement, Ruling, StaffMember

    analyst = StaffMember.objects.create(username="a", salt=b"s", created_at=at)
    Ruling.objects.create(
        id=UUID(int=2),
        report_id=id_of(1),
        salt=b"s",
        mark="phone",
        verdict="links",
        ruled_by=analyst,
        ruled_at=at,
    )
    relink(at=at)
    first, second = sorted([id_of(1), id_of(reports)])
    made = Judgement.objects.create(
        id=UUID(int=1),
        first_id=first,
        second_id=second,
        salt=b"s",
        verdict="different",
        judged_by=analyst,
        judged_at=at,
    )
    return made.id


def measure(reports: int) -> list[float]:
    """Give the CPU seconds of each report that comes in after the judgement."""
    from callpoint.analysis.relinking import relink
    from callpoint.analysis.settling import settle_judgement, settle_report
    from callpoint.clock import now
    from callpoint.records.models import Series

    at = now()
    fill(range(1, reports), sites=SITES)
    fill([reports], sites=10**9)
    settle_judgement(judgement_id=judge(reports, at=at), at=at)
    largest = Series.objects.order_by("-size").first()
    sys.stdout.write(f"the series after the judgement: {largest and largest.size} reports\n")
    took = []
    for one in range(reports + 1, reports + 1 + LATER):
        fill([one], sites=SITES)
        begun = time.process_time()
        settle_report(report_id=id_of(one), at=at)
        took.append(time.process_time() - begun)
    done = relink(at=at)
    if not done.is_well:
        sys.stdout.write(f"not the same as computed anew: {done}\n")
    return sorted(took)


def main(arguments: Sequence[str]) -> int:
    """Fill, judge, join, and print."""
    reports = int(arguments[0]) if arguments else 5000
    with tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR")) as folder:
        os.environ["CALLPOINT_STORE_VAR"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "callpoint.project.settings")
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        took = measure(reports)
        sys.stdout.write(
            f"{reports} reports in a series, one judged apart: CPU of each of {LATER} later ones: "
            f"half below {took[LATER // 2] * 1000:.1f} ms, largest {took[-1] * 1000:.1f} ms\n"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
