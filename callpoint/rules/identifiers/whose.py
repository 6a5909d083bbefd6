"""Whose an identifier is, by the words around it: general rules over tables of cues, nothing about single texts."""

import re
from typing import Final

from callpoint.rules.identifiers.cues import NEAREST
from callpoint.rules.identifiers.kind import Hit
from callpoint.rules.identifiers.model import IdentifierKind, Whose
from callpoint.rules.identifiers.own import Own

_BACK: Final = 110
_ONWARD: Final = 90
_USUAL: Final = {IdentifierKind.CARD: Whose.REPORTER, IdentifierKind.REMOTE_ID: Whose.REPORTER}
"""What is mostly told: one's own card, the number of one's own machine; else what the offender used."""
_BREAK: Final = re.compile(r"[.!?](?:[\"')\]]?\s+)(?=\S)|\n+")
_ABBREVIATED: Final = re.compile(
    r"\b(?:no|nr|tel|mr|mrs|ms|dr|acc|acct|st|ref|incl|approx|e\.g|i\.e|ext|mob|num|a/c)\.\s$", re.IGNORECASE
)
_WORD: Final = re.compile(r"[^\W\d_]+(?:['\u2019/-][^\W\d_]+)*")


def whose_each(text: str, hits: list[Hit], own: Own) -> list[Whose]:
    """Say of each identifier, in the order of the text, whose it is."""
    said: list[Whose] = []
    for place, hit in enumerate(hits):
        if own.has(hit.kind, hit.value):
            said.append(Whose.REPORTER)
            continue
        previous = hits[place - 1] if place else None
        since = previous.end if previous else 0
        if previous is not None and said and _carries_on(text[previous.end : hit.start], previous, hit):
            said.append(said[-1])
            continue
        said.append(_whose(text, hit, since))
    return said


_AND: Final = re.compile(
    r"[\s\"'),;]*(?:,|and|or|also|&|/|\+|then|a|i|lub|oraz|ac|neu|і|та|або|اور|یا)?[\s\"'(,]*(?:also )?",
    re.IGNORECASE,
)


def _carries_on(between: str, previous: Hit, hit: Hit) -> bool:
    """Say whether only "and", "or" or a comma stands between two identifiers."""
    del previous, hit
    return len(between) <= 12 and "\n" not in between and _AND.fullmatch(between) is not None


def _whose(text: str, hit: Hit, since: int) -> Whose:
    usual = _USUAL.get(hit.kind, Whose.SUSPECT)
    back = _sentence_before(text, max(since, hit.start - _BACK), hit.start)
    onward = text[hit.end : hit.end + _ONWARD]
    for rule in (_by_onward, _by_phrase, _by_nearest):
        found = rule(back, onward, hit)
        if found is not None:
            return found
    return usual


def _sentence_before(text: str, since: int, start: int) -> str:
    """Give the words before an identifier, back to the end of the sentence before."""
    back = text[since:start]
    begin = 0
    for found in _BREAK.finditer(back):
        if not _ABBREVIATED.search(back[: found.end()]):
            begin = found.end()
    return back[begin:]


_MINE: Final = re.compile(
    r"[\"')\]]{0,2},? ?(?:\(|-)? ?(?:(?:is|are|was|that's|thats|which is|that is|being|to) (?:actually )?(?:my|mine|ours|our|me)\b"
    r"|(?:my|mine|ours)\b|(?:belongs|belonging) to (?:me|us)\b|\((?:mine|me|my|ours?)\b)",
    re.IGNORECASE,
)
_GENUINE: Final = re.compile(
    r"[\"')\]]{0,2},? ?\(? ?(?:(?:is|was|which is|being|are) (?:actually |really )?(?:the |a |their |its )?"
    r"(?:real|genuine|true|official|actual|proper|correct|legit|legitimate)\b|\(?(?:the )?(?:real|genuine|official)\b)",
    re.IGNORECASE,
)
_THIRD: Final = re.compile(
    r"[^.!?\n]{0,25}(?:\b(?:another|other|also a|fellow) victim|\bwho (?:is|are|was) (?:also|another)|\bwitness)",
    re.IGNORECASE,
)


