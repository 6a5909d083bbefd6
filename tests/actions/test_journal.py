"""The journal after everything happened once: whole, canonical, true to the rows, and silent about people."""

import zoneinfo

import pytest
from django.apps import apps
from django.contrib.auth.models import update_last_login
from django.db import models

from callpoint.actions.acting import system
from callpoint.actions.journalling import JOURNALLED, NOT_DIGESTED, digest_of, write_leaf
from callpoint.records.knowledge import knowledge
from callpoint.records.models import (
    Addition,
    FollowUp,
    Judgement,
    Message,
    Outbox,
    Report,
    Restriction,
    Ruling,
    ShredOrder,
    StaffMember,
    SupportRequest,
)
from callpoint.rules.custody import ExhibitDeed
from callpoint.rules.journal import RowDigest, leaf_hash, read_leaf
from callpoint.vault.models import Checkpoint, JournalLeaf
from tests.actions.story import Told, everything_happens
from tests.makers import OUR_TABLES, a_report, a_staff_member, at, deeds, leaves

pytestmark = [pytest.mark.django_db, pytest.mark.database]

MARK = "zanzibarine"
ABOUT_EXHIBITS = {deed.value for deed in ExhibitDeed}

ABOUT_UPLOADS = {f"upload.{deed}" for deed in ("begin", "drop", "expire", "sweep")}

ABOUT_SUPPORT = {
    "support.ask",
    "support.call-closed",
    "support.call-no-answer",
    "support.call-reached",
    "support.change",
    "support.new-code",
    "support.desk-told",
    "support.open",
    "support.return",
    "support.to-report",
    "support.withdraw",
}

ABOUT_CASELOAD = {
    *(f"consent.{deed}" for deed in ("ask", "no", "withdrawn", "yes")),
    *(f"referral.{deed}" for deed in ("accept", "close", "look-again", "open", "pass-on", "return")),
    *(f"referral.{deed}" for deed in ("take-request", "without-yes")),
    *(f"referral.{entry}" for entry in ("needs-after", "needs-before", "no-answer", "note")),
    *(f"referral.{entry}" for entry in ("reached", "wrong-number")),
}

ABOUT_COMING_BACK = {
    f"report.{deed}"
    for deed in ("add", "ask-withdraw", "crime-number", "go-on", "raise-urgency", "unit-told")
}

ABOUT_ASKING = {
    *(f"ask.{deed}" for deed in ("answered", "lapse", "not-known", "remind", "send", "settle")),
    "report.heard",
    "report.record",
}

ABOUT_TRENDS = {
    "alert.draft",
    "alert.publish",
    "alert.rewrite",
    "alert.withdraw",
    "report.measure",
    "trends.drop",
    "trends.model",
    "trends.week",
    "warning.judge",
    "warning.outlive",
    "warning.raise",
}

ABOUT_RETENTION = {
    "bundle.hand-out",
    "bundle.make",
    "exhibit.get-sealed",
    "exhibit.hand-over",
    "exhibit.redact",
    "draft.keep-on",
    "hold.drop-key",
    "hold.lift",
    "hold.place",
    "month.confirm",
    "month.erase",
    "month.propose",
    "month.shred",
    "month.stop",
}


ABOUT_ASSESSING = {
    "report.accept",
    "report.change-assessment",
    "report.suggest",
    "report.undo-assessment",
}


ABOUT_DESKS = {
    "desk.choose",
    "desk.digest",
    "desk.drop-view",
    "desk.keep-view",
    "desk.told-news",
    "welfare.choose",
    "report.give",
    "report.move",
    "report.put-back",
    "report.take",
    "report.undo-move",
}

ABOUT_LINKS = {
    "exhibit.read-through",
    "link.judge",
    "link.undo",
    "report.peek",
    "search.value",
    "series.list",
    "series.name",
    "series.open",
    "report.read-values",
    "value.rule",
    "value.undo-ruling",
}


ABOUT_PROMISES = {
    "message.promised",
    "promise.alarm",
    "promise.breach",
    "promise.unit-told",
    "report.clocks",
}

