"""What links one report to others, as its page shows it."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from enum import StrEnum
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from callpoint.actions.acting import Actor
from callpoint.actions.judging import REASON_LIMIT
from callpoint.actions.reading import OpenedReport
from callpoint.pages.filters import held_together, translated
from callpoint.pages.page import FieldError
from callpoint.pages.shown import ChoiceLine
from callpoint.pages.staff.frame import StaffFrame
from callpoint.pages.staff.keyed import DIGITS, link_reasons, reason_lines, with_keys
from callpoint.pages.staff.link_pages import JudgedLine, LinkedLine, LinksPage, Said, SeriesLink, SightedLine
from callpoint.pages.staff.link_words import (
    alike_reason,
    alike_words,
    kind_of_value,
    note_words,
    others_words,
    people_words,
    reach_words,
    ruling_words,
    strength_words,
    verdict_words,
)
from callpoint.pages.staff.report_lines import said
from callpoint.pages.staff.words import whose_words
from callpoint.rules.access import Deed, may
from callpoint.rules.linking.weights import Strength
from callpoint.rules.links import AlikeStory, Link, Reach, SeenValue, SeriesSummary, ShownJudgement
from callpoint.rules.rows import split_key
from callpoint.rules.standing import RULED, Verdict

LINKING = frozenset({Reach.LINKS, Reach.RULED_IN})


class Field(StrEnum):
    """A field of the forms of the page; with the id of what it is about it is its place on the page."""

    VERDICT = "verdict"
    REASON = "ready"
    """The reasons that stand ready; own words come after them."""
    RULING = "ruling"
    """The reason of a ruling."""


@dataclass(frozen=True, kw_only=True)
class Refused:
    """A judgement or ruling that could not be taken: what was typed, and what is wrong."""

    about: str = ""
    """The id of the other report, or of the value."""
    verdict: str = ""
    ready: str = ""
    reason: str = ""
    error: str = ""
    field: Field = Field.REASON

    def error_at(self, field: Field, about: str) -> str:
        """Give what is wrong in one field; '' where nothing is."""
        return self.error if (self.field, self.about) == (field, about) else ""


NOTHING_REFUSED = Refused()


def links_page(
    report: OpenedReport, by: Actor, *, frame: StaffFrame, refused: Refused = NOTHING_REFUSED
) -> LinksPage:
    """Make the page, with what was typed and could not be taken."""
    linked = report.linked
    linking = {link.report_id for link in linked.links}
    shown = linking | {story.report_id for story in linked.near_copies}
    return LinksPage(
        heading=_("Links of %(reference)s") % {"reference": report.reference},
        reference=report.reference,
        is_looked_at=linked.is_looked_at,
        series=series_link(linked.series),
        people=people_words(linked) if linked.people else "",
        sighted=sighted_lines(report, by),
        ruling_error=refused.error if refused.field is Field.RULING else "",
        ruling_on=refused.about if refused.field is Field.RULING else "",
        ruling_typed=refused.reason if refused.field is Field.RULING else "",
        linked=tuple(_linked(link, by, refused) for link in linked.links),
        alike=tuple(_alike(story, by, refused, linking=linking) for story in linked.near_copies),
        has_more=linked.has_more,
        judged=tuple(_judged(each) for each in linked.judgements if each.other_id not in shown),
        may_judge=may(by.badge, Deed.JUDGE_LINKS, unit=report.unit),
        limit=REASON_LIMIT,
        errors=(FieldError(text=refused.error, href=f"#{refused.field}-{refused.about}"),)
        if refused.error
        else (),
        **frame,
    )


def series_link(series: SeriesSummary | None) -> SeriesLink | None:
    """Name the series of a report with its size; None where it stands alone."""
    if series is None:
        return None
    size = ngettext("%(num)s report", "%(num)s reports", series.reports) % {"num": series.reports}
    people = ngettext("by %(num)s person", "by %(num)s people", series.people) % {"num": series.people}
    size = f"{size}, {people}" if series.people else size
    return SeriesLink(
        url=reverse("staff_series", args=[series.id]),
        name=series_name(series.number, series.name),
        size=size,
    )


def series_name(number: int, name: str) -> str:
    """Name a series: by its number, and by what people call it."""
    words = _("Series %(number)s") % {"number": number}
    return f"{words}: {name}" if name else words


def sighted_lines(report: OpenedReport, by: Actor) -> tuple[SightedLine, ...]:
    """Give the identifiers of a report, in the order in which they stand in it."""
    may_rule = may(by.badge, Deed.RULE_VALUES, unit=report.unit)
    return tuple(
        _sighted(number, value, report=report, may_rule=may_rule)
        for number, value in enumerate(report.linked.values, start=1)
    )


def _sighted(number: int, value: SeenValue, *, report: OpenedReport, may_rule: bool) -> SightedLine:
    ruling = value.ruling
    return SightedLine(
        number=number,
        id=str(value.sighting_id),
        shown=value.shown,
        kind=kind_of_value(value.kind),
        whose=whose_words(value.whose),
        tone=value.whose.value,
        is_linking=value.reach in LINKING,
        others=others_words(value),
        reach=reach_words(value),
        notes=tuple(note_words(note) for note in value.notes),
        places=tuple(dict.fromkeys(_place(mention.source, report) for mention in value.mentions)),
        may_rule=may_rule and value.standing in RULED,
        ruled=Said(
            words=ruling_words(ruling.verdict),
            by=ruling.by,
            at=ruling.at,
            reason=_reason(ruling.reason),
            id=str(value.sighting_id),
        )
        if ruling
        else None,
    )


def _place(source: str, report: OpenedReport) -> str:
    """Say where a value stands: in which answer, message or file."""
    sort, _colon, rest = source.partition(":")
    if sort == "message":
        return _("In a message")
    if sort == "exhibit":
        return _("In a file")
    key = rest if sort == "answer" else rest.partition(":")[2]
    name = split_key(key)[0]
    asked = report.questions.get(name)
    if name == "story":
        return _("In the story")
    return _("Answer to: %(question)s") % {"question": translated(asked.ask) if asked else name}


def _linked(link: Link, by: Actor, refused: Refused) -> LinkedLine:
    line = _other(link, by, refused)
    is_strong = link.strength is Strength.STRONG
    return replace(line, strength=strength_words(link.strength), is_strong=is_strong, reasons=_reasons(link))


def _alike(story: AlikeStory, by: Actor, refused: Refused, *, linking: Collection[UUID]) -> LinkedLine:
    """Say how alike a story is; a report that is linked too is judged once, among the links."""
    line = _other(story, by, refused)
    if story.report_id in linking:
        also = _("It is among the linked reports too. Judge it there.")
        line = replace(line, id=f"alike-{line.id}", judged=None, choices=())
    else:
        also = _("They join one series only where a person judges that they belong together.")
    return replace(line, strength=alike_words(story.alike), reasons=(alike_reason(story.alike), also))


def _other(link: Link | AlikeStory, by: Actor, refused: Refused) -> LinkedLine:
    """Give the readable columns of another report, and its judgement."""
    about, judgement = str(link.report_id), link.judgement
    is_this = refused.field is not Field.RULING and refused.about == about
    chosen = refused.verdict if is_this else (judgement.verdict.value if judgement else "")
    return LinkedLine(
        **said(link),
        id=about,
        url=reverse("staff_report", args=[link.report_id])
        if may(by.badge, Deed.OPEN_REPORT, unit=link.unit)
        else "",
        strength="",
        is_strong=False,
        reasons=(),
        judged=_said(judgement) if judgement else None,
        choices=with_keys(
            (
                ChoiceLine(value=verdict.value, label=verdict_words(verdict), chosen=verdict.value == chosen)
                for verdict in Verdict
            ),
            DIGITS,
        ),
        ready=reason_lines(link_reasons(), refused.ready if is_this else ""),
        typed=refused.reason if is_this else "",
        verdict_error=refused.error_at(Field.VERDICT, about),
        error=refused.error_at(Field.REASON, about),
    )


def _reasons(link: Link) -> tuple[str, ...]:
    """Say what two reports share, the rarest first."""
    shared = tuple(
        ngettext(
            "Both name %(value)s (%(kind)s), as does %(num)s report in all.",
            "Both name %(value)s (%(kind)s), as do %(num)s reports in all.",
            each.reports,
        )
        % {"value": held_together(each.shown), "kind": kind_of_value(each.kind), "num": each.reports}
        for each in link.shared
    )
    return (*shared, *((_("One person sent both. They count once."),) if link.same_person else ()))


def _judged(judgement: ShownJudgement) -> JudgedLine:
    return JudgedLine(reference=judgement.other_reference, judged=_said(judgement))


def _reason(reason: str | None) -> str:
    """Give why somebody judged so, or that nobody can read it."""
    return _("This cannot be opened.") if reason is None else reason


def _said(judgement: ShownJudgement) -> Said:
    return Said(
        words=verdict_words(judgement.verdict),
        by=judgement.by,
        at=judgement.at,
        reason=_reason(judgement.reason),
        id=str(judgement.id),
    )
