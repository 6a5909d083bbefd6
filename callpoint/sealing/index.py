"""Keyed marks of values: equal values give equal marks, and without the key a mark says nothing; and session values.

    SealingError (key_files)
    └── SessionValueNotOpenedError  a value of another session, of a lost key, or changed

A mark is `<key id>.<64 hexadecimal digits>`. After a rotation, new marks bear the new key's id; look for a value under
all of its marks (`blind_indexes`, `code_hashes`) until the old marks have been written anew.
"""

import hmac

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from callpoint.rules.chance import Chance
from callpoint.sealing.base64url import from_text, to_text
from callpoint.sealing.envelope import counted, derived_key
from callpoint.sealing.key_files import SealingError
from callpoint.sealing.keyring import NONCE_SIZE, Key, Keyring, NoSuchKeyError, Purpose


class SessionValueNotOpenedError(SealingError):
    """A value of another session, of a lost key, or changed."""

    def __init__(self) -> None:
        super().__init__("This session value does not open. Begin a new session.")


def blind_index(keyring: Keyring, *, kind: str, value: str) -> str:
    """Return the mark of a canonical identifier value; the same value of another kind has an unrelated mark."""
    return blind_indexes(keyring, kind=kind, value=value)[0]


def blind_indexes(keyring: Keyring, *, kind: str, value: str) -> tuple[str, ...]:
    """Return the marks a value may be stored under: by the current index key first, then by retired ones."""
    return _marks(keyring.of(Purpose.INDEX), use=f"index {kind}", value=value)


def signature_secret(keyring: Keyring) -> tuple[str, bytes]:
    """Return the id of the current index key, and the secret under which signatures of stories are made with it."""
    key = keyring.current(Purpose.INDEX)
    return key.id, derived_key(key.secret, bound=counted(b"callpoint story signature"))


def code_hash(keyring: Keyring, code: str) -> str:
    """Return the mark of a private code as `rules.reference.read_code` gives it.

    Keyed and fast on purpose: the code holds 66 random bits, so that a slow hash would add nothing but load.
    """
    return code_hashes(keyring, code)[0]


def code_hashes(keyring: Keyring, code: str) -> tuple[str, ...]:
    """Return the marks a private code may be stored under: by the current code key first, then by retired ones."""
    return _marks(keyring.of(Purpose.CODE), use="code", value=code)


def seal_for_session(keyring: Keyring, value: bytes, *, session: str, chance: Chance) -> str:
    """Seal a value to one session: `<key id>.<base64url>`."""
    key, nonce = keyring.current(Purpose.SESSION), chance(NONCE_SIZE)
    sealed = nonce + AESGCM(key.secret).encrypt(nonce, value, _bound_to(session, key))
    return f"{key.id}.{to_text(sealed)}"


def unseal_from_session(keyring: Keyring, sealed: str, *, session: str) -> bytes:
    """Open what `seal_for_session` made for this very session; raises SessionValueNotOpenedError."""
    key_id, _, text = sealed.partition(".")
    try:
        key, raw = keyring.by_id(key_id), from_text(text)
        return AESGCM(key.secret).decrypt(raw[:NONCE_SIZE], raw[NONCE_SIZE:], _bound_to(session, key))
    except (NoSuchKeyError, InvalidTag, ValueError) as error:
        raise SessionValueNotOpenedError from error


def _bound_to(session: str, key: Key) -> bytes:
    return counted(b"callpoint session", key.id.encode(), session.encode())


def _marks(keys: tuple[Key, ...], *, use: str, value: str) -> tuple[str, ...]:
    return tuple(f"{key.id}.{_mark(key, use=use, value=value)}" for key in keys)


def _mark(key: Key, *, use: str, value: str) -> str:
    secret = derived_key(key.secret, bound=counted(b"callpoint mark", use.encode()))
    # Half of a surrogate pair is let through: a mark of it is as good as any, and no identifier may stop a report.
    return hmac.digest(secret, value.encode(errors="surrogatepass"), "sha256").hex()
