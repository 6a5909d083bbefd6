"""Whether time tells a private code that some report has from one that none has (stories, rule R7).

Both are tried with the reference of another report, in turn and in a random order, through the whole service but the
network. Prints how well the time alone tells them apart: 0.5 is chance, 1 is always. A known code here is one of many.

Run: .venv/bin/python -m benchmarks.code_oracle [pairs]
"""

import logging
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

PAIRS = 2000
REPORTS = 40
RESAMPLES = 2000
SEED = 7


def area_under_curve(known: Sequence[float], unknown: Sequence[float]) -> float:
    """Give the chance that a known code takes longer than an unknown one; ties count half."""
    ordered = np.sort(np.asarray(unknown))
    below = np.searchsorted(ordered, known, side="left")
    up_to = np.searchsorted(ordered, known, side="right")
    return float(((below + up_to) / 2).mean() / len(ordered))


def interval(known: Sequence[float], unknown: Sequence[float]) -> tuple[float, float]:
    """Give the 95 % bootstrap interval of the area, drawn by pairs."""
    chance, pairs = np.random.default_rng(SEED), np.asarray([known, unknown])
    drawn = [
        area_under_curve(*pairs[:, chance.integers(0, pairs.shape[1], pairs.shape[1])])
        for _ in range(RESAMPLES)
    ]
    low, high = np.percentile(drawn, [2.5, 97.5])
    return float(low), float(high)


def measured(pairs: int) -> tuple[list[float], list[float]]:
    """Time `pairs` tries of a known and of an unknown code, in seconds; the service is set up by now."""
    from django.conf import settings
    from django.test import Client

    from callpoint.pages.public.limits import forget_all

    codes, reference = _reports()
    client, chance = Client(HTTP_HOST="localhost"), np.random.default_rng(SEED)
    limits = settings.CALLPOINT.limits.model_copy(
        update=dict.fromkeys(
            ("code_tries_per_source_per_hour", "code_tries_per_code_per_hour", "code_tries_total_per_minute"),
            1_000_000,
        )
    )
    settings.CALLPOINT = settings.CALLPOINT.model_copy(update={"limits": limits})
    took: tuple[list[float], list[float]] = ([], [])
    for number in range(pairs):
        forget_all()
        tries = [(0, str(chance.choice(codes))), (1, "".join(map(str, chance.integers(0, 10, 20))))]
        for sort, code in tries if chance.random() < 0.5 else reversed(tries):
            begun = time.perf_counter()
            answer = client.post("/return/", {"code": code, "reference": reference})
            took[sort].append(time.perf_counter() - begun)
            assert answer.status_code == 422, (number, answer.status_code)
    return took


def _reports() -> tuple[list[str], str]:
    """Send some reports; give the codes of all but one, and the reference of that one."""
    from callpoint.actions.acting import newcomer, reporter
    from callpoint.actions.reporting import begin_report, submit
    from callpoint.clock import now
    from callpoint.rules.way import DECLARATION

    sent = []
    for number in range(REPORTS):
        begun = begin_report(
            answers={"story": f"They took {number} pounds. " * 200},
            language="en",
            channel="web",
            by=newcomer(),
            at=now(),
        )
        reference = submit(
            report_id=begun.report_id,
            answers={DECLARATION: "yes"},
            submit_key="k",
            by=reporter(begun.report_id),
            at=now(),
        )
        sent.append((begun.code, reference))
    return [code for code, _ in sent[1:]], sent[0][1]


def main() -> None:
    """Measure in a folder of its own and print the area with its interval."""
    pairs = int(sys.argv[1]) if len(sys.argv) > 1 else PAIRS
    with tempfile.TemporaryDirectory(prefix="callpoint-oracle-") as var:
        os.environ["CALLPOINT_STORE_VAR"] = var
        os.environ["DJANGO_SETTINGS_MODULE"] = "callpoint.project.settings"
        _set_up(Path(var))
        known, unknown = measured(pairs)
    low, high = interval(known, unknown)
    middle = [1000 * float(np.median(times)) for times in (known, unknown)]
    print(f"{pairs} pairs; medians {middle[0]:.3f} ms known, {middle[1]:.3f} ms unknown")
    print(
        f"AUC {area_under_curve(known, unknown):.4f} (95 % bootstrap {low:.4f} to {high:.4f}); 0.5 is chance"
    )


def _set_up(var: Path) -> None:
    import secrets

    import django

    from callpoint.clock import now
    from callpoint.sealing.keyring import create_keyring

    (var / "keys").mkdir(mode=0o700)
    create_keyring(
        root_key_path=var / "keys" / "root.key",
        keyring_path=var / "keys" / "keyring.json",
        at=now(),
        chance=secrets.token_bytes,
    )
    django.setup()
    logging.disable(logging.WARNING)
    from django.conf import settings
    from django.core.management import call_command

    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    call_command("migrate", verbosity=0)


if __name__ == "__main__":
    main()
