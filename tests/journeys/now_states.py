"""How to reach the guides of what to do now, and what they answer to a time, in a browser."""

from collections.abc import Iterator

from callpoint.records.knowledge import knowledge
from tests.journeys.visiting import State, Visitor, opened, typed


def now_states() -> Iterator[State]:
    """Every guide by its own address, and both forms answered and refused."""
    for guide in knowledge().content.now:
        yield State(name=f"guide {guide}", address="now", reach=opened("now", guide))
    for field, guide in (("paid", "money-just-sent"), ("aware", "ransomware")):
        for name, status, said in (
            ("answered", 200, "2 hours ago"),
            ("long ago", 200, "1 March 2020"),
            ("not read", 422, "pomegranate"),
        ):
            reach = typed("now", guide, **{field: said})
            yield State(name=f"{field} {name}", address="now", status=status, reach=reach)
    yield State(name="no file of a clock", address="now_clock", status=400, reach=_no_file)


def _no_file(visitor: Visitor) -> None:
    """Send the form of the calendar file with a moment that nobody wrote."""
    typed("now", "ransomware", aware="2 hours ago")(visitor)
    visitor.page.evaluate("document.querySelector('[name=began]').value = 'zzz'")
    with visitor.page.expect_navigation() as led:
        visitor.page.locator("form:has([name=began]) button").click()
    visitor.status = led.value.status
