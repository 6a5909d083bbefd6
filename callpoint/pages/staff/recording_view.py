"""What staff see of how a report is recorded: decisions in words, codes with how sure they are, and who records."""

from collections.abc import Sequence

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from callpoint.actions.acting import Actor
from callpoint.actions.reading import OpenedReport
from callpoint.pages.filters import translated
from callpoint.pages.shown import ChoiceLine
from callpoint.pages.staff.keyed import DIGITS, with_keys
from callpoint.pages.staff.recording_pages import CodeLine, RecordingPart, RecordingView
from callpoint.records.knowledge import knowledge
from callpoint.rules.access import Deed, may
from callpoint.rules.recording import recorder_of
from callpoint.rules.recording_codes import Code, RecordedAs, codes_of_kind, found_codes, records_here


def recording_part(report: OpenedReport, by: Actor) -> RecordingPart:
    """Make the part for the page of a report."""
    may_record = may(by.badge, Deed.RECORD, unit=report.unit) and records_here(
        settings.CALLPOINT.service.role
    )
    return RecordingPart(
        decisions=tuple(
            RecordingView(
                recorded_as=recorded_words(one.recorded_as),
                code=one.code,
                reason=one.reason,
                told=one.told,
                recorded_by=one.recorded_by,
                recorded_at=one.recorded_at,
            )
            for one in report.recordings
        ),
        who_records=_who_records(report),
        record_url=reverse("staff_record", args=[report.id]) if may_record else "",
    )


def recorded_words(recorded_as: RecordedAs) -> str:
    """Name what a report is recorded as."""
    return {
        RecordedAs.CRIME: _("A crime"),
        RecordedAs.INFORMATION: _("An information report"),
        RecordedAs.NOT_CRIME: _("Not a crime"),
    }[recorded_as]


def way_lines(chosen: str) -> tuple[ChoiceLine, ...]:
    """Give the ways to record a report, each with what it needs."""
    hints = {
        RecordedAs.CRIME: _("Under a code of the counting rules. The crime number comes after."),
        RecordedAs.INFORMATION: _("Kept and compared, not counted as a crime. Say why to the reporter."),
        RecordedAs.NOT_CRIME: _("Say why to the reporter. They can ask you to look again."),
    }
    lines = (
        ChoiceLine(value=each, label=recorded_words(each), hint=hints[each], chosen=each == chosen)
        for each in RecordedAs
    )
    return with_keys(lines, DIGITS)


def code_lines(report: OpenedReport, *, looked_for: str, chosen: str) -> tuple[CodeLine, ...]:
    """Give the codes of the report's kind, then those found that are none of them."""
    own = codes_of_kind(knowledge(), report.kind)
    found = found_codes(knowledge(), looked_for) if looked_for.strip() else ()
    codes = (*own, *(one for one in found if one not in own))
    return tuple(
        _code_line(code, chosen, str(number) if number <= LAST_DIGIT else "")
        for number, code in enumerate(codes, start=len(RecordedAs) + 1)
    )


LAST_DIGIT = 9
"""Codes go on counting where the ways to record end, as far as there are digits."""


def _code_line(code: Code, chosen: str, key: str) -> CodeLine:
    return CodeLine(
        code=code.code,
        kinds=_kinds(code.kinds),
        hint="" if code.is_sure else _("Check before publishing: it was written down from memory."),
        chosen=code.code == chosen,
        key=key,
    )


def _kinds(kinds: Sequence[str]) -> str:
    return "; ".join(translated(knowledge().content.kinds[kind].label) for kind in kinds)


def _who_records(report: OpenedReport) -> str:
    role = settings.CALLPOINT.service.role
    body = recorder_of(knowledge(), report.suggestion, role=role)
    service = knowledge().content.services.get(body.service) if body else None
    if service and records_here(role):
        return _("%(who)s usually records this kind.") % {"who": translated(service.name)}
    if service:
        return _("No crime is recorded here. %(who)s records this.") % {"who": translated(service.name)}
    return "" if records_here(role) else _("No crime is recorded here.")