ABOUT_OTHERS = {
    *(f"intervention.{deed}" for deed in ("answer", "hand-out", "print", "send")),
    *(f"statement.{deed}" for deed in ("decline", "keep", "offer", "print", "sign", "use", "withdraw")),
}

ABOUT_CLOSING = {
    "closing.draft",
    "closing.open",
    "closing.propose",
    "closing.return",
    "closing.send",
    "follow-up.answer",
    "follow-up.ask",
    "letter.keep",
    "letter.remove",
    "report.reopen",
    "review.ask",
    "review.decide",
    "review.open",
    "review.take",
}


ABOUT_DOORS = {
    "door.ask-identity",
    "door.ask-report",
    "door.granted",
    "door.look",
    "door.open-request",
    "door.refused",
    "block.confirm",
    "block.disagree",
    "block.end",
    "block.look",
    "block.propose",
    "family.add",
    "family.drop",
    "read.judge",
    "read.own-name",
    "reads.draw",
    "report.lower",
    "report.put-higher",
    "report.restrict",
    "report.unrestrict",
}


ABOUT_CASES = {
    *(
        f"case.{deed}"
        for deed in ("begin", "add-report", "take-out", "rename", "decide", "review", "list", "read")
    ),
    *(
        f"case.{deed}"
        for deed in (
            "add-task",
            "give-task",
            "finish-task",
            "undo-task",
            "schedule",
            "judge-material",
            "export",
        )
    ),
    *(
        f"case.{deed}"
        for deed in (
            "offer",
            "offer-force",
            "accept",
            "refuse",
            "close",
            "open-again",
            "keep-on",
            "change-hands",
        )
    ),
    *(f"report.{deed}" for deed in ("read-in-case", "pack", "export")),
}

THE_REST = {
    "report.begin",
    "report.answer",
    "report.submit",
    "report.open",
    "report.return",
    "report.discard",
    "report.new-code",
    "lost-code.ask",
    "lost-code.open",
    "lost-code.turn-down",
    "report.other-number",
    "draft.expire",
    "journal.checkpoint",
    "journal.mail",
    "journal.stamp",
    "backup.restore",
    "message.acknowledge",
    "message.from-staff",
    "message.from-reporter",
    "message.read",
    "notice.blocked",
    "notice.sent",
    "report.change-hands",
    "staff.add",
    "staff.change",
    "staff.change-password",
    "staff.close",
    "staff.open-again",
    "staff.renew-password",
    "staff.reset",
    "staff.sign-out",
    "keys.rotate",
    "keys.rewrap",
}


def rows() -> list[models.Model]:
    return [row for model in JOURNALLED for row in model.objects.order_by("pk")]  # type: ignore[attr-defined]  # each model has its objects


def last_digests() -> dict[tuple[str, str], RowDigest]:
    return {(row.table, row.id): row for leaf in leaves() for row in leaf.rows}


def columns_unseen(model: type[models.Model]) -> set[str]:
    """Change each column of a row by itself, and give those whose change the digest does not show."""
    row = model.objects.order_by("pk").first()  # type: ignore[attr-defined]  # each model has its objects
    before, unseen = digest_of(row), set()
    for field in model._meta.concrete_fields:  # noqa: SLF001 - Django's documented model API
        held = getattr(row, field.attname)
        setattr(
            row, field.attname, b"\0" * 32 if field.attname == "salt" else None if held is not None else 1
        )
        unseen |= {field.attname} if digest_of_either(row) == before else set()
        setattr(row, field.attname, held)
    return unseen


def digest_of_either(row: models.Model) -> RowDigest:
    return digest_of(row)


def test_every_table_with_a_salt_is_journalled_and_no_other() -> None:
    ours = [model for app in OUR_TABLES for model in apps.get_app_config(app).get_models()]
    salted = {model for model in ours if any(field.name == "salt" for field in model._meta.fields)}  # noqa: SLF001 - as above
    assert set(JOURNALLED) == salted


def test_what_is_not_digested_is_known_by_name() -> None:
    assert {"salt", "last_login"} == NOT_DIGESTED


def test_the_zone_of_a_time_makes_no_difference() -> None:
    member, _ = a_staff_member()
    before = digest_of(member)
    member.created_at = member.created_at.astimezone(zoneinfo.ZoneInfo("America/New_York"))
    assert digest_of(member) == before


