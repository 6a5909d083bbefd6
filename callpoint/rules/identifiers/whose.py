"""Whose an identifier is, by the words around it: general rules over tables of cues, nothing about single texts."""

import re
from typing import Final

import re2

from callpoint.rules.identifiers import cues
from callpoint.rules.identifiers.kind import Hit
from callpoint.rules.identifiers.model import IdentifierKind, Whose
from callpoint.rules.identifiers.own import Own

_BACK: Final = 110
_ONWARD: Final = 90
_USUAL: Final = {IdentifierKind.CARD: Whose.REPORTER, IdentifierKind.REMOTE_ID: Whose.REPORTER}
"""What is mostly told: one's own card, the number of one's own machine; else what the offender used."""
_BREAK: Final = re.compile(r"[.!?](?<!\.\.)(?:[\"')\]]?\s+)(?=\S)|\n+")
_ABBREVIATED: Final = re.compile(
    r"\b(?:no|nr|tel|mr|mrs|ms|dr|acc|acct|st|ref|incl|approx|e\.g|i\.e|ext|mob|num|a/c)\.\s$", re.IGNORECASE
)
_WORD: Final = re.compile(r"[^\W\d_]+(?:['\u2019/-][^\W\d_]+)*")
_REACH: Final = 14


def whose_each(text: str, hits: list[Hit], own: Own) -> list[Whose]:
    """Say of each identifier, in the order of the text, whose it is."""
    said: list[Whose] = []
    since = begun = 0
    for hit in hits:
        if own.has(hit.kind, hit.value):
            said.append(Whose.REPORTER)
        elif said and _carries_on(text, (since, hit.start, hit.end), said[-1]):
            said.append(said[-1])
        elif said and said[-1] is Whose.SUSPECT and _is_way_back(text, (begun, since, hit.start)):
            said.append(Whose.REPORTER)
        else:
            said.append(_whose(text, hit, since))
        begun, since = hit.start, hit.end
    return said


_AND: Final = re.compile(
    r"(?: \([^()\n]{1,20}\))?[\s\"'),;]*(?:,|and|or|also|&|/|\+|then|a|i|lub|oraz|ac|neu|та|або|اور|یا)?[\s\"'(,]*(?:also |landline |mobile |mob |home |work |tel |email |cell )?",  # noqa: RUF001 - Ukrainian and Urdu
    re.IGNORECASE,
)


def _is_way_back(text: str, places: tuple[int, int, int]) -> bool:
    """Say whether it is the place from which something was sent to the one before."""
    begun, since, start = places
    if text[since:start].strip().lower() != "from":
        return False
    return cues.SENT.search(text[max(0, begun - _BACK) : begun].lower().rpartition(". ")[2]) is not None


def _carries_on(text: str, places: tuple[int, int, int], last: Whose) -> bool:
    """Say whether only "and", "or" or a comma stands between two identifiers, or both are ways to reach the reporter."""
    since, start, end = places
    between = text[since:start]
    if len(between) > 30:
        return False
    if last is Whose.REPORTER and cues.NEXT_LABEL.fullmatch(between):
        return _AND_NO_MORE.match(text, end) is not None
    return "\n" not in between and _AND.fullmatch(between) is not None


def _whose(text: str, hit: Hit, since: int) -> Whose:
    onward = text[hit.end : hit.end + _ONWARD]
    after = _first(_AFTER, onward.lower().replace("\u2019", "'"))
    if after is not None and after is not Whose.ORGANISATION:
        return after
    back = _sentence_before(text, max(since, hit.start - _BACK), hit.start).lower().replace("\u2019", "'")
    if ", " in back:
        back = cues.ASIDE.sub(" ", back)
    found = _by_end(hit.kind, back, onward)
    if found is None:
        found = _by_nearest(_WORD.findall(back)[-_REACH:], hit.kind)
    if found is None and _is_signed(text, hit, back):
        found = Whose.REPORTER
    if found is Whose.REPORTER and _is_quoted(text[max(0, hit.start - _QUOTED) : hit.start]):
        found = Whose.SUSPECT
    if after is not None and found is not Whose.REPORTER:
        return after
    return found or _USUAL.get(hit.kind, Whose.SUSPECT)


def _by_end(kind: IdentifierKind, back: str, onward: str) -> Whose | None:
    """Decide by what ends at the identifier; money that went "from" one "to" another was the reporter's."""
    if kind is IdentifierKind.IP:
        return _OWN_END.get(back.rstrip(" =:")[-4:].strip())
    if kind in _OF_MONEY and back.endswith("from ") and _TO_ANOTHER.match(onward) and not _MOVED_BY(back):
        return Whose.REPORTER
    if kind in _SITES and _ACCOUNT_AT.search(back):
        return Whose.SUSPECT
    if kind in _LOGINS and cues.LOCKED_OUT.search(back) and not back.endswith((" by ", " from ")):
        return Whose.REPORTER
    return _by_phrase(back)


