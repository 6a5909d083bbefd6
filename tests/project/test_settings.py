"""Django's settings follow ours where another package reads them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from allauth.account.adapter import get_adapter
from django.db import close_old_connections, connection
from django.test import RequestFactory
from pytest_django import Settings

from callpoint.project import settings as shipped

READ = "from callpoint.project import settings; print(settings.ALLAUTH_TRUSTED_PROXY_COUNT)"


def test_the_limits_of_sign_in_follow_the_setting_of_proxies(tmp_path: Path) -> None:
    environment = {**os.environ, "CALLPOINT_STORE_VAR": str(tmp_path), "CALLPOINT_WEB_PROXIES": "2"}
    said = subprocess.run(
        [sys.executable, "-c", READ], env=environment, capture_output=True, text=True, check=True
    )
    assert said.stdout == "2\n"


@pytest.mark.parametrize(("proxies", "seen"), [(0, "203.0.113.9"), (1, "192.0.2.2"), (2, "192.0.2.1")])
def test_sign_in_counts_by_what_the_outermost_proxy_saw(settings: Settings, proxies: int, seen: str) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    headers = {"X-Forwarded-For": "198.51.100.1, 192.0.2.1, 192.0.2.2"}
    request = RequestFactory().get("/staff/", headers=headers, REMOTE_ADDR="203.0.113.9")
    assert get_adapter(request).get_client_ip(request) == seen


def test_passwords_are_kept_by_scrypt_with_all_of_its_work() -> None:
    """Other tests make accounts fast; this is what is shipped."""
    assert shipped.PASSWORD_HASHERS == ["django.contrib.auth.hashers.ScryptPasswordHasher"]


@pytest.mark.django_db(transaction=True)
def test_a_thread_keeps_its_connection_from_one_request_to_the_next() -> None:
    connection.close()
    connection.ensure_connection()
    kept = connection.connection
    close_old_connections()  # as at the end of each request
    assert connection.connection is kept
