"""Web addresses and bare hosts, also those spelt so that nobody clicks; links to profiles and chats are their owners'."""

import re
from collections.abc import Iterator
from typing import Final

import ada_url

from callpoint.rules.identifiers.candidates import Candidate
from callpoint.rules.identifiers.hosts import host_of, is_bare_host, is_top_level
from callpoint.rules.identifiers.kind import Hit, Scene
from callpoint.rules.identifiers.mails import DOT
from callpoint.rules.identifiers.model import IdentifierKind
from callpoint.rules.identifiers.platforms import may_own, profile_of, whatsapp_number

_SCHEME: Final = re.compile(
    r"(?:(h(?:tt|xx|\*\*|XX|\+\+|tx|xt)p)(s?)|(ftps?|fxps?|wss?|tg|whatsapp|bitcoin))$", re.IGNORECASE
)
_SLASHES: Final = re.compile(r"(?:\[?:\]?|\[:)(?:\[//\]|//|\\\\)\]?")
_SPACED_DOT: Final = re.compile(r"(?: ?[\[({<] ?(?:dot|\.) ?[\])}>] ?)(?=[^\W_])", re.IGNORECASE)
_BODY: Final = re.compile(r"[^\s<>\"]+")
_DOTS: Final = re.compile(rf"{DOT}| dot ", re.IGNORECASE)
_SLASH: Final = re.compile(r"[\[({]/[\])}]")
_HOST: Final = re.compile(rf"(?:(?:{DOT}| dot )[^\W_][\w-]*)+", re.IGNORECASE)
_PATH: Final = re.compile(
    r"(?:(?::\d{2,5})(?![\w])(?:[/?#][^\s<>\"]*)?|(?:[\[({]/[\])}]|[/?#](?=[^\s<>\"]))[^\s<>\"]*|/)"
)
_BEFORE: Final = frozenset("-.")
_LONGEST_HOST: Final = 253
_LONGEST: Final = 2048
_TRAILING: Final = ".,;:!?'\"`\u2026\u201c\u201d\u2018\u2019\u00bb|"
_PAIRS: Final = {")": "(", "]": "[", "}": "{"}


def find_scheme(scene: Scene, candidate: Candidate) -> Iterator[Hit]:
    """Find the address around "://", with its scheme before it."""
    at = candidate.start
    while at >= 0:
        hit = _address_at(scene.text, at)
        if hit is not None:
            yield hit
        # Another one may stand right behind a comma.
        again = _ANOTHER.match(scene.text, hit.end) if hit else None
        at = again.end() if again else -1


_ANOTHER: Final = re.compile(r"[,;|]h\w\wps?(?=://)")


def _address_at(text: str, at: int) -> Hit | None:
    scheme = _SCHEME.search(text[max(0, at - 9) : at])
    slashes = _SLASHES.match(text, at)
    if scheme is None or slashes is None:
        return None
    start = at - len(scheme[0])
    end = _end_of_body(text, slashes.end())
    return _hit(_plain_scheme(scheme), text[slashes.end() : end], (start, end))


def _plain_scheme(found: re.Match[str]) -> str:
    if found[1]:
        return f"http{found[2].lower()}"
    return found[3].lower().replace("fx", "ft")


def _end_of_body(text: str, start: int) -> int:
    """Give the end of an address: spaces may stand around a dot in brackets, nowhere else."""
    end = start
    while end - start < _LONGEST:
        more = _BODY.match(text, end, start + _LONGEST)
        end = more.end() if more else end
        dot = _SPACED_DOT.match(text, end)
        if dot is None or not (more or end > start):
            break
        end = dot.end()
    return start + len(_without_tail(text[start:end]))


def _without_tail(said: str) -> str:
    """Leave out the marks of the sentence that stand against an address, and brackets opened before it."""
    while said:
        last = said[-1]
        if last in _PAIRS:
            if said.count(_PAIRS[last]) >= said.count(last):
                break
        elif last not in _TRAILING:
            break
        said = said[:-1]
    cut = _MARKDOWN.search(said)
    return said[: cut.start()] if cut else said


_MARKDOWN: Final = re.compile(
    r"\]\(|\)\[|\]\[|[)\]],|[,;|](?=h\w\wps?:)|&(?:#\d+|[lg]t|quot|nbsp|[lr][sd]quo)$|;[^=/&]*$|\*\*?$"
)
"""What shows that something else begins within: another address, another sentence, a mark of bold type."""


