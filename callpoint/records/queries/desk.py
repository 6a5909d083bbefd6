"""What a person chose for their own desk."""

from dataclasses import dataclass

from callpoint.records.models import DeskChoice
from callpoint.records.sealed_desk import open_mail


@dataclass(frozen=True, kw_only=True)
class Choices:
    """What a person chose; who chose nothing has these."""

    has_keys: bool = True
    mail: str = ""
    digest_hour: int | None = None
    tells_given: bool = False
    tells_news: bool = False


def has_keys(staff_id: int) -> bool:
    """Say whether single keys work for a person."""
    chosen = DeskChoice.objects.filter(pk=staff_id).values_list("has_keys", flat=True).first()
    return chosen is not False


def choices_of(staff_id: int) -> Choices:
    """Give what a person chose."""
    row = DeskChoice.objects.filter(pk=staff_id).first()
    if row is None:
        return Choices()
    return Choices(
        has_keys=row.has_keys,
        mail=open_mail(row),
        digest_hour=row.digest_hour,
        tells_given=row.tells_given,
        tells_news=row.tells_news,
    )
