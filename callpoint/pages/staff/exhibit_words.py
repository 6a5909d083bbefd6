"""How staff pages say what a file is, what a scanner found, what was done to it, and why nothing is seen of it."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from callpoint.actions.acting import ActorKind
from callpoint.actions.custody import CustodyLine
from callpoint.actions.exhibits import Scan
from callpoint.pages.filters import moment
from callpoint.pages.sizes import size_words
from callpoint.pages.staff.exhibit_pages import CoveredPicture, CustodyRow, EntryRow, FactRow, Square
from callpoint.rules.custody import ExhibitDeed
from callpoint.rules.file_kinds import Family, FileKind, name_misleads, read_kind
from callpoint.vault.looking.seen import Seen, Why

UNPACKED = "unpacked"


def family_words(family: Family) -> str:
    """Name a sort of file."""
    return {
        Family.PICTURE: _("a picture"),
        Family.VIDEO: _("a video"),
        Family.SOUND: _("a sound"),
        Family.PDF: _("a PDF"),
        Family.MAIL: _("a mail"),
        Family.CHAT: _("a chat that was sent on"),
        Family.TEXT: _("a text"),
        Family.DOCUMENT: _("an office file"),
        Family.ARCHIVE: _("an archive of files"),
        Family.WEB_PAGE: _("a web page"),
        Family.PROGRAM: _("a program"),
        Family.UNKNOWN: _("of a kind we do not know"),
    }[family]


def kind_words(media_type: str) -> str:
    """Say what a file is by its bytes, with its media type."""
    kind = read_kind(media_type)
    return _("By its content: %(kind)s (%(type)s)") % {"kind": family_words(kind.family), "type": kind.type}


def warnings(name: str, kind: FileKind) -> tuple[str, ...]:
    """Say what is odd about a file."""
    odd = []
    if name_misleads(name, kind):
        odd.append(_("Its name says something else. It is %(kind)s.") % {"kind": family_words(kind.family)})
    if kind.also:
        odd.append(_("It looks like more than one kind: also %(type)s.") % {"type": kind.also})
    if kind.family is Family.PROGRAM:
        odd.append(_("Do not start it."))
    return tuple(odd)


def scan_words(scan: Scan) -> str:
    """Say what a scanner found, or that none has looked."""
    if scan.at is None:
        return _("Not scanned.")
    said = {
        "clean": _("Scanned at %(when)s: nothing found. %(by)s"),
        "dangerous": _("Dangerous. Found at %(when)s. %(by)s"),
    }.get(scan.state, _("The scan at %(when)s did not work. %(by)s"))
    return said % {"when": moment(scan.at), "by": scan.by}


def deed_words(what: str) -> str:
    """Say what was done to an exhibit."""
    return _deeds().get(what, what)


def _deeds() -> Mapping[str, str]:
    return {
        ExhibitDeed.TAKE_IN: _("Took it in"),
        ExhibitDeed.CHECK: _("Read it back from the disk: it is what came in"),
        ExhibitDeed.DESCRIBE: _("Said what it shows"),
        ExhibitDeed.TAKE_BACK: _("Took it back"),
        ExhibitDeed.WITHHOLD: _("Shut it"),
        ExhibitDeed.RELEASE: _("Opened it again"),
        ExhibitDeed.REDACT: _("Blacked out: a new exhibit was made"),
        ExhibitDeed.DISCLOSE: _("Put it into a file to be handed over"),
        ExhibitDeed.HAND_OUT: _("Got the file that is handed over"),
        ExhibitDeed.HAND_OVER: _("Handed out the sealed file and its key"),
        ExhibitDeed.GET_SEALED: _("Got the sealed file"),
        ExhibitDeed.SCAN: _("Scanned it"),
        ExhibitDeed.READ_THROUGH: _("Looked for phone numbers, accounts and the like in it"),
        ExhibitDeed.PREVIEW: _("Looked at the preview"),
        ExhibitDeed.SHOW_PICTURE: _("Saw a picture of it"),
        ExhibitDeed.SEE_CUSTODY: _("Looked at this list"),
        ExhibitDeed.OPEN: _("Got the original"),
        ExhibitDeed.OPEN_DANGEROUS: _("Got the original, after the warning"),
        ExhibitDeed.SWEEP: _("Set it aside"),
        ExhibitDeed.SWEEP_BACK: _("Put it back"),
        ExhibitDeed.SWEEP_OUT: _("Removed it"),
    }


def custody_rows(lines: tuple[CustodyLine, ...]) -> tuple[CustodyRow, ...]:
    """Put a chain of custody into words."""
    who = {ActorKind.REPORTER: _("The reporter"), ActorKind.SYSTEM: _("The service")}
    return tuple(
        CustodyRow(
            at=each.at,
            who=who.get(each.by) or each.who or _("An account that is gone"),
            what=deed_words(each.what),
            leaf=each.leaf,
            agrees=each.agrees,
        )
        for each in lines
    )


def fact_rows(seen: Seen) -> tuple[FactRow, ...]:
    """Put into words what a file says of itself; headers of mail keep their own names."""
    names = {
        "size": _("Width and height, in dots"),
        "taken": _("Taken, by the camera's clock"),
        "offset": _("The clock's distance from UTC"),
        "changed": _("Last changed, by the file"),
        "maker": _("Maker of the camera"),
        "camera": _("Camera"),
        "program": _("Program"),
        "place": _("Place (latitude, longitude)"),
        "pages": _("Pages"),
        "entries": _("Files in it"),
        UNPACKED: _("Size of all, by its own list"),
    }
    return tuple(FactRow(name=names.get(name, name), value=_value(name, value)) for name, value in seen.facts)


def _value(name: str, value: str) -> str:
    return size_words(int(value)) if name == UNPACKED and value.isdecimal() else value


def entry_rows(seen: Seen) -> tuple[EntryRow, ...]:
    """Put into words what lies in a file."""
    notes = {"link": _("a link"), "locked": _("locked")}
    return tuple(
        EntryRow(name=each.name, size=size_words(each.size), note=notes.get(each.note, ""))
        for each in seen.entries
    )


def covered_picture(url: str, veil: tuple[str, ...]) -> CoveredPicture:
    """Lay out a veil: the colours of a picture in a few large squares, from which nothing is to be seen."""
    rows = [row.split() for row in veil]
    return CoveredPicture(
        url=url,
        width=max((len(row) for row in rows), default=0),
        height=len(rows),
        squares=tuple(
            Square(x=x, y=y, colour=colour) for y, row in enumerate(rows) for x, colour in enumerate(row)
        ),
    )


def unseen_words(why: Why, kind: FileKind) -> str:
    """Say why nothing is seen of a file."""
    if why is Why.NO_PREVIEW:
        return {
            Family.VIDEO: _("There is no preview of a video."),
            Family.SOUND: _("There is no preview of a sound."),
            Family.PROGRAM: _("There is no preview of a program."),
        }.get(kind.family, _("There is no preview of this kind of file."))
    return {
        Why.TOO_LARGE: _("This file is too large for a preview."),
        Why.TOO_MANY_PIXELS: _("This picture is too large for a preview."),
        Why.TOO_MANY_PARTS: _("This file has too many parts for a preview."),
        Why.TOO_MUCH: _("This file takes too much time or room for a preview. It may be made to do harm."),
        Why.LOCKED: _("This file asks for a password."),
        Why.DAMAGED: _("This file cannot be read. It may be damaged, or made to do harm."),
        Why.BUSY: _("Others are looking at files now. Try again in a minute."),
    }[why]
