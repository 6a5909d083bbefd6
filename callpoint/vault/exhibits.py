"""Seals and opens the words and the identity of an exhibit, and lets the exhibits of a report go."""

from dataclasses import asdict, dataclass
from uuid import UUID

from django.db import transaction

from callpoint.rules.chance import Chance
from callpoint.sealing.envelope import RecordKey, Where, seal_json, seal_text, unseal_json, unseal_text
from callpoint.vault import folder
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
    """Delete the row of an exhibit in the transaction that runs, and its file once that is committed."""
    exhibit_id = exhibit.id
    exhibit.delete()
    transaction.on_commit(lambda: folder.remove_files(exhibit_id))


def let_go_of_report(report_id: UUID) -> None:
    """Let go of every exhibit of a report."""
    for exhibit in Exhibit.objects.filter(report_id=report_id):
        let_go(exhibit)
