"""The program that cuts connections to PostgreSQL: it does one deed after another through a proxy that cuts at COMMIT.

Called as `python -m callpoint.project.faults.connection_bench ADDRESS N`. It fills an empty database and writes one
verdict a line as JSON; `connections.py` starts it and reads them. Nothing is restarted: after each cut the service
works on as it would after a request that failed.
"""

import json
import os
import sys
from dataclasses import asdict
from itertools import cycle, islice
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import django
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, close_old_connections, connection

from callpoint.clock import now
from callpoint.project.faults.proxy import Manner, Proxy
from callpoint.sealing.keyring import create_keyring

CONNECTED: Final = ("submit", "answer", "message", "add", "withdraw", "upload")
"""Write paths that can be prepared again and again in one database."""
LOOK_EVERY: Final = 500
"""After so many cuts the whole database is looked at."""


def main(words: list[str]) -> int:
    """Cut so often, and judge each time."""
    address, many = words
    parts = urlsplit(address)
    proxy = Proxy(host=parts.hostname or "127.0.0.1", port=parts.port or 5432)
    through = parts._replace(netloc=f"{parts.username}@127.0.0.1:{proxy.port}")
    os.environ["CALLPOINT_STORE_DATABASE"] = through.geturl()
    django.setup()
    if connection.introspection.table_names():
        print("That database is not empty: give fault tests one of their own.", file=sys.stderr)  # noqa: T201 - a program
        return 2
    _set_up()
    pairs = cycle([(name, manner) for manner in Manner for name in CONNECTED])
    from callpoint.project.faults.checking import problems, standing  # noqa: PLC0415 - Django is set up by now

    at_first = standing()
    for number, (name, manner) in enumerate(islice(pairs, int(many)), start=1):
        verdict = _try(name, manner, proxy)
        if number % LOOK_EVERY == 0 or number == int(many):
            verdict["partial"] += problems(at_first)
        print(json.dumps(verdict), flush=True)  # noqa: T201 - its answers go to whoever started it
    return 0


def _set_up() -> None:
    Path(settings.CALLPOINT_KEYRING).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    create_keyring(
        root_key_path=Path(settings.CALLPOINT_ROOT_KEY),
        keyring_path=Path(settings.CALLPOINT_KEYRING),
        at=now(),
        chance=os.urandom,
    )
    call_command("migrate", verbosity=0, interactive=False)


def _try(name: str, manner: Manner, proxy: Proxy) -> dict[str, Any]:
    """Do one deed, cut its COMMIT, do it again as a person would, and judge what is there."""
    from callpoint.project.faults.checking import leaf_count, standing  # noqa: PLC0415 - Django is set up by now
    from callpoint.project.faults.judging import Prepared, Verdict, look_at_deeds, telling  # noqa: PLC0415 - as above
    from callpoint.project.faults.table import PATHS  # noqa: PLC0415 - as above

    path = PATHS[name]
    facts = path.prepare()
    since = leaf_count()
    prepared = Prepared(path=path, facts=facts, before=standing(since=since))
    told, verdict, cuts = dict[str, str](), Verdict(), proxy.cuts
    proxy.arm(manner)
    try:
        path.run(dict(facts), telling(told, verdict))
        verdict.dishonest.append("nobody noticed that the connection was cut")
    except DatabaseError:
        close_old_connections()  # as at the end of each request
    proxy.disarm()
    acknowledged = len(told)
    path.try_again(dict(facts), dict(told), telling(told, verdict))
    look_at_deeds(prepared, told, verdict=verdict, now=standing(since=since))
    verdict.partial += [f"{deed}: never told" for deed in path.deeds if deed not in told]
    order = {"do": f"connection {manner}", "path": name}
    return asdict(verdict) | {"order": order, "was_reached": proxy.cuts > cuts, "told": acknowledged}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
