"""One bench for all fault tests of a test process."""

from collections.abc import Iterator

import pytest

from callpoint.project.faults.driver import Bench, benches


@pytest.fixture(scope="session")
def bench() -> Iterator[Bench]:
    """A bench that runs beside the tests, with the shim loaded."""
    with benches(1) as [started]:
        yield started
