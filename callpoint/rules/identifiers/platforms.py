"""Where people have names: the platforms, how people call them, and the links to a profile on each."""

import re
from typing import Final

import ada_url

from callpoint.rules.identifiers.words import word_set

PLATFORMS: Final = {
    "snap": "snapchat",
    "snapchat": "snapchat",
    "snaps": "snapchat",
    "snapchats": "snapchat",
    "instas": "instagram",
    "instagrams": "instagram",
    "insta": "instagram",
    "instagram": "instagram",
    "ig": "instagram",
    "telegram": "telegram",
    "tg": "telegram",
    "discord": "discord",
    "tiktok": "tiktok",
    "tt": "tiktok",
    "facebook": "facebook",
    "fb": "facebook",
    "messenger": "facebook",
    "twitter": "x",
    "x": "x",
    "sc": "snapchat",
    "tele": "telegram",
    "onx": "x",
    "viax": "x",
    "\U0001f47b": "snapchat",
}
"""Names in lower case without spaces."""
_STEMS: Final = {
    "телеграм": "telegram",
    "інстаграм": "instagram",
    "инстаграм": "instagram",
    "фейсбук": "facebook",
    "тікток": "tiktok",
    "тикток": "tiktok",
    "снапчат": "snapchat",
    "снепчат": "snapchat",
    "дискорд": "discord",
    "діскорд": "discord",
    "твіт": "x",
    "твит": "x",
    "ٹیلیگرام": "telegram",
    "انسٹاگرام": "instagram",
    "فیسبک": "facebook",
    "ٹکٹاک": "tiktok",
    "سنیپچیٹ": "snapchat",
    "ڈسکارڈ": "discord",
    "telegram": "telegram",
    "instagram": "instagram",
    "facebook": "facebook",
    "tiktok": "tiktok",
    "snapcha": "snapchat",
    "discord": "discord",
    "twitter": "x",
    "messenger": "facebook",
}
"""What words for a platform begin with in languages that change their endings."""


def platform_named(word: str) -> str | None:
    """Give the platform that a word names; None where it is none's."""
    low = word.replace(" ", "").lower()
    found = PLATFORMS.get(low)
    if found is not None or len(low) < 6:
        return found
    return next((platform for stem, platform in _STEMS.items() if low.startswith(stem)), None)


_HOSTS: Final = {
    "instagram.com": "instagram",
    "instagr.am": "instagram",
    "facebook.com": "facebook",
    "fb.com": "facebook",
    "fb.me": "facebook",
    "m.me": "facebook",
    "messenger.com": "facebook",
    "x.com": "x",
    "twitter.com": "x",
    "tiktok.com": "tiktok",
    "snapchat.com": "snapchat",
    "t.me": "telegram",
    "telegram.me": "telegram",
    "telegram.dog": "telegram",
    "discord.com": "discord",
    "discordapp.com": "discord",
}
_NOBODY: Final = word_set(
    "p reel reels explore stories tv accounts direct groups marketplace events watch photo photos photo.php share sharer"
    " sharer.php story.php permalink.php pages login login.php help hashtag home search intent i messages settings about"
    " privacy terms legal joinchat addstickers addemoji proxy socks s c tag discover foryou live music lens spotlight"
    " channels invite app download l.php dialog gaming business ads policies notifications compose t v qr setlanguage"
    " login.html reel.php recover hacked hc video.php media profile profile.php public checkpoint hacked.php dms"
)
_NAME: Final = re.compile(r"[\w.-]{2,60}")
_SIGNS: Final = {
    "instagram": re.compile(r"[a-z0-9._]{2,30}"),
    "telegram": re.compile(r"[a-z][a-z0-9_]{2,31}"),
    "facebook": re.compile(r"[a-z0-9.\-]{2,50}|\d{5,20}"),
    "x": re.compile(r"[a-z0-9_]{2,20}"),
    "snapchat": re.compile(r"[a-z][a-z0-9._-]{2,24}"),
    "tiktok": re.compile(r"[a-z0-9._]{2,24}"),
    "discord": re.compile(r"[\w.]{2,32}(?:#\d{4})?"),
}
"""What a name can be made of; lengths with some room, for fakes and slips are names too."""
_SUBDOMAINS: Final = re.compile(r"^(?:www|m|mobile|mbasic|web|touch|[a-z]{2}-[a-z]{2})\.")


def is_name(platform: str, name: str) -> bool:
    """Say whether a platform could have such a name."""
    return bool(_SIGNS[platform].fullmatch(name.lower()))


_CHATS: Final = frozenset({"wa.me", "whatsapp.com"})


def may_own(host: str) -> bool:
    """Say whether a host is one where links are people's: asked first, for few are."""
    bare = host.partition(".")[2]
    return host in _HOSTS or bare in _HOSTS or host in _CHATS or bare in _CHATS


def profile_of(host: str, path: str, query: str) -> tuple[str, str] | None:
    """Give platform and name of the address of a profile; None where it is something else."""
    platform = _HOSTS.get(host) or _HOSTS.get(_SUBDOMAINS.sub("", host))
    if platform is None:
        return None
    if path in {"", "/"} and query.startswith("?domain="):
        path = _asked(query, "domain")
    parts = [part for part in path.split("/") if part]
    if platform == "facebook":
        number = _facebook_number(parts, query)
        if number:
            return platform, number
    name = _name_in(platform, parts)
    if name is None or not _NAME.fullmatch(name) or name.lower() in _NOBODY or not is_name(platform, name):
        return None
    return platform, name.lower()


def _facebook_number(parts: list[str], query: str) -> str:
    if parts[:1] == ["profile.php"]:
        return _asked(query, "id")
    if parts[:1] == ["people"] and len(parts) == 3 and parts[2].isdecimal():
        return parts[2]
    return ""


_BEFORE_NAME: Final = {"snapchat": "add", "discord": "users"}
"""The part of a path that stands before a name."""


def _name_in(platform: str, parts: list[str]) -> str | None:
    """Give the part of a path that is a name, where the path is that of a profile and no more."""
    if platform == "telegram" and parts[:1] == ["s"]:
        parts = parts[1:]
    before = _BEFORE_NAME.get(platform)
    if before is not None:
        if len(parts) == 2 and parts[0] == before:
            return parts[1]
        return parts[0][1:] if platform == "snapchat" and len(parts) == 1 and parts[0][:1] == "@" else None
    if len(parts) != 1:
        return None
    if platform == "tiktok":
        return parts[0][1:] if parts[0].startswith("@") else None
    return parts[0].removeprefix("@")


def whatsapp_number(host: str, path: str, query: str) -> str:
    """Give the digits of a link that opens a chat with a number; empty where it is none."""
    host = host.removeprefix("www.")
    if host == "wa.me":
        digits = path.strip("/").partition("/")[0]
    elif host in {"api.whatsapp.com", "web.whatsapp.com", "whatsapp.com"} and path.startswith("/send"):
        digits = _asked(query, "phone")
    else:
        return ""
    digits = digits.strip().lstrip("+")
    return digits if digits.isdecimal() and 8 <= len(digits) <= 15 else ""


def _asked(query: str, name: str) -> str:
    """Give the first value of a name in a query; empty where it has none."""
    values: list[str] = ada_url.parse_search_params(query.removeprefix("?")).get(name, [""])
    return values[0]
