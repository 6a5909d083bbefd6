"""One report from its first answer to its last message, so that every kind of row and leaf is there."""

from dataclasses import dataclass
from secrets import token_bytes
from uuid import UUID, uuid4

from callpoint.actions.acting import newcomer, reporter, system
from callpoint.actions.adding import add_to_report, unit_was_told
from callpoint.actions.alerting import Subject, draft_alert, publish_alert, rewrite_alert, withdraw_alert
from callpoint.actions.asking import ask_reporter, look_after_ask, say_not_known, settle_ask
from callpoint.actions.assessing import Choice, accept, change, undo_decision
from callpoint.actions.assessment_basis import decisions_of
from callpoint.actions.checkpointing import (
    checkpoint_was_mailed,
    checkpoint_was_stamped,
    make_checkpoint,
)
from callpoint.actions.corresponding import write_to_reporter, write_to_staff
from callpoint.actions.counting import week_of
from callpoint.actions.crime_numbers import record_crime_number
from callpoint.actions.disclosing import hand_out_bundle, make_disclosure
from callpoint.actions.exhibits import (
    NewExhibit,
    describe_exhibit,
    take_back_exhibit,
    take_in_exhibit,
)
from callpoint.actions.handing_over import get_sealed_exhibit, hand_over_exhibit
from callpoint.actions.lost_codes import (
    ask_for_new_code,
    give_new_code,
    open_lost_code,
    turn_down_lost_code,
)
from callpoint.actions.noticing import notice_for, notice_was_sent
from callpoint.actions.opening import (
    open_custody,
    open_dangerous_exhibit,
    open_exhibit,
    preview_exhibit,
    show_picture,
)
from callpoint.actions.reading import open_report
from callpoint.actions.recording import record
from callpoint.actions.redacting import keep_redaction
from callpoint.actions.rekeying import note_key_deed, rewrap_records
from callpoint.actions.reporting import answer, discard_draft, tell_other_number
from callpoint.actions.returning import come_back, read_own_messages
from callpoint.actions.scanning import note_scan
from callpoint.actions.staffing import renew_one_time_password, reset_sign_in
from callpoint.actions.suggesting_again import suggest_again
from callpoint.actions.support_requests import (
    NewCall,
    begin_report_from_request,
    change_support_request,
    come_back_to_request,
    desk_was_told,
    note_support_call,
    open_support_request,
    withdraw_support_request,
)
from callpoint.actions.trend_counts import count_trend_week, drop_old_trend_weeks
from callpoint.actions.upkeep import acknowledge, discard_old_drafts, note_checked, note_restore, note_sweep
from callpoint.actions.uploading import (
    NewUpload,
    Whole,
    begin_upload,
    discard_old_uploads,
    drop_lost_upload,
    drop_upload,
    finish_upload,
    keep_upload_parts,
    open_upload,
)
from callpoint.actions.warning import close_outlived, judge_warning
from callpoint.actions.withdrawing import ask_to_withdraw, take_back_withdrawal
from callpoint.records.additions import told_by_now
from callpoint.records.keys import keyring
from callpoint.records.knowledge import knowledge
from callpoint.records.models import Ask, LostCodeRequest, Message, Report, Series, StaffMember
from callpoint.records.sealed import ReportSeal
from callpoint.rules.access import Role
from callpoint.rules.disclosing import Terms
from callpoint.rules.lost_codes import IdentityCheck
from callpoint.rules.missing_facts import Wanted, missing_facts
from callpoint.rules.recording_codes import Decision, RecordedAs
from callpoint.rules.rekeying import KeyDeed
from callpoint.rules.support_requests import CallOutcome
from callpoint.rules.warning import WarningState
from callpoint.sealing.keyring import Purpose, rotate
from callpoint.vault.checkpoints import CheckedTree
from callpoint.vault.exhibits import ExhibitWords
from callpoint.vault.models import ScanState, Upload
from callpoint.vault.scanning import Scanned
from callpoint.vault.sweeping import Swept
from callpoint.vault.uploads import Said, seal_part, seal_whole
from tests.actions.abuse import abuse_is_met
from tests.actions.caseload import support_is_given
from tests.actions.cases import everything_happens_to_cases
from tests.actions.closings import everything_is_closed
from tests.actions.desks import it_goes_from_desk_to_desk
from tests.actions.disclosure import a_plain_paper
from tests.actions.interventions import others_are_asked
from tests.actions.linking import reports_hang_together
from tests.actions.people import people_come_and_go
from tests.actions.promises import promises_are_kept
from tests.actions.reads import reads_are_looked_at
from tests.actions.restrictions import doors_shut_and_open
from tests.actions.retention import a_month_is_erased
from tests.actions.support import a_request, a_supporter
from tests.actions.trends import LOOK, WORDS, a_modelled_year, a_warning
from tests.makers import a_draft, a_staff_member, acting, an_actor, at, seeded, sent
from tests.vault.makers import a_sealed_file