_OF_MONEY: Final = frozenset({IdentifierKind.BANK_ACCOUNT, IdentifierKind.IBAN, IdentifierKind.WALLET})
_TO_ANOTHER: Final = re.compile(
    r" to (?:(?:his|her|their|an?|the|this|account|acct?|a/c|sort|code|iban|wallet|number|no)[.: ]+){0,4}[a-z]{0,4}\d",
    re.IGNORECASE,
)
_SITES: Final = frozenset({IdentifierKind.URL, IdentifierKind.DOMAIN})
_ACCOUNT_AT: Final = re.compile(r"\b(?:accounts?|wallet|balance|money|funds|savings) (?:at|with|on|in)\W*$")
"""What is mine there does not make the place mine."""
_MOVED_BY: Final = re.compile(
    r"\b(?:he|she|they|it|who|which|scammers?|fraudsters?|thief|thieves|hackers?|callers?|was|were|been|got|traced|passed)\b"
).search
"""Who moved it on was not the reporter: then it went from a mule's."""
_LOGINS: Final = frozenset({IdentifierKind.EMAIL, IdentifierKind.HANDLE})
_OWN_END: Final = {"dst": Whose.REPORTER, "dest": Whose.REPORTER}
"""In a log of the reporter's firewall, where it was going to is theirs."""


_QUOTED: Final = 200


def _is_quoted(before: str) -> bool:
    """Say whether it stands in, or right after, somebody's words in quotation marks: "call me" is then said by the other."""
    line = before.rpartition("\n")[2].replace("\u2019", "'").replace("\u2018", "'")
    if line.rstrip(" :,-(").endswith(('"', "\u201d")) and not line.endswith(('"', "\u201d")):
        return True
    openings = list(cues.OPENED.finditer(line))
    if not openings or cues.CLOSED[openings[-1][1]].search(line, openings[-1].end()):
        return False
    return cues.I_SAID.search(line[: openings[-1].start()].lower()) is None


def _sentence_before(text: str, since: int, start: int) -> str:
    """Give the words before an identifier, back to the end of the sentence before."""
    back = text[since:start]
    for end in reversed([found.end() for found in _BREAK.finditer(back)]):
        if not _ABBREVIATED.search(back[max(0, end - 9) : end]):
            return back[end:]
    return back


_AFTER: Final = tuple((whose, re.compile(pattern)) for whose, pattern in cues.AFTER)
_PHRASES: Final = tuple((whose, re.compile(pattern)) for whose, pattern in cues.PHRASES)


def _first(table: tuple[tuple[Whose, re.Pattern[str]], ...], said: str) -> Whose | None:
    """Give whose by the first way of saying that begins here."""
    if _ANY_AFTER.match(said.encode("utf-8", "replace")) is None:
        return None
    return next((whose for whose, pattern in table if pattern.match(said)), None)


_ANY_AFTER: Final = re2.compile("|".join(f"(?:{pattern})" for _whose, pattern in cues.AFTER))
_ANY_PHRASE: Final = re2.compile("|".join(f"(?:{pattern})" for _whose, pattern in cues.PHRASES))
_NAMED: Final = re2.compile(cues.NAMED)
"""All of them at once: most identifiers have none before them."""


def _by_phrase(back: str) -> Whose | None:
    """Decide by a way of saying that ends at the identifier."""
    if _ANY_PHRASE.search(back.encode("utf-8", "replace")) is None:
        return None
    return next((whose for whose, phrase in _PHRASES if phrase.search(back)), None)


def _by_nearest(words: list[str], kind: IdentifierKind) -> Whose | None:
    """Decide by the nearest word before that says whose."""
    outside = cues.OUTSIDE.get(kind, cues.SUSPECT)
    genuine = body = False
    for place in range(len(words) - 1, -1, -1):
        word = words[place]
        decided = _SURE.get(word)
        if decided is not None:
            return Whose.ORGANISATION if genuine and decided is Whose.UNKNOWN else decided
        if word in cues.MY:
            owned = _of_mine(words[place + 1 :], genuine=genuine)
            return Whose.ORGANISATION if owned is None and genuine else owned
        if word in cues.GENUINE:
            genuine = True
            if not cues.OWNERS.isdisjoint(words[place + 1 : place + 3]):
                return Whose.UNKNOWN
        elif word in outside and not (word in _LOOK_TWICE and _is_no_owner(words, place, kind)):
            is_plain = not genuine and (word != "their" or kind not in _OF_BODIES)
            return Whose.SUSPECT if is_plain else _of_another(words, place, genuine=genuine)
        elif word in cues.BODIES and len(words) - place <= 6:
            body = kind in _OF_BODIES
    return Whose.ORGANISATION if genuine or body else None


_SURE: Final = {**dict.fromkeys(cues.MINE, Whose.REPORTER), **dict.fromkeys(cues.COPIED, Whose.UNKNOWN)}


