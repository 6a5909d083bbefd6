"""A walk through doors, reads and suspected abuse: what staff see in every state, and what a stopped reporter does."""

from uuid import UUID

from django.test import Client

from callpoint.actions.abuse import Stop, confirm_block, disagree_with_block, end_block, propose_block
from callpoint.actions.acting import Actor, reporter, system
from callpoint.actions.counting import week_of
from callpoint.actions.own_names import add_family_name
from callpoint.actions.reading import open_report
from callpoint.actions.restricting import (
    Terms,
    ask_to_open,
    let_in,
    lift_restriction,
    refuse_to_let_in,
    restrict_report,
)
from callpoint.actions.sampling_reads import draw_reads
from callpoint.clock import now
from callpoint.records.models import Admission, NameAlert, Report, SampledRead, StaffMember
from callpoint.rules.access import Role
from callpoint.rules.restricting import Behind, Why
from callpoint.rules.sampled_reads import OF_EXHIBITS, OF_REPORTS, Allowed
from tests.makers import DESK, a_report, a_staff_member, acting, an_actor
from tests.pages.desk_walk import Pages

NAMELESS = {"name": "zzz", "phone": "07700 900461", "safe_contact": "yes", "anonymous": "yes"}


def boss() -> Actor:
    """A new supervisor."""
    return an_actor(role=Role.SUPERVISOR, unit="")


def restricted_now(report_id: UUID, **terms: object) -> Actor:
    """Restrict a report as of now, and give who did."""
    by = boss()
    said = Terms(**{"why": Why.CHILD, "reason": "zzz", **terms})  # type: ignore[arg-type]  # the tests give what it takes
    restrict_report(report_id=report_id, terms=said, by=by, at=now())
    return by


def asked_now(report_id: UUID, *, by: Actor, behind: Behind = Behind.REPORT) -> Admission:
    """Ask to be let in as of now."""
    ask_to_open(report_id=report_id, behind=behind, reason="zzz", by=by, at=now())
    return Admission.objects.filter(report=report_id, staff=int(by.id), behind=behind).latest("asked_at")


def proposed_now(report_id: UUID) -> None:
    """Propose to stop the words of a reporter as of now."""
    propose_block(report_id=report_id, stop=Stop(reason="zzz", told="zzz", days=3), by=boss(), at=now())


def stopped_now(report_id: UUID) -> None:
    """Stop the words of a reporter as of now."""
    proposed_now(report_id)
    confirm_block(report_id=report_id, by=boss(), at=now())


def drawn_now() -> None:
    """Draw from the reads of this week, as if it were over."""
    draw_reads(week=week_of(now()), by=system("test"), at=now())


def walk_access(walk: Pages, desk: Client) -> None:
    """Walk all of them."""
    walk_doors(walk, desk)
    walk_identity(walk, desk)
    walk_reads(walk, desk)
    walk_abuse(walk, desk)


def own_request(desk: Client, report_id: UUID) -> Admission:
    """The newest request of whoever is signed in."""
    return Admission.objects.filter(report=report_id, staff=int(desk.session["_auth_user_id"])).latest(
        "asked_at"
    )


