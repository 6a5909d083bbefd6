"""A small OpenID Connect provider on the loopback, for the tests of the sign-in: it signs whatever claims it is told to."""

import base64
import hashlib
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from django.core.cache import cache
from django.urls import reverse
from jwt.algorithms import RSAAlgorithm
from pytest_django import Settings

from tests.makers import with_section

KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
CLIENT, SECRET = "callpoint", "provider-secret"
BEGIN = reverse("openid_connect_login", args=["organisation"])
BACK = reverse("openid_connect_callback", args=["organisation"])
DISCOVERY, TOKEN, KEYS = "/.well-known/openid-configuration", "/token", "/keys"


@dataclass(frozen=True, kw_only=True)
class Raw:
    """An answer as its bytes."""

    body: bytes
    status: int = 200
    headers: dict[str, str] = field(default_factory=lambda: {"Content-Type": "application/json"})


@dataclass
class Provider:
    """Knows who stands before it, and for which request it gave a code."""

    claims: dict[str, Any] = field(default_factory=lambda: {"sub": "subject-1"})
    key: Any = KEY
    url: str = ""
    asked: dict[str, str] = field(default_factory=dict)
    says: dict[str, Any] = field(default_factory=dict)
    """What its discovery document says otherwise."""
    gives: dict[str, Any] = field(default_factory=dict)
    """What its answer with the token holds otherwise."""
    raw: dict[str, Raw] = field(default_factory=dict)
    """What it answers at an address instead of what it should."""

    @property
    def issuer(self) -> str:
        """How it names itself."""
        return str(self.says.get("issuer", self.url))

    def answers(self, sent_to: str) -> dict[str, str]:
        """Let the person agree to what the address asks for; give what the browser brings back."""
        self.asked = {name: values[0] for name, values in parse_qs(urlsplit(sent_to).query).items()}
        return {"code": "a-code", "state": self.asked["state"]}

    def token(self, form: dict[str, str]) -> tuple[int, dict[str, Any]]:
        """Give the token for the code, where who asks is who began."""
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if challenge != self.asked.get("code_challenge") or form.get("client_secret") != SECRET:
            return 400, {"error": "invalid_grant"}
        at = int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": CLIENT,
            "iat": at,
            "exp": at + 60,
            "nonce": self.asked["nonce"],
            **self.claims,
        }
        signed = jwt.encode(claims, self.key, algorithm="RS256", headers={"kid": "one"})
        return 200, {"access_token": "unused", "token_type": "Bearer", "id_token": signed, **self.gives}

    def told(self, path: str) -> dict[str, Any]:
        """Give what anybody may read."""
        key = {**json.loads(RSAAlgorithm.to_jwk(KEY.public_key())), "kid": "one", "alg": "RS256"}
        told: dict[str, dict[str, Any]] = {
            DISCOVERY: {
                "issuer": self.url,
                "authorization_endpoint": f"{self.url}/authorize",
                "token_endpoint": f"{self.url}/token",
                "jwks_uri": f"{self.url}/keys",
                "token_endpoint_auth_methods_supported": ["client_secret_post"],
                **self.says,
            },
            KEYS: {"keys": [key]},
        }
        return told.get(path, {})

    def leads_back(self, sent_to: str) -> str:
        """Give the address that the browser of a person who agreed is led to."""
        brought = self.answers(sent_to)
        return f"{self.asked['redirect_uri']}?{urlencode(brought)}"


def led_to(answer: Any) -> str:
    """Give the address of the provider that a press of its button leads to."""
    return str(answer["Refresh"]).removeprefix("0; url=")


def named_in(settings: Settings, provider: Provider, *, issuer: str = "") -> None:
    """Name the provider in the settings, as a deployment would."""
    cache.clear()
    address = issuer or provider.url
    with_section(settings, "sign_in", provider=address, provider_name="Force login", client_id=CLIENT)
    app = {
        "provider_id": "organisation",
        "name": "Force login",
        "client_id": CLIENT,
        "secret": SECRET,
        "settings": {"server_url": address, "fetch_userinfo": False, "scope": ["openid"]},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}


def _answering(provider: Provider) -> type[BaseHTTPRequestHandler]:
    class Answering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path.startswith("/authorize"):
                self._send(Raw(body=b"", status=302, headers={"Location": provider.leads_back(self.path)}))
            else:
                self._answer(200, provider.told(urlsplit(self.path).path))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self._answer(*provider.token({name: values[0] for name, values in parse_qs(body).items()}))

        def log_message(self, *args: object) -> None:
            del args

        def _answer(self, status: int, told: dict[str, Any]) -> None:
            self._send(
                provider.raw.get(urlsplit(self.path).path, Raw(body=json.dumps(told).encode(), status=status))
            )

        def _send(self, answer: Raw) -> None:
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body)

    return Answering


@contextmanager
def running_provider() -> Iterator[Provider]:
    """Serve one until the test is over."""
    provider = Provider()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _answering(provider))
    provider.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
