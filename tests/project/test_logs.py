"""What a log line holds: time, level, place and class, never a person's words or an address."""

import logging

import pytest

from callpoint.project.logs import PlaceOnly

SECRET = "what Ann said"


def breaks(words: str) -> None:
    raise ValueError(words)


def a_record(
    name: str, message: str, *values: object, level: int = logging.WARNING, broken: str = ""
) -> logging.LogRecord:
    record = logging.LogRecord(name, level, __file__, 1, message, values, None)
    record.created = 0
    if broken:
        with pytest.raises(ValueError, match=broken) as caught:
            breaks(broken)
        record.exc_info = (caught.type, caught.value, caught.tb)
    return record


@pytest.mark.parametrize(
    ("record", "line"),
    [
        (
            a_record("callpoint.worker", "%d gone", 3),
            "1970-01-01T00:00:00+00:00 WARNING callpoint.worker: 3 gone",
        ),
        (
            a_record("django.request", "Not Found: %s", f"/return/{SECRET}"),
            "1970-01-01T00:00:00+00:00 WARNING django.request: answered with an error",
        ),
        (
            a_record("django.security.csrf", "Forbidden (%s): %s", "no token", f"/staff/report/{SECRET}/"),
            "1970-01-01T00:00:00+00:00 WARNING django.security.csrf: answered with an error",
        ),
    ],
)
def test_one_line_says_what_happened(record: logging.LogRecord, line: str) -> None:
    assert PlaceOnly().format(record) == line


def test_the_status_of_a_request_is_kept_and_its_address_is_not() -> None:
    record = a_record("django.request", "Not Found: %s", f"/{SECRET}/")
    record.status_code = 404
    assert PlaceOnly().format(record).endswith("django.request: answered 404")


def test_an_exception_is_its_class_and_the_places_it_passed() -> None:
    record = a_record("callpoint", "broke", level=logging.ERROR, broken=SECRET)
    first, *_, place = PlaceOnly().format(record).split("\n")
    assert first == "1970-01-01T00:00:00+00:00 ERROR callpoint: broke [ValueError]"
    assert place.strip().startswith(__file__)
    assert place.endswith(" breaks")


def test_an_empty_exception_adds_nothing() -> None:
    record = a_record("callpoint", "broke")
    record.exc_info = (None, None, None)
    assert PlaceOnly().format(record) == "1970-01-01T00:00:00+00:00 WARNING callpoint: broke"
