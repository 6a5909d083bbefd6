"""Holds all Python code to our own rules, and shows that each rule notices a breach."""

from collections.abc import Callable, Iterator
from textwrap import dedent

import pytest

from tests.structure import code_rules
from tests.structure.source import Module, modules

Rule = Callable[[Module], Iterator[str]]

BUILDING_BLOCKS = (
    "acting.py",
    "admitting.py",
    "ask_words.py",
    "blocking_words.py",
    "bundling.py",
    "case_basis.py",
    "case_facts.py",
    "case_leaving.py",
    "case_opened.py",
    "case_reports.py",
    "case_times.py",
    "case_told.py",
    "caseload_requests.py",
    "clocks.py",
    "committing.py",
    "counting.py",
    "custody.py",
    "entering.py",
    "journalling.py",
    "assessment_basis.py",
    "assessment_shown.py",
    "caseload_shown.py",
    "referring.py",
    "support_words.py",
    "intervention_words.py",
    "letter_writing.py",
    "stated.py",
    "measuring.py",
    "name_alerts.py",
    "noting_distress.py",
    "opening_again.py",
    "links_shown.py",
    "changing_state.py",
    "setting_values.py",
    "posting.py",
    "promise_words.py",
    "said_times.py",
    "shown_to.py",
    "sighting.py",
    "telling_reporter.py",
    "__init__.py",
)
"""Modules of actions that actions are made of."""

ASKING = {
    "bundles_made",
    "check_has_room",
    "check_may_add",
    "check_nothing_waits",
    "exhibit_line",
    "exhibit_lines",
    "exhibit_to_read",
    "exhibits_to_read",
    "exhibits_to_scan",
    "hand_overs",
    "held_referral",
    "held_report",
    "held_request",
    "item_lines",
    "kept_from",
    "items_there",
    "longest_pause",
    "may_end",
    "make_receipt",
    "open_order",
    "open_upload",
    "opened_messages",
    "other_services",
    "pieces_to_scan",
    "sent_report",
    "unfinished_uploads",
    "verify_database",
    "with_proof",
}
"""Functions of actions that other actions or pages ask; they write nothing."""

NO_LEAF = {"say_how_it_went", "keep_upload_parts", "look_later"}
"""Actions whose leaf would tell something of somebody (decision 16), or nothing at all (decision 19)."""

LONG_READING = {"close_batch", "preview_batch", "raise_where_due", "search_words"}
"""Actions that read for long and then write their leaves in a short transaction of their own."""

LEAF_OF_ANOTHER = {"finish_upload", "invite", "reopen_report", "set_back_sign_in"}
"""Actions that are done by another action, which writes the leaf in the same transaction."""


def problems(rule: Rule, *folders: str) -> list[str]:
    return [problem for module in modules(*folders) for problem in rule(module)]


def none_of(found: list[str]) -> None:
    assert not found, "\n" + "\n".join(found)


def breaches(rule: Rule, text: str) -> int:
    return len(list(rule(Module("seeded.py", dedent(text)))))


def actions() -> list[Module]:
    return [module for module in modules("callpoint/actions") if not module.path.endswith(BUILDING_BLOCKS)]


def action_rule(module: Module) -> Iterator[str]:
    return (
        problem
        for problem in code_rules.action_problems(module)
        if not set(problem.split(":")[1].split()) & (ASKING | LONG_READING)
        and not (set(problem.split(":")[1].split()) & (NO_LEAF | LEAF_OF_ANOTHER) and "write_leaf" in problem)
    )


def test_every_module_says_what_it_is_for() -> None:
    none_of(problems(code_rules.purpose_problems))


def test_no_module_and_no_function_is_too_long() -> None:
    none_of(problems(code_rules.size_problems))


def test_nothing_is_left_for_later_and_nothing_is_silenced_without_a_reason() -> None:
    none_of(problems(code_rules.comment_problems))


def test_no_log_line_holds_what_people_said_or_a_secret() -> None:
    none_of(problems(code_rules.log_problems, "callpoint"))


def test_every_action_says_who_and_when_is_one_transaction_and_writes_its_leaf() -> None:
    none_of([problem for module in actions() for problem in action_rule(module)])


def test_every_deed_to_an_exhibit_is_entered_in_its_chain_of_custody() -> None:
    elsewhere = [module for module in modules("callpoint") if module.path != "callpoint/actions/custody.py"]
    none_of([problem for module in elsewhere for problem in code_rules.custody_problems(module)])


def test_what_actions_only_ask_writes_nothing() -> None:
    none_of([problem for module in actions() for problem in code_rules.asking_problems(module, ASKING)])


SEEDED: dict[str, tuple[Rule, str]] = {
    "no purpose": (code_rules.purpose_problems, "import os\n"),
    "an empty module": (code_rules.purpose_problems, "\n"),
    "a purpose that is no sentence": (code_rules.purpose_problems, '"""helpers"""\n'),
    "a module of 401 lines": (code_rules.size_problems, "a = 1\n" * 401),
    "a function of 41 lines": (code_rules.size_problems, "def f():\n" + "    a = 1\n" * 40),
    "work left for later": (code_rules.comment_problems, "a = 1  # TO" + "DO: more\n"),
    "a bare ignore": (code_rules.comment_problems, "a = b  # type: " + "ignore\n"),
    "a bare noqa": (code_rules.comment_problems, "a = b  # no" + "qa\n"),
    "a noqa without a reason": (code_rules.comment_problems, "a = b  # no" + "qa: E402\n"),
    "an ignore without a reason": (code_rules.comment_problems, "a = b  # type: " + "ignore[misc]\n"),
    "a logged phone": (code_rules.log_problems, "logger.info('call from %s', report.phone)\n"),
    "a logged keyword": (code_rules.log_problems, "log.warning('sent', email=address_of(person))\n"),
    "an action with a positional argument": (
        code_rules.action_problems,
        "@writing\ndef close(report, *, by, at):\n    write_leaf()\n",
    ),
    "an action without a time": (
        code_rules.action_problems,
        "@writing\ndef close(*, by):\n    write_leaf()\n",
    ),
    "an action outside a transaction": (
        code_rules.action_problems,
        "def close(*, by, at):\n    write_leaf()\n",
    ),
    "an action without a leaf": (
        code_rules.action_problems,
        "@writing\ndef close(*, by, at):\n    _save()\n\ndef _save():\n    pass\n",
    ),
    "a deed to an exhibit without its entry": (
        code_rules.custody_problems,
        "def f():\n    write_leaf(what='exhibit.burn', about=1)\n",
    ),
    "a leaf whose name is made up": (
        code_rules.custody_problems,
        "def f():\n    write_leaf(what=f'exhibit.{deed}', about=1)\n",
    ),
}


@pytest.mark.parametrize("breach", SEEDED)
def test_a_breach_is_noticed(breach: str) -> None:
    rule, text = SEEDED[breach]
    assert breaches(rule, text) == 1


def test_an_asking_function_that_writes_is_noticed() -> None:
    module = Module("seeded.py", "def is_enough(report):\n    report.save()\n")
    assert len(list(code_rules.asking_problems(module, {"is_enough"}))) == 1


def test_an_action_may_write_its_leaf_through_a_step_of_its_own() -> None:
    text = "@writing\ndef close(*, by, at):\n    _save()\n\ndef _save():\n    write_leaf()\n"
    assert breaches(code_rules.action_problems, text) == 0
