"""What the public pages say, as they are shown: easy to read, short, blaming nobody."""

import html
import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from statistics import median

import pytest
from pytest_django import Settings

from callpoint.pages.charts import NOTICE
from callpoint.records.knowledge import knowledge
from callpoint.rules.areas import police_areas
from tests.content.reading import grade, sentences, words
from tests.content.test_plain_words import BLAMING, MEDIAN_GRADE, MOST_WORDS, WORST_GRADE
from tests.pages.walk import TYPED, Walk

INLINE = {"a", "b", "bdi", "code", "em", "i", "label", "small", "span", "strong"}
SILENT = {"script", "style", "svg", "textarea", "title"}
VOID = {"br", "hr", "img", "input", "link", "meta"}
NOT_OURS = {"app-typed", "app-reference__code", "app-reference__spoken", "govuk-visually-hidden"}
"""What people typed, codes and their spelling, and words that only name a part of the page."""
NOT_READ = re.compile(
    r"https?:\S+|www\.\S+|\S+@\S+|\b[\w-]+(?:\.[\w-]+)*\.(?:uk|org|com|gov|net|police)\b\S*|\+?\d[\d ]*"
)


class MainWords(HTMLParser):
    """Reads the main part of a page: one text a block; numbers, addresses and times left out."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = [""]
        self.open: list[tuple[str, frozenset[str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what begins."""
        if tag not in INLINE:
            self.texts.append("")
        if tag not in VOID:
            self.open.append((tag, frozenset((dict(attrs).get("class") or "").split())))

    def handle_endtag(self, tag: str) -> None:
        """Note what ends."""
        while self.open and self.open.pop()[0] != tag:
            continue
        if tag not in INLINE:
            self.texts.append("")

    def handle_data(self, data: str) -> None:
        """Keep what is ours to say."""
        tags = {tag for tag, _ in self.open}
        classes = {name for _, names in self.open for name in names}
        if "main" in tags and not tags & {*SILENT, "bdi", "time"} and not classes & NOT_OURS:
            self.texts[-1] += data


def main_texts(page: str, names: re.Pattern[str]) -> list[str]:
    """Give the texts of a page's main part without names, numbers and addresses."""
    reader = MainWords()
    reader.feed(page)
    texts = (
        NOT_READ.sub(" ", names.sub(" ", html.unescape(" ".join(text.split())))) for text in reader.texts
    )
    return [text for text in texts if words(text)]


@pytest.fixture(scope="module")
def names() -> re.Pattern[str]:
    """Names of services, of bodies they were known as, of places, a licence, and what people typed in the walk."""
    content = knowledge().content
    known = {service.name for service in content.services.values()} | {*TYPED}
    known |= {unit.name for unit in content.units.values()}
    known |= {area.name for area in police_areas(knowledge().places).values()} | {NOTICE}
    return re.compile("|".join(re.escape(name) for name in sorted(known, key=len, reverse=True)))


def public_pages(settings: Settings) -> Iterator[tuple[str, str]]:
    """Walk the public pages, and give each with its HTML."""
    walk = Walk(settings, "en")
    walk.open_pages()
    walk.questions()
    reports = [walk.a_report(situation) for situation in knowledge().content.situations]
    walk.come_back(reports[-1])
    walk.coming_back()
    walk.files()
    walk.refusals()
    walk.failures()
    walk.other_roles()
    yield from walk.shown.items()


@pytest.mark.words
@pytest.mark.database
@pytest.mark.django_db
def test_every_public_page_is_plain(settings: Settings, names: re.Pattern[str]) -> None:
    pages = {name: main_texts(page, names) for name, page in public_pages(settings)}
    grades = {name: round(grade(texts), 2) for name, texts in pages.items()}
    assert faults(pages, grades) == {"too hard": {}, "too long": set(), "blaming": set()}
    assert median(grades.values()) <= MEDIAN_GRADE


def faults(pages: Mapping[str, list[str]], grades: Mapping[str, float]) -> dict[str, object]:
    """Give what breaks a rule, by rule."""
    said = {text for texts in pages.values() for text in texts}
    return {
        "too hard": {name: one for name, one in grades.items() if one > WORST_GRADE},
        "too long": {one for text in said for one in sentences(text) if len(words(one)) > MOST_WORDS},
        "blaming": {text for text in said if BLAMING.search(text)},
    }


def test_only_what_the_page_itself_says_is_read(names: re.Pattern[str]) -> None:
    page = (
        "<title>Title</title><nav>Menu</nav><main><h1>What to do</h1><p>Ring <bdi>159</bdi> <strong>now</strong>. See "
        'www.example.org.</p><p class="app-typed">I paid.</p><script>let it</script><p>Report Fraud can help.</p></main>'
    )
    texts = [" ".join(text.split()) for text in main_texts(page, names)]
    assert texts == ["What to do", "Ring now. See", "can help."]


def test_each_fault_is_found() -> None:
    hard = "Notify the appropriate regulatory authority of organisational irregularities immediately."
    long = ("one " * 26).strip()
    found = faults({"a": [hard], "b": [long], "c": ["You fell for it."]}, {"a": 20.0, "b": 1.0, "c": 1.0})
    assert found == {"too hard": {"a": 20.0}, "too long": {long}, "blaming": {"You fell for it."}}
