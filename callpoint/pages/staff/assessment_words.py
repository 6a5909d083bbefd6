"""How staff pages say what is suggested and decided of a report."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from callpoint.pages.filters import country_name, translated
from callpoint.pages.staff.asked_words import answer_words, asked_as
from callpoint.pages.staff.assessment_pages import PlaceShown, ReasonShown, SourceLine
from callpoint.pages.staff.words import urgency_words
from callpoint.pages.trend_words import sum_words
from callpoint.records.knowledge import knowledge
from callpoint.rules.asked import AskedQuestion
from callpoint.rules.assessment.assess import bounds_of
from callpoint.rules.assessment.model import Completeness, Estimate, Reason, Source, SourceSort, Whereabouts
from callpoint.rules.assessment.priority import BY_KIND
from callpoint.rules.content.criteria_model import AXES, Criteria
from callpoint.rules.deciding import Value
from callpoint.rules.suggesting import FACT_NAMES

Questions = Mapping[str, AskedQuestion]


def title_of(name: str) -> str:
    """Name a value."""
    criteria = knowledge().content.criteria
    if name in AXES and criteria is not None:
        return translated(criteria.file.axis(name).title)
    return {"kind": _("Kind"), "urgency": _("Priority"), "unit": _("Unit")}.get(name, name)


def value_words(name: str, value: Value) -> str:
    """Say a value in words, and a score with its number."""
    if name in AXES:
        return _score_words(name, value)
    content = knowledge().content
    kind, unit = content.kinds.get(str(value)), content.units.get(str(value))
    return {
        "kind": translated(kind.label) if kind else _("Not known"),
        "urgency": urgency_words(str(value)),
        "unit": translated(unit.name) if unit else str(value),
    }[name]


def _score_words(name: str, value: Value) -> str:
    if value is None:
        return _("Not known")
    if name == "call_for_service":
        return _("Yes") if value else _("No")
    criteria = knowledge().content.criteria
    steps = criteria.file.axis(name).steps if criteria else ()
    words = translated(steps[int(value)]) if int(value) < len(steps) else ""
    return _("%(score)s of 3: %(words)s") % {"score": value, "words": words}


def reason_words(
    reason: Reason, axis: str, *, questions: Questions, answers: Mapping[str, str | list[str]]
) -> ReasonShown:
    """Say a reason, and where it was read; each place once."""
    lines = tuple(dict.fromkeys(_source(source, questions, answers) for source in reason.sources))
    return ReasonShown(text=_sentence(reason), points=_points(reason, axis), sources=lines)


def _sentence(reason: Reason) -> str:
    if reason.id == BY_KIND:
        return _("Such incidents are read so soon, whatever else is told.")
    criteria, ours = knowledge().content.criteria, knowledge().jurisdiction
    if criteria is None or "{" not in reason.says:
        return translated(reason.says)
    bounds = bounds_of(criteria, knowledge())
    amounts = {name: sum_words(getattr(bounds, name), ours.currency) for name in ("high", "middle")}
    return translated(reason.says).format(**amounts)


def _points(reason: Reason, axis: str) -> str:
    """Say what a reason gives: points that are added up, the score it reaches, or the number of its question."""
    criteria = knowledge().content.criteria
    if not reason.gives or criteria is None or axis not in AXES:
        return ""
    if axis == "call_for_service":
        return _("question %(num)s") % {"num": reason.gives}
    if criteria.file.axis(axis).adds:
        return f"{reason.gives:+d}"
    return _("gives %(num)s") % {"num": reason.gives}


def _source(source: Source, questions: Questions, answers: Mapping[str, str | list[str]]) -> SourceLine:
    words = source.words
    if source.sort is SourceSort.ANSWER and source.key in answers:
        return SourceLine(
            where=asked_as(questions, source.key),
            words=answer_words(questions, source.key, answers[source.key]),
        )
    if source.sort is SourceSort.ANSWER and source.key in FACT_NAMES:
        return SourceLine(where=_("The situation they chose"), words="")
    where = {
        SourceSort.STORY: _("In their story"),
        SourceSort.VALUE: _("It names"),
        SourceSort.LINKS: _("Links: people who report the same"),
        SourceSort.KIND: _("The kind"),
        SourceSort.EXHIBITS: _("Files they sent"),
    }.get(source.sort, _("It follows from the rest"))
    if source.sort is SourceSort.KIND:
        words = value_words("kind", words)
    return SourceLine(where=where, words="" if source.sort is SourceSort.RULES else words)


def asks_words(names: tuple[str, ...]) -> tuple[str, ...]:
    """Give questions as they are asked."""
    questions = knowledge().content.questions
    return tuple(translated(questions[name].ask) for name in names if name in questions)


def money_words(estimate: Estimate, *, is_told: bool) -> str:
    """Say how much went, as a labelled estimate where it was converted; '' where no money was told of."""
    parts = []
    if estimate.lost is not None:
        said = sum_words(estimate.lost, estimate.currency)
        parts.append(_("About %(sum)s (estimate)") % {"sum": said} if estimate.is_converted else said)
    elif is_told:
        parts.append(_("Money went, and nobody says how much"))
    if estimate.tried:
        tried = sum_words(estimate.tried, estimate.currency)
        parts.append(_("tried: %(sum)s") % {"sum": tried})
    if estimate.unconverted:
        parts.append(_("no rate for: %(names)s") % {"names": ", ".join(estimate.unconverted)})
    return "; ".join(parts)


def completeness_words(one: Completeness) -> str:
    """Say how much of what the criteria ask for was told; this is no score."""
    return ngettext(
        "%(told)s of %(num)s fact that counts was told.",
        "%(told)s of %(num)s facts that count were told.",
        one.asked,
    ) % {"told": one.told, "num": one.asked}


def place_words(one: Whereabouts) -> PlaceShown:
    """Say one place that matters for who may act."""
    titles = {
        "home": _("Where the person is"),
        "suspect": _("Where they think the suspect is"),
        "money": _("Where the money went first"),
        "owner": _("Who records it"),
    }
    services, areas = knowledge().content.services, knowledge().content.jurisdictions
    place = one.place
    if place in services:
        place = translated(services[place].name)
    elif place in areas:
        place = translated(areas[place].name)
    else:
        place = (country_name(place) if place.isupper() else "") or place.replace("-", " ").capitalize()
    return PlaceShown(title=titles[one.what], place=place or _("Not known"))


def code_words(code: str) -> str:
    """Say why somebody decided otherwise."""
    criteria: Criteria | None = knowledge().content.criteria
    codes = {each.id: each.text for each in (criteria.file.reason_codes if criteria else ())}
    return translated(codes.get(code, code))
