"""Sets up one throw-away deployment for the whole run: its own folder, keys and database."""

import os
import secrets
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.test import override_settings

from callpoint.sealing.keyring import create_keyring

VAR = Path(os.environ.get("CALLPOINT_TEST_VAR") or tempfile.mkdtemp(prefix="callpoint-test-"))
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


@pytest.fixture(autouse=True, scope="session")
def _assets_without_a_manifest() -> Iterator[None]:
    """Serve assets from where they lie: collecting them is the set-up's business, and tested there."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(STORAGES={**settings.STORAGES, "staticfiles": plain}):
        yield


@pytest.fixture(autouse=True)
def _limits_start_afresh() -> None:
    """Let no test use up the tries of another."""
    from callpoint.pages.public.limits import forget_all  # noqa: PLC0415 - Django is set up by now

    forget_all()
