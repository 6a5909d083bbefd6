"""The mark of a backup's manifest: made and checked with the signing key, so that nobody else's backup is restored."""

import hmac

from callpoint.sealing.envelope import counted, derived_key
from callpoint.sealing.keyring import Key, Keyring, Purpose


def manifest_mark(keyring: Keyring, content: bytes) -> str:
    """Return the mark of a manifest: `<key id>.<64 hexadecimal digits>`, by the current signing key."""
    return _mark(keyring.current(Purpose.SIGNING), content)


def is_marked(keyring: Keyring, content: bytes, *, mark: str) -> bool:
    """
    Answer whether this deployment made the mark for this very content.

    :raises callpoint.sealing.keyring.NoSuchKeyError: the keyring lacks the key that made it, as another deployment's
        does, or a copy that is older than the key.
    """
    key = keyring.by_id(mark.partition(".")[0])
    return hmac.compare_digest(_mark(key, content), mark)


def _mark(key: Key, content: bytes) -> str:
    secret = derived_key(key.secret, bound=counted(b"callpoint backup manifest", key.id.encode()))
    return f"{key.id}.{hmac.digest(secret, content, 'sha256').hex()}"