def test_a_row_that_holds_what_no_digest_can_say_is_refused() -> None:
    report = Report.objects.get(id=a_report())
    report.revision = 1.5
    with pytest.raises(TypeError, match="holds a float"):
        write_leaf(what="test", about=report.id, by=system("test"), at=at(), wrote=[report])


@pytest.fixture(scope="class")
def told(kept: None) -> Told:
    """Every deed, once for all tests of a class."""
    del kept
    return everything_happens(MARK)


@pytest.mark.usefixtures("told")
class TestEverything:
    """What the journal holds after one deed of every kind."""

    def test_every_action_writes_its_leaf(self) -> None:
        assert (
            set(deeds())
            == ABOUT_EXHIBITS
            | ABOUT_UPLOADS
            | ABOUT_LINKS
            | ABOUT_ASSESSING
            | ABOUT_COMING_BACK
            | ABOUT_DESKS
            | ABOUT_SUPPORT
            | ABOUT_CASELOAD
            | ABOUT_RETENTION
            | ABOUT_TRENDS
            | ABOUT_PROMISES
            | ABOUT_ASKING
            | ABOUT_CLOSING
            | ABOUT_DOORS
            | ABOUT_CASES
            | ABOUT_OTHERS
            | THE_REST
        )

    def test_the_index_has_no_gaps_and_each_body_is_canonical_and_hashed(self) -> None:
        kept = list(JournalLeaf.objects.order_by("index"))
        assert [leaf.index for leaf in kept] == list(range(len(kept)))
        bodies = [bytes(leaf.body) for leaf in kept]
        assert [read_leaf(body).body() for body in bodies] == bodies
        assert [bytes(leaf.leaf_hash) for leaf in kept] == [leaf_hash(body) for body in bodies]

    def test_the_digest_of_every_row_is_that_of_its_last_leaf(self) -> None:
        for member in StaffMember.objects.all():
            update_last_login(StaffMember, member)
        found = {(digest.table, digest.id): digest for digest in map(digest_of, rows())}
        known = last_digests()
        assert {place: known.get(place) for place in found} == found

    def test_a_change_of_any_column_shows_in_the_digest(self) -> None:
        unseen = {model.__name__: columns_unseen(model) - {"last_login"} for model in JOURNALLED}
        assert {name: columns for name, columns in unseen.items() if columns} == {}

    def test_no_leaf_names_anybody_or_repeats_a_word_or_a_secret(self, told: Told) -> None:
        everything = b"\n".join(bytes(leaf.body) for leaf in JournalLeaf.objects.all()).lower()
        names = [
            text for pair in StaffMember.objects.values_list("username", "display_name") for text in pair
        ]
        secret = [MARK, told.code, told.reference, "asha patel", *names, "s40", "@example.org"]
        assert [text for text in secret if text.lower().encode() in everything] == []

    def test_who_acts_is_a_pseudonym_that_stays_the_same(self, told: Told) -> None:
        own = [leaf for leaf in leaves() if leaf.object_id == str(told.report_id)]
        by = {leaf.by for leaf in own if leaf.what in {"report.open", "message.from-staff"}}
        assert len(by) == 1
        assert by.pop().startswith("staff:")

    def test_the_outbox_keeps_ids_only(self) -> None:
        assert {row.object_id for row in Outbox.objects.all()} == {
            str(row.pk)
            for row in (
                *Report.objects.filter(reference__isnull=False),
                *Message.objects.exclude(send_key__endswith=":ack"),
                *Addition.objects.all(),
                *FollowUp.objects.all(),
                *SupportRequest.objects.all(),
                *ShredOrder.objects.filter(done_at__isnull=False),
                *Judgement.objects.all(),
                *Ruling.objects.all(),
                *Restriction.objects.all(),
                Checkpoint.objects.earliest("size"),
            )
        } | {row.id for leaf in leaves() for row in leaf.rows if row.table == "vault_exhibit"} | {
            unit
            for unit in knowledge().content.units
            if Outbox.objects.filter(object_id=unit, name__startswith="promise.")
        }