def walk_doors(walk: Pages, desk: Client) -> None:
    """A report that is restricted, and everybody who asks."""
    report_id = a_report(when=now(), story="zzz", unit=DESK)
    walk.get("staff_restricted", of=desk)
    walk.get("staff_restrict", report_id, of=desk)
    walk.get("staff_door", report_id, of=desk)
    for told in (
        {},
        {"why": "child"},
        {"why": "child", "reason": "zzz" * 1000},
        {"why": "child", "reason": "zzz", "kept_from": "0", "named": "999999"},
    ):
        walk.post("staff_restrict", report_id, of=desk, do="restrict", **told)
    own = restricted_now(report_id, kept_from=a_staff_member(name="zzz")[0].pk)
    walk.get("staff_door", report_id, of=desk)
    walk.get("staff_queue", of=desk)
    walk.post("staff_door", report_id, of=desk, reason="")
    walk.post("staff_door", report_id, of=desk, reason="zzz")
    walk.get("staff_door", report_id, of=desk)
    walk.get("staff_restricted", of=desk)
    other = asked_now(report_id, by=boss())
    row = own_request(desk, report_id)
    walk.get("staff_admission", row.id, of=desk)
    walk.get("staff_admission", other.id, of=desk)
    walk.post("staff_admission", other.id, of=desk, do="let-in", words="zzz")
    walk.post("staff_admission", other.id, of=desk, do="refuse", words="")
    walk.post("staff_admission", other.id, of=desk, do="let-in", words="zzz", hours="24")
    walk.get("staff_admission", other.id, of=desk)
    walk.post("staff_queue", of=desk, do="take", report=str(report_id))
    walk_let_in(walk, desk, row, own)


def walk_let_in(walk: Pages, desk: Client, row: Admission, own: Actor) -> None:
    """Refused, let in, and the restriction ended; then each reason for one."""
    report_id = row.report_id
    refuse_to_let_in(admission_id=row.id, words="zzz", by=boss(), at=now())
    walk.get("staff_door", report_id, of=desk)
    walk.post("staff_door", report_id, of=desk, reason="zzz")
    let_in(admission_id=own_request(desk, report_id).id, hours=24, words="zzz", by=boss(), at=now())
    walk.get("staff_restrict", report_id, of=desk)
    walk.get("staff_report", report_id, of=desk)
    walk.get("staff_door", report_id, of=desk)
    walk.get("staff_restricted", of=desk)
    walk.get("staff_queue", of=desk)
    walk.post("staff_restrict", report_id, of=desk, do="lift", reason="")
    lift_restriction(report_id=report_id, reason="zzz", by=own, at=now())
    for why in Why:
        own = restricted_now(report_id, why=why)
        walk.get("staff_restricted", of=desk)
        lift_restriction(report_id=report_id, reason="zzz", by=own, at=now())


def walk_identity(walk: Pages, desk: Client) -> None:
    """A reporter without a name: covered, asked for, shown; with a second person, waiting and refused."""
    report_id = a_report(when=now(), story="zzz", unit=DESK, **NAMELESS)
    walk.get("staff_report", report_id, of=desk)
    walk.get("staff_door", report_id, of=desk, query="?behind=identity")
    asked_now(report_id, by=boss(), behind=Behind.IDENTITY)
    Admission.objects.filter(report=report_id).update(answer="", until=None, decided_by=None, decided_at=None)
    walk.get("staff_restricted", of=desk)
    own = int(desk.session["_auth_user_id"])
    Admission.objects.filter(report=report_id).update(staff=own)
    walk.get("staff_report", report_id, of=desk)
    Admission.objects.filter(report=report_id).delete()
    ask_to_open(
        report_id=report_id,
        behind=Behind.IDENTITY,
        reason="zzz",
        by=acting(StaffMember.objects.get(pk=own)),
        at=now(),
    )
    walk.get("staff_report", report_id, of=desk)
    walk.get("staff_door", report_id, of=desk, query="?behind=identity")


