"""The child program that looks at one file: its bytes come by the input, what is seen goes to the output.

Called as `python -m callpoint.vault.looking.child READER WANTED`: the name of a reader, and `page` for what is seen of the
file, or the number of a picture. It loads its reader, gives up memory, time, files and the network, and only then
reads the first byte. It writes one line of JSON, and after it the picture. It ends with 0 whatever it saw; any other
end means that the file was too much for it.
"""

import importlib
import json
import sys
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import asdict
from typing import BinaryIO, Final

from callpoint.vault.looking.confining import confine
from callpoint.vault.looking.seen import NotSeenError, Seen, Why

PIECE: Final = 65536
MOST_WHOLE, HEAD, TAIL = 100_000_000, 100_000, 16_000_000
PAGE: Final = "page"


def whole_of(source: BinaryIO) -> bytes:
    """Read all of it; raises NotSeenError where that is too much."""
    pieces, size = [], 0
    for piece in _pieces(source):
        size += len(piece)
        if size <= MOST_WHOLE:
            pieces.append(piece)
    if size > MOST_WHOLE:
        raise NotSeenError(Why.TOO_LARGE)
    return b"".join(pieces)


def head_of(source: BinaryIO) -> bytes:
    """Read all of it and keep its first bytes."""
    kept = b""
    for piece in _pieces(source):
        kept += piece[: HEAD - len(kept)]
    return kept


def tail_of(source: BinaryIO) -> bytes:
    """Read all of it and keep its last bytes."""
    kept: deque[bytes] = deque()
    size = 0
    for piece in _pieces(source):
        kept.append(piece)
        size += len(piece)
        while size - len(kept[0]) >= TAIL:
            size -= len(kept.popleft())
    return b"".join(kept)


def _pieces(source: BinaryIO) -> Iterator[bytes]:
    """
    Give the pieces to the end, also those nobody keeps.

    Whoever sends them checks the whole against its hash, and gives the last one only then.
    """
    while piece := source.read(PIECE):
        yield piece


READERS: Final[dict[str, Callable[[BinaryIO], bytes]]] = {
    "pictures": whole_of,
    "pdfs": whole_of,
    "mails": whole_of,
    "texts": head_of,
    "archives": tail_of,
}
"""Each reader, a module beside this one, with how much of a file it needs."""


def main(
    words: list[str],
    *,
    source: BinaryIO = sys.stdin.buffer,
    way_out: BinaryIO = sys.stdout.buffer,
    give_up: Callable[[], bool] = confine,
) -> int:
    """Look at the file on the input and say what is seen."""
    name, wanted = words
    reader = importlib.import_module(f"{__package__}.{name}")
    answer: dict[str, object] = {"network_is_cut": give_up()}
    picture = b""
    try:
        content = READERS[name](source)
        if wanted == PAGE:
            seen: Seen = reader.look(content)
            answer["seen"] = asdict(seen)
        else:
            picture = reader.draw(content, int(wanted))
    except NotSeenError as refused:
        answer["why"] = refused.why
    except MemoryError:
        answer["why"] = Why.TOO_MUCH
    way_out.write(json.dumps(answer).encode("ascii") + b"\n" + picture)
    way_out.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
