"""The program whose writes are traced: the service with its real pages, its worker and its commands, in one process.

Called with the shim loaded, as `python -m callpoint.project.faults.trace_bench FOLDER ORDER`; `traces.py` starts it, and
reads what the shim noted. On its output it says which markers were sent and which deeds were done.
"""

import json
import os
import socket
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

import django
from django.conf import settings
from django.core.management import call_command

from callpoint.project.faults.bench import made_empty, plant
from callpoint.project.faults.shim import CONTROL, Control, Mode, Order

CHILDREN: Final = ("LD_PRELOAD", CONTROL)
"""What a child that is started with next to no environment needs, to be traced too."""


def main(words: list[str]) -> int:
    """Do what is ordered under the eye of the shim."""
    folder, order = Path(words[0]), json.loads(words[1])
    django.setup()
    made_empty(folder / "var")
    call_command("collectstatic", verbosity=0, interactive=False)
    Scanner(folder / "scanner")
    from callpoint.project.faults.traced_deeds import Marked, done  # noqa: PLC0415 - Django is set up by now
    from callpoint.vault import previewing, redacting  # noqa: PLC0415 - as above

    seen = (*previewing.ENVIRONMENT, *CHILDREN)
    for module in (previewing, redacting):
        vars(module)["ENVIRONMENT"] = seen

    plant(order["plant"])
    settings.ALLOWED_HOSTS = ["testserver", *settings.ALLOWED_HOSTS]
    control = Control(Path(os.environ[CONTROL]), root=None, log=folder / "log")
    marked = Marked()
    control.arm(Order(mode=Mode.TRACE))
    deeds = done(marked, many=order["markers"], only=order["only"], backups=folder / "backups")
    control.disarm()
    print(json.dumps({"markers": marked.given, "deeds": deeds}))  # noqa: T201 - its answer goes to whoever started it
    return 0


class Scanner:
    """Answers as ClamAV's clamd does, and keeps nothing; what a scanner itself writes is its own business."""

    def __init__(self, place: Path) -> None:
        self._listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._listener.bind(str(place))
        self._listener.listen()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while True:
            line, _ = self._listener.accept()
            with line, suppress(OSError):
                self._answer(line.makefile("rb"), line)

    def _answer(self, source: Any, line: socket.socket) -> None:
        command = b""
        while not command.endswith(b"\0"):
            command += source.read(1)
        if command == b"zVERSION\0":
            line.sendall(b"Traced\0")
            return
        while length := int.from_bytes(source.read(4), "big"):
            source.read(length)
        line.sendall(b"stream: OK\0")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