def walk_reads(walk: Pages, desk: Client) -> None:
    """Reads of an own name, reads that were drawn, and the names that are compared."""
    walk.get("staff_reads", of=desk)
    walk.get("staff_family", of=desk)
    member = a_staff_member(name="zzz zzz")[0]
    for told in ({"person": str(member.pk)}, {"name": "zzz"}, {"person": str(member.pk), "name": "zzz"}):
        walk.post("staff_family", of=desk, do="add", **told)
    walk.get("staff_family", of=desk)
    add_family_name(staff_id=member.pk, name="zzz zzzz", by=boss(), at=now())
    walk.get("staff_family", of=desk)
    report_id = a_report(when=now(), story="zzz", unit=DESK, suspect_name="zzz zzzz")
    open_report(report_id=report_id, by=acting(member), at=now())
    for whose, side in (
        ("own", "suspect"),
        ("own", "reporter"),
        ("family", "suspect"),
        ("family", "reporter"),
    ):
        NameAlert.objects.update(whose=whose, side=side)
        walk.get("staff_reads", of=desk)
    drawn_now()
    for what, allowed in zip(sorted(OF_REPORTS | OF_EXHIBITS), [*Allowed] * 3, strict=False):
        SampledRead.objects.update(what=what, allowed=allowed)
        walk.get("staff_reads", of=desk)
    alert = NameAlert.objects.get()
    for told in ({}, {"verdict": "ask"}, {"verdict": "ask", "note": "zzz" * 1000}):
        walk.post("staff_reads", of=desk, about="own-name", read=str(alert.id), **told)
    SampledRead.objects.update(drawn_at="2020-01-01T00:00:00Z")
    walk.get("staff_reads", of=desk)


def walk_abuse(walk: Pages, desk: Client) -> None:
    """A flood, and a reporter whose words are proposed to be stopped, are stopped, and disagree."""
    walk.get("staff_abuse", of=desk)
    told = {"phone": "07700 900188", "safe_contact": "yes", "suspect_phone": "07700 900552"}
    flood = [a_report(when=now(), story="zzz", unit=DESK, **told) for _each in range(20)]
    walk.get("staff_abuse", of=desk)
    some = [str(each) for each in flood[:2]]
    for wrong in ("", "zzz" * 1000):
        walk.post("staff_abuse", of=desk, do="lower", sign="same-contact", report=some, reason=wrong)
    walk.post("staff_abuse", of=desk, do="lower", sign="same-contact", report=some, reason="zzz")
    for query in (
        "?did=lower&number=1",
        "?did=lower&number=2",
        "?did=put-back&number=1",
        "?did=put-back&number=2",
    ):
        walk.get("staff_abuse", of=desk, query=query)
    walk.get("staff_queue", of=desk)
    one = flood[0]
    walk.get("staff_report", one, of=desk)
    walk.get("staff_block", one, of=desk)
    for typed in ({}, {"days": "3"}, {"days": "3", "reason": "zzz", "told": "zzz" * 1000}):
        walk.post("staff_block", one, of=desk, do="propose", **typed)
    proposed_now(one)
    walk.get("staff_abuse", of=desk)
    walk.get("staff_block", one, of=desk)
    end_block(report_id=one, by=boss(), at=now())
    walk.post("staff_block", one, of=desk, do="propose", days="1", reason="zzz", told="zzz")
    walk.get("staff_block", one, of=desk)
    end_block(report_id=one, by=boss(), at=now())
    stopped_now(one)
    disagree_with_block(report_id=one, words="zzz", by=reporter(one), at=now())
    walk.get("staff_block", one, of=desk)
    walk.get("staff_abuse", of=desk)
    walk_danger(walk, desk)


def walk_danger(walk: Pages, desk: Client) -> None:
    """Nobody stops the words of somebody in danger."""
    report_id = a_report(when=now(), story="zzz", unit=DESK, danger_now="yes")
    walk.post("staff_block", report_id, of=desk, do="propose", days="1", reason="zzz", told="zzz")


def walk_stopped(walk: Pages, report_id: UUID) -> None:
    """What a reporter meets whose words are stopped; nobody in danger is."""
    Report.objects.filter(id=report_id).update(urgency="soon", critical=False)
    stopped_now(report_id)
    walk.get("own_report")
    walk.post("own_report", message="zzz", send_key="1")
    walk.post("own_report", do="disagree", disagree="")
    walk.post("own_report", do="disagree", disagree="zzz")
    walk.get("own_report")
    end_block(report_id=report_id, by=boss(), at=now())
