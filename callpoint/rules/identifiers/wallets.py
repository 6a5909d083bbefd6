"""
Addresses of crypto money, by their check digits (bip-utils): Bitcoin, Ethereum, TRON, Solana, Litecoin, Monero.

An address copied over two lines, or in small groups, is put together again. The hash of a payment is no address.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from typing import Any, Final

from callpoint.rules.identifiers.candidates import Candidate
from callpoint.rules.identifiers.kind import Hit, Scene
from callpoint.rules.identifiers.model import IdentifierKind

_BASE58: Final = re.compile(r"[1-9A-HJ-NP-Za-km-z]+")
_BECH32: Final = re.compile(r"(?:bc|ltc)1[02-9ac-hj-np-z]{11,87}")
_BECH32_SIGNS: Final = re.compile(r"[02-9ac-hj-np-z]+")
_HEX_SIGNS: Final = re.compile(r"[0-9a-fA-F]+")
_HEX: Final = re.compile(r"0x[0-9a-fA-F]{40}", re.IGNORECASE)
_PIECE: Final = re.compile(r"(?:[ \t]?\r?\n[ \t]?|[ ]{1,2}|-)([A-Za-z0-9]{2,})")
_LENGTHS: Final = frozenset({*range(26, 45), 62, 63, 95, 106})
"""Signs that an address can have."""
_PIECES: Final = 24
_LONGEST: Final = 106
"""Signs of the longest address: Monero's with a payment named in it."""


def find(scene: Scene, candidate: Candidate) -> Iterator[Hit]:
    """Find an address that begins with a candidate, which may go on after spaces and new lines."""
    text, start, end = scene.text, candidate.start, candidate.end
    if text[start - 1 : start].isalnum() or text[start - 1 : start] in {"/", "_", "#"}:
        return
    said, more = candidate.text, None
    for _ in range(_PIECES):
        if len(said) > _LONGEST:
            return
        value = read_wallet(said) if len(said) in _LENGTHS else None
        if (
            value is not None
            and (more is None or _holds_joined(value, more[0]))
            and text[end : end + 1] != "_"
        ):
            yield Hit(IdentifierKind.WALLET, value, start, end)
            return
        more = _PIECE.match(text, end)
        if more is None or not _may_go_on(said, more[1]):
            return
        said, end = said + more[1], more.end()


def _holds_joined(value: str, last: str) -> bool:
    """Say whether an address in pieces can be trusted: Solana's has no check digits, so only a new line may part it."""
    return not value.startswith("sol:") or "\n" in last


def _may_go_on(said: str, piece: str) -> bool:
    """Say whether signs may be the beginning of an address, so that what follows is worth reading."""
    low = said[:4].lower()
    if low.startswith(("bc1", "ltc1")):
        return _BECH32_SIGNS.fullmatch(piece.lower()) is not None
    if low.startswith("0x"):
        return _HEX_SIGNS.fullmatch(piece) is not None
    return said[0] in "13LMT48" and _BASE58.fullmatch(said) is not None and not said.isdecimal()


@lru_cache(maxsize=4096)
def read_wallet(said: str) -> str | None:
    """Give the coin and the address in its one spelling; None where no check holds."""
    low = said.lower()
    if said in (low, said.upper()) and _BECH32.fullmatch(low):
        return _segwit(low)
    if _HEX.fullmatch(said):
        return _ethereum(said)
    length = len(said)
    if not (26 <= length <= 44 or length in {95, 106}) or not _BASE58.fullmatch(said):
        return None
    for check in (_base58, _monero, _solana):
        value = check(said)
        if value is not None:
            return value
    return None


@cache
def _library() -> Any:
    import bip_utils  # noqa: PLC0415 - it takes a second to load, and few texts name a wallet

    return bip_utils


def _checked(decode: Callable[..., Any], *arguments: object) -> Any:
    library = _library()
    try:
        return decode(*arguments)
    except (ValueError, library.Base58ChecksumError, library.Bech32ChecksumError):
        return None


_COINS: Final = {"bc": "btc", "ltc": "ltc"}


def _segwit(low: str) -> str | None:
    coin = low.partition("1")[0]
    found = _checked(_library().SegwitBech32Decoder.Decode, coin, low)
    if found is None or len(found[1]) not in (20, 32):
        return None
    return f"{_COINS[coin]}:{low}"


def _ethereum(said: str) -> str | None:
    """Check the capitals (EIP-55) where there are both; make them where there is one sort only."""
    digits = said[2:]
    right = _capitals(digits.lower())
    if digits not in (digits.lower(), digits.upper(), right):
        return None
    return f"eth:0x{right}"


def _capitals(digits: str) -> str:
    """Give the capitals of EIP-55: a letter is one where the hash of the digits has 8 or more in its place."""
    from bip_utils.utils.crypto import Kekkak256  # noqa: PLC0415 - as above

    marks = Kekkak256.QuickDigest(digits.encode()).hex()
    return "".join(
        sign.upper() if int(mark, 16) >= 8 else sign for sign, mark in zip(digits, marks, strict=False)
    )


_VERSIONS: Final = {0x00: "btc", 0x05: "btc", 0x30: "ltc", 0x32: "ltc", 0x41: "tron"}
"""First byte of an address of 21 bytes: by the published parameters of the three networks."""


def _base58(said: str) -> str | None:
    if len(said) > 35:
        return None
    found = _checked(_library().Base58Decoder.CheckDecode, said)
    if found is None or len(found) != 21 or found[0] not in _VERSIONS:
        return None
    return f"{_VERSIONS[found[0]]}:{said}"


def _monero(said: str) -> str | None:
    if len(said) not in (95, 106) or said[0] not in "48":
        return None
    found = _checked(_library().Base58XmrDecoder.Decode, said)
    if found is None or len(found) not in (69, 77):
        return None
    from bip_utils.utils.crypto import Kekkak256  # noqa: PLC0415 - as above

    holds = Kekkak256.QuickDigest(found[:-4])[:4] == found[-4:]
    return f"xmr:{said}" if holds and found[0] in (18, 19, 42) else None


def _solana(said: str) -> str | None:
    """Solana's have no check digits: 32 bytes, and a look that no word or hash has."""
    if not 32 <= len(said) <= 44 or said in (said.lower(), said.upper()) or sum(map(str.isdigit, said)) < 2:
        return None
    found = _checked(_library().Base58Decoder.Decode, said)
    return f"sol:{said}" if found is not None and len(found) == 32 else None


_PREFIX: Final = re.compile(
    r"(?:bitcoin|btc|ethereum|eth|tron|trx|usdt|solana|sol|litecoin|ltc|monero|xmr)[: ]+", re.IGNORECASE
)


class Wallets:
    """Addresses of crypto money."""

    def read(self, text: str, *, region: str) -> str | None:
        """Read one address typed in a field, with its coin or scheme before it, or spaces in it."""
        del region
        said = _PREFIX.sub("", text.strip(), count=1).partition("?")[0]
        return read_wallet("".join(said.split())) if len(said) < 400 else None

    def show(self, value: str) -> str:
        """Give the coin's short name and the address."""
        coin, _, address = value.partition(":")
        return f"{coin.upper()} {address}"

    def links(self, value: str) -> bool:
        """Say no for addresses that burn money: nobody holds them."""
        return not self.notes(value)

    def notes(self, value: str) -> tuple[str, ...]:
        """Mark addresses that nobody can spend from."""
        body = value.partition(":")[2].lower()
        return ("burn",) if body.strip("0x") in {"", "dead"} or set(body) == {"1"} else ()
