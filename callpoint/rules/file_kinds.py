"""What sort of thing a file is, by the type found in its bytes, and whether its name says something else."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Family(StrEnum):
    """The sorts of files that people tell apart."""

    PICTURE = "picture"
    VIDEO = "video"
    SOUND = "sound"
    PDF = "pdf"
    MAIL = "mail"
    CHAT = "chat"
    TEXT = "text"
    DOCUMENT = "document"
    ARCHIVE = "archive"
    WEB_PAGE = "web page"
    PROGRAM = "program"
    UNKNOWN = "unknown"


CHAT_MARK = "chat"
"""What the parameter `as` of a media type says where a text or an archive is a chat that was sent on."""

FAMILIES: Mapping[str, Family] = {
    "application/pdf": Family.PDF,
    "message/rfc822": Family.MAIL,
    "application/mbox": Family.MAIL,
    "application/vnd.ms-outlook": Family.MAIL,
    "application/zip": Family.ARCHIVE,
    "application/gzip": Family.ARCHIVE,
    "application/x-7z-compressed": Family.ARCHIVE,
    "application/vnd.rar": Family.ARCHIVE,
    "application/x-tar": Family.ARCHIVE,
    "application/rtf": Family.DOCUMENT,
    "application/x-ole-storage": Family.DOCUMENT,
    "application/epub+zip": Family.DOCUMENT,
    "application/xml": Family.TEXT,
    "application/json": Family.TEXT,
    "image/svg+xml": Family.WEB_PAGE,
    "text/html": Family.WEB_PAGE,
    "text/x-shellscript": Family.PROGRAM,
    "application/vnd.microsoft.portable-executable": Family.PROGRAM,
    "application/x-elf": Family.PROGRAM,
    "application/x-mach-binary": Family.PROGRAM,
    "application/java-vm": Family.PROGRAM,
    "application/vnd.android.package-archive": Family.PROGRAM,
    "application/java-archive": Family.PROGRAM,
}
BEGINNINGS: tuple[tuple[str, Family], ...] = (
    ("image/", Family.PICTURE),
    ("video/", Family.VIDEO),
    ("audio/", Family.SOUND),
    ("text/", Family.TEXT),
    ("application/vnd.openxmlformats-officedocument.", Family.DOCUMENT),
    ("application/vnd.oasis.opendocument.", Family.DOCUMENT),
)

ENDINGS: Mapping[Family, frozenset[str]] = {
    Family.PICTURE: frozenset(
        ["jpg", "jpeg", "jpe", "png", "gif", "webp", "heic", "heif", "avif", "bmp", "tif", "tiff"]
    ),
    Family.VIDEO: frozenset(
        ["mp4", "m4v", "mov", "3gp", "3g2", "avi", "mkv", "webm", "ogv", "mpg", "mpeg", "wmv"]
    ),
    Family.SOUND: frozenset(["mp3", "m4a", "aac", "ogg", "oga", "opus", "wav", "amr", "flac", "wma"]),
    Family.PDF: frozenset({"pdf"}),
    Family.MAIL: frozenset({"eml", "msg", "mbox"}),
    Family.TEXT: frozenset(["txt", "log", "csv", "md", "json", "xml"]),
    Family.DOCUMENT: frozenset(
        ["doc", "docx", "xls", "xlsx", "ppt", "pptx", "odt", "ods", "odp", "rtf", "epub"]
    ),
    Family.ARCHIVE: frozenset(["zip", "rar", "7z", "gz", "tgz", "tar"]),
    Family.WEB_PAGE: frozenset(["htm", "html", "svg", "mht", "mhtml"]),
    Family.PROGRAM: frozenset(
        ["exe", "scr", "com", "bat", "cmd", "ps1", "sh", "apk", "jar", "msi", "dll", "vbs", "js"]
    ),
}

PASS_FOR: Mapping[Family, frozenset[Family]] = {
    Family.TEXT: frozenset({Family.CHAT, Family.MAIL, Family.WEB_PAGE}),
    Family.ARCHIVE: frozenset({Family.CHAT}),
    Family.VIDEO: frozenset({Family.SOUND}),
    Family.SOUND: frozenset({Family.VIDEO}),
    Family.MAIL: frozenset({Family.TEXT, Family.DOCUMENT}),
    Family.WEB_PAGE: frozenset({Family.TEXT, Family.MAIL, Family.CHAT}),
    Family.PROGRAM: frozenset({Family.TEXT, Family.ARCHIVE, Family.DOCUMENT}),
}
"""What a file may well be although its name says another sort: a chat is a text, a video may hold sound only."""


@dataclass(frozen=True, kw_only=True)
class FileKind:
    """A media type with what was found besides."""

    type: str
    family: Family
    also: str = ""
    """Another media type whose marks the same file bears; '' for a file that is one thing."""


def read_kind(media_type: str) -> FileKind:
    """Read a media type as the vault writes it, for example `image/gif; also=application/zip`."""
    plain, *rest = (part.strip() for part in media_type.split(";"))
    said = dict(part.split("=", 1) for part in rest if "=" in part)
    family = Family.CHAT if said.get("as") == CHAT_MARK else _family_of(plain)
    return FileKind(type=plain, family=family, also=said.get("also", ""))


def _family_of(plain: str) -> Family:
    if plain in FAMILIES:
        return FAMILIES[plain]
    return next((family for begins, family in BEGINNINGS if plain.startswith(begins)), Family.UNKNOWN)


def family_of_name(name: str) -> Family:
    """Say what a file is by its name; unknown where the name says nothing."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    return next((family for family, endings in ENDINGS.items() if ending in endings), Family.UNKNOWN)


def name_misleads(name: str, kind: FileKind) -> bool:
    """Say whether the name of a file says another sort than its bytes do; where either is silent, it does not."""
    said = family_of_name(name)
    if Family.UNKNOWN in {said, kind.family} or said is kind.family:
        return False
    return kind.family not in PASS_FOR.get(said, frozenset())
