"""Stories are read as people write them: typos, other languages, contradictions, hostility."""

import time

import pytest

from callpoint.rules.content.triage_model import SignFile
from callpoint.rules.triage import Facts, Signs, read_story, signs_of
from callpoint.rules.triage.kinds import KindModel
from callpoint.rules.triage.lexicon import PhraseError
from tests.rules.content.makers import real_content
from tests.rules.triage.makers import offered, places, someone, triaged


def signs(*phrases: str, **more: object) -> Signs:
    """Make signs of one language with one sign."""
    made = {"language": "en", "signs": {"found": "\n".join(phrases)}, **more}
    return Signs([SignFile.model_validate(made)])


@pytest.mark.parametrize(
    ("phrase", "story", "expected"),
    [
        ("lost .. money", "I lost all of my money", True),
        ("lost .. money", "I lost. Then money came", False),
        ("lost .. money", "I lost a b c d money", False),
        ("bank|card gone", "the card gone", True),
        ("scam*", "total scammers", True),
        ("my old? phone", "my phone", True),
        ("my old? phone", "my old phone", True),
        ("sent <n>", "sent 300", True),
        ("sent <money>", "sent £300", True),
        ("sent <money>", "sent 300", False),
        ("@who left", "mum left", True),
        ("one two three", "two three", False),
        ("a? .. bank", "bank", True),
        ("x ... bank", "bank", False),
    ],
)
def test_a_phrase_finds_what_it_says(phrase: str, story: str, expected: bool) -> None:  # noqa: FBT001 - a column of the table
    assert ("found" in read_story(story, signs(phrase, groups={"who": "mum dad"})).ids) is expected


@pytest.mark.parametrize("phrase", ["..", "maybe?", "@nobody left", "a|dont go"])
def test_a_phrase_that_cannot_be_read_is_refused(phrase: str) -> None:
    with pytest.raises(PhraseError):
        signs(phrase, spelling="do not: dont")


def test_evidence_without_a_sign_is_refused() -> None:
    with pytest.raises(PhraseError):
        KindModel(signs("hello", evidence={"a": "3"}), ["a"])


def test_a_signal_says_which_words_it_was_read_from() -> None:
    made = signs("did not", spelling="did not: didnt")
    (found,) = read_story("Oh! I didn\u2019t lose it", made).signals
    assert (found.id, found.text, found.start, found.end) == ("found", "didn\u2019t", 6, 12)


@pytest.mark.parametrize(
    "written", ["didn't send", "didn\u2019t send", "didnt send", "did not send", "DIDNY send", "didnnnt send"]
)
def test_spellings_are_read_alike(written: str) -> None:
    made = signs("did not send", spelling="did not: didnt didny didnnt")
    assert read_story(written, made).ids == {"found"}


def test_a_not_turns_a_sign_round() -> None:
    made = signs("paid", negators="not", negatable=("found",))
    stories = ("not paid", "not a. paid", "paid", "i did not ever get it paid")
    assert [bool(read_story(story, made).ids) for story in stories] == [False, True, True, True]


def test_an_idiom_hides_the_sign_under_it() -> None:
    made = Signs(
        [
            SignFile(
                language="en",
                signs={"threat": "kill me", "idiom": "mum will kill me"},
                masks={"idiom": ("threat",)},
            )
        ]
    )
    assert read_story("my mum will kill me", made).ids == {"idiom"}


def test_another_language_is_read_where_its_small_words_are() -> None:
    made = Signs([SignFile(language="pl", function_words="nie jest", signs={"lot": "lot"})])
    stories = ("a lot of people wrote many rude things about us and our shop", "nie jest lot")
    assert [read_story(story, made).ids for story in stories] == [set(), {"lot"}]


@pytest.mark.parametrize(
    ("story", "age"),
    [
        ("im 15 and scared", "13-15"),
        ("i am actually 12", "under-13"),
        ("she was 17 like me", "16-17"),
        ("i'm fifteen and he has my nudes", "13-15"),
        ("he has my nudes me 15 f", "13-15"),
        ("i am in year 10 and he wants nudes", "13-15"),
        ("my daughter is 14, a man wants pictures of her", "13-15"),
        ("a man wants pictures of my girl in year 8", "under-13"),
        ("i am 16 stone", "adult"),
        ("i was told she says she is 14", "adult"),
        ("i am 44", "adult"),
    ],
)
def test_an_age_in_the_story_counts_when_it_is_younger(story: str, age: str) -> None:
    assert triaged(story, someone(age="adult")).facts.age == age


def test_a_child_without_an_age_is_still_a_child() -> None:
    result = triaged("they want nudes from my daughter", Facts(who="child"))
    assert (result.facts.age, "stop-ncii" in offered(result)) == ("13-15", False)


