"""Makes a throw-away deployment for one test process, before anything reads the settings.

Loaded by `-p tests.deployment` in pyproject.toml: the settings are read earlier than any conftest.
"""

import os
import secrets
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from callpoint.sealing.keyring import create_keyring

VAR = Path(tempfile.mkdtemp(prefix="callpoint-test-"))
os.environ["CALLPOINT_STORE_VAR"] = str(VAR)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "callpoint.project.settings")
(VAR / "keys").mkdir(mode=0o700, parents=True, exist_ok=True)
(VAR / "static").mkdir(mode=0o700, exist_ok=True)
if not (VAR / "keys" / "keyring.json").exists():
    create_keyring(
        root_key_path=VAR / "keys" / "root.key",
        keyring_path=VAR / "keys" / "keyring.json",
        at=datetime(2026, 11, 21, 12, tzinfo=UTC),
        chance=secrets.token_bytes,
    )
