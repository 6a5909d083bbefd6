"""Makers for tests of actions that need an exhibit of a report that was sent."""

from callpoint.actions.acting import reporter
from callpoint.actions.exhibits import NewExhibit, take_in_exhibit
from callpoint.vault.exhibits import ExhibitWords
from callpoint.vault.models import Exhibit
from tests.makers import a_report, at
from tests.vault.makers import a_sealed_file


def a_kept_exhibit(content: bytes = b"Hello from the other side", *, name: str = "chat.txt") -> Exhibit:
    """The first exhibit of a new report that was sent."""
    report_id = a_report()
    new = NewExhibit(
        file=a_sealed_file(content, most_bytes=10**9), words=ExhibitWords(name=name), send_key="1"
    )
    take_in_exhibit(report_id=report_id, new=new, by=reporter(report_id), at=at())
    return Exhibit.objects.get(report_id=report_id)