def _by_onward(back: str, onward: str, hit: Hit) -> Whose | None:
    """Decide by what is said right after: "is mine", "is the real one", "another victim"."""
    del back, hit
    if _MINE.match(onward):
        return Whose.REPORTER
    if _GENUINE.match(onward):
        return Whose.ORGANISATION
    return Whose.UNKNOWN if _THIRD.match(onward) else None


_PHRASES: Final = (
    (
        Whose.ORGANISATION,
        re.compile(
            r"\b(?:i|we) (?:then |later |have |'ve |just |also )*(?:rang|called|phoned|checked with|looked up|contacted|emailed|asked|found|googled)\b"
            r"[^.]{0,40}\b(?:bank|police|real|company|firm|council|charity|them|head office|helpline|hmrc|society)\b[^.]{0,20}\bon\W*$"
            r"|\b(?:shows?|displayed|showing|pretend(?:s|ed|ing)? to be|pos(?:es|ed|ing) as|spoof(?:s|ed|ing)?|impersonat(?:es|ed|ing)|copy of|cop(?:ies|ied|ying)"
            r"|clone of|clon(?:es|ed|ing)|should be|supposed to be|instead of|not the real|really is|looks like)"
            r" (?:the |our |as |of |from |a )*(?:real |genuine |true |bank's |official )*(?:number |site |address |website )*[\"'(]*$",
        ),
    ),
    (
        Whose.REPORTER,
        re.compile(
            r"\b(?:reach(?:ed)?|contact(?:ed)?|call|ring|phone|text|email|e-mail|message|get) (?:hold of )?(?:me|us)\b[^.]{0,20}$"
            r"|\b(?:i|we) can be (?:reached|contacted|called|emailed)\b[^.]{0,30}$"
            r"|^[\W]*(?:hi|hello|hey)?\W*(?:i|we) (?:run|own|manage|sell on|trade as)\b[^.]{0,30}$|\b(?:i|we) (?:run|own|manage)\b(?: [a-z]+){0,4}\W*$"
            r"|^\W*to: ?[\"'<]*$|\bto: ?<?$|\bvictim(?:'s)?\b[^.]{0,25}$|\b(?:reporter|complainant)(?:'s)?\b[^.]{0,25}$"
        ),
    ),
    (Whose.SUSPECT, re.compile(r"\bfrom: ?[\"'<]*$|\breply-?to: ?[\"'<]*$|\bsender\b[^.]{0,20}$")),
    (Whose.UNKNOWN, re.compile(r"\bb?cc: ?[\"'<]*$")),
)


def _by_phrase(back: str, onward: str, hit: Hit) -> Whose | None:
    """Decide by a way of saying that ends at the identifier."""
    del onward, hit
    low = back.lower()
    return next((whose for whose, phrase in _PHRASES if phrase.search(low)), None)


_LOCK: Final = frozenset({"to", "from", "by", "via", "into"})
_REACH: Final = 14


def _by_nearest(back: str, onward: str, hit: Hit) -> Whose | None:
    """Decide by the nearest word before that says whose; "my bank's real number" is the bank's."""
    del onward
    words = _WORD.findall(back.lower().replace("\u2019", "'"))[-_REACH:]
    genuine = False
    for place in range(len(words) - 1, -1, -1):
        whose = NEAREST.get(words[place])
        if whose is None:
            continue
        if whose is Whose.ORGANISATION:
            genuine = True
            continue
        if whose is Whose.REPORTER and _belongs_to_other(words[place + 1 :]):
            return Whose.ORGANISATION if genuine else None
        if whose is Whose.SUSPECT and words[place] in _LOCK and genuine:
            return Whose.ORGANISATION
        return Whose.ORGANISATION if genuine and whose is Whose.SUSPECT else whose
    del hit
    return Whose.ORGANISATION if genuine else None


_OTHERS: Final = frozenset("bank bank's building society provider network".split())


def _belongs_to_other(words: list[str]) -> bool:
    """Say whether "my" goes with somebody else: my bank's number, my mum's phone."""
    return any(word in _OTHERS or word.endswith("'s") for word in words[:3])
