"""Sentences with their identifiers marked: `<<kind whose value|as written>>`, the value left out where it is plain."""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from callpoint.rules.identifiers.model import IdentifierKind

KINDS = {
    "p": IdentifierKind.PHONE,
    "e": IdentifierKind.EMAIL,
    "u": IdentifierKind.URL,
    "d": IdentifierKind.DOMAIN,
    "i": IdentifierKind.IP,
    "b": IdentifierKind.BANK_ACCOUNT,
    "n": IdentifierKind.IBAN,
    "w": IdentifierKind.WALLET,
    "h": IdentifierKind.HANDLE,
    "c": IdentifierKind.CARD,
    "m": IdentifierKind.REMOTE_ID,
}
WHOSE = {"s": "suspect", "r": "reporter", "o": "organisation", "u": "unknown"}
MARK = re.compile(r"<<([a-z]) ([srou])(?: ([^|]*))?\|([^>]*?)>>", re.DOTALL)


def plain_value(kind: str, written: str) -> str:
    """Give the value of what is written plainly."""
    digits = re.sub(r"\D", "", written)
    if kind == "p":
        return "+44" + digits.removeprefix("44").removeprefix("0")
    if kind == "b":
        return f"GB:{digits[:6]}:{digits[6:]}"
    if kind == "n":
        return re.sub(r"[\s-]", "", written).upper()
    return written.lower() if kind in "ed" else written


def read_marked(number: int, line: str) -> dict[str, object]:
    """Read one marked sentence as a labelled line."""
    text, found, done = "", [], 0
    region = "GB"
    if line.startswith("[[") and "]]" in line:
        region, line = line[2:].split("]]", 1)
    for mark in MARK.finditer(line):
        text += line[done : mark.start()]
        kind, whose, value, written = mark.groups()
        found.append(
            {
                "kind": str(KINDS[kind]),
                "value": value or plain_value(kind, written),
                "text": written,
                "start": len(text),
                "end": len(text) + len(written),
                "whose": WHOSE[whose],
            }
        )
        text += written
        done = mark.end()
    return {"id": f"line-{number}", "text": text + line[done:], "region": region, "found": found}


def marked_lines(path: Path) -> Iterator[dict[str, object]]:
    r"""Read a file of marked sentences, one a line; `\n` in one is a new line, `#` begins a remark."""
    for number, line in enumerate(path.read_text().splitlines(), 1):
        if line and not line.startswith("#"):
            yield read_marked(number, line.replace("\\n", "\n"))


if __name__ == "__main__":
    for one in marked_lines(Path(sys.argv[1])):
        sys.stdout.write(json.dumps(one, ensure_ascii=False) + "\n")
