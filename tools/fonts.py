"""Cuts the fonts of our papers out of the Noto fonts, and writes down what they hold.

python -m tools.fonts FOLDER    FOLDER holds the TrueType files of Debian's package fonts-noto-core

Hints for screens of few dots go, and of Noto Sans the letters of scripts and signs that our papers do not need. All
rules for joining letters stay. The licence (OFL 1.1, no reserved name) allows this; it lies beside the fonts.
"""

import hashlib
import json
import sys
from itertools import groupby
from pathlib import Path
from typing import Any

from fontTools.subset import main as cut
from fontTools.ttLib import TTFont

from callpoint.formats.letters import FONTS, MANIFEST

EUROPE = (
    "U+0020-03FF,U+0400-052F,U+1E00-1EFF,U+2000-20CF,U+2100-218F,U+2190-2193,U+2212,U+2260,U+2264,U+2265,"
    "U+25A0,U+25A1,U+25CB,U+25CC,U+25CF,U+FB00-FB06,U+FEFF,U+FFFD"
)
FONTS_AND_LETTERS = {
    "NotoSans-Regular": EUROPE,
    "NotoSans-Bold": EUROPE,
    "NotoNaskhArabic-Regular": "*",
    "NotoNaskhArabic-Bold": "*",
    "NotoSansBengali-Regular": "*",
    "NotoSansDevanagari-Regular": "*",
    "NotoSansGurmukhi-Regular": "*",
    "NotoSansGujarati-Regular": "*",
    "NotoSansTamil-Regular": "*",
    "NotoSansHebrew-Regular": "*",
    "NotoSansArmenian-Regular": "*",
    "NotoSansGeorgian-Regular": "*",
    "NotoSansThai-Regular": "*",
    "NotoSansEthiopic-Regular": "*",
}
"""The fonts in the order in which a letter is looked for, with the letters that are kept."""


def cut_fonts(source: Path) -> None:
    """Write each font, cut down, into the folder of the formats."""
    for name, letters in FONTS_AND_LETTERS.items():
        cut(
            [
                str(source / f"{name}.ttf"),
                f"--unicodes={letters}",
                f"--output-file={FONTS / f'{name}.ttf'}",
                "--no-hinting",
                "--layout-features=*",
                "--name-IDs=*",
                "--notdef-outline",
            ]
        )


def manifest() -> str:
    """Say what the fonts of the folder are and which letters they hold."""
    fonts = [_entry(FONTS / f"{name}.ttf") for name in FONTS_AND_LETTERS]
    lines = ",\n".join(f"  {json.dumps(font)}" for font in fonts)
    return f'{{"fonts": [\n{lines}\n]}}\n'


def _entry(path: Path) -> dict[str, Any]:
    with TTFont(path) as font:
        names = font["name"]
        return {
            "file": path.name,
            "family": names.getBestFamilyName(),
            "version": names.getDebugName(5).split(";")[0],
            "copyright": names.getDebugName(0),
            "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
            "letters": runs(sorted(font.getBestCmap())),
        }


def runs(numbers: list[int]) -> list[list[int]]:
    """Give first and last of each run of numbers that follow each other."""
    grouped = groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0])
    found = [[number for _, number in group] for _, group in grouped]
    return [[run[0], run[-1]] for run in found]


if __name__ == "__main__":
    cut_fonts(Path(sys.argv[1]))
    MANIFEST.write_text(manifest(), encoding="utf-8")
