"""Every address of the service with examples in place of what varies, generated from the table of addresses."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from callpoint.pages.access import Audience
from callpoint.rules.access import Deed

EXAMPLES = {
    "situation": "money-just-gone",
    "step": "story",
    "code": "en",
    "intervention_id": "00000000-0000-4000-8000-000000000000",
    "statement_id": "00000000-0000-4000-8000-000000000000",
    "upload_id": "00000000-0000-4000-8000-000000000000",
    "lost_id": "00000000-0000-4000-8000-000000000000",
    "referral_id": "00000000-0000-4000-8000-000000000000",
    "request_id": "00000000-0000-4000-8000-000000000000",
    "hand_over_id": "00000000-0000-4000-8000-000000000000",
    "disclosure_id": "00000000-0000-4000-8000-000000000000",
    "alert_id": "00000000-0000-4000-8000-000000000000",
    "admission_id": "00000000-0000-4000-8000-000000000000",
    "area_id": "derbyshire",
    "closing_id": "00000000-0000-4000-8000-000000000000",
    "case_id": "00000000-0000-4000-8000-000000000000",
    "offer_id": "00000000-0000-4000-8000-000000000000",
    "letter_id": "00000000-0000-4000-8000-000000000000",
    "review_id": "00000000-0000-4000-8000-000000000000",
    "series_id": "00000000-0000-4000-8000-000000000000",
    "report_id": "00000000-0000-4000-8000-000000000000",
    "number": 1,
    "picture": 1,
    "staff_id": 0,
    "pk": 0,
    "provider_id": "organisation",
    "table": "steps",
}
NAMES = {"service": "bank-159", "guidance": "privacy", "staff_change": "severity"}
"""What `name` stands for, by the name of the address."""


@dataclass(frozen=True)
class Address:
    """One address, with whom its view says it opens to."""

    name: str
    url: str
    opens_to: Audience | Deed

    @property
    def is_staff(self) -> bool:
        """Whether it lies under the staff's part."""
        return self.url.startswith("/staff/")


def addresses() -> list[Address]:
    """Every address."""
    return [
        Address(str(pattern.name), _url(pattern), vars(pattern.callback)["opens_to"])
        for pattern in _patterns(get_resolver().url_patterns)
    ]


def _url(pattern: URLPattern) -> str:
    name = str(pattern.name)
    examples = {**EXAMPLES, "name": NAMES.get(name, "")}
    return reverse(name, kwargs={key: examples[key] for key in pattern.pattern.converters})


def _patterns(patterns: list[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _patterns(pattern.url_patterns)
        else:
            yield pattern
