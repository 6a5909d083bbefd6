"""How we decide what comes first: the published criteria, from the same content as the suggestions."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from callpoint.pages.access import Audience, opens_to
from callpoint.pages.filters import translated
from callpoint.pages.page import show
from callpoint.pages.public.criteria_pages import AxisShown, CriteriaPage, StepShown
from callpoint.pages.public.frame import frame
from callpoint.pages.trend_words import money_words
from callpoint.records.knowledge import knowledge
from callpoint.rules.assessment.assess import bounds_of
from callpoint.rules.content.criteria_model import AXES, HIGHEST, AxisCriteria, Criteria, CriteriaFile


@opens_to(Audience.ANYONE)
@require_GET
def how_we_decide(request: HttpRequest) -> HttpResponse:
    """Show the criteria in force."""
    criteria = knowledge().content.criteria
    file = criteria.file if criteria else None
    large, very_large = _amounts(criteria) if criteria else ("", "")
    page = CriteriaPage(
        heading=_("How we decide what comes first"),
        version=criteria.version if criteria else "",
        is_proposed=bool(file and file.standing == "proposed"),
        classes=_classes(file) if file else (),
        axes=tuple(_axis(file.axis(name)) for name in AXES) if file else (),
        never=tuple(translated(text) for text in file.never) if file else (),
        large=large,
        very_large=very_large,
        figures_url=reverse("figures"),
        **frame(request),
    )
    return show(request, page)


def _amounts(criteria: Criteria) -> tuple[str, str]:
    bounds = bounds_of(criteria, knowledge())
    return money_words(bounds.middle), money_words(bounds.high)


def _classes(file: CriteriaFile) -> tuple[StepShown, ...]:
    return tuple(
        StepShown(
            title=translated(each.title),
            text=translated(each.told),
            reasons=_told([one.told for one in file.priority if one.to == each.id]),
        )
        for each in file.classes
    )


def _axis(axis: AxisCriteria) -> AxisShown:
    return AxisShown(
        title=translated(axis.title),
        lead=translated(axis.lead),
        steps=_points(axis) if axis.adds or not axis.steps else _scores(axis),
    )


def _scores(axis: AxisCriteria) -> tuple[StepShown, ...]:
    """Give what leads to each score, the highest first."""
    return tuple(
        StepShown(
            title=_("%(score)s of 3: %(words)s") % {"score": score, "words": translated(axis.steps[score])},
            text="",
            reasons=_told([one.told for one in axis.reasons if one.gives == score]),
        )
        for score in range(HIGHEST, -1, -1)
    )


def _points(axis: AxisCriteria) -> tuple[StepShown, ...]:
    """Give what adds to a score, and what takes away from it."""
    more = _told([one.told for one in axis.reasons if one.gives > 0])
    less = _told([one.told for one in axis.reasons if one.gives < 0])
    parts = ((_("This adds to it"), more), (_("This takes away from it"), less))
    return tuple(StepShown(title=title, text="", reasons=reasons) for title, reasons in parts if reasons)


def _told(texts: list[str]) -> tuple[str, ...]:
    return tuple(translated(text) for text in texts if text)
