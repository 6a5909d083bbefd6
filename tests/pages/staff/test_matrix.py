"""Each role on each page of a report: whoever may open it sees it, with the leaf that belongs to it, and nobody else does."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from callpoint.actions.acting import reporter
from callpoint.actions.exhibits import NewExhibit, take_in_exhibit
from callpoint.rules.access import Badge, Deed, Role, may
from callpoint.vault.exhibits import ExhibitWords
from tests.actions.restrictions import restricted
from tests.makers import DESK, OTHER_DESK, STORY, a_report, all_kept, at, deeds, signed_in_client
from tests.pages.public.addresses import EXAMPLES, NAMES
from tests.structure.test_addresses import addresses
from tests.vault.files import a_picture
from tests.vault.makers import a_sealed_file

pytestmark = [pytest.mark.django_db, pytest.mark.database]

LEAVES = {
    "staff_report": ["report.open"],
    "staff_peek": ["report.peek"],
    "staff_links": ["report.open"],
    "staff_change": ["report.open"],
    "staff_ask": ["report.open"],
    "staff_record": ["report.open"],
    "staff_support": ["report.open"],
    "staff_interventions": ["report.open"],
    "staff_statement": ["report.open"],
    "staff_close": ["closing.draft"],
    "staff_disclose": ["report.open"],
    "staff_exhibit": ["exhibit.open"],
    "staff_preview": ["exhibit.preview"],
    "staff_picture": ["exhibit.show-picture"],
    "staff_custody": ["exhibit.see-custody"],
    "staff_black_out": ["exhibit.preview"],
    "staff_hand_over": ["report.open"],
    "staff_door": ["door.look"],
    "staff_restrict": ["report.open"],
    "staff_block": ["block.look"],
}
"""What opening each page of a report writes: one leaf where it shows something sealed."""
FOR_A_PRESS = {
    "staff_dangerous",
    "staff_bundle",
    "staff_sealed",
    "staff_presence",
    "staff_intervention",
    "staff_request_paper",
    "staff_request_bundle",
    "staff_statement_paper",
}
"""Pages of a report that answer a press, or show what only a press makes."""


@dataclass(frozen=True)
class ReportPage:
    """One page of a report: its name, what its address names, and the deed that opens it."""

    name: str
    takes: tuple[str, ...]
    deed: Deed

    def url(self, report_id: UUID) -> str:
        """Give its address for a report with one exhibit."""
        given = {**EXAMPLES, "name": NAMES.get(self.name, ""), "report_id": report_id}
        return reverse(self.name, kwargs={name: given[name] for name in self.takes})


def report_pages() -> list[ReportPage]:
    """Every page of the staff whose address names a report."""
    return [
        ReportPage(str(pattern.name), tuple(pattern.pattern.converters), vars(pattern.callback)["opens_to"])
        for _, pattern in addresses(get_resolver().url_patterns)
        if "report_id" in pattern.pattern.converters
    ]


def a_report_with_a_picture(unit: str) -> UUID:
    report_id = a_report(unit=unit)
    new = NewExhibit(file=a_sealed_file(a_picture()), words=ExhibitWords(name="a.png"), send_key="1")
    take_in_exhibit(report_id=report_id, new=new, by=reporter(report_id), at=at())
    return report_id


def test_no_page_of_a_report_is_left_out() -> None:
    assert {page.name for page in report_pages()} == set(LEAVES) | FOR_A_PRESS


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("unit", [DESK, OTHER_DESK], ids=["own unit", "another unit"])
def test_a_page_of_a_report_opens_to_whom_the_table_says_with_its_leaf(role: Role, unit: str) -> None:
    client, report_id = signed_in_client(role=role, unit=DESK), a_report_with_a_picture(unit)
    badge, pages = Badge(role=role, unit=DESK), [page for page in report_pages() if page.name in LEAVES]
    answered = {page.name: seen(client, page.url(report_id)) for page in pages}
    assert answered == {
        page.name: opened(page.name) if may(badge, page.deed, unit=unit) else REFUSED for page in pages
    }


Seen = tuple[int, list[str], bool, bool]
"""How a page was answered: its status, the leaves it wrote; and where it was refused, whether it changed or told anything."""
REFUSED: Seen = (403, [], False, False)


def opened(name: str) -> Seen:
    return 200, LEAVES[name], False, False


def seen(client: Client, url: str) -> Seen:
    """Open a page; where it was refused, also look at all that is kept, and for the story on the page."""
    before, kept = len(deeds()), all_kept()
    answer = client.get(url)
    if answer.status_code != REFUSED[0]:
        return answer.status_code, deeds()[before:], False, False
    return REFUSED[0], deeds()[before:], all_kept() != kept, STORY in answer.content.decode()


@pytest.mark.parametrize("role", list(Role))
def test_no_page_of_a_restricted_report_shows_or_writes_anything_to_who_was_not_let_in(role: Role) -> None:
    client, report_id = signed_in_client(role=role, unit=DESK), a_report_with_a_picture(DESK)
    restricted(report_id)
    badge = Badge(role=role, unit=DESK)
    pages = [page for page in report_pages() if page.name not in {"staff_door", "staff_presence"}]
    answered = {
        page.name: shut_to(client.post if page.name in BY_PRESS else client.get, page.url(report_id))
        for page in pages
    }
    assert answered == {
        page.name: (TO_THE_DOOR if may(badge, page.deed, unit=DESK) else REFUSED[0], *NOTHING)
        for page in pages
    }


TO_THE_DOOR = 302
NOTHING: tuple[list[str], bool, bool] = ([], False, False)
"""No leaf, nothing changed, no word of the story."""
BY_PRESS = {"staff_dangerous"}
"""Pages that answer a press only."""


def shut_to(ask: Callable[[str], Any], url: str) -> Seen:
    """Open a page of a report that is shut: with its status, whether it wrote, changed or told anything."""
    before, kept = len(deeds()), all_kept()
    answer = ask(url)
    told = STORY in answer.content.decode()
    return answer.status_code, deeds()[before:], all_kept() != kept, told
