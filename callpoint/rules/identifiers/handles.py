"""Names at platforms: after an "@" with the platform named nearby, or after the platform's name itself."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import Final, NamedTuple

from callpoint.rules.identifiers.candidates import Candidate
from callpoint.rules.identifiers.kind import Hit, Scene
from callpoint.rules.identifiers.model import IdentifierKind
from callpoint.rules.identifiers.platforms import PLATFORMS, is_name, platform_named
from callpoint.rules.identifiers.words import word_set


class Named(NamedTuple):
    """A platform named in a text."""

    platform: str
    start: int
    end: int


_CAPITAL_ONLY: Final = frozenset({"X", "TT", "SC", "sc", "tt"})
_AFTER_X: Final = re.compile(r" ?(?:as|account|handle|(?:is |was )?@|:|user|\()", re.IGNORECASE)
_AFTER_LOW: Final = re.compile(r" ?[:=@] ?@?(?=[\w.]*[._\d])(?=[\w.]*[A-Za-z])")
_AFTER_TELE: Final = re.compile(r" ?(?:handle|@|:|user)", re.IGNORECASE)
_BEFORE_X: Final = re.compile(
    r"\b(?:on|via|from|over|through|by|and|or|using|their|his|her|my|our)[ \"']*$", re.IGNORECASE
)
_ON: Final = re.compile(
    r"[\"'\u201d\u2019)\]]{0,2} {0,2}(?:,? ?\(?(?:[a-z]+ ){0,3}?(?:on|in|via|over|through|using|from|ar|na|w)|[(\[-])?"
    r"[ ]?(?:(?:his|her|their|the|my|a|facebook|fake) )?$",
    re.IGNORECASE,
)
_LINK: Final = re.compile(
    r"(?:[ \t]*(?:(?:'s|\u2019s|is|was|are|to|me|user ?names?|users?|names?|id|ids|handles?|accounts?|accts?|acc|profiles?|page|tag|called|as|run by|by|under|named|"
    r"goes|now|it's|its|fel|jako|jak|pod|nazwą|nick(?:iem)?|kont[oa]|як|під|ніком|enw)\b|[\u2013:=(@\"'\u201c\u2018,-]))*[ \t\"'\u201c\u2018(@:]*",
    re.IGNORECASE,
)
_STRONG: Final = re.compile(
    r"(?:user ?name|user|handle|\bid\b|called|run by|named|tag|@|[:=]|\"|\u201c|name)[^\w]*(?:(?:is|was)[^\w]*)?$",
    re.IGNORECASE,
)
_NAME: Final = re.compile(r"[A-Za-z\d](?:[\w.-]*[\w])?(?:#\d{4}\b)?")
_BACK_NAME: Final = re.compile(
    r"(?:^|[\s\"'\u201c\u2018(:])([A-Za-z\d][\w.-]{2,30}(?:#\d{4})?)([\"'\u201d\u2019)]{0,2},? (?:on|in|via|na|ar|w|\u0443|\u0432) (?:(?:his|her|their|my|the) )?)$"
)
_FAR_BEFORE, _FAR_AFTER = 300, 120
_PLAIN: Final = word_set(
    "was is the and but she her his him has had got can who for that this with they them then now new not all are via"
    " account accounts group groups chat chats page pages message messages profile profiles ad ads advert marketplace"
    " username user name called where which when what from said says told asked sent link links video videos story post"
    " posts channel channels support team live shop seller hacked fake real real scam scammer number verification code"
    " app apps login dm dms me you it we i he on in at to of or if so by as a an my our your their there here hacked"
)


def platforms_of(scene: Scene, hits: list[Hit]) -> list[Named]:
    """Give the platforms that a text names, outside what is an identifier already; links to profiles name one too."""
    starts = [hit.start for hit in hits]
    named = []
    for word in scene.words:
        platform = platform_named(word.text)
        if platform is None:
            continue
        place = bisect_right(starts, word.start)
        if place and word.start < hits[place - 1].end:
            continue
        if (word.text not in _CAPITAL_ONLY and word.text.lower() != "tele") or _is_meant(scene.text, word):
            named.append(Named(platform, word.start, word.end))
    links = [hit for hit in hits if hit.kind is IdentifierKind.HANDLE]
    named += [Named(hit.value.partition(":")[0], hit.start, hit.end) for hit in links]
    return sorted(named, key=_start_of)


def _is_meant(text: str, word: Candidate) -> bool:
    """Say whether a lone X, TT or SC is the platform, and tele no television."""
    if word.text.lower() == "tele":
        return bool(_AFTER_TELE.match(text, word.end))
    if word.text.islower():
        return bool(_AFTER_LOW.match(text, word.end))
    if word.text != "X":
        return bool(_AFTER_X.match(text, word.end))
    return bool(
        _AFTER_X.match(text, word.end) and _BEFORE_X.search(text[max(0, word.start - 12) : word.start])
    ) or bool(re.search(r"\b(?:on|via)[ ]$", text[max(0, word.start - 6) : word.start], re.IGNORECASE))


def find_at(scene: Scene, candidate: Candidate, named: list[Named]) -> Iterator[Hit]:
    """Find the name after an "@"."""
    text, start = scene.text, candidate.start
    name = candidate.text[1:].rstrip(".-")
    before = text[start - 1 : start]
    if len(name) < 2 or (before and (before.isalnum() or before in "/@.")) or name.isdecimal():
        return
    end = start + 1 + len(name)
    tag = _TAG.match(text, end)
    if tag:
        name, end = name + tag[0], tag.end()
    platform = _platform(text, named, (start, end)) or ("instagram" if "." in name and tag is None else None)
    if platform is None:
        return
    if not is_name(platform, name):
        if "." not in name or not is_name("instagram", name):
            return
        head = name.split(".")[0]
        if platform in {"x", "telegram"} and is_name(platform, head) and text[end : end + 1] != " ":
            name, end = head, start + 1 + len(head)
        else:
            platform = "instagram"
    yield Hit(IdentifierKind.HANDLE, f"{platform}:{name.lower()}", start, end)


_TAG: Final = re.compile(r"#\d{4}\b")


def _start_of(one: Named) -> int:
    return one.start


def _platform(text: str, named: list[Named], span: tuple[int, int]) -> str | None:
    """Give the platform that a name is on: "on it" right after, or the last one named before, or soon after."""
    start, end = span
    place = bisect_left(named, end, key=_start_of)
    after = named[place] if place < len(named) else None
    if after is not None and after.start - end <= 40 and _ON.fullmatch(text, end, after.start):
        return after.platform
    place = bisect_left(named, start, key=_start_of)
    before = named[place - 1] if place else None
    if before is not None and before.end <= start <= before.end + _FAR_BEFORE:
        return before.platform
    if after is not None and after.start - end <= _FAR_AFTER:
        return after.platform
    return None


def find_named(scene: Scene, named: Named) -> Iterator[Hit]:
    """Find a name without "@" that stands after a platform's name, or before "on" it."""
    text = scene.text
    link = _LINK.match(text, named.end, named.end + 60)
    if link is not None and link.end() > named.end:
        said = _NAME.match(text, link.end(), link.end() + 60)
        if said and _is_one(text, _Word(named.platform, *said.span(), link[0])):
            yield _hit(text, named.platform, said.span())
            yield from _more(text, named.platform, said.end())
            return
    since = max(0, named.start - 60)
    before = _BACK_NAME.search(text[since : named.start])
    if before is not None and not (
        "_" not in before[1] and _A_THING.search(text[since : since + before.start(1)])
    ):
        start = since + before.start(1)
        word = _Word(named.platform, start, start + len(before[1]), "")
        if _is_one(text, word):
            yield _hit(text, named.platform, (word.start, word.end))


