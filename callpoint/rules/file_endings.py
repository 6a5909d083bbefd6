"""What we call a file that leaves by us: its ending follows from its bytes, never from the name it came with."""

from collections.abc import Mapping
from typing import Final

from callpoint.rules.file_kinds import Family, read_kind

OFFICE: Final = "application/vnd.openxmlformats-officedocument."
OPEN: Final = "application/vnd.oasis.opendocument."
SHUT: Final = ".bin"
"""Of what we do not know, and of what would run or draw itself where somebody presses on it: programs, web pages."""

ENDING_OF: Mapping[str, str] = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/gif": ".gif",
    "image/webp": ".webp",
    "image/heic": ".heic",
    "image/heif": ".heif",
    "image/avif": ".avif",
    "image/bmp": ".bmp",
    "image/tiff": ".tif",
    "video/mp4": ".mp4",
    "video/quicktime": ".mov",
    "video/3gpp": ".3gp",
    "video/x-msvideo": ".avi",
    "video/webm": ".webm",
    "video/x-matroska": ".mkv",
    "video/ogg": ".ogv",
    "audio/mpeg": ".mp3",
    "audio/mp4": ".m4a",
    "audio/aac": ".aac",
    "audio/ogg": ".ogg",
    "audio/wav": ".wav",
    "audio/amr": ".amr",
    "audio/flac": ".flac",
    "application/pdf": ".pdf",
    "message/rfc822": ".eml",
    "application/mbox": ".mbox",
    "application/vnd.ms-outlook": ".msg",
    "text/plain": ".txt",
    "text/csv": ".csv",
    "application/json": ".json",
    "application/xml": ".xml",
    "application/rtf": ".rtf",
    "application/epub+zip": ".epub",
    f"{OFFICE}wordprocessingml.document": ".docx",
    f"{OFFICE}spreadsheetml.sheet": ".xlsx",
    f"{OFFICE}presentationml.presentation": ".pptx",
    f"{OPEN}text": ".odt",
    f"{OPEN}spreadsheet": ".ods",
    f"{OPEN}presentation": ".odp",
    "application/zip": ".zip",
    "application/gzip": ".gz",
    "application/x-7z-compressed": ".7z",
    "application/vnd.rar": ".rar",
    "application/x-tar": ".tar",
}
"""The older Office files are not here: which of them one is stands past its first bytes."""


def ending_of(media_type: str) -> str:
    """Give the ending of a file by its media type as the vault writes it, such as `image/gif; also=application/zip`."""
    kind = read_kind(media_type)
    if kind.family in {Family.PROGRAM, Family.WEB_PAGE}:
        return SHUT
    return ENDING_OF.get(kind.type, SHUT)
