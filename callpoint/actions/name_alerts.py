"""The alert that somebody was shown a report of their own or family name: raised by the one writer of leaves.

Whatever shows sealed text of a report says so by a leaf of `rules.sampled_reads`, so no way of reading goes past this;
nor does a support worker who opens what was passed on of one.
"""

import secrets
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from callpoint.actions.acting import Actor, ActorKind
from callpoint.records.additions import answers_by_now
from callpoint.records.keys import keyring
from callpoint.records.models import FamilyName, NameAlert, Referral, Report, StaffMember
from callpoint.records.opened_statements import signed_names
from callpoint.rules.chance import Chance
from callpoint.rules.journal import SALT_SIZE
from callpoint.rules.own_names import Side, Whose, name_key, names_told
from callpoint.rules.rows import Answers
from callpoint.rules.sampled_reads import OF_EXHIBITS, OF_REFERRALS, OF_REPORTS
from callpoint.rules.support_service import SHOWN
from callpoint.sealing.index import blind_indexes
from callpoint.vault.models import Exhibit

KIND: Final = "family-name"


def shown_by(what: str, about: Collection[object]) -> Collection[UUID]:
    """Name the reports whose sealed text was shown, where leaves of this name are about these; none for other leaves."""
    if what not in OF_REPORTS | OF_EXHIBITS | OF_REFERRALS:
        return set()
    ids = {UUID(str(each)) for each in about}
    if what in OF_EXHIBITS:
        return set(Exhibit.objects.filter(id__in=ids).values_list("report_id", flat=True))
    if what in OF_REFERRALS:
        shown = Referral.objects.filter(id__in=ids, state__in=SHOWN, report__isnull=False)
        return set(shown.values_list("report_id", flat=True))
    return ids


def names_met(
    reports: Collection[UUID], *, told: Mapping[UUID, Answers] | None, by: Actor
) -> dict[UUID, tuple[Whose, Side]]:
    """
    Say which of these reports name their reader or the reader's family, of which nobody was told yet, and lock them.

    `told` are their answers where the caller opened them already. A report that went, or that cannot be opened, shows
    no name. It is called before the first leaf: who writes to a report holds it while waiting for the journal, and so
    who holds the journal must not wait for a report.
    """
    if by.kind is not ActorKind.STAFF:
        return {}
    noted = NameAlert.objects.filter(report__in=reports, reader=int(by.id))
    if not (left := set(reports).difference(noted.values_list("report_id", flat=True))):
        return {}
    names = _Names.of(int(by.id))
    answers = answers_by_now(Report.objects.filter(id__in=left)) if told is None else told
    signed = signed_names(left)
    found = (
        (each, names.met(answers[each], signed.get(each, ()))) for each in sorted(left.intersection(answers))
    )
    met = {each: name for each, name in found if name}
    if met:
        locked = Report.objects.select_for_update(no_key=True).filter(id__in=met).order_by("id")
        met = {each: met[each] for each in locked.values_list("id", flat=True)}
    return met


def keep_name_alerts(
    met: Mapping[UUID, tuple[Whose, Side]], *, by: Actor, at: datetime, chance: Chance = secrets.token_bytes
) -> Iterator[NameAlert]:
    """Keep an alert of each report that names its reader or their family; the caller writes the leaf of each."""
    for report_id, (whose, side) in met.items():
        yield NameAlert.objects.create(
            id=UUID(bytes=chance(16), version=4),
            report_id=report_id,
            salt=chance(SALT_SIZE),
            reader_id=int(by.id),
            whose=whose,
            side=side,
            read_at=at,
        )


@dataclass(frozen=True, kw_only=True)
class _Names:
    """What a reader's own name and the names of their family are compared by."""

    own: str
    family: frozenset[str]
    """Keyed marks."""

    @classmethod
    def of(cls, staff_id: int) -> "_Names":
        """Read them."""
        name = StaffMember.objects.filter(pk=staff_id).values_list("display_name", flat=True).first()
        marks = FamilyName.objects.filter(staff=staff_id).values_list("mark", flat=True)
        return cls(own=name_key(name or ""), family=frozenset(marks))

    def met(self, answers: Answers, signed: Collection[str]) -> tuple[Whose, Side] | None:
        """Say which of them a report tells, or its statements are signed with, and on which side."""
        for side, keys in names_told(answers, signed).items():
            if self.own and self.own in keys:
                return Whose.OWN, side
            if self.family and any(
                self.family.intersection(blind_indexes(keyring(), kind=KIND, value=key)) for key in keys
            ):
                return Whose.FAMILY, side
        return None