_A_THING: Final = re.compile(
    r"\b(?:my|a|an|the|her|our|their|his|this|that|some|new|used|hand|for|nearly|broken)[ ]$", re.IGNORECASE
)
"""Before what was sold "on insta": a ps5 is no name."""
_MORE: Final = re.compile(
    r"(?:,| and| &| or|/)[ ]?(?:and )?((?=[A-Za-z][\w.]*_|[A-Za-z][\w.]{4,}\d)[\w.]*\w)(?![@/\w])"
)


def _more(text: str, platform: str, end: int) -> Iterator[Hit]:
    """Give the names that are listed after one: no words of a sentence, for they hold a line or end with digits."""
    for _ in range(_MOST_LISTED):
        said = _MORE.match(text, end, end + 60)
        if said is None or not _may_be(said[1], platform):
            return
        yield _hit(text, platform, said.span(1))
        end = said.end()


_MOST_LISTED: Final = 8


class _Word(NamedTuple):
    """A word that may be a name, and what stands between it and its platform."""

    platform: str
    start: int
    end: int
    link: str


def _hit(text: str, platform: str, span: tuple[int, int]) -> Hit:
    return Hit(IdentifierKind.HANDLE, f"{platform}:{text[slice(*span)].lower()}", *span)


def _is_one(text: str, word: _Word) -> bool:
    """Say whether a word is a name: it looks like none in a sentence, or the words before it say that it is one."""
    name = text[word.start : word.end]
    if not _may_be(name, word.platform) or text[word.end : word.end + 1] in {"@", "/"}:
        return False
    if _NAMELIKE.search(name):
        return True
    if "." in name:
        return not _FILE.search(name) or (bool(word.link.strip()) and _is_british(name, word.platform))
    if "-" in name:
        return word.platform == "snapchat" and bool(word.link.strip())
    return bool(_STRONG.search(word.link)) and name.islower() and "@" not in word.link


