"""What the leaf of a request to another body, and that of a signed statement, commit to; and the file of a request."""

from hashlib import sha256
from typing import Final

from callpoint.actions.bundling import OPENS
from callpoint.records.models import Intervention, Report, Statement
from callpoint.rules.journal import Json, canonical_json
from callpoint.rules.receipt import Item, file_value, item, time_value
from callpoint.rules.request_letter import RequestLetter
from callpoint.rules.statements import statement_hash

REQUEST_ITEM: Final = "request"
"""Names the request among what its leaf commits to."""
SIGN: Final = "statement.sign"


def request_bytes(letter: RequestLetter) -> bytes:
    """Give the file of a request: the leaf commits to its hash."""
    return canonical_json(letter.parts()) + b"\n"


def items_of_request(report: Report, made: Intervention, letter: RequestLetter) -> tuple[Item, ...]:
    """Give what making a request commits to: who is asked and on what authority, what for, when, and its file."""
    whole = request_bytes(letter)
    values: dict[str, Json] = {
        "authority": f"{letter.to}. {letter.authority}",
        "purpose": letter.title,
        "reference": report.reference,
        "time": time_value(made.made_at),
        REQUEST_ITEM: file_value(sha256=sha256(whole).hexdigest(), size=len(whole)),
    }
    salt = bytes(made.salt)
    return tuple(item(salt, deed=OPENS, name=name, value=value) for name, value in values.items())


def items_of_statement(report: Report, statement: Statement, *, text: str, name: str) -> tuple[Item, ...]:
    """Give what signing commits to: the report, the time, and the hash of the text with the name under it."""
    at = statement.signed_at or statement.offered_at
    values: dict[str, Json] = {
        "reference": report.reference,
        "statement": statement_hash(text=text, name=name, at=at),
        "time": time_value(at),
    }
    salt = bytes(statement.salt)
    return tuple(item(salt, deed=SIGN, name=each, value=value) for each, value in values.items())