ORIGIN = "report.example.org/journal"


@dataclass(frozen=True)
class Told:
    """What was written under which markers."""

    report_id: UUID
    code: str
    reference: str


def everything_happens(mark: str, *, safe_contact: str = "no") -> Told:
    """Let each action happen once; `mark` stands in every text that is sealed."""
    begun = a_draft(story=f"story {mark} first")
    report_id, me = begun.report_id, reporter(begun.report_id)
    told: dict[str, str | list[str]] = {
        "story": f"story {mark}",
        "name": f"name {mark}",
        "postcode": "S40 1TB",
        "phone": f"phone {mark}",
        "email": f"{mark}@example.org",
        "address": f"address {mark}",
        "access_needs": ["bsl", f"{mark}"],
        "safe_contact": safe_contact,
    }
    answer(report_id=report_id, answers=told, by=me, at=at(minutes=1))
    reference = sent(begun, when=at(minutes=2))
    acknowledge(report_id=str(report_id), by=system("worker"), at=at(minutes=3))
    officer, _ = a_staff_member(role=Role.SUPERVISOR)
    open_report(report_id=report_id, by=acting(officer), at=at(minutes=4))
    _they_are_written_to(mark, report_id, officer)
    come_back(code=begun.code, reference=reference, by=newcomer(), at=at(minutes=7))
    read_own_messages(report_id=report_id, by=me, at=at(minutes=8))
    write_to_staff(report_id=report_id, text=f"to them {mark}", send_key="1", by=me, at=at(minutes=9))
    tell_other_number(report_id=report_id, number=f"number {mark}", by=me, at=at(minutes=10))
    _they_come_back(mark, report_id, officer)
    reports_hang_together(mark, report_id, officer)
    _files_come(mark, report_id, officer)
    _somebody_only_talks(mark, officer)
    _a_code_is_lost(mark, reference, officer)
    everything_happens_to_cases(mark, officer)
    a_month_is_erased(mark)
    _trends_are_seen(mark, officer)
    _few_may_read(mark, officer)
    _the_rest(officer)
    _the_journal_is_signed()
    return Told(report_id=report_id, code=begun.code, reference=reference)


def _few_may_read(mark: str, officer: StaffMember) -> None:
    """Let each action about people, doors, reads and abuse happen once."""
    people_come_and_go(officer)
    doors_shut_and_open(mark, officer)
    reads_are_looked_at(mark, officer)
    abuse_is_met(mark, officer)


def _they_are_written_to(mark: str, report_id: UUID, officer: StaffMember) -> None:
    """Write to the reporter, who is told that something waits."""
    write_to_reporter(
        report_id=report_id, text=f"to you {mark}", send_key="1", by=acting(officer), at=at(minutes=5)
    )
    message = Message.objects.get(staff=officer)
    notice_for(message_id=str(message.id), by=system("worker"), at=at(minutes=6))
    notice_was_sent(message_id=str(message.id), by=system("worker"), at=at(minutes=6))


