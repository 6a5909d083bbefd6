"""Names of files as they are shown."""

import pytest

from callpoint.rules.file_names import LONGEST_STEM, plain_stem, shown_name


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("photo\N{RIGHT-TO-LEFT OVERRIDE}gpj.exe", "photo[U+202E]gpj.exe"),
        ("a\N{FIRST STRONG ISOLATE}b\N{POP DIRECTIONAL ISOLATE}", "a[U+2068]b[U+2069]"),
        ("\N{RIGHT-TO-LEFT MARK}x.pdf", "[U+200F]x.pdf"),
        ("رسید.pdf", "رسید.pdf"),
        ("Zoë's receipt.jpg", "Zoë's receipt.jpg"),
    ],
)
def test_a_sign_that_turns_letters_round_is_seen_and_all_else_stays(given: str, shown: str) -> None:
    assert shown_name(given) == shown


@pytest.mark.parametrize(
    ("given", "called"),
    [
        ("WhatsApp Chat with Ann.txt", "WhatsApp-Chat-with-Ann"),
        ("../../etc/passwd", "etc-passwd"),
        ("-rf *.jpg", "rf"),
        (".hidden", "hidden"),
        ("photo\N{RIGHT-TO-LEFT OVERRIDE}gpj.exe", "photo-gpj"),
        ("رسید.pdf", "رسید"),
        ("...", ""),
        ("a" * 300 + ".png", "a" * LONGEST_STEM),
        ("a" * (LONGEST_STEM - 1) + " b.png", "a" * (LONGEST_STEM - 1)),
    ],
)
def test_a_copy_is_called_by_letters_and_digits_that_are_no_path_and_no_option(
    given: str, called: str
) -> None:
    assert plain_stem(given) == called
