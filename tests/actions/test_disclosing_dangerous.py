"""Files that a scanner calls dangerous: handed over on purpose only, and never opened to be blacked out."""

import io
import json
import zipfile
from dataclasses import replace
from uuid import UUID

import pytest

from callpoint.actions.disclosing import DangerousItemError, hand_out_bundle, make_disclosure
from callpoint.actions.exhibits import DangerousError
from callpoint.actions.redacting import open_for_redaction
from callpoint.rules.disclosing import Terms
from callpoint.vault.models import Exhibit, ScanState
from tests.actions.disclosure import a_case, a_plain_paper
from tests.actions.retention import a_supervisor
from tests.makers import all_kept, at

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def called_dangerous(report_id: UUID) -> None:
    Exhibit.objects.filter(report_id=report_id).update(
        scan=ScanState.DANGEROUS, scanned_at=at(minutes=4), scanner="ClamAV 1 | Quincunx.Test"
    )


def test_a_dangerous_file_goes_along_only_where_somebody_says_so_and_the_bundle_says_what_it_is() -> None:
    report_id, by = a_case(), a_supervisor()
    terms = Terms(authority="a", purpose="b", items=("exhibit:1",))
    made_before = make_disclosure(report_id=report_id, terms=terms, by=by, at=at(minutes=3))
    called_dangerous(report_id)
    before = all_kept()
    with pytest.raises(DangerousItemError):
        make_disclosure(report_id=report_id, terms=terms, by=by, at=at(minutes=5))
    with pytest.raises(DangerousItemError):
        hand_out_bundle(
            report_id=report_id, disclosure_id=made_before, paper=a_plain_paper, by=by, at=at(minutes=6)
        )
    assert all_kept() == before
    taken = replace(terms, with_dangerous=True)
    made = make_disclosure(report_id=report_id, terms=taken, by=by, at=at(minutes=7))
    opened = hand_out_bundle(
        report_id=report_id, disclosure_id=made, paper=a_plain_paper, by=by, at=at(minutes=8)
    )
    whole = b"".join(opened.pieces)
    custody = json.loads(zipfile.ZipFile(io.BytesIO(whole)).read("custody.json"))
    assert (custody[0]["scan"]["state"], custody[0]["scan"]["by"]) == (
        "dangerous",
        "ClamAV 1 | Quincunx.Test",
    )


def test_a_dangerous_file_is_not_opened_to_be_blacked_out() -> None:
    report_id, by = a_case(), a_supervisor()
    called_dangerous(report_id)
    before = all_kept()
    with pytest.raises(DangerousError):
        open_for_redaction(report_id=report_id, number=1, by=by, at=at(minutes=5))
    assert all_kept() == before
