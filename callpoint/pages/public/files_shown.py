"""The files of a report as lines: name, size and fingerprint, wherever a report is written out."""

from callpoint.actions.exhibits import exhibit_lines
from callpoint.pages.public.reporting import Held
from callpoint.pages.shown import FileLine
from callpoint.pages.sizes import size_words


def file_lines(mine: Held) -> tuple[FileLine, ...]:
    """Give the files that were added, in the order in which they came."""
    return tuple(
        FileLine(name=each.name, size=size_words(each.size), sha256=each.sha256, shows=each.shows)
        for each in exhibit_lines(report_id=mine.report.id)
    )