def _hit(scheme: str, body: str, span: tuple[int, int]) -> Hit | None:
    """Give what an address is: a web address, a chat's phone number or a name at a platform."""
    plain = _SLASH.sub("/", _DOTS.sub(".", body).replace("[:]", ":").replace("[@]", "@"))
    if not plain or not (plain[0].isalnum() or plain[0] == "["):
        return None
    url = _parsed(f"{scheme}://{plain}")
    if url is None:
        return None
    return _owner(scheme, url, span) or Hit(IdentifierKind.URL, url.href, *span)


_APPS: Final = {"whatsapp": "whatsapp.com", "tg": "t.me"}


def _owner(scheme: str, url: ada_url.URL, span: tuple[int, int]) -> Hit | None:
    """Give the phone number or the name that a link is of."""
    host = _APPS.get(scheme) or url.hostname
    if not may_own(host):
        return None
    digits = whatsapp_number(host, url.pathname if scheme != "whatsapp" else "/send", url.search)
    if digits:
        return Hit(IdentifierKind.PHONE, f"+{digits}", *span)
    profile = profile_of(host, url.pathname, url.search)
    return Hit(IdentifierKind.HANDLE, ":".join(profile), *span) if profile else None


_APP_PROTOCOLS: Final = frozenset({"tg:", "whatsapp:"})


def _parsed(said: str) -> ada_url.URL | None:
    try:
        url = ada_url.URL(said)
    except ValueError:
        return None
    host = url.hostname
    is_whole = "." in host or host.startswith("[") or url.protocol in _APP_PROTOCOLS
    return url if host and is_whole else None


_SPACE: Final = re.compile(r"\s")


def find_dot(scene: Scene, candidate: Candidate) -> Iterator[Hit]:
    """Find a host around a dot, with a path where it has one."""
    text = scene.text
    if candidate.start < scene.refused_until:
        return
    dot = candidate.start - (text[candidate.start - 1 : candidate.start] == " ")
    start = _host_start(text, dot)
    found = _HOST.match(text, dot, dot + 2 * _LONGEST_HOST)
    if start == dot or found is None:
        return
    scene.refused_until = found.end()
    if found.end() - start > _LONGEST_HOST:
        space = _SPACE.search(text, found.end())
        scene.refused_until = space.start() if space else len(text)
        return
    span = start, _host_end(text, start, found.end())
    if _FILE_END.match(text, span[1]):
        return
    said = _with_plain_dots(text[slice(*span)])
    inner = _INNER_WWW.match(said)
    if inner and span[1] - span[0] == len(said):
        start += inner.end()
        span, said = (start, span[1]), said[inner.end() :]
    if "." not in said or text[span[1] : span[1] + 1] == "@" or text[start - 1 : start] in {"@", "\\"}:
        return
    hit = _with_path(text, span, said) or _bare(text, span, said)
    if hit is not None:
        yield hit


def _with_path(text: str, span: tuple[int, int], said: str) -> Hit | None:
    """Give a host with a path or a port behind it, which is a web address without its scheme."""
    path = _PATH.match(text, span[1], span[1] + _LONGEST)
    end = span[1] + len(_without_tail(path[0])) if path else span[1]
    if end == span[1] or not is_top_level(said.rpartition(".")[2]):
        return None
    tail = text[span[1] : end]
    if not _is_addressed(said, tail) or (tail == "/" and may_own(said.lower())):
        return None
    return _hit("http", said + text[span[1] : end], (span[0], end))


_IN_PATH: Final = re.compile(r"\w/$")
"""What stands before the name of a file, in a folder."""


def _bare(text: str, span: tuple[int, int], said: str) -> Hit | None:
    """Give a host alone; one whose dots are spelt is none where its first part is only digits."""
    before = text[max(0, span[0] - 30) : span[0]].lower()
    if _IN_PATH.search(before) or not is_bare_host(said, before):
        return None
    is_spoken = " " in text[slice(*span)] and not any(sign in "([" for sign in text[slice(*span)])
    host = None if is_spoken and not _is_addressed(said, "") else host_of(said)
    return Hit(IdentifierKind.DOMAIN, host, *span) if host else None


_FILE_END: Final = re.compile(
    r"\.(?:docx?|xlsx?|pptx?|pdf|png|jpe?g|gif|heic|txt|csv|mp[34]|m4a|wav|eml|msg|exe|apk|json|xml|rtf|odt)\b(?!\.\w)",
    re.IGNORECASE,
)
"""What ends the name of a file: the dots before it are its name's."""
_INNER_WWW: Final = re.compile(r"[^\W\d_]+\.(?=www\.)", re.IGNORECASE)
"""A sentence that ends where a host begins."""


