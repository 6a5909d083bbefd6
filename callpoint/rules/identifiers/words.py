"""Tables of words, written as one text, so that they read as words."""


def word_set(words: str) -> frozenset[str]:
    """Give the words of a text."""
    return frozenset(words.split())
