"""Somebody who sends a file in parts: requests of the tus protocol 1.0 as a client writes them."""

import base64
import hashlib
from typing import Any

from callpoint.actions.exhibits import exhibit_lines
from callpoint.vault import folder
from tests.pages.public.filing import Filer

ADDRESS = "/report/uploads/"
BODY_TYPE = "application/offset+octet-stream"


def metadata(**told: str) -> str:
    """The header of what is said of a file."""
    return ",".join(f"{name} {base64.b64encode(value.encode()).decode()}" for name, value in told.items())


class Sender(Filer):
    """One person with a report and a file that comes in parts."""

    def __init__(self, **answers: str) -> None:
        super().__init__(**answers)
        self.proof = self.token()

    def ask(self, method: str, url: str = ADDRESS, body: bytes = b"", /, **headers: str | None) -> Any:
        """Send one request; a header that is None is left out."""
        sent: dict[str, str | None] = {"Tus-Resumable": "1.0.0", "X-CSRFToken": self.proof}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        kind = str(sent.pop("Content-Type", None) or BODY_TYPE)
        given = {name: value for name, value in sent.items() if value is not None}
        return self.client.generic(method, url, body, headers=given, CONTENT_TYPE=kind)

    def begin(self, length: int, name: str = "film.mp4", /, **told: str) -> Any:
        """Ask for room for a file."""
        return self.ask("POST", Upload_Length=str(length), Upload_Metadata=metadata(filename=name, **told))

    def begun(self, length: int, name: str = "film.mp4", /, **told: str) -> str:
        """The address of a file that was just begun."""
        return str(self.begin(length, name, **told)["Location"])

    def patch(self, url: str, offset: int, body: bytes, /, **headers: str | None) -> Any:
        """Send bytes."""
        return self.ask("PATCH", url, body, Upload_Offset=str(offset), **headers)

    def offset(self, url: str) -> int:
        """How many bytes are here to stay."""
        return int(self.ask("HEAD", url)["Upload-Offset"])


def lying() -> list[str]:
    """What lies in the vault's folder."""
    top = folder.folder()
    return sorted(str(file.relative_to(top)) for file in top.rglob("*") if file.is_file())


def kept_of(sender: Sender) -> list[tuple[str, int, str]]:
    """Name, size and SHA-256 of the files of a report."""
    return [(each.name, each.size, each.sha256) for each in exhibit_lines(report_id=sender.report_id)]


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
