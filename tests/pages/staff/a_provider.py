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
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
CLIENT, SECRET = "callpoint", "provider-secret"


@dataclass
class Provider:
    """Knows who stands before it, and for which request it gave a code."""

    claims: dict[str, Any] = field(default_factory=lambda: {"sub": "subject-1"})
    key: Any = KEY
    url: str = ""
    asked: dict[str, str] = field(default_factory=dict)

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
            "iss": self.url,
            "aud": CLIENT,
            "iat": at,
            "exp": at + 60,
            "nonce": self.asked["nonce"],
            **self.claims,
        }
        signed = jwt.encode(claims, self.key, algorithm="RS256", headers={"kid": "one"})
        return 200, {"access_token": "unused", "token_type": "Bearer", "id_token": signed}

    def told(self, path: str) -> dict[str, Any]:
        """Give what anybody may read."""
        key = {**json.loads(RSAAlgorithm.to_jwk(KEY.public_key())), "kid": "one", "alg": "RS256"}
        told: dict[str, dict[str, Any]] = {
            "/.well-known/openid-configuration": {
                "issuer": self.url,
                "authorization_endpoint": f"{self.url}/authorize",
                "token_endpoint": f"{self.url}/token",
                "jwks_uri": f"{self.url}/keys",
                "token_endpoint_auth_methods_supported": ["client_secret_post"],
            },
            "/keys": {"keys": [key]},
        }
        return told[path]


@contextmanager
def running_provider() -> Iterator[Provider]:
    """Serve one until the test is over."""
    provider = Provider()

    class Answering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer(200, provider.told(self.path))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self._answer(*provider.token({name: values[0] for name, values in parse_qs(body).items()}))

        def log_message(self, *args: object) -> None:
            del args

        def _answer(self, status: int, told: dict[str, Any]) -> None:
            body = json.dumps(told).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    provider.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
