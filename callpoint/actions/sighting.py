"""Keeps what a report names as rows, in the transaction of the deed that told it; that deed's leaf commits to them."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from uuid import UUID

from callpoint.records.keys import keyring
from callpoint.records.knowledge import knowledge
from callpoint.records.models import Addition, Message, Report, Sighting
from callpoint.records.sealed import Answers, ReportSeal
from callpoint.records.sealed_links import LinkSeal
from callpoint.rules.chance import Chance
from callpoint.rules.identifiers import IdentifierKind, Own
from callpoint.rules.journal import SALT_SIZE
from callpoint.rules.linking.common import CommonValues, common_values
from callpoint.rules.sighting import (
    MOST_VALUES,
    NAMES,
    Sighted,
    Written,
    own_among,
    sight,
    written_in_answers,
)
from callpoint.rules.standing import Standing
from callpoint.rules.suggesting import text_of
from callpoint.sealing.index import blind_indexes

Texts = Iterable[Written]


def in_answers(answers: Answers) -> Iterator[Written]:
    """Give the texts of the answers that were sent."""
    return written_in_answers(answers, knowledge().content)


def in_addition(addition: Addition, answers: Answers) -> Iterator[Written]:
    """Give the texts of answers that were added."""
    return written_in_answers(answers, knowledge().content, source=f"addition:{addition.id}")


def in_message(message: Message, text: str) -> tuple[Written]:
    """Give the text of a message of the reporter's."""
    return (Written(source=f"message:{message.id}", text=text),)


def keep_sightings(
    texts: Texts,
    *,
    report: Report,
    seal: ReportSeal,
    at: datetime,
    chance: Chance,
    names: frozenset[str] = frozenset(),
) -> list[Sighting]:
    """
    Keep every value that these texts name, and return the rows that were written, for the leaf.

    A value that the report named before has its new places added to its row. `names` are the reporter's, whose
    address may bear them. To be called under the lock of the report.
    """
    written = tuple(texts)
    if not written:
        return []
    known = knowledge()
    links, region, common = LinkSeal(seal.key), known.jurisdiction.country, common_values(known.content)
    kept = {row.mark: row for row in Sighting.objects.filter(report=report)}
    own = own_among(written, region=region) | _own(kept.values(), links)
    found = sight(written, own=Own(values=own, names=names), region=region, common=common)
    wrote, room = [], MOST_VALUES - len(kept)
    for one in found:
        mark = mark_of(one)
        if mark in kept:
            wrote += _added(kept[mark], one, links=links, common=common, chance=chance)
        elif room > 0:
            room -= 1
            wrote.append(_made(one, mark, report=report, links=links, at=at, chance=chance))
    return wrote


def _own(rows: Iterable[Sighting], links: LinkSeal) -> frozenset[tuple[IdentifierKind, str]]:
    """Open what is known to be the reporter's own."""
    own = (links.sighted(row) for row in rows if row.standing == Standing.OWN)
    return frozenset((one.kind, one.value) for one in own)


def names_in(answers: Answers) -> frozenset[str]:
    """Give the names of the reporter and of the person harmed."""
    return frozenset(text for text in (text_of(answers, name) for name in NAMES) if text)


def mark_of(one: Sighted) -> str:
    """
    Give the keyed mark under which a value is found in other reports.

    By the oldest index key, which stays in the keyring for good: reports of before and after a rotation still meet.
    """
    return blind_indexes(keyring(), kind=one.kind, value=one.value)[-1]


def _made(
    one: Sighted, mark: str, *, report: Report, links: LinkSeal, at: datetime, chance: Chance
) -> Sighting:
    sighting_id = UUID(bytes=chance(16), version=4)
    return Sighting.objects.create(
        id=sighting_id,
        report=report,
        salt=chance(SALT_SIZE),
        kind=one.kind,
        mark=mark,
        whose=one.whose,
        standing=one.standing,
        value=links.seal_value(sighting_id, one.value, chance),
        mentions=links.seal_mentions(sighting_id, one.mentions, chance),
        created_at=at,
    )


def _added(
    row: Sighting, one: Sighted, *, links: LinkSeal, common: CommonValues, chance: Chance
) -> list[Sighting]:
    """Add the new places of a value to its row; none where all are known."""
    before = links.sighted(row)
    after = before.with_more(one, common=common)
    if after == before:
        return []
    row.whose, row.standing = after.whose, after.standing
    row.mentions = links.seal_mentions(row.id, after.mentions, chance)
    row.save(update_fields=["whose", "standing", "mentions"])
    return [row]
