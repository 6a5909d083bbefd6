"""Seals and opens the words and the identity of an exhibit, and lets the exhibits of a report go."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from callpoint.rules.chance import Chance
from callpoint.sealing.envelope import RecordKey, Where, seal_json, seal_text, unseal_json, unseal_text
from callpoint.vault import custody, folder
from callpoint.vault.models import Exhibit

TABLE = "vault_exhibit"


@dataclass(frozen=True, kw_only=True)
class ExhibitWords:
    """What a person said of a file: its name as given, what it shows, when it was taken, where the original is."""

    name: str
    shows: str = ""
    taken: str = ""
    original: str = ""


def seal_words(key: RecordKey, exhibit_id: UUID, words: ExhibitWords, *, chance: Chance) -> bytes:
    """Seal the words of an exhibit as one value."""
    return seal_json(key, asdict(words), where=Where(TABLE, "words", str(exhibit_id)), chance=chance)


def words_of(key: RecordKey, exhibit: Exhibit) -> ExhibitWords:
    """Open the words of an exhibit."""
    return ExhibitWords(
        **unseal_json(key, bytes(exhibit.words), where=Where(TABLE, "words", str(exhibit.id)))
    )


def seal_identity(key: RecordKey, exhibit_id: UUID, identity: str, *, chance: Chance) -> bytes:
    """Seal the age identity that opens the file of an exhibit."""
    return seal_text(key, identity, where=Where(TABLE, "identity", str(exhibit_id)), chance=chance)


def identity_of(key: RecordKey, exhibit: Exhibit) -> str:
    """Open the age identity of an exhibit; it is a secret."""
    return unseal_text(key, bytes(exhibit.identity), where=Where(TABLE, "identity", str(exhibit.id)))


def let_go(exhibit: Exhibit) -> None:
    """
    Delete an exhibit with its chain of custody in the transaction that runs, and its file once that is committed.

    A file that cannot be removed then stops nobody; the sweep finds it.
    """
    exhibit_id = exhibit.id
    exhibit.delete()
    custody.forget(exhibit_id)
    transaction.on_commit(lambda: folder.remove_files(exhibit_id), robust=True)


def exhibits_of(report_id: UUID) -> tuple[Exhibit, ...]:
    """Give every exhibit of a report, in the order in which they came."""
    return tuple(Exhibit.objects.filter(report_id=report_id).order_by("number"))


def let_go_of_report(report_id: UUID) -> None:
    """Let go of every exhibit of a report."""
    for exhibit in exhibits_of(report_id):
        let_go(exhibit)


def report_of(exhibit_id: UUID) -> UUID | None:
    """Give the id of the report an exhibit belongs to; None where it was taken back."""
    return Exhibit.objects.filter(id=exhibit_id).values_list("report_id", flat=True).first()


def is_first_of_several(exhibit_id: UUID, *, within: timedelta, since: datetime) -> bool:
    """Say whether an exhibit came after `since` and no other of its report came `within` this time before it."""
    new = Exhibit.objects.get(id=exhibit_id)
    earlier = Q(created_at__lt=new.created_at) | Q(created_at=new.created_at, number__lt=new.number)
    begins = max(since, new.created_at - within)
    others = Exhibit.objects.filter(earlier, report_id=new.report_id, created_at__gte=begins)
    return new.created_at >= since and not others.exists()
