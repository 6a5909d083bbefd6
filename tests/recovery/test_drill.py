"""The whole way: a backup while people write, a machine that is lost, and a restore that brings back what was told."""

import json
import re
import signal
import subprocess
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path

import pyrage
import pytest

from callpoint.project.recovery.manifest import Manifest, read_manifest
from tests.recovery.deployments import Deployment, a_deployment, a_place
from tests.recovery.writing import MARK
from tests.vault.makers import marked_files

pytestmark = [pytest.mark.database]


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder outside every deployment, as a safe is: the root key, and the identity that opens backups."""
    folder = tmp_path_factory.mktemp("safe")
    identity = pyrage.x25519.Identity.generate()
    (folder / "identity.txt").write_text(f"# public key: {identity.to_public()}\n{identity}\n")
    (folder / "recipient").write_text(str(identity.to_public()))
    return folder


@contextmanager
def people_writing(to: Deployment) -> Iterator["subprocess.Popen[str]"]:
    """Let people write until the block ends; then their service dies."""
    with to.start("writing") as writer:
        try:
            yield writer
        finally:
            writer.send_signal(signal.SIGKILL)


def acknowledged(writer: "subprocess.Popen[str]", count: int) -> list[dict[str, str]]:
    """The next reports that were acknowledged."""
    assert writer.stdout is not None
    return [json.loads(writer.stdout.readline()) for _ in range(count)]


def backed_up(deployment: Deployment, to: Path, recipient: str) -> tuple[Manifest, str]:
    """The manifest of a new backup, and what was said of it."""
    ended = deployment.back_up(to, recipient)
    assert ended.returncode == 0, ended.stderr
    return read_manifest(Path(ended.stdout.strip())), ended.stderr


def seen_on_the_page(deployment: Deployment, told: dict[str, str]) -> bool:
    """Whether a reporter who comes back in a browser, with reference and code, sees their message."""
    with deployment.start("serving") as server:
        try:
            assert server.stdout is not None
            address = f"{server.stdout.readline().strip()}/return/"
            opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
            form = opener.open(address).read().decode()
            (token,) = re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', form)
            fields = {"csrfmiddlewaretoken": token, "code": told["code"], "reference": told["reference"]}
            page = opener.open(address, urllib.parse.urlencode(fields).encode()).read().decode()
        finally:
            server.kill()
    return told["message"] in page and told["reference"] in page


def test_what_was_acknowledged_before_the_backup_is_back_after_the_machine_is_lost(
    tmp_path: Path, keys: Path
) -> None:
    recipient, to = (keys / "recipient").read_text(), tmp_path / "backups"
    old = a_deployment(tmp_path / "old", root_key=keys / "root.key")
    with people_writing(old) as writer:
        told = acknowledged(writer, 4)
        first, _ = backed_up(old, to, recipient)
        lying = {path.name: path.stat().st_ino for path in (to / "exhibits").glob("*.age")}
        told += acknowledged(writer, 4)
        second, said = backed_up(old, to, recipient)
        copied = old.callpoint("keys", "backup", "--to", tmp_path / "keyrings")
        told += acknowledged(writer, 2)
    kept = {path.name: path.stat().st_ino for path in (to / "exhibits").glob("*.age")}
    assert {name: kept[name] for name in lying} == lying
    assert f"Files that were new: {len(kept) - len(lying)} " in said
    assert len(second.files) > len(first.files) >= 2

    old.destroy()
    assert marked_files(to, MARK.encode()) == []
    new = a_place(tmp_path / "new", root_key=keys / "root.key")
    ended = new.restore(to, identity=keys / "identity.txt", keyring=copied.stdout.strip())
    assert ended.returncode == 0, ended.stderr

    due = [one for one in told if one["at"] <= second.taken_at]
    assert len(due) >= 8
    with new.start("looking") as looker:
        found, _ = looker.communicate("".join(json.dumps(one) + "\n" for one in due), timeout=60)
    assert [json.loads(line) for line in found.splitlines()] == due
    assert seen_on_the_page(new, due[0])
    new.destroy()
