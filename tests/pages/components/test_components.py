"""Our macros against the published examples of the design system."""

import pytest

from callpoint.pages.components.check import (
    COMPONENTS,
    FIXTURES,
    ComponentResult,
    check_components,
    difference,
    exit_code,
    read_examples,
    report_lines,
)
from callpoint.pages.components.environment import component_environment


@pytest.mark.parametrize("component", COMPONENTS)
def test_every_published_example_of_a_component_is_reproduced(component: str) -> None:
    environment = component_environment()
    examples = read_examples(FIXTURES, component)
    differences = [text for example in examples if (text := difference(environment, example))]
    assert (len(examples) > 0, differences) == (True, [])


def test_there_are_examples_for_each_component_we_claim_and_no_other() -> None:
    assert sorted(path.stem for path in FIXTURES.glob("*.json")) == sorted(COMPONENTS)


def test_the_check_gives_one_result_a_component_and_the_report_a_sum() -> None:
    results = check_components(FIXTURES)
    total = sum(len(read_examples(FIXTURES, component)) for component in COMPONENTS)
    assert (
        [result.component for result in results],
        report_lines(results)[-1],
        exit_code(results),
    ) == (list(COMPONENTS), f"{total} of {total} examples of {len(COMPONENTS)} components matched", 0)


def test_a_component_that_misses_an_example_is_named_and_fails_the_check() -> None:
    results = (ComponentResult("tag", 11, 12, "grey: mark 0 is <b>, expected <strong>"),)
    assert (report_lines(results), exit_code(results)) == (
        [
            "tag                     11 of 12  grey: mark 0 is <b>, expected <strong>",
            "11 of 12 examples of 1 components matched",
        ],
        1,
    )


def test_nothing_checked_is_not_a_pass() -> None:
    assert (exit_code(()), exit_code((ComponentResult("tag", 0, 0, ""),))) == (1, 1)