def _it_is_assessed(mark: str, report_id: UUID, officer: StaffMember) -> None:
    """Let the service suggest, and a person accept, change and take it back."""
    by = acting(officer)
    suggest_again(report_id=report_id, by=system("worker"), at=at(minutes=10))
    accept(report_id=report_id, by=by, at=at(minutes=10))
    other = Choice(name="severity", said="3", reason_code="other", words=f"because {mark}")
    change(report_id=report_id, choice=other, by=by, at=at(minutes=10))
    newest = decisions_of(Report.objects.get(id=report_id))[-1]
    undo_decision(report_id=report_id, decision_id=newest.id, by=by, at=at(minutes=10))


def _they_come_back(mark: str, report_id: UUID, officer: StaffMember) -> None:
    """Let each action about a report that was sent happen once."""
    _it_is_assessed(mark, report_id, officer)
    """Let each action about a report that was sent happen once, and each about one that ends."""
    everything_is_closed(mark, officer)
    others_are_asked(mark)
    me, later = reporter(report_id), at(minutes=10)
    told = {"money_left": "last-24h", "pay_reference": f"added {mark}", "contact_channel": "call"}
    add_to_report(report_id=report_id, answers=told, send_key="1", by=me, at=later)
    unit_was_told(report_id=report_id, by=system("worker"), at=later)
    record_crime_number(report_id=report_id, number=f"crime {mark}", by=acting(officer), at=later)
    ask_to_withdraw(report_id=report_id, words=f"withdraw {mark}", send_key="2", by=me, at=later)
    take_back_withdrawal(report_id=report_id, send_key="3", by=me, at=later)
    _they_are_asked(mark, report_id, officer)


def _they_are_asked(mark: str, report_id: UUID, officer: StaffMember) -> None:
    """Let each action about recording a report, and about asking its reporter, happen once."""
    me, by, worker = reporter(report_id), acting(officer), system("worker")
    decision = Decision(recorded_as=RecordedAs.CRIME, code="3A", reason=f"why {mark}", told=f"told {mark}")
    record(report_id=report_id, decision=decision, by=by, at=at(minutes=11))
    report = Report.objects.get(id=report_id)
    answers = told_by_now(report, ReportSeal.of(report)).answers
    missing = [one.id for one in missing_facts(knowledge().content, kind=report.kind, answers=answers)]
    for number, keys in enumerate((missing[:1], missing[1:2], missing[2:3])):
        wanted = Wanted(keys=tuple(keys), sentence=f"sentence {mark}")
        ask_reporter(
            report_id=report_id, wanted=wanted, send_key=str(number), by=by, at=at(minutes=12 + number)
        )
    _, second, third = Ask.objects.filter(report=report).order_by("asked_at")
    say_not_known(report_id=report_id, keys=missing[:1], by=me, at=at(minutes=15))
    settle_ask(report_id=report_id, ask_id=second.id, by=by, at=at(minutes=16))
    write_to_staff(report_id=report_id, text=f"heard {mark}", send_key="9", by=me, at=at(minutes=17))
    for days in (8, 15):
        look_after_ask(ask_id=third.id, report_id=report_id, by=worker, at=at(days=days))
    it_goes_from_desk_to_desk(mark, report_id, officer)


def _files_come(mark: str, report_id: UUID, officer: StaffMember) -> None:
    """Let each action about an exhibit happen once."""
    draft_id = a_draft().report_id
    words = ExhibitWords(
        name=f"{mark}.txt", shows=f"shows {mark}", taken=f"taken {mark}", original=f"at {mark}"
    )
    first, new = (
        NewExhibit(file=a_sealed_file(f"file {mark}".encode()), words=words, send_key="1")
        for _each in range(2)
    )
    take_in_exhibit(report_id=report_id, new=first, by=reporter(report_id), at=at())
    take_in_exhibit(report_id=draft_id, new=new, by=reporter(draft_id), at=at())
    changed = ExhibitWords(name="", shows=f"more {mark}")
    me, exhibit_id = reporter(draft_id), new.file.id
    describe_exhibit(report_id=draft_id, exhibit_id=exhibit_id, words=changed, by=me, at=at())
    note_checked(exhibit_id=exhibit_id, by=system("worker"), at=at())
    opening = (open_exhibit, preview_exhibit, show_picture, open_custody, open_dangerous_exhibit)
    for deed in opening:
        deed(report_id=report_id, number=1, by=acting(officer), at=at())
    scanned = Scanned(state=ScanState.CLEAN, said="ClamAV")
    note_scan(exhibit_id=exhibit_id, scanned=scanned, by=system("worker"), at=at())
    _parts_are_handed_over(mark, report_id, officer)
    for age in ("13-15", "adult"):
        answer(report_id=draft_id, answers={"age": age}, by=me, at=at())
    take_back_exhibit(report_id=draft_id, exhibit_id=exhibit_id, by=me, at=at())
    swept = Swept(aside=(uuid4(),), back=(uuid4(),), out=(uuid4(),), uploads=(uuid4(),))
    note_sweep(swept=swept, by=system("worker"), at=at())
    _files_come_in_parts(words, draft_id)