def _is_addressed(said: str, path: str) -> bool:
    """Say whether a host with this after it is an address: "and/or" after a stop is none, nor is a fraction."""
    labels = said.split(".")
    return not path.startswith("?") and not labels[0].isdecimal() and (len(path) != 1 or path == "/")


_STAMPED: Final = re.compile(r"(?:[\w-]+|(?<!\.)\.|[\])}]\.[\[({<])*")
"""Labels and the dots between them, read from their end to their beginning."""


def _host_start(text: str, dot: int) -> int:
    """Give where the labels before a dot begin."""
    back = text[max(0, dot - _LONGEST_HOST) : dot + 1][::-1]
    found = _STAMPED.match(back, 1)
    start = dot + 1 - found.end() if found else dot
    while start < dot and not text[start].isalnum():
        start += 1
    return start


_SPELT: Final = re.compile(r"[\[({< ]").search
"""What shows that a dot is spelt otherwise."""


def _with_plain_dots(said: str) -> str:
    return _DOTS.sub(".", said) if _SPELT(said) else said


def _host_end(text: str, start: int, end: int) -> int:
    """Give the end of a host, without the next sentence that stands against its last dot."""
    said = text[start:end].rstrip("-_")
    labels = _DOTS.split(said) if _SPELT(said) else said.split(".")
    while len(labels) > 2 and not is_top_level(labels[-1]) and is_top_level(labels[-2]):
        said = said[: -len(labels.pop())].rstrip(".")
    if len(labels) > 2 and labels[-1][:1].isupper() and labels[-2][:1].islower() and is_top_level(labels[-2]):
        said = said[: -len(labels.pop())].rstrip(".")
    return start + len(said)


class Urls:
    """Web addresses as the web serialises them."""

    def read(self, text: str, *, region: str) -> str | None:
        """Read one address typed in a field; http where no scheme is given."""
        del region
        said = text.strip().strip("<>\"'")
        slashes = _SLASHES.search(said)
        scheme = _SCHEME.search(said[: slashes.start()]) if slashes else None
        if len(said) > _LONGEST or any(sign.isspace() for sign in _DOTS.sub(".", said)):
            return None
        if slashes and scheme and scheme[0] == said[: slashes.start()]:
            return self._href(_plain_scheme(scheme), said[slashes.end() :])
        host = _DOTS.sub(".", re.split(r"[/?#:]", said, maxsplit=1)[0])
        if "@" in said or not is_top_level(host.rpartition(".")[2]):
            return None
        return self._href("http", said)

    def _href(self, scheme: str, body: str) -> str | None:
        url = _parsed(f"{scheme}://{_SLASH.sub('/', _DOTS.sub('.', body))}")
        return str(url.href) if url else None

    def show(self, value: str) -> str:
        """Give it so that nobody clicks it by mistake."""
        return value

    def links(self, value: str) -> bool:
        """Say yes: what many name is told apart by lists and by counting, not here."""
        return bool(value)

    def notes(self, value: str) -> tuple[str, ...]:
        """Mark hosts set aside, hosts of mixed scripts and bare addresses of machines."""
        url = _parsed(value)
        return host_notes(url.hostname) if url else ()


def host_notes(host: str) -> tuple[str, ...]:
    """Give what is odd about a host."""
    notes = []
    if host.rpartition(".")[2] in {"example", "test", "invalid"}:
        notes.append("fictional")
    if "xn--" in host and _is_lookalike(host):
        notes.append("look-alike")
    return tuple(notes)


def _is_lookalike(host: str) -> bool:
    from confusable_homoglyphs import confusables  # noqa: PLC0415 - its tables are large

    shown = str(ada_url.idna_to_unicode(host))
    return any(bool(confusables.is_dangerous(label)) for label in shown.split("."))


class Domains:
    """Hosts named without an address."""

    def read(self, text: str, *, region: str) -> str | None:
        """Read one host typed in a field."""
        del region
        said = _DOTS.sub(".", text.strip().strip("<>\"'")).rstrip(".")
        if not 4 <= len(said) <= _LONGEST_HOST or not is_top_level(said.rpartition(".")[2]):
            return None
        return host_of(said)

    def show(self, value: str) -> str:
        """Give it as it is."""
        return value

    def links(self, value: str) -> bool:
        """Say yes: what many name is told apart by lists and by counting, not here."""
        return bool(value)

    def notes(self, value: str) -> tuple[str, ...]:
        """Mark hosts set aside and hosts of mixed scripts."""
        return host_notes(value)
