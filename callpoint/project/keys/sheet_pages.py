"""What stands on the pages of a recovery sheet, as a paper and as plain text."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from callpoint.formats.paper import Block, Fact, Facts, Heading, NewPage, Note, Paper, Steps, Text, Words
from callpoint.sealing.shares import Share

LOSS: Final = "Loss of the root key and of two shares = loss of all reports. Nobody can undo that."
"""The sentence that must not be missed."""
LEAD: Final = "Two of the three shares give back the root key, without which no report can be read. One alone opens nothing."
APART: Final = (
    "Keep each share in a place of its own, with a person of its own: a safe, or a sealed envelope. Never two in one "
    "place. Never take a picture of it, scan it, mail it, or type it anywhere but into the commands below."
)
LINES: Final = "Kept by: ______________________   Place: ______________________   Since: ______________"
SEEN: Final = (
    "One share alone opens nothing, so nothing is lost yet. Make a new sheet soon. If somebody may have seen two shares, "
    "make a new root key at once (step 5) and then a new sheet. The old shares then open old copies of the keyring only."
)
COLUMNS: Final = 3


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One sheet: three shares of one root key."""

    service: str
    organisation: str
    root: str
    """The fingerprint of the root key."""
    made_at: datetime
    shares: tuple[Share, ...] = field(repr=False)

    @property
    def number(self) -> int:
        """The number that its shares bear."""
        return self.shares[0].sheet


def paper(sheet: Sheet) -> Paper:
    """Return the sheet as a paper of one page a share."""
    title = f"Recovery sheet of {sheet.service}"
    blocks: list[Block] = []
    for share in sheet.shares:
        if blocks:
            blocks += [NewPage(title=title), Text(text=LEAD)]
        blocks += _page(sheet, share)
    return Paper(
        title=title,
        language="en",
        direction="ltr",
        lead=LEAD,
        blocks=tuple(blocks),
        footer=f"{sheet.service}, root key {sheet.root}, sheet {sheet.number}",
    )


def lines(sheet: Sheet, share: Share) -> Iterator[str]:
    """Return one share as lines for a terminal, its words in three columns to be read downwards."""
    yield f"RECOVERY SHEET OF {sheet.service.upper()}"
    for fact in _facts(sheet, share):
        yield f"{fact.term + ':':<10}{fact.value}"
    yield ""
    rows = -(-len(share.words) // COLUMNS)
    for row in range(rows):
        places = range(row, len(share.words), rows)
        yield "   ".join(f"{place + 1:>2}. {share.words[place]:<10}" for place in places).rstrip()


def _page(sheet: Sheet, share: Share) -> Iterator[Block]:
    yield Facts(term="This share", value="What it is", rows=_facts(sheet, share))
    yield Words(words=share.words)
    yield Note(text=LOSS)
    yield Heading(text="Keep the shares apart")
    yield Text(text=f"{APART}\n\n{LINES}")
    yield Heading(text="In an emergency")
    yield Steps(
        steps=(
            f"Bring two shares of sheet {sheet.number} together, at a machine you trust.",
            "If the keyring is lost too, put back its newest backup first.",
            "Run: callpoint keys restore-root --to FILE   and type the words of both shares.",
            f"It must say {sheet.root}. Then start the service with that file as its root key.",
            "Make a new root key: callpoint keys rotate --root   and then a new sheet.",
        )
    )
    yield Heading(text="If this share is lost, or somebody saw it")
    yield Text(text=SEEN)


def _facts(sheet: Sheet, share: Share) -> tuple[Fact, ...]:
    facts = {
        "Share": f"{share.number} of {len(sheet.shares)}, sheet {sheet.number}",
        "Service": f"{sheet.service}, {sheet.organisation}",
        "Root key": sheet.root,
        "Made on": f"{sheet.made_at:%-d %B %Y}",
    }
    return tuple(Fact(term=term, value=value) for term, value in facts.items())