def _files_come_in_parts(words: ExhibitWords, draft_id: UUID) -> None:
    """Let each action about a file in parts happen once."""
    me, new = reporter(draft_id), NewUpload(length=9, said=Said(words=words))
    first, second, third = (begin_upload(report_id=draft_id, new=new, by=me, at=at()) for _ in range(3))
    upload = open_upload(report_id=draft_id, upload_id=first, at=at())
    parts = [seal_part(upload, b"abc", chance=token_bytes)]
    keep_upload_parts(report_id=draft_id, upload_id=first, parts=parts, by=me, at=at())
    upload = open_upload(report_id=draft_id, upload_id=first, at=at())
    whole = Whole(file=seal_whole(upload, b"defghi", exhibit_id=uuid4()), offset=3)
    finish_upload(report_id=draft_id, upload_id=first, whole=whole, by=me, at=at())
    drop_upload(report_id=draft_id, upload_id=second, by=me, at=at())
    fourth = begin_upload(report_id=draft_id, new=new, by=me, at=at())
    lost = open_upload(report_id=draft_id, upload_id=fourth, at=at())
    drop_lost_upload(report_id=draft_id, seen=lost, by=me, at=at())
    Upload.objects.filter(id=third).update(changed_at=at(days=-9))
    discard_old_uploads(before=at(days=-2), by=system("worker"), at=at())


def _parts_are_handed_over(mark: str, report_id: UUID, officer: StaffMember) -> None:
    """Let each action about disclosure happen once."""
    by = acting(officer)
    kept = keep_redaction(report_id=report_id, number=1, file=a_sealed_file(), by=by, at=at(minutes=11))
    terms = Terms(
        authority=f"to {mark}", purpose=f"for {mark}", items=("answers", f"exhibit:{kept}"), phrases=(mark,)
    )
    made = make_disclosure(report_id=report_id, terms=terms, by=by, at=at(minutes=12))
    opened = hand_out_bundle(
        report_id=report_id, disclosure_id=made, paper=a_plain_paper, by=by, at=at(minutes=13)
    )
    over = hand_over_exhibit(
        report_id=report_id, number=1, terms=terms, send_key="1", by=by, at=at(minutes=14)
    )
    get_sealed_exhibit(report_id=report_id, number=1, hand_over_id=over.id, by=by, at=at(minutes=15))
    assert mark.encode() not in b"".join(opened.pieces).replace(f"to {mark}".encode(), b"").replace(
        f"for {mark}".encode(), b""
    )


def _somebody_only_talks(mark: str, officer: StaffMember) -> None:
    """Let each action about a request to be called happen once."""
    told = {"way": "call", "contact": f"070 {mark}", "place": "S40 1TB", "about": f"about {mark}"}
    a_request(told, send_key=mark)
    taken = a_request(told, send_key=mark)
    request_id, me = taken.request_id, reporter(taken.request_id)
    desk_was_told(request_id=request_id, by=system("worker"), at=at())
    come_back_to_request(code=taken.code, reference="", by=newcomer(), at=at())
    change_support_request(request_id=request_id, told={**told, "care": f"care {mark}"}, by=me, at=at())
    worker = a_supporter()
    open_support_request(request_id=request_id, by=worker, at=at())
    for outcome in CallOutcome:
        if outcome is CallOutcome.CLOSED:
            begin_report_from_request(request_id=request_id, by=me, at=at())
        note_support_call(
            request_id=request_id,
            new=NewCall(outcome=outcome, note=f"note {mark}", answer=f"answer {mark}", send_key=f"{outcome}"),
            by=worker,
            at=at(),
        )
    other = a_request(told, send_key=f"other {mark}").request_id
    withdraw_support_request(request_id=other, by=reporter(other), at=at())
    support_is_given(mark, officer)


