"""How a text is read before it is compared: letters only, small, in one spelling, words apart.

What differs between two copies of one message must not hide that they are copies: capitals, accents, punctuation,
look-alike forms of a letter (wide, bold, with a mark), signs that nobody sees. Numbers are read as "a number", whatever
their digits: `signing` does that. Scripts that write no spaces (Chinese, Japanese, Thai and their neighbours) are read
letter by letter.
"""

import unicodedata

SPACE = " "
NO_SPACES_WRITTEN = (
    (0x0E00, 0x0EFF),  # Thai, Lao
    (0x1000, 0x109F),  # Burmese
    (0x1780, 0x17FF),  # Khmer
    (0x3040, 0x30FF),  # Japanese kana
    (0x3400, 0x4DBF),  # Chinese, Japanese
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0x20000, 0x3FFFF),
)
"""First and last letter of scripts whose words stand together, by Unicode block."""
JOINING = frozenset("'`\u2018\u2019\u02bc\u00ad")
"""Signs within a word, left out as if they were not there: "don't" and "dont" are one word."""
UNSEEN = frozenset({"Mn", "Me", "Cf"})
"""Kinds of sign that stand on or between letters: accents, vowel points, and what nobody sees."""


def reading(text: str) -> bytes:
    """
    Return the text as it is compared: words in UTF-8, apart by other signs of ASCII.

    Any text has a reading, half of a surrogate pair too. A byte belongs to a word where it is a small letter of ASCII,
    a digit, or 0x80 and above.
    """
    if text.isascii():
        return text.lower().replace("'", "").replace("`", "").encode("ascii")
    spelled = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return spelled.translate(_READ_AS).encode()


class _ReadAs(dict[int, str]):
    """What each letter is read as, found out once a letter."""

    def __missing__(self, code: int) -> str:
        self[code] = read = _read_letter(chr(code))
        return read


def _read_letter(letter: str) -> str:
    if letter in JOINING or unicodedata.category(letter) in UNSEEN:
        return ""
    if unicodedata.decimal(letter, None) is not None:
        return str(unicodedata.decimal(letter))
    if not letter.isalnum():
        return SPACE
    if any(first <= ord(letter) <= last for first, last in NO_SPACES_WRITTEN):
        return SPACE + letter + SPACE
    return letter


_READ_AS = _ReadAs()
