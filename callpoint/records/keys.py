"""Opens the deployment's keyring, and again when another process has added to it."""

from pathlib import Path

from django.conf import settings

from callpoint.sealing.keyring import Keyring, open_keyring, refreshed

_held: dict[Path, Keyring] = {}


def keyring() -> Keyring:
    """
    Give the keyring that the settings point to, as its file stands now.

    :raises callpoint.sealing.keyring.KeyringError: where it is missing or does not open.
    """
    path = Path(settings.CALLPOINT_KEYRING)
    held = _held.get(path)
    newest = (
        refreshed(held)
        if held
        else open_keyring(root_key_path=Path(settings.CALLPOINT_ROOT_KEY), keyring_path=path)
    )
    _held[path] = newest
    return newest