def _a_code_is_lost(mark: str, reference: str, officer: StaffMember) -> None:
    by = acting(officer)
    for number in range(2):
        told = {"name": f"name {mark} {number}", "contact": f"contact {mark}"}
        ask_for_new_code(told=told, send_key=str(number), by=newcomer(), at=at(minutes=11 + number))
    first, second = LostCodeRequest.objects.filter(outcome="").order_by("asked_at")
    open_lost_code(request_id=first.id, by=by, at=at(minutes=13))
    give_new_code(
        request_id=first.id, reference=reference, checks=(IdentityCheck.ANSWERS,), by=by, at=at(minutes=14)
    )
    turn_down_lost_code(request_id=second.id, by=by, at=at(minutes=15))


def _trends_are_seen(mark: str, officer: StaffMember) -> None:
    """Let each action about trends, warnings and alerts happen once; the words of an alert are public."""
    del mark
    writer, by = an_actor(role=Role.ANALYST, unit=""), acting(officer)
    count_trend_week(week=week_of(at()), by=system("worker"), at=at())
    a_modelled_year(when=at(days=-1000), weeks=1)
    drop_old_trend_weeks(by=system("worker"), at=at())
    warning = a_warning()
    judge_warning(warning_id=warning.id, outcome=WarningState.SEEN, because="known", by=by, at=at(hours=1))
    outlived = a_warning()
    Series.objects.filter(id=outlived.series_id).update(size=0)
    close_outlived(warning_id=outlived.id, by=system("worker"), at=at(hours=1))
    alert_id = draft_alert(
        subject=Subject(kind="courier-fraud", area=""), words=WORDS, by=writer, at=at(minutes=1)
    )
    rewrite_alert(alert_id=alert_id, words=WORDS, by=writer, at=at(minutes=2))
    publish_alert(alert_id=alert_id, look=LOOK, by=by, at=at(minutes=3))
    withdraw_alert(alert_id=alert_id, by=by, at=at(minutes=4))


def _the_journal_is_signed() -> None:
    """Let a checkpoint be made, sent out and stamped; and a last one, so that every leaf but its own is signed."""
    tree, by = CheckedTree(), system("worker")
    made = make_checkpoint(tree=tree, origin=ORIGIN, by=by, at=at())
    assert made is not None
    checkpoint_was_mailed(size=made.size, by=by, at=at())
    checkpoint_was_stamped(size=made.size, token=b"token", by=by, at=at())
    make_checkpoint(tree=tree, origin=ORIGIN, by=by, at=at())


def _the_rest(officer: StaffMember) -> None:
    promises_are_kept()
    thrown_away = a_draft()
    discard_draft(report_id=thrown_away.report_id, by=reporter(thrown_away.report_id), at=at())
    a_draft(when=at(days=-40))
    discard_old_drafts(before=at(days=-30), by=system("worker"), at=at())
    note_restore(backup="manifest", by=system("restore"), at=at())
    reset_sign_in(username=officer.username, by=system("test"), at=at())
    renew_one_time_password(username=officer.username, by=system("test"), at=at())
    _a_key_is_rotated()


def _a_key_is_rotated() -> None:
    ring = rotate(keyring(), purpose=Purpose.KEY_ENCRYPTION, at=at(), chance=seeded(str(uuid4())))
    new = ring.current(Purpose.KEY_ENCRYPTION)
    note_key_deed(what=KeyDeed.ROTATE, about=new.id, by=system("test"), at=at())
    while rewrap_records(most=2, by=system("test"), at=at()):
        pass
