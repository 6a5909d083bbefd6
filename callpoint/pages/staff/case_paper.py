"""The paper in the pack of a case: all of it in words to be read and printed."""

from collections.abc import Iterable, Iterator

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from callpoint.actions.case_facts import ReportFacts
from callpoint.actions.case_told import Pack
from callpoint.formats.paper import Big, Block, Fact, Facts, Heading, NewPage, Note, Paper, Text
from callpoint.formats.pdf import pdf
from callpoint.pages.filters import day, moment
from callpoint.pages.languages import direction_of, language_in_force
from callpoint.pages.staff.asked_words import answer_words, asked_as
from callpoint.pages.staff.bundle_paper import time_with_zone
from callpoint.pages.staff.case_words import entry_words, happened_words
from callpoint.pages.staff.exhibit_words import deed_words, kind_words
from callpoint.pages.staff.link_words import kind_of_value
from callpoint.pages.staff.words import whose_words


def pack_pdf(pack: Pack) -> bytes:
    """
    Set the paper of a pack, in the service's own language; the same pack gives the same bytes.

    :raises callpoint.formats.pdf.PaperNotMadeError: it cannot be set now.
    """
    with translation.override(settings.LANGUAGE_CODE):
        return pdf(pack_paper(pack), made_at=pack.made_at)


def pack_paper(pack: Pack) -> Paper:
    """Put a pack into words."""
    named = {"reference": pack.case.reference}
    return Paper(
        title=_("Case %(reference)s, handed over") % named,
        language=language_in_force(),
        direction=direction_of(language_in_force()),
        lead=_(
            "This is one case, to be read. The file case.json beside this paper says the same to a program."
        ),
        blocks=tuple(_blocks(pack)),
        footer=_("Case %(reference)s, handed over") % named,
        unshown=_("Some letters could not be shown here. The file case.json holds them all."),
    )


def _blocks(pack: Pack) -> Iterator[Block]:
    case = pack.case
    yield Big(label=_("Case reference"), groups=tuple(case.reference.split("-")))
    yield _facts(
        _("About this case"),
        (
            (_("Title"), case.title),
            (_("What it is to find out"), case.aim),
            (_("In charge"), case.officer or _("Nobody yet")),
            (_("Opened at"), time_with_zone(case.opened_at)),
            (_("Who gets it"), pack.body),
            (_("What it is for"), pack.purpose),
            (_("Made at"), time_with_zone(pack.made_at)),
        ),
    )
    yield from _written(pack)
    yield from _seen(pack)
    references = {each.report_id: each.reference for each in case.reports}
    for report in pack.reports:
        yield from _report(report, references[report.report_id])
    yield Note(text=_("Check the files with verify.py, as README.txt says. A paper proves nothing alone."))


def _written(pack: Pack) -> Iterator[Block]:
    if pack.case.log:
        yield Heading(text=_("Decision log"))
    for entry in pack.case.log:
        yield Text(
            text="\n".join(
                filter(
                    None,
                    (f"{moment(entry.at)}, {entry_words(entry.kind)}, {entry.by}", entry.words, entry.why),
                )
            )
        )
    if pack.case.tasks:
        yield Heading(text=_("Tasks"))
        yield _facts(
            _("What"),
            (
                (
                    each.words,
                    ", ".join(
                        filter(
                            None,
                            (
                                each.who or _("Nobody yet"),
                                day(each.due_on),
                                _("Done") if each.done_at else "",
                            ),
                        )
                    ),
                )
                for each in pack.case.tasks
            ),
        )


def _seen(pack: Pack) -> Iterator[Block]:
    case = pack.case
    references = {each.report_id: each.reference for each in case.taken_out}
    references |= {each.report_id: each.reference for each in case.reports}
    if case.identifiers:
        yield Heading(text=_("Identifiers"))
        yield _facts(
            _("Identifier"),
            (
                (
                    each.shown,
                    ", ".join(
                        (
                            kind_of_value(each.kind),
                            whose_words(each.whose),
                            *(references[one] for one in each.reports),
                        )
                    ),
                )
                for each in case.identifiers
            ),
        )
    if case.exhibits:
        yield Heading(text=_("Exhibits"))
        yield _facts(
            _("Exhibit"),
            (
                (
                    f"{references[each.report_id]}, {each.number}",
                    "\n".join((kind_words(each.media_type), each.sha256, deed_words(each.last_deed))),
                )
                for each in case.exhibits
            ),
        )
    yield Heading(text=_("Timeline"))
    for line in case.timeline:
        where = references[line.report_id] if line.report_id else ""
        yield Text(text=", ".join(filter(None, (moment(line.at), happened_words(line), where, line.who))))


def _report(report: ReportFacts, reference: str) -> Iterator[Block]:
    yield NewPage(title=_("Report %(reference)s") % {"reference": reference})
    if report.answers:
        yield Facts(
            term=_("Question"),
            value=_("Answer"),
            rows=tuple(
                Fact(
                    term=asked_as(report.questions, key),
                    value=answer_words(report.questions, key, value) or _("Not given"),
                )
                for key, value in report.answers.items()
            ),
        )
    for message in report.messages:
        who = {"service": _("This service"), "reporter": _("The reporter")}.get(message.who, message.who)
        yield Heading(text=f"{who}, {time_with_zone(message.sent_at)}")
        yield Text(text=message.text)


def _facts(term: str, rows: Iterable[tuple[str, str]]) -> Facts:
    return Facts(
        term=term,
        value=_("As written down"),
        rows=tuple(Fact(term=key, value=text) for key, text in rows),
    )
