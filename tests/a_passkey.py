"""Makes what is kept of a passkey, as a browser would have sent it; nobody holds its private half."""

import json
from hashlib import sha256

from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData


def a_passkey(staff_id: int) -> Authenticator:
    """Keep a passkey for somebody."""
    public = ES256.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())  # type: ignore[no-untyped-call]  # the library has no types here
    key = AttestedCredentialData.create(Aaguid.NONE, b"one credential", public)
    seen = AuthenticatorData.create(sha256(b"localhost").digest(), AuthenticatorData.FLAG.AT, 0, key)
    told = json.dumps({"type": "webauthn.create", "challenge": "", "origin": "http://localhost"})
    credential = {
        "id": websafe_encode(b"one credential"),
        "rawId": websafe_encode(b"one credential"),
        "type": "public-key",
        "response": {
            "clientDataJSON": websafe_encode(told.encode()),
            "attestationObject": websafe_encode(AttestationObject.create("none", seen, {})),
        },
        "clientExtensionResults": {},
    }
    kept = {"name": "zzz", "credential": credential}
    return Authenticator.objects.create(user_id=staff_id, type=Authenticator.Type.WEBAUTHN, data=kept)
