"""A throw-away deployment for a benchmark, on SQLite or on a PostgreSQL server of its own."""

import os
import sys
import tempfile
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from secrets import token_bytes
from typing import cast

from tools.checks.cluster import USER, programs, running_cluster


def run_with(run: Callable[[int], None], *, otherwise: int) -> None:
    """Run with as many reports as the command line asks for, on PostgreSQL where it says `--postgresql`."""
    words = [word for word in sys.argv[1:] if word != "--postgresql"]
    is_postgresql = "--postgresql" in sys.argv
    cluster = running_cluster(cast("Path", programs())) if is_postgresql else nullcontext()
    with cluster as started:
        if started is not None:
            os.environ.update(started.environment)
            # The database that every server begins with; ours is thrown away as a whole.
            os.environ["CALLPOINT_STORE_DATABASE"] = f"postgresql://{USER}@127.0.0.1:{started.port}/postgres"
        set_up()
        run(int(words[0]) if words else otherwise)


def set_up() -> Path:
    """Make a throw-away deployment with its keys and tables, and Django in it; return its folder."""
    folder = Path(tempfile.mkdtemp(prefix="callpoint-bench-"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "callpoint.project.settings")
    os.environ["CALLPOINT_STORE_VAR"] = str(folder)
    from callpoint.clock import now
    from callpoint.sealing.keyring import create_keyring

    for name in ("keys", "static"):
        (folder / name).mkdir(mode=0o700)
    create_keyring(
        root_key_path=folder / "keys" / "root.key",
        keyring_path=folder / "keys" / "keyring.json",
        at=now(),
        chance=token_bytes,
    )
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    return folder
