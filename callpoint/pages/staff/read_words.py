"""What staff read of reads, in words: what was opened, why it was allowed, whose name was met, and what was said of it."""

from django.utils.translation import gettext as _

from callpoint.rules.own_names import Side, Whose
from callpoint.rules.sampled_reads import Allowed, Verdict


def deed_words(what: str) -> str:
    """Say what was opened, by the deed of its leaf."""
    return {
        "report.open": _("Opened the report"),
        "read.own-name": _("Read something of the report"),
        "report.peek": _("Saw its first lines, or a line that was searched for"),
        "report.read-values": _("Saw its values on the page of a series"),
        "closing.draft": _("Opened it to write its letter"),
        "closing.open": _("Opened its letter"),
        "review.open": _("Opened a request to look again"),
        "bundle.hand-out": _("Took out a bundle of it"),
        "report.read-in-case": _("Saw who sent it and what it names in a case"),
        "report.pack": _("Took it out in the pack of a case"),
        "report.export": _("Took it out in an export of a case"),
        "statement.print": _("Printed a signed statement of it"),
        "intervention.print": _("Printed a request to another body about it"),
        "intervention.hand-out": _("Took out a request to another body about it"),
        "exhibit.open": _("Opened a file of it"),
        "exhibit.open-dangerous": _("Opened a dangerous file of it"),
        "exhibit.preview": _("Opened the preview of a file"),
        "exhibit.show-picture": _("Opened a picture of a file"),
        "exhibit.get-sealed": _("Took out a sealed file"),
    }[what]


def allowed_words(allowed: str) -> str:
    """Say why a read was allowed."""
    return {
        Allowed.LET_IN: _("A second person let them in"),
        Allowed.NAMED: _("They are named on the restricted report"),
        Allowed.OWN_UNIT: _("Their unit has the report"),
        Allowed.EVERY_UNIT: _("Their role opens reports of every unit"),
        Allowed.NO_LONGER: _("By nothing that still holds: the report or they moved since"),
    }[Allowed(allowed)]


def name_words(whose: str, side: str) -> str:
    """Say whose name was met, and on which side; '' for the side where whoever looks may not know it."""
    return {
        (Whose.OWN, ""): _("Their own name stands there"),
        (Whose.OWN, Side.REPORTER): _("Their own name stands there, on the side of who reported"),
        (Whose.OWN, Side.SUSPECT): _("Their own name stands there, on the side of the suspect"),
        (Whose.FAMILY, ""): _("A name of their family stands there"),
        (Whose.FAMILY, Side.REPORTER): _("A name of their family stands there, on the side of who reported"),
        (Whose.FAMILY, Side.SUSPECT): _("A name of their family stands there, on the side of the suspect"),
    }[Whose(whose), Side(side) if side else ""]


def verdict_words(verdict: Verdict) -> str:
    """Say what may be said of a read."""
    return {
        Verdict.FINE: _("Fine"),
        Verdict.ASK: _("Ask them"),
        Verdict.NOT_FINE: _("Not fine"),
    }[verdict]
