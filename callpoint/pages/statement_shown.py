"""A statement in words, for staff and for the reporter whose it is: what it is, how it stands, and its paper."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from callpoint.formats.paper import Big, Block, Fact, Facts, Heading, Note, Paper, Text
from callpoint.formats.pdf import pdf
from callpoint.pages.filters import moment
from callpoint.pages.languages import direction_of, language_in_force
from callpoint.records.opened_statements import OpenedStatement
from callpoint.rules.statements import StatementKind, StatementStanding


def kind_words(kind: StatementKind) -> str:
    """Name a statement."""
    return {
        StatementKind.WITNESS: _("Statement of what happened"),
        StatementKind.PERSONAL: _("Personal statement"),
    }[kind]


def standing_words(standing: StatementStanding) -> str:
    """Say how a statement stands."""
    return {
        StatementStanding.OFFERED: _("Not signed yet"),
        StatementStanding.SIGNED: _("Signed"),
        StatementStanding.USED: _("Signed and in use"),
        StatementStanding.DECLINED: _("Not wanted"),
        StatementStanding.WITHDRAWN: _("Taken back"),
    }[standing]


def statement_pdf(statement: OpenedStatement, *, reference: str) -> bytes:
    """
    Set the paper of a signed statement; the same statement gives the same bytes.

    :raises callpoint.formats.pdf.PaperNotMadeError: it cannot be set now.
    """
    return pdf(
        statement_paper(statement, reference=reference),
        made_at=statement.signed_at or statement.offered_at,
    )


def statement_paper(statement: OpenedStatement, *, reference: str) -> Paper:
    """Put a signed statement on a paper, word for word."""
    return Paper(
        title=_("%(what)s: %(name)s") % {"what": kind_words(statement.kind), "name": statement.name},
        language=language_in_force(),
        direction=direction_of(language_in_force()),
        lead=_("To report %(reference)s.") % {"reference": reference},
        blocks=tuple(_blocks(statement, reference)),
        footer=_("Statement to report %(reference)s") % {"reference": reference},
        unshown=_("Some letters could not be shown here. The page of the report holds them all."),
    )


def _blocks(statement: OpenedStatement, reference: str) -> Iterator[Block]:
    yield Big(label=_("Report reference"), groups=tuple(reference.split("-")))
    yield Text(text=statement.text)
    yield Heading(text=_("Signature"))
    signed_at = statement.signed_at or statement.offered_at
    rows = (
        Fact(term=_("Said when it was signed"), value=agreed_words()),
        Fact(term=_("Name, as typed"), value=statement.name),
        Fact(term=_("Signed at"), value=moment(signed_at)),
        Fact(term=_("SHA-256 of text, name and time"), value=statement.hash),
    )
    yield Facts(term=_("What"), value=_("As kept"), rows=rows)
    yield Note(
        text=_("Signed on a page of this service, with a typed name and a tick. It has not changed since.")
    )


def agreed_words() -> str:
    """Give what a reporter ticks who signs."""
    return _("These are my words. They are true as far as I know.")
