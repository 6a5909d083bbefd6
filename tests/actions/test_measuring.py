"""What the trends count of a report stands in its columns when it is sent, and follows what is added."""

from datetime import UTC, datetime

import pytest

from callpoint.actions.acting import reporter
from callpoint.actions.adding import add_to_report
from callpoint.records.models import LostAmount, Report
from tests.makers import a_draft, a_report, at, deeds

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def columns() -> tuple[str, str, str, str, datetime | None]:
    report = Report.objects.get()
    return report.who, report.contact_by, report.platform, report.brand, report.paid_at


def amounts() -> dict[str, int]:
    return dict(LostAmount.objects.values_list("currency", "units"))


def test_a_draft_has_none_of_it() -> None:
    a_draft(platform="Vinted", pay_amount="£90")
    assert (columns(), amounts()) == (("", "", "", "", None), {})


def test_sending_sets_them_and_keeps_the_amounts() -> None:
    a_report(
        who="self", contact_channel="call", platform="Vinted", pay_amount="£90.50", pay_when="10 minutes ago"
    )
    paid_at = datetime(2026, 11, 21, 11, 50, tzinfo=UTC)
    assert (columns(), amounts()) == (("self", "call", "vinted", "", paid_at), {"GBP": 91})


def test_what_is_added_counts_and_has_its_leaf() -> None:
    report_id = a_report(pay_amount="£90")
    told = {"contact_channel": "text", "claimed_body": "HMRC", "pay_amount": "£100", "pay_amount.2": "$5"}
    add_to_report(report_id=report_id, answers=told, send_key="1", by=reporter(report_id), at=at(hours=1))
    assert (columns()[1:4], amounts(), "report.measure" in deeds()) == (
        ("text", "", "hmrc"),
        {"GBP": 100, "USD": 5},
        True,
    )


def test_what_changes_nothing_that_is_counted_has_no_leaf() -> None:
    report_id = a_report(pay_amount="£90")
    add_to_report(
        report_id=report_id, answers={"name": "Ann"}, send_key="1", by=reporter(report_id), at=at(hours=1)
    )
    assert ("report.measure" in deeds(), amounts()) == (False, {"GBP": 90})
