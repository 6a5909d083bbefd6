"""Keeps the signature of a report's story, by which near-copies of it are found."""

from uuid import UUID

from callpoint.records.keys import keyring
from callpoint.records.models import Report, StoryBand, StorySign
from callpoint.records.sealed import ReportSeal
from callpoint.records.transaction import writing
from callpoint.rules.lifecycle import ReportState
from callpoint.rules.near_copies import bands, signature
from callpoint.sealing.index import signature_secret

STORY = "story"


@writing
def sign_story(*, report_id: UUID) -> None:
    """
    Keep the signature of the story of a report that was sent; doing it twice does it once.

    It can be computed again from the answers, and so has no leaf. A story of too few words has no signature.
    """
    report = Report.objects.select_for_update().filter(id=report_id).exclude(state=ReportState.DRAFT).first()
    if report is None:
        return
    key_id, secret = signature_secret(keyring())
    told = ReportSeal.of(report).answers(report).get(STORY)
    signed = signature(told, secret=secret) if isinstance(told, str) else b""
    StoryBand.objects.filter(report=report).delete()
    StorySign.objects.filter(report=report).delete()
    if signed:
        StorySign.objects.create(report=report, key_id=key_id, slots=signed)
        StoryBand.objects.bulk_create(
            StoryBand(report=report, band=int.from_bytes(band, signed=True)) for band in bands(signed)
        )
