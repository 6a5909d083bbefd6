"""How to reach the page on which parts of a report are handed over, in every state."""

from collections.abc import Callable, Iterator

from playwright.sync_api import expect

from callpoint.actions.disclosing import make_disclosure
from callpoint.actions.handing_over import hand_over_exhibit
from callpoint.clock import now
from callpoint.rules.disclosing import Terms
from callpoint.vault.models import Exhibit, ScanState
from tests.actions.disclosure import a_case, a_pdf, with_file
from tests.actions.retention import a_supervisor
from tests.journeys.visiting import BANK_STORY, State, Visitor, held, staff
from tests.makers import a_report
from tests.vault.files import a_pdf as long_pdf
from tests.vault.files import a_photo


def disclosure_states() -> Iterator[State]:
    """What a supervisor sees."""
    for name, typed, status in (
        ("hand over", {}, 200),
        ("hand over, nothing chosen", {"authority": " "}, 422),
        ("hand over, no box", {"boxes": "x"}, 422),
    ):
        yield State(name=name, address="staff_disclose", status=status, reach=_disclosing(typed))
    yield State(name="hand over, nothing made yet", address="staff_disclose", reach=_without_files)
    yield State(name="hand over, all typed", address="staff_disclose", status=422, reach=_half_typed)
    yield State(name="hand over, blacked out and made", address="staff_disclose", reach=_made)
    for name, content in (("a PDF", long_pdf(12)), ("a picture", a_photo()), ("no picture", a_photo()[:90])):
        yield State(name=f"black out {name}", address="staff_black_out", reach=_boxes(content))
    yield State(name="black out, boxes drawn", address="staff_black_out", reach=_drawn)
    for name, typed, status in (
        ("hand over sealed", {}, 200),
        ("hand over sealed, to nobody", {"authority": " "}, 422),
        ("sealed file and key", {"authority": "Crown Court", "purpose": "Trial"}, 200),
    ):
        yield State(name=name, address="staff_hand_over", status=status, reach=_sealed(typed))
    yield State(name="hand over sealed, dangerous", address="staff_hand_over", status=422, reach=_dangerous)


def _disclosing(typed: dict[str, str]) -> Callable[[Visitor], None]:
    def reach(visitor: Visitor) -> None:
        report_id = a_case()
        terms = Terms(authority="Crown Court", purpose="Trial", items=("answers",))
        make_disclosure(report_id=report_id, terms=terms, by=a_supervisor(), at=now())
        held("staff_disclose", report_id, as_=staff)(visitor)
        if "boxes" in typed:
            visitor.page.locator("[name=exhibit]").first.check()
        if typed:
            visitor.send(**typed)

    return reach


def _boxes(content: bytes) -> Callable[[Visitor], None]:
    def reach(visitor: Visitor) -> None:
        report_id = a_case()
        held("staff_black_out", report_id, with_file(report_id, content), as_=staff)(visitor)

    return reach


def _drawn(visitor: Visitor) -> None:
    """Two boxes, one of them at hand, over a page that is shown."""
    _boxes(a_photo())(visitor)
    visitor.page.locator("main details summary").first.click()
    expect(visitor.page.locator(".app-boxes__page img").first).to_have_js_property("complete", True)
    for _ in range(2):
        visitor.page.get_by_role("button", name="Add a box").click()
        visitor.page.keyboard.press("ArrowDown")


def _sealed(typed: dict[str, str]) -> Callable[[Visitor], None]:
    def reach(visitor: Visitor) -> None:
        held("staff_hand_over", a_case(), 1, as_=staff)(visitor)
        if typed:
            visitor.send(**typed)

    return reach


def _dangerous(visitor: Visitor) -> None:
    """It was handed over before a scanner called it dangerous."""
    report_id, terms = a_case(), Terms(authority="Crown Court " * 9, purpose="Trial " * 20, items=())
    hand_over_exhibit(report_id=report_id, number=1, terms=terms, send_key="1", by=a_supervisor(), at=now())
    Exhibit.objects.filter(report_id=report_id).update(scan=ScanState.DANGEROUS)
    held("staff_hand_over", report_id, 1, as_=staff)(visitor)
    visitor.send(authority="Crown Court", purpose="Trial")


def _without_files(visitor: Visitor) -> None:
    held("staff_disclose", a_report(story=BANK_STORY), as_=staff)(visitor)


def _half_typed(visitor: Visitor) -> None:
    """All is typed but nothing is chosen."""
    held("staff_disclose", a_case(), as_=staff)(visitor)
    visitor.send(authority="Crown Court", purpose="Trial", phrases="Ann Lee\nAnn")


def _made(visitor: Visitor) -> None:
    """A PDF with a long name is blacked out in the page, then handed over by its form."""
    report_id = a_case()
    number = with_file(report_id, a_pdf(), f"{'statement-of-the-account-' * 6}.pdf")
    held("staff_disclose", report_id, as_=staff)(visitor)
    visitor.page.locator(f"[name=exhibit][value='{number}']").check()
    visitor.send(boxes="1 0 0 100 100")
    for box in visitor.page.locator("[name=items]").all():
        box.check()
    visitor.send(authority="Crown Court, order of 3 November", purpose="Trial " * 20)
    visitor.page.get_by_text("Wait one minute").wait_for()
