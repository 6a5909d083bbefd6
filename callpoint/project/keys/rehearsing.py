"""`callpoint keys rehearse` and `restore-root`: two shares from paper give back the root key."""

import sys
from datetime import datetime
from pathlib import Path

from callpoint.project.exit_codes import FAILED, WELL
from callpoint.project.keys.keeping import noted, opened
from callpoint.project.keys.typing_in import Typed, ask_for_shares
from callpoint.project.setting_models import Settings
from callpoint.rules.chance import Chance
from callpoint.sealing.durable import write_new
from callpoint.sealing.key_files import KeyringNotOpenedError, fingerprint, root_key_text
from callpoint.sealing.keyring import Place, opened_by
from callpoint.sealing.notes import Occasion


def rehearse(settings: Settings, *, at: datetime, chance: Chance) -> int:
    """Ask for two shares, prove that they open the keyring, and note the rehearsal in it."""
    keyring = opened(settings.keys)
    typed = ask_for_shares()
    if not _opens(typed, keyring.place):
        _say(f"{_other(typed)} This keyring needs {keyring.root}.")
        return FAILED
    numbers = tuple(sorted(share.number for share in typed.shares))
    sheet = typed.shares[0].sheet
    noted(keyring, Occasion.REHEARSAL, sheet=sheet, shares=numbers, at=at, chance=chance)
    both = " and ".join(map(str, numbers))
    _say(
        f"Shares {both} of sheet {sheet} gave back root key {keyring.root}, and it opens the keyring.",
        "The rehearsal is noted. Put each share back in its own place. The service may go live.",
    )
    return WELL


def restore_root(settings: Settings, *, to: Path) -> int:
    """Ask for two shares and write the root key to a new file; where a keyring is there, only if it opens it.

    Raises OSError where there is a file already.
    """
    typed = ask_for_shares()
    if settings.keys.keyring.exists():
        if not _opens(typed, Place(root_key_path=to, keyring_path=settings.keys.keyring)):
            _say(_other(typed), f"It does not open {settings.keys.keyring}. No file was written.")
            return FAILED
        about_keyring = f"It opens the keyring at {settings.keys.keyring}."
    else:
        about_keyring = f"There is no keyring at {settings.keys.keyring} yet: put back its newest backup."
    write_new(to, root_key_text(typed.root_key))
    _say(
        f"Root key {fingerprint(typed.root_key)} is in {to}. Compare those letters with the sheet.",
        about_keyring,
        "Put each share back in its own place. Clear this screen.",
    )
    return WELL


def _opens(typed: Typed, place: Place) -> bool:
    """Answer whether the root key that was typed opens the keyring; the root key's file is not looked at."""
    try:
        opened_by(typed.root_key, place)
    except KeyringNotOpenedError:
        return False
    return True


def _other(typed: Typed) -> str:
    return (
        f"These shares are whole, but they give back another root key: {fingerprint(typed.root_key)}. "
        "They may be of an older sheet."
    )


def _say(*said: str) -> None:
    sys.stderr.write("\n".join(said) + "\n")
