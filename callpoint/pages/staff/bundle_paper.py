"""The paper in a disclosure bundle: what was handed over, in words to be read and printed, beside the files that count."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, cast

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from callpoint.actions.acting import ActorKind
from callpoint.actions.bundling import Contents, HandedText
from callpoint.formats.paper import Big, Block, Fact, Facts, Heading, Note, Paper, Text
from callpoint.formats.pdf import pdf
from callpoint.pages.filters import moment
from callpoint.pages.languages import direction_of, language_in_force
from callpoint.pages.sizes import size_words
from callpoint.pages.staff.asked_words import answer_words, asked_as
from callpoint.pages.staff.exhibit_words import deed_words
from callpoint.rules.disclosing import ADDITION, BLACK, MESSAGE, blacked_out


def bundle_pdf(contents: Contents) -> bytes:
    """
    Set the paper of a bundle, in the service's own language; the same contents give the same bytes.

    :raises callpoint.formats.pdf.PaperNotMadeError: it cannot be set now.
    """
    with translation.override(settings.LANGUAGE_CODE):
        return pdf(bundle_paper(contents), made_at=contents.made_at)


def bundle_paper(contents: Contents) -> Paper:
    """Put the contents of a bundle into words; what was blacked out in the files is blacked out here too."""
    return Paper(
        title=_("Handed over from report %(reference)s") % {"reference": contents.reference},
        language=language_in_force(),
        direction=direction_of(language_in_force()),
        lead=_("These are chosen parts of a report, to be read. The files beside this paper count."),
        blocks=tuple(_blocks(contents)),
        footer=_("Report %(reference)s, handed over") % {"reference": contents.reference},
        unshown=_("Some letters could not be shown here. The files beside this paper hold them all."),
    )


def time_with_zone(at: datetime) -> str:
    """Write a time in full with its distance from UTC, as a court asks for it."""
    offset = at.astimezone(timezone.get_default_timezone()).strftime("%z")
    return f"{moment(at)} (UTC{offset[:3]}:{offset[3:5]})"


def _blocks(contents: Contents) -> Iterator[Block]:
    yield Big(label=_("Report reference"), groups=tuple(contents.reference.split("-")))
    rows = {
        _("Who gets it, and on what authority"): contents.terms.authority,
        _("What it is for"): contents.terms.purpose,
        _("Made at"): time_with_zone(contents.made_at),
    }
    yield _facts(_("About this paper"), _("As written down"), rows)
    yield Text(
        text=_("Nothing here says what was left out. Words that were taken out are marked: %(mark)s.")
        % {"mark": _taken_out()}
    )
    for text in contents.texts:
        yield from _text(text, contents)
    chains = cast("list[dict[str, Any]]", contents.chains)
    if chains:
        yield Heading(text=_("Exhibits"))
        for chain in chains:
            yield _exhibit(chain)
        for chain in chains:
            yield Heading(text=_("Chain of custody of exhibit %(number)s") % {"number": chain["number"]})
            yield _custody(chain)
    yield Note(text=_("Check the files with verify.py, as README.txt says. A paper proves nothing alone."))


def _text(text: HandedText, contents: Contents) -> Iterator[Block]:
    at = {"number": text.number, "time": time_with_zone(text.at)}
    shown = cast("dict[str, Any]", text.shown)
    if text.what == MESSAGE:
        yield Heading(text=_("Message %(number)s") % at)
        who = text.who or (_("This service") if text.is_from_service else _("The reporter"))
        yield _facts(
            _("About it"), _("As written down"), {_("From"): who, _("Sent at"): time_with_zone(text.at)}
        )
        yield Text(text=_seen(shown["message"]))
        return
    words = _("Addition %(number)s, of %(time)s") if text.what == ADDITION else _("Answers, sent at %(time)s")
    yield Heading(text=words % at)
    yield Facts(
        term=_("Question"),
        value=_("Answer"),
        rows=tuple(
            Fact(term=asked_as(text.questions, key), value=_answer(text, key, contents))
            for key in shown["answers"]
        ),
    )


def _answer(text: HandedText, key: str, contents: Contents) -> str:
    """Give an answer in words; a choice may read as a phrase that its short name does not hold, so it is looked at again."""
    shown = cast("dict[str, Any]", text.shown)
    words = answer_words(text.questions, key, shown["answers"][key])
    return _seen(str(blacked_out(words, contents.terms.phrases))) or _("Not given")


def _exhibit(chain: dict[str, Any]) -> Facts:
    rows: dict[str, str] = {
        _("Name, as given"): _seen(chain["name"]),
        _("Size"): str(size_words(chain["bytes"])),
        _("SHA-256"): chain["sha256"],
        _("Taken in at"): time_with_zone(datetime.fromisoformat(chain["taken_in_at"])),
        _("What a scanner said"): _scan_words(chain["scan"]),
    }
    if chain["drawn_anew_from"]:
        rows[_("Blacked out, drawn anew from exhibit")] = str(chain["drawn_anew_from"])
    return _facts(_("Exhibit %(number)s") % {"number": chain["number"]}, _("What is known"), rows)


def _scan_words(scan: dict[str, Any]) -> str:
    words = {"clean": _("Nothing found"), "dangerous": _("Dangerous"), "failed": _("The scan did not work")}
    return ", ".join(filter(None, (words.get(scan["state"], _("Not scanned")), scan["by"])))


def _custody(chain: dict[str, Any]) -> Facts:
    who = {ActorKind.REPORTER.value: _("The reporter"), ActorKind.SYSTEM.value: _("The service")}
    return Facts(
        term=_("When and who"),
        value=_("What was done, and its line of the log"),
        rows=tuple(
            Fact(
                term=f"{time_with_zone(datetime.fromisoformat(each['at']))}\n{_seen(who.get(each['by'], each['by']))}",
                value=f"{deed_words(each['what'])} ({each['line_of_the_log']})",
            )
            for each in chain["done"]
        ),
    )


def _taken_out() -> str:
    return _("[blacked out]")


def _seen(text: str) -> str:
    """Say in words what was blacked out: our fonts have no black block, and a screen reader would say each of them."""
    return text.replace(BLACK, _taken_out())


def _facts(term: str, value: str, rows: dict[str, str]) -> Facts:
    return Facts(term=term, value=value, rows=tuple(Fact(term=key, value=text) for key, text in rows.items()))
