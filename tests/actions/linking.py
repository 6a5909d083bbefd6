"""Two reports that name one phone, and everything that people and the worker do about that."""

from uuid import UUID

from callpoint.actions.acting import reporter, system
from callpoint.actions.exhibits import NewExhibit, take_in_exhibit
from callpoint.actions.judging import judge, rule_value, undo_judgement, undo_ruling
from callpoint.actions.searching import search_values
from callpoint.actions.series import list_series, name_series, open_series
from callpoint.actions.sighting_exhibits import exhibits_to_read, note_read_through
from callpoint.analysis.settling import settle_report
from callpoint.records.models import Judgement, Series, Sighting, StaffMember
from callpoint.rules.identifiers import IdentifierKind
from callpoint.rules.standing import RulingVerdict, Standing, Verdict
from callpoint.vault.exhibits import ExhibitWords
from tests.makers import a_report, acting, at
from tests.vault.makers import a_sealed_file

PHONE = "07700 900123"
"""A number of Ofcom's range for drama."""


def reports_hang_together(mark: str, report_id: UUID, officer: StaffMember) -> None:
    """Let each action about links and series happen once."""
    by, later = acting(officer), at(minutes=12)
    one, other = (a_report(suspect_phone=PHONE, story=f"{mark} {number}") for number in range(2))
    new = NewExhibit(
        file=a_sealed_file(f"ring {PHONE} {mark}".encode()), words=ExhibitWords(name="n"), send_key="9"
    )
    take_in_exhibit(report_id=one, new=new, by=reporter(one), at=later)
    for exhibit_id in exhibits_to_read(report_id=one):
        text = f"ring {PHONE} {mark}"
        note_read_through(exhibit_id=exhibit_id, text=text, by=system("worker"), at=later)
    for each in (one, other):
        settle_report(report_id=each, at=later)
    series = Series.objects.get(members__report=one)
    name_series(series_id=series.id, name=f"name {mark}", by=by, at=later)
    list_series(by=by, at=later)
    open_series(series_id=series.id, by=by, at=later)
    search_values(values=[(IdentifierKind.PHONE, "+447700900123")], by=by, at=later)
    for reason in ("first", "second"):
        judge(
            report_id=report_id,
            other_id=other,
            verdict=Verdict.UNSURE,
            reason=f"{reason} {mark}",
            by=by,
            at=later,
        )
    standing = Judgement.objects.get(undone_at=None)
    undo_judgement(report_id=report_id, judgement_id=standing.id, by=by, at=later)
    shared = Sighting.objects.get(report=one, standing=Standing.LINKING)
    for verdict in (RulingVerdict.LINKS_NOT, RulingVerdict.LINKS):
        rule_value(
            report_id=one, sighting_id=shared.id, verdict=verdict, reason=f"rule {mark}", by=by, at=later
        )
    undo_ruling(
        report_id=other, sighting_id=Sighting.objects.get(report=other, mark=shared.mark).id, by=by, at=later
    )
