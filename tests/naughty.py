"""Text that has broken software before: our own list, for every place where somebody can type."""

from typing import Final

EMPTY_LIKE: Final = (" ", "\t", "\n", "\u00a0", "\u2003", "\u3000", "undefined", "null", "NULL", "None", "nil", "NaN", "-", ".", "N/A")
QUOTES: Final = ("'", '"', "''", '""', "`", "'\"'", "O'Brien", "“curly” ‘quotes’", "\\", "\\'", "\\\\", "«»", "„low“")
SQL: Final = (
    "1; DROP TABLE records_report;--",
    "' OR '1'='1",
    "') UNION SELECT password FROM records_staffmember --",
    "%' AND 1=0 --",
    "1/**/OR/**/1",
    "$$; SELECT pg_sleep(9); $$",
    "x'41'",
)
MARKUP: Final = (
    "<script>alert(1)</script>",
    "<ScRiPt src=//evil.example></sCrIpT>",
    "</textarea><script>alert(2)</script>",
    "\"><img src=x onerror=alert(3)>",
    "' onmouseover='alert(4)",
    "</title><script>alert(5)</script>",
    "<svg/onload=alert(6)>",
    "<!-- not a comment",
    "]]><b>x</b>",
    "<a href=\"javascript:alert(7)\">x</a>",
    "javascript:alert(8)",
    "<style>*{display:none}</style>",
    "<iframe src=//evil.example>",
    "&lt;script&gt;",
    "&amp;amp;",
    "&#x3C;b&#x3E;",
    "&nbsp",
    "<b>bold</b>",
)
TEMPLATES: Final = (
    "{{ 7 * 7 }}",
    "{{ page.__class__ }}",
    "{% raw %}",
    "{% include 'x' %}",
    "{# hidden #}",
    "${7*7}",
    "#{7*7}",
    "<%= 7*7 %>",
    "{{ settings.SECRET_KEY }}",
    "{{ ''.__class__.__mro__ }}",
)
DIRECTIONS: Final = (
    "العربية تُكتب من اليمين",
    "עברית מימין לשמאל",
    "\u202egnp.exe",
    "\u2066isolated\u2069",
    "\u202d\u202e\u202c",
    "abc \u200f def",
    "اردو میں لکھا گیا",
)
INVISIBLE: Final = (
    "zero\u200bwidth",
    "join\u200der",
    "\ufeffmark at the head",
    "soft\u00adhyphen",
    "\u2060word joiner",
    "\u00a0hard\u00a0space\u00a0",
    "\u2028line\u2029paragraph",
    "bell\u0007",
    "escape\u001b[31mred\u001b[0m",
    "back\u0008space",
    "form\u000cfeed",
    "\u0085next line",
    "\u007f",
    "\ufffe\uffff",
    "tag \U000e0041\U000e007f",
)
EMOJI: Final = (
    "😀",
    "👩‍👩‍👧‍👦",
    "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    "🇬🇧",
    "👍🏿",
    "❤️",
    "1️⃣",
    "🤦🏽‍♀️ 👻",
)
SCRIPTS: Final = (
    "Ünïcödé",
    "cafe\u0301 is not café",
    "Z\u0351\u036b\u0343a\u0323\u0310l\u034eg\u0321o",
    "ﬁ ligature",
    "Ｆｕｌｌ ｗｉｄｔｈ",
    "中文字符",
    "日本語テキスト",
    "한국어",
    "ไทย",
    "தமிழ்",
    "Ελληνικά",
    "Русский",
    "İstanbul ıspanak",
    "ß ẞ SS",
    "𝒮𝒸𝓇𝒾𝓅𝓉 𐍈",
    "½ ² ① Ⅷ",
    "Åå Å",
)
SHELL: Final = (
    "$(reboot)",
    "`id`",
    "; rm -rf / #",
    "| cat /etc/passwd",
    "&& shutdown -h now",
    "$HOME ~ *",
    "-rf",
    "--help",
    "../../../../etc/passwd",
    "..\\..\\windows\\win.ini",
    "/dev/null",
    "C:\\CON",
    "file:///etc/passwd",
    "http://169.254.169.254/latest/",
    "\\\\server\\share",
)
FORMATS: Final = ("%s%s%s%n", "%(name)s", "%d %", "{0}", "{}", "{over}", "{name!r}", "%00", "%0d%0aSet-Cookie: a=b", "+ADw-script+AD4-", "=?utf-8?q?x?=")
NUMBERS: Final = (
    "0",
    "-1",
    "007",
    "1e309",
    "0x1F",
    "1,000.00",
    "9999999999999999999999",
    "Infinity",
    "٠١٢٣",
    "=1+1",
    "@SUM(A1)",
    "+44 7700 900000",
    "-0.0",
)
DATA: Final = (
    '{"a": 1}',
    "[1, 2",
    "a: [b, {c: d}]",
    "yes",
    "no",
    "!!python/object:os.system",
    "--- # yaml",
    "&anchor *alias",
    "key=value&key2=value2",
    "a;b;c",
    '"a","b"',
    "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]><x>&y;</x>",
    "To: a@example.org\r\nBcc: b@example.org",
)
LINES: Final = (
    "one\ntwo",
    "one\r\ntwo",
    "one\rtwo",
    "\r\n\r\nafter blank lines",
    "before blank lines\n\n\n",
    "  spaces around  ",
    "tab\tin\tbetween",
    "\nfirst line empty",
)
LONG: Final = ("x" * 4000, "a " * 2000, "🦊" * 1000, "e" + "\u0301" * 500, "(" * 1000)

NAUGHTY: Final[tuple[str, ...]] = (
    *EMPTY_LIKE,
    *QUOTES,
    *SQL,
    *MARKUP,
    *TEMPLATES,
    *DIRECTIONS,
    *INVISIBLE,
    *EMOJI,
    *SCRIPTS,
    *SHELL,
    *FORMATS,
    *NUMBERS,
    *DATA,
    *LINES,
    *LONG,
)
"""Every one can be kept as it is, byte for byte."""
WITH_NUL: Final = "before\0after"
"""A database cannot keep this one in plain columns; a question turns the NUL into U+FFFD."""
HALF_PAIRS: Final = ("\ud800", "a\udfffb")
"""Halves of surrogate pairs: no UTF-8 form, so they are refused with words that say what to do."""
