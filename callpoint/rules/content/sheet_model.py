"""The shape of a sheet: questions that are asked together, on one page."""

from typing import Literal

from callpoint.rules.content.model import ContentModel, Identifier


class Sheet(ContentModel):
    """
    Questions that belong together, under one heading, sent with one Continue.

    Which of them are shown to a person is each question's own matter (`kinds`, `ask_if`,
    `skip_if_answered`); a sheet of which none fits is not shown at all. A question may not depend
    on another one of its own sheet, since both are on the same page.
    """

    id: Identifier
    heading: str = ""
    """What the sheet is about; empty where its one question is the heading."""
    lead: str = ""
    questions: tuple[str, ...]
    """Question ids in the order in which they are asked."""
    place: Literal["way", "more"] = "way"
    """way: everybody whom it fits meets it; more: offered on the check page to those who have more to say."""
    kinds: tuple[str, ...] = ("all",)
    """'all', 'set:<name>', 'group:<group>', or kind ids: for whom it lies on the way; others are offered it."""
    when: dict[str, tuple[str, ...]] = {}
    """Known facts or answers that must hold for it to lie on the way."""
    unless: dict[str, tuple[str, ...]] = {}
    """Known facts or answers that keep it from the way; it is then offered on the check page."""
    also_when: dict[str, tuple[str, ...]] = {}
    """Known facts or answers that bring it onto the way of every kind, whatever `kinds` says."""
    kinds_when: dict[str, dict[str, tuple[str, ...]]] = {}
    """Kind id to what must be known besides, before it lies on the way of that kind."""
    rows: str = ""
    """The run of sheets that is repeated with it for every row (payment, identifier); empty = asked once."""
    another: str = ""
    """The words of the button that begins another row; on the last sheet of a run."""