_LOOK_TWICE: Final = cues.COPULAS | {"her"}
"""Words of the offender that at times are none."""


def _is_no_owner(words: list[str], place: int, kind: IdentifierKind) -> bool:
    """Say whether a word means "is", as in "mój numer to", or "her" owns no machine: they had her log in."""
    if words[place] == "her":
        is_owner = _thing(" ".join(words[place + 1 : place + 2])) in cues.THINGS
        return kind is IdentifierKind.REMOTE_ID and not is_owner
    return place >= 2 and words[place - 2] in cues.MY and words[place - 2] != "my"


def _of_another(words: list[str], place: int, *, genuine: bool) -> Whose:
    """
    Say whose a number is that is "theirs".

    Their real one is a bystander's, where one was named, or else a third party's; and of "our supplier's logo and their
    phone" both are the supplier's.
    """
    before = words[max(0, place - 6) : place]
    if words[place] == "their" and any(owner.endswith("'s") and owner in cues.OTHERS for owner in before):
        return Whose.ORGANISATION
    if not genuine:
        return Whose.SUSPECT
    return Whose.ORGANISATION if cues.PEOPLE.isdisjoint(before) else Whose.UNKNOWN


_OF_BODIES: Final = frozenset(
    {
        IdentifierKind.PHONE,
        IdentifierKind.EMAIL,
        IdentifierKind.URL,
        IdentifierKind.DOMAIN,
        IdentifierKind.HANDLE,
    }
)
"""What a bank or a school has for the public; "bank" before an account is only its label."""


def _of_mine(after: list[str], *, genuine: bool) -> Whose | None:
    """Decide by what follows "my": a thing of mine, somebody of mine, or somebody else's number."""
    if any(word in cues.PEOPLE for word in after[:2]):
        known = cues.ACTIONS.isdisjoint(after) and after[0] not in cues.NOT_KNOWN
        return Whose.UNKNOWN if known else None
    other = next((place for place, word in enumerate(after[:2]) if word in cues.OTHERS), None)
    if other is not None and not _is_own_account(after, other):
        theirs = after[other].endswith("'s") and _OF_THEIRS.issuperset(after[other + 1 :])
        return Whose.ORGANISATION if genuine or theirs or len(after) <= other + 3 else None
    thing = next((place for place, word in enumerate(after[:5]) if _thing(word) in cues.THINGS), None)
    if thing is None or (after[0].endswith("'s") and _thing(after[0]) not in cues.THINGS):
        # "My builder's number" is the builder's.
        return Whose.REPORTER if not after else None
    rest = after[thing + 1 :]
    if len(rest) <= 1 or all(_thing(word) in _BETWEEN for word in rest):
        return Whose.REPORTER
    return None


_BETWEEN: Final = cues.THINGS | cues.LINKS | cues.GENUINE
_OF_THEIRS: Final = _BETWEEN | cues.DEPARTMENTS


def _is_own_account(after: list[str], place: int) -> bool:
    """Say whether it is "my bank account", which is mine, not "my bank's number"."""
    return not after[place].endswith("'s") and after[place + 1 : place + 2] in _ACCOUNTS


_ACCOUNTS: Final = (["account"], ["card"], ["details"], ["accounts"])


def _thing(word: str) -> str:
    """Give a thing without the "is" said with it: my number's."""
    return word.removesuffix("'s")


_OF_PEOPLE: Final = frozenset({IdentifierKind.PHONE, IdentifierKind.EMAIL, IdentifierKind.HANDLE})
_AND_NO_MORE: Final = re.compile(
    r"\s*(?:$|[.,;!)/]|\n|(?:or|any ?time|after|before|between|from \d|until|please|thanks?|thank you|cheers|ta)\b)",
    re.IGNORECASE,
)
"""What follows a number that somebody gives as theirs: its end, or when to ring, and no deed of a caller."""


def _is_introduced(before: str) -> bool:
    """Say whether somebody has just said who they are or asked to be called, and at most a label stands between."""
    bare = before.rstrip(" :")
    if bare[-1:].isalnum() and bare.rsplit(None, 1)[-1].lower() not in cues.LABELS:
        return False
    return _NAMED.search(before.encode("utf-8", "replace")) is not None


def _is_signed(text: str, hit: Hit, back: str) -> bool:
    """Say whether a letter in the first person ends with this, or a name was just given, and no word says whose."""
    if (
        hit.kind in _OF_PEOPLE
        and _AND_NO_MORE.match(text, hit.end)
        and _is_introduced(text[max(0, hit.start - _BACK) : hit.start])
    ):
        return True
    return (
        cues.SIGNED.fullmatch(back) is not None
        and hit.start > 60
        and not text[hit.end :].strip(" .\n\"')")
        and cues.FIRST_PERSON.match(text) is not None
    )
