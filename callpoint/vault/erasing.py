"""What an order to erase a month does to exhibits: their rows, then their files, wherever those lie."""

from uuid import UUID

from callpoint.sealing.durable import sync_folder
from callpoint.vault import folder
from callpoint.vault.exhibits import let_go
from callpoint.vault.models import CustodyEntry, Exhibit, Upload
from callpoint.vault.sweeping import swept_folder


def exhibits_of(report_ids: list[UUID]) -> list[Exhibit]:
    """Give every exhibit of these reports."""
    return list(Exhibit.objects.filter(report_id__in=report_ids).order_by("report_id", "number"))


def let_parts_count_no_more(report_ids: list[UUID]) -> bool:
    """
    Begin every upload to these reports anew, and say whether one had come in part; its row still names the parts.

    A transaction of its own, before `erase_rows`: no leaf names parts, so a crash that leaves them without a row would
    leave them lying; and parts that count may not go before their row does.
    """
    return bool(Upload.objects.filter(report_id__in=report_ids, parts__gt=0).update(parts=0, received=0))


def erase_rows(report_ids: list[UUID]) -> None:
    """
    Delete the exhibits of these reports, their chains of custody, and what is on its way to them.

    The files go once the transaction is committed. Where that is cut short, `erase_files` removes them, and until then
    they are shut: what opened them was in the rows. Parts, which count no more, go first.
    """
    for exhibit in exhibits_of(report_ids):
        CustodyEntry.objects.filter(exhibit_id=exhibit.id).delete()
        let_go(exhibit)
    for upload in Upload.objects.filter(report_id__in=report_ids):
        folder.remove_parts(upload.id)
        upload.delete()


def erase_files(exhibit_ids: set[UUID]) -> None:
    """Remove the files of exhibits that have no row any more, also those that a sweep set aside; none there is no error."""
    for exhibit_id in exhibit_ids:
        (swept_folder() / folder.file_of(exhibit_id).name).unlink(missing_ok=True)
        folder.remove_files(exhibit_id)
    sync_folder(swept_folder())