def _may_be(name: str, platform: str) -> bool:
    is_word = name.lower() in _PLAIN or name.isdecimal() or _NO_NAME.fullmatch(name) is not None
    return len(name) >= 3 and not is_word and is_name(platform, name)


def _is_british(name: str, platform: str) -> bool:
    """Say whether a name ends as people of one country end theirs, nails.uk, and is no site of a firm, nails.co.uk."""
    return platform in {"instagram", "tiktok", "snapchat"} and name.endswith(".uk") and name.count(".") == 1


_NAMELIKE: Final = re.compile(r"[_#\d]")
_NO_NAME: Final = re.compile(
    r"(?:iphone|ipad|ps|xbox|galaxy|gta|fifa|rtx|gtx|covid|mp|yr|year|no|apt|flat|unit|room|page|part|v)\d+\w{0,3}|\d+(?:[.,:]\d+)*(?:am|pm|st|nd|rd|th|k|m|gb|hrs?|mins?|days?|weeks?|ish|yrs?|p|x)",
    re.IGNORECASE,
)
_FILE: Final = re.compile(r"\.(?:jpe?g|png|pdf|docx?|exe|apk|zip|txt|mp4|com|co|uk)$", re.IGNORECASE)


class Handles:
    """Names at platforms, as platform and name."""

    def read(self, text: str, *, region: str) -> str | None:
        """Read one name behind its platform: "telegram: name"."""
        del region
        direct = _DIRECT.fullmatch(text.strip())
        if direct is None:
            return None
        platform = PLATFORMS[direct[1].lower()]
        return f"{platform}:{direct[2].lower()}" if is_name(platform, direct[2]) else None

    def show(self, value: str) -> str:
        """Give the name and its platform."""
        platform, _, name = value.partition(":")
        return f"{_SHOWN.get(platform, platform)} @{name}"

    def links(self, value: str) -> bool:
        """Say yes: a platform gives a name to one account at a time."""
        return bool(value)

    def notes(self, value: str) -> tuple[str, ...]:
        """Say nothing: a name alone tells nothing."""
        del value
        return ()


_DIRECT: Final = re.compile(
    r"(snap|snapchat|insta|instagram|ig|telegram|tg|discord|tiktok|facebook|fb|twitter|x)[ ]?[: ][ ]?@?([\w.-]+(?:#\d{4})?)",
    re.IGNORECASE,
)
_SHOWN: Final = {
    "instagram": "Instagram",
    "telegram": "Telegram",
    "facebook": "Facebook",
    "x": "X",
    "snapchat": "Snapchat",
    "tiktok": "TikTok",
    "discord": "Discord",
}