def test_an_age_is_taken_where_none_was_given() -> None:
    assert triaged("i am 30 and my bike is gone", Facts()).facts.age == "adult"


@pytest.mark.parametrize(
    ("story", "said", "read"),
    [
        ("i sent £300 an hour ago", "no", "last-24h"),
        ("i sent £300 an hour ago", "last-13-months", "last-24h"),
        ("i sent £300 on thursday", "", "last-72h"),
        ("i sent £300 on monday", "", "last-13-months"),
        ("i paid them £300", "", "unsure"),
        ("i ticked the wrong box, £300 went", "no", "unsure"),
        ("i got a text this morning", "no", "no"),
        ("i got a text", "", ""),
    ],
)
def test_the_story_can_only_make_money_more_urgent(story: str, said: str, read: str) -> None:
    assert triaged(story, someone(money_left=said)).facts.money_left == read


@pytest.mark.parametrize(
    "story",
    [
        "he is outside my house with a knife",
        "мій колишній стоїть під дверима з ножем",
        "stoi pod moimi drzwiami z nozem",
        "my daughter 13 has left a note, she is meeting him tonight",
    ],
)
def test_danger_in_the_story_is_first_whatever_was_answered(story: str) -> None:
    assert triaged(story, someone(danger_now="no")).first == "emergency-999"


@pytest.mark.parametrize(
    "story", ["my mum will kill me, i bought a fake shirt", "no threat to attack anyone"]
)
def test_an_idiom_or_a_denial_is_no_danger(story: str) -> None:
    assert triaged(story).first != "emergency-999"


@pytest.mark.parametrize(
    ("story", "first"),
    [
        ("i want to end my life", "samaritans"),
        ("i have taken all my tablets", "emergency-999"),
        ("my son tried to take his own life", "samaritans"),
        ("she tried to take too many tablets", "emergency-999"),
        ("Chcę się zabić", "samaritans"),
    ],
)
def test_self_harm_in_the_story_is_read(story: str, first: str) -> None:
    assert triaged(story).first == first


@pytest.mark.parametrize(
    "story",
    [
        "They tried to take £60,000 from our account.",
        "someone tried to take my life savings",
        "i tried to hang up and he shouted at me",
    ],
)
def test_money_that_somebody_tried_to_take_and_a_call_that_would_not_end_are_no_self_harm(story: str) -> None:
    assert read_story(story, signs_of(real_content())).ids.isdisjoint({"self-harm", "self-harm-now"})


def test_an_attack_on_a_firm_is_read_from_the_story_alone() -> None:
    story = "our server is encrypted, a note asks for bitcoin, it is happening now"
    result = triaged(story, Facts())
    over = triaged(f"{story}. last month, all fixed now", Facts(country="GB", who="organisation"))
    assert (result.first, over.facts.attack_running) == ("report-fraud-live-attack", "")


@pytest.mark.parametrize(
    ("story", "facts", "first"),
    [
        ("somebody hacked my email. i live in texas", Facts(), "ic3"),
        ("my ex follows me everywhere. i live in sligo", Facts(), "emergency-112"),
        ("my bike was stolen. glasgow", Facts(), "police-scotland"),
        ("my bike was stolen", Facts(postcode="G12 8QQ"), "police-scotland"),
        ("my bike was stolen", Facts(postcode="BT7"), "psni"),
        ("my bike was stolen", Facts(), "police-101"),
    ],
)
def test_the_place_is_read_from_story_or_postcode(story: str, facts: Facts, first: str) -> None:
    assert triaged(story, facts).first == first


def test_a_town_settles_a_postcode_that_spans_areas() -> None:
    story = "my neighbour in Alvaston, 80, has no food and sends money to a man online"
    shown = offered(triaged(story, someone(who="witness", postcode="DE24"), places()))
    without = offered(triaged(story, someone(who="witness")))
    assert ("derby-city-social-care" in shown, "derby-city-social-care" in without) == (True, True)


def test_an_unknown_country_is_said_to_be_assumed() -> None:
    assert "country-assumed" in {reason.id for reason in triaged("i was scammed", Facts()).reasons}


def test_chinese_is_read_by_character() -> None:
    assert "self-harm" in read_story("我不想活了", signs_of(real_content())).ids


@pytest.mark.parametrize("piece", ["a ", "bank card ", "1,,", "aaaa", "he is outside my ", "在", "'"])
def test_a_megabyte_of_anything_is_read_in_linear_time(piece: str) -> None:
    made = signs_of(real_content())
    taken = []
    for size in (100_000, 400_000):
        began = time.perf_counter()
        read_story((piece * size)[:size], made)
        taken.append(time.perf_counter() - began)
    assert taken[1] < 40 * max(taken[0], 0.02)
