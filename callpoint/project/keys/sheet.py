"""`callpoint keys sheet`: prints the root key in three shares, of which any two give it back."""

import sys
from datetime import datetime
from pathlib import Path

from callpoint.formats.pdf import pdf
from callpoint.project.exit_codes import WELL
from callpoint.project.keys.keeping import noted, opened
from callpoint.project.keys.sheet_pages import LOSS, Sheet, lines, paper
from callpoint.project.setting_models import Settings
from callpoint.rules.chance import Chance
from callpoint.sealing.durable import write_new
from callpoint.sealing.key_files import read_root_key
from callpoint.sealing.keyring import Keyring
from callpoint.sealing.notes import Occasion
from callpoint.sealing.shares import split


def write_pdf(settings: Settings, *, to: Path, at: datetime, chance: Chance) -> int:
    """Write the sheet as a PDF of three pages, for its owner only; raises OSError where there is a file already."""
    keyring, sheet = _made(settings, at)
    write_new(to, pdf(paper(sheet), made_at=at))
    noted(keyring, Occasion.SHEET, sheet=sheet.number, at=at, chance=chance)
    _say(
        f"Recovery sheet {sheet.number} of root key {sheet.root} is in {to}: three pages, one share each.",
        "Print it, give each page to a person of its own, then delete the file:",
        f"    shred -u {to}",
        LOSS,
        "Next: callpoint keys rehearse",
    )
    return WELL


def print_text(settings: Settings, *, at: datetime, chance: Chance) -> int:
    """Print the shares as plain text, to be copied by hand where there is no printer to trust; no file is written."""
    keyring, sheet = _made(settings, at)
    noted(keyring, Occasion.SHEET, sheet=sheet.number, at=at, chance=chance)
    for share in sheet.shares:
        sys.stdout.write("\n".join(lines(sheet, share)) + "\n\n")
    sys.stdout.flush()
    _say(LOSS, "Clear this screen when the words are on paper. Next: callpoint keys rehearse")
    return WELL


def _made(settings: Settings, at: datetime) -> tuple[Keyring, Sheet]:
    keyring = opened(settings.keys)
    sheet = Sheet(
        service=settings.service.name,
        organisation=settings.service.organisation,
        root=keyring.root,
        made_at=at,
        shares=split(read_root_key(settings.keys.root_key)),
    )
    return keyring, sheet


def _say(*said: str) -> None:
    sys.stderr.write("\n".join(said) + "\n")
