"""`callpoint doctor`: says of each part of a deployment whether it is well, and what to do where it is not."""

import argparse
import json
import os
import sys
from dataclasses import asdict

from callpoint.project.configuration import SettingsNotReadError, load_settings
from callpoint.project.exit_codes import FAILED, WELL


def add_options(doctor: argparse.ArgumentParser) -> None:
    """Let the findings be asked for as JSON."""
    doctor.add_argument("--json", action="store_true", help="one JSON object a line")


def doctor(chosen: argparse.Namespace) -> int:
    """Print one line a part; end with 1 where one of them fails."""
    try:
        settings = load_settings(os.environ)
    except SettingsNotReadError as refused:
        for problem in refused.problems:
            _say({"part": "settings", "state": "fail", "said": problem, "remedy": ""}, as_json=chosen.json)
        return FAILED
    import django  # noqa: PLC0415 - the settings were not known to be whole before

    django.setup()
    from callpoint.clock import now  # noqa: PLC0415 - as above
    from callpoint.project.doctor import State, examine  # noqa: PLC0415 - as above

    whole = {"part": "settings", "state": "ok", "said": "They can be used.", "remedy": ""}
    _say(whole, as_json=chosen.json)
    states = set()
    for finding in examine(settings, at=now()):
        states.add(finding.state)
        _say(asdict(finding), as_json=chosen.json)
    return FAILED if State.FAIL in states else WELL


def _say(finding: dict[str, str], *, as_json: bool) -> None:
    line = json.dumps(finding) if as_json else _line(finding)
    sys.stdout.write(f"{line}\n")


def _line(finding: dict[str, str]) -> str:
    remedy = f" {finding['remedy']}" if finding["remedy"] else ""
    return f"{finding['state']:<5} {finding['part']:<12} {finding['said']}{remedy}"
