"""What others read: reads that were drawn, reads of somebody's own name, and the names that are compared."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from callpoint.actions.acting import Actor
from callpoint.actions.admitting import shut_to
from callpoint.actions.own_names import NAME_LIMIT, NameNotTakenError, add_family_name, drop_family_names
from callpoint.actions.sampling_reads import NoSuchReadError, judge_name_alert, judge_sampled_read
from callpoint.actions.shown_to import telling_who
from callpoint.actions.staffing import NoSuchStaffMemberError
from callpoint.clock import now
from callpoint.pages.access import opens_to
from callpoint.pages.page import FieldError, show
from callpoint.pages.shown import ChoiceLine
from callpoint.pages.staff.closing import reason_words
from callpoint.pages.staff.frame import signed_in_actor, staff_frame
from callpoint.pages.staff.people_view import unit_words
from callpoint.pages.staff.queue_choices import chosen_of
from callpoint.pages.staff.read_pages import FamilyPage, FamilyRow, ReadRow, ReadsPage, WeekRow
from callpoint.pages.staff.read_words import allowed_words, deed_words, name_words, verdict_words
from callpoint.records.queries.reads import (
    MOST_SHOWN,
    ReadLine,
    family_names,
    own_name_reads,
    reads_to_look_at,
    weeks_of_reads,
)
from callpoint.rules.access import Deed, NotAllowedError, may
from callpoint.rules.closing_reasons import ReasonNotTakenError
from callpoint.rules.sampled_reads import OwnReadError, Verdict, is_late

JUDGES = {"sampled": judge_sampled_read, "own-name": judge_name_alert}
"""What a form is about, to the action that takes it."""


@opens_to(Deed.LOOK_AT_READS)
@require_http_methods(["GET", "POST"])
def staff_reads(request: HttpRequest) -> HttpResponse:
    """List the reads to look at; say of one whether it was fine."""
    if request.method != "POST":
        return _show_reads(request)
    try:
        read_id = UUID(request.POST.get("read", ""))
        judge = JUDGES[request.POST.get("about", "")]
    except (ValueError, KeyError) as unknown:
        raise Http404 from unknown
    said = request.POST.get("verdict", "")
    if said not in set(Verdict):
        return _show_reads(request, wrong=_("Choose one."))
    try:
        note = request.POST.get("note", "")
        judge(read_id=read_id, verdict=Verdict(said), note=note, by=signed_in_actor(request), at=now())
    except ReasonNotTakenError as refused:
        return _show_reads(request, wrong=reason_words(refused))
    except NoSuchReadError as missing:
        raise Http404 from missing
    except (NotAllowedError, OwnReadError) as refused:
        raise PermissionDenied from refused
    return redirect("staff_reads")


def _show_reads(request: HttpRequest, *, wrong: str = "") -> HttpResponse:
    by, at = signed_in_actor(request), now()
    own = int(by.id)
    page = ReadsPage(
        heading=_("What was read"),
        alerts=tuple(_row(request, line, at=at, wrong=wrong) for line in _alerts(by, at=at)),
        rows=tuple(_row(request, line, at=at, wrong=wrong) for line in reads_to_look_at(staff_id=own)),
        verdicts=tuple(ChoiceLine(value=each, label=verdict_words(each)) for each in Verdict),
        weeks=tuple(
            WeekRow(
                week=each.week,
                unit=unit_words(each.unit) if each.unit else _("No unit of their own"),
                reads=each.reads,
                drawn=each.drawn,
                looked_at=each.looked_at,
                asked=each.asked,
                missed=each.missed,
            )
            for each in weeks_of_reads(at=at)
        ),
        most=MOST_SHOWN,
        family_url=reverse("staff_family"),
        errors=(FieldError(text=wrong, href=f"#note-{request.POST.get('read', '')}"),) if wrong else (),
        **staff_frame(request, back=reverse("staff_queue")),
    )
    return show(request, page, status=422 if wrong else 200)


def _alerts(by: Actor, *, at: datetime) -> tuple[ReadLine, ...]:
    """List the reads of somebody's own name, with its side only where whoever looks may see who reported."""
    lines = own_name_reads(staff_id=int(by.id), shut=shut_to(by, at=at))
    known = telling_who([line.report_id for line in lines], by=by, at=at)
    return tuple(line if line.report_id in known else replace(line, side="") for line in lines)


def _row(request: HttpRequest, line: ReadLine, *, at: datetime, wrong: str) -> ReadRow:
    is_meant = request.POST.get("read", "") == str(line.id)
    may_open = may(signed_in_actor(request).badge, Deed.OPEN_REPORT)
    return ReadRow(
        id=str(line.id),
        reference=line.reference,
        report_url=reverse("staff_report", args=[line.report_id]) if may_open else "",
        reader=line.reader,
        what=deed_words(line.what),
        read_at=line.read_at,
        why=name_words(line.whose, line.side) if line.whose else allowed_words(line.allowed),
        is_own=line.is_own,
        is_late=is_late(line.drawn_at, at=at),
        note=request.POST.get("note", "") if is_meant else "",
        chosen=request.POST.get("verdict", "") if is_meant else "",
        error=wrong if is_meant else "",
    )


@opens_to(Deed.LOOK_AT_READS)
@require_http_methods(["GET", "POST"])
def staff_family(request: HttpRequest) -> HttpResponse:
    """Enter a name of somebody's family, or drop all of one person; a name is never shown again."""
    if request.method != "POST":
        return _show_family(request)
    said, by = request.POST.get("person", ""), signed_in_actor(request)
    person = int(said) if said.isdecimal() and len(said) < len("1" * 18) else 0
    try:
        if request.POST.get("do") == "drop":
            drop_family_names(staff_id=person, by=by, at=now())
        else:
            add_family_name(staff_id=person, name=request.POST.get("name", ""), by=by, at=now())
    except NameNotTakenError:
        words = _("Type a name of at most %(most)s letters.") % {"most": NAME_LIMIT}
        return _show_family(request, name_error=words)
    except NoSuchStaffMemberError:
        return _show_family(request, person_error=_("Choose whose family it is."))
    except (NotAllowedError, OwnReadError) as refused:
        raise PermissionDenied from refused
    return redirect("staff_family")


def _show_family(request: HttpRequest, *, name_error: str = "", person_error: str = "") -> HttpResponse:
    found = family_names(but=int(signed_in_actor(request).id))
    people = (ChoiceLine(value=str(number), label=name) for number, name, _count in found)
    wrong = ((person_error, "#person"), (name_error, "#name"))
    errors = tuple(FieldError(text=text, href=href) for text, href in wrong if text)
    page = FamilyPage(
        heading=_("Names of families"),
        rows=tuple(
            FamilyRow(id=str(number), name=name, names=count) for number, name, count in found if count
        ),
        people=chosen_of(people, request.POST.get("person", "")),
        name=request.POST.get("name", ""),
        person_error=person_error,
        name_error=name_error,
        limit=NAME_LIMIT,
        errors=errors,
        **staff_frame(request, back=reverse("staff_reads")),
    )
    return show(request, page, status=422 if errors else 200)
