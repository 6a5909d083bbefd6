"""The wrapped keys of all records, to be tried."""

from collections.abc import Iterator

from callpoint.records.models import LostCodeRequest, Report, SupportRequest


def wrapped_keys() -> Iterator[tuple[str, str]]:
    """Give every record that has a key of its own, named by its table and id, with that key as it is kept."""
    for model in (Report, SupportRequest, LostCodeRequest):
        rows = model.objects.exclude(wrapped_key="").order_by("pk").values_list("pk", "wrapped_key")
        for record_id, wrapped in rows.iterator():
            yield f"{model._meta.db_table} {record_id}", wrapped  # noqa: SLF001 - Django's documented model API
