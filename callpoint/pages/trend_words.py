"""Lines of the trends in words, for staff and public pages: kinds, areas, ways of contact, names."""

from datetime import date

from babel.dates import format_date
from babel.numbers import format_decimal, get_currency_symbol
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from callpoint.pages.filters import babel_locale, held_together, translated
from callpoint.records.knowledge import knowledge
from callpoint.rules.areas import area_of_code
from callpoint.rules.measures import CONTACT
from callpoint.rules.trends import Finding, Line


def kind_words(kind: str) -> str:
    """Name a kind as its reporters do."""
    kinds = knowledge().content.kinds
    return translated(kinds[kind].label) if kind in kinds else kind


def area_words(code: str) -> str:
    """Name a police area by its code."""
    area = area_of_code(knowledge().places, code)
    return area.name if area else code


def contact_words(contact_by: str) -> str:
    """Say how people were reached, in the words of the question."""
    question = knowledge().content.questions.get(CONTACT)
    labels = {choice.id: choice.label for choice in question.choices} if question else {}
    return translated(labels[contact_by]) if contact_by in labels else contact_by


def brand_words(brand: str) -> str:
    """Name a site, an app or a name that others pretend to bear."""
    brands = knowledge().content.brands
    return brands[brand].name if brand in brands else brand


def line_words(line: Line) -> str:
    """Name a line: what, where, how, on which site, as whom."""
    parts = [kind_words(line.kind) if line.kind else _("All reports")]
    if line.area:
        parts.append(area_words(line.area))
    if line.contact_by:
        parts.append(contact_words(line.contact_by))
    if line.platform:
        parts.append(_("on %(site)s") % {"site": brand_words(line.platform)})
    if line.brand:
        parts.append(_("as %(name)s") % {"name": brand_words(line.brand)})
    return " \N{MIDDLE DOT} ".join(parts)


def money_words(units: int) -> str:
    """Write an amount of the home currency in whole units, with the sign that is used at home."""
    return sum_words(units, knowledge().jurisdiction.currency)


def sum_words(units: int, currency: str) -> str:
    """Write an amount of any currency in whole units; one without a sign of its own stands behind with its code."""
    sign = currency_sign(currency)
    return held_together(
        f"{count_words(units)} {currency}" if sign == currency else f"{sign}{count_words(units)}"
    )


def currency_sign(currency: str) -> str:
    """Give the sign of a currency as it is written where this service is; its code where it has none."""
    return get_currency_symbol(currency, locale=f"en_{knowledge().jurisdiction.country}")


def count_words(number: int) -> str:
    """Write a count as people of the language do."""
    return str(format_decimal(number, locale=babel_locale()))


def day_in_short(day: date) -> str:
    """Write a day for a narrow table, for example "16 Nov 2026"."""
    return format_date(day, "medium", locale=babel_locale())


def finding_sentence(finding: Finding) -> str:
    """Say a finding in one sentence with its numbers."""
    when = _("this week so far") if finding.runs else _("last week")
    low, high = finding.usual.low, finding.usual.high
    if finding.is_loss:
        return _(
            "%(line)s: %(lost)s lost %(when)s, told in %(reports)s reports, where %(low)s to %(high)s are usual."
        ) % {
            "line": line_words(finding.line),
            "lost": money_words(finding.number),
            "when": when,
            "reports": finding.losing,
            "low": money_words(low),
            "high": money_words(high),
        }
    said = {
        "line": line_words(finding.line),
        "number": count_words(finding.number),
        "when": when,
        "low": count_words(low),
        "high": count_words(high),
    }
    if high == 0:
        return _("%(line)s: %(number)s reports %(when)s, where there are none in most weeks.") % said
    if low == high:
        return _("%(line)s: %(number)s reports %(when)s, where %(high)s are usual.") % said
    return _("%(line)s: %(number)s reports %(when)s, where %(low)s to %(high)s are usual.") % said


def chance_words(chance: float) -> str:
    """Say how often so many would come by accident, as one week in so many."""
    if chance <= 0:
        return ""
    weeks = 1 / chance
    if weeks > MOST_WEEKS:
        return _("By accident: less than one week in %(weeks)s.") % {"weeks": count_words(MOST_WEEKS)}
    return ngettext(
        "By accident: about one week in %(weeks)s.", "By accident: about one week in %(weeks)s.", int(weeks)
    ) % {"weeks": count_words(round(weeks))}


MOST_WEEKS = 100_000
"""Rarer than this is said no more exactly: the model is not that good."""
