"""Ed25519 with the keyring's signing keys: the signatures of the journal's checkpoints.

SealingError
└── NoteNotTrustedError   no key of this deployment signed the note

The 32 secret bytes of a signing key are the seed of its Ed25519 key pair (RFC 8032).
"""

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from callpoint.rules.checkpoint import (
    CheckpointText,
    NoteSignature,
    SignedNote,
    VerifierKey,
    read_checkpoint,
    read_note,
)
from callpoint.sealing.key_files import SealingError
from callpoint.sealing.keyring import Key, Keyring, Purpose


class NoteNotTrustedError(SealingError):
    """No key of this deployment signed the note: it was changed, or another log's key signed it."""

    def __init__(self) -> None:
        super().__init__("None of these keys signed the note.")


def signed(keyring: Keyring, checkpoint: CheckpointText) -> bytes:
    """Return the note of a checkpoint, signed by the current signing key in the name of its origin."""
    text, secret = checkpoint.text(), _private(keyring.current(Purpose.SIGNING))
    key = _verifier(secret, checkpoint.origin)
    signature = NoteSignature(name=key.name, key_id=key.key_id, signature=secret.sign(text))
    return SignedNote(text=text, signatures=(signature,)).body()


def verifier_keys(keyring: Keyring, *, origin: str) -> tuple[VerifierKey, ...]:
    """Return the public halves of all signing keys of a deployment, the current one first; old ones still check old notes."""
    return tuple(_verifier(_private(key), origin) for key in keyring.of(Purpose.SIGNING))


def checked(note: bytes, *, keys: tuple[VerifierKey, ...]) -> CheckpointText:
    """
    Return what a signed checkpoint says, once a signature by one of `keys` in the name of its log holds.

    Signature lines of others, such as witnesses, are passed over.

    :raises callpoint.rules.checkpoint.NoteNotReadError: it is no signed checkpoint.
    :raises NoteNotTrustedError: none of these keys signed it.
    """
    read = read_note(note)
    said = read_checkpoint(read.text)
    known = {(key.name, key.key_id): key for key in keys if key.name == said.origin}
    signatures = [(known.get((line.name, line.key_id)), line.signature) for line in read.signatures]
    if not any(key and _holds(key, signature, read.text) for key, signature in signatures):
        raise NoteNotTrustedError
    return said


def _private(key: Key) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(key.secret)


def _verifier(secret: Ed25519PrivateKey, origin: str) -> VerifierKey:
    return VerifierKey(name=origin, public=secret.public_key().public_bytes_raw())


def _holds(key: VerifierKey, signature: bytes, text: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(key.public).verify(signature, text)
    except InvalidSignature:
        return False
    return True


def sign_statement(keyring: Keyring, statement: bytes) -> bytes:
    """
    Sign what is no checkpoint, such as a receipt, by the current signing key.

    The statement begins with a line that says what it is, so that its signature is one of nothing else.
    """
    return _private(keyring.current(Purpose.SIGNING)).sign(statement)
