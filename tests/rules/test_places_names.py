"""Towns, counties, nations and American states, alone and inside a story."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callpoint.rules.places import Area, BrokenPlacesError, Place, Places
from callpoint.rules.places.tables import town_rows

CONTENT = Path(__file__).parents[2] / "callpoint" / "content"
PLACES = Places.load(CONTENT)


def named(story: str) -> list[str]:
    return [mention.name for mention in PLACES.find_towns(story)]


@pytest.mark.parametrize(
    ("text", "nation", "authority", "police"),
    [
        ("Chesterfield", "england", "Chesterfield", "Derbyshire"),
        ("derby", "england", "Derby", "Derbyshire"),
        ("Derby City", "england", "Derby", "Derbyshire"),
        ("New Mills", "england", "High Peak", "Derbyshire"),
        ("GLOSSOP", "england", "High Peak", "Derbyshire"),
        ("Bakewell", "england", "Derbyshire Dales", "Derbyshire"),
        ("chapel en le frith", "england", "High Peak", "Derbyshire"),
        ("Leith", "scotland", "City of Edinburgh", "Police Service of Scotland"),
        ("edinburgh", "scotland", "City of Edinburgh", "Police Service of Scotland"),
        ("St. Helens", "england", "St. Helens", "Merseyside"),
        ("Reading", "england", "Reading", "Thames Valley"),
        ("Hull", "england", "Kingston upon Hull, City of", "Humberside"),
        ("Newport, Wales", "wales", "Newport", "Gwent"),
        ("Ashford, Kent", "england", "Ashford", "Kent"),
        (
            "Bangor (Northern Ireland)",
            "northern-ireland",
            "Ards and North Down",
            "Police Service of Northern Ireland",
        ),
        ("City of London", "england", "City of London", "London, City of"),
        ("near Chesterfield", "england", "Chesterfield", "Derbyshire"),
    ],
)
def test_a_name_alone_is_likely(text: str, nation: str, authority: str, police: str) -> None:
    place = PLACES.place_of(text)
    found = (place.nation, place.local_authority.name, place.police_area.name, place.certainty, place.form)
    assert found == (nation, authority, police, "likely", "name")


@pytest.mark.parametrize(
    ("text", "nation", "police", "areas"),
    [
        ("Derbyshire", "england", "Derbyshire", ("derbyshire",)),
        ("Wales", "wales", "", ()),
        ("Scotland", "scotland", "Police Service of Scotland", ()),
        ("Greater Manchester", "england", "Greater Manchester", ()),
        ("London", "england", "Metropolitan Police", ()),
    ],
)
def test_a_larger_area_leaves_the_authority_open(
    text: str, nation: str, police: str, areas: tuple[str, ...]
) -> None:
    place = PLACES.place_of(text)
    assert (place.nation, place.police_area.name, place.authority_certainty, place.local_authority) == (
        nation,
        police,
        "ambiguous",
        Area(),
    )
    assert set(areas) <= set(place.area_ids)


def test_a_name_that_two_towns_share_is_ambiguous() -> None:
    place = PLACES.place_of("Bangor")
    assert (place.certainty, place.nation, [a.nation for a in place.alternatives]) == (
        "ambiguous",
        "",
        ["wales", "northern-ireland"],
    )


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Jersey", "JE"),
        ("Guernsey", "GG"),
        ("Sark", "GG"),
        ("the Isle of Man", "IM"),
        ("Channel Islands", ""),
    ],
)
def test_the_name_of_a_crown_dependency_gives_its_country(text: str, country: str) -> None:
    assert PLACES.place_of(text) == Place(country=country, certainty="likely", form="name", read_as=text)


@pytest.mark.parametrize(
    ("story", "names"),
    [
        ("My mum in Chesterfield lost it all", ["Chesterfield"]),
        ("they came from stoke-on-trent and King's Lynn", ["stoke-on-trent", "King's Lynn"]),
        ("Chesterfield's market; then St. Helens.", ["Chesterfield", "St. Helens"]),
        ("I live in Reading and was reading in the bath", ["Reading"]),
        ("I live in reading", ["reading"]),
        ("a car for sale. A rugby ball. The dog was barking.", []),
        ("I went to Bath", ["Bath"]),
        ("Bath time", []),
        ("Halifax called me, so I rang from Halifax", []),
        ("our house is near Halifax", ["Halifax"]),
        ("the Bank of Scotland and the Leeds Building Society", []),
        ("he played for Newcastle United and Derby County", ["Derby"]),
        ("Mrs Preston of London Road, Derby", ["Derby"]),
        ("New York is far from York", ["York"]),
        ("I wrote to Wells Fargo from Wells", ["Wells"]),
        ("Milton. Keynes wrote books", []),
        ("", []),
    ],
)
def test_a_story_gives_only_the_places_it_means(story: str, names: list[str]) -> None:
    assert named(story) == names


def test_a_mention_says_where_it_stands_and_what_place_it_is() -> None:
    story = "I met him in Leith."
    (mention,) = PLACES.find_towns(story)
    assert (story[mention.start : mention.end], mention.place.nation) == ("Leith", "scotland")


@given(st.text(max_size=200))
def test_mentions_of_any_text_are_cut_from_it_in_order(story: str) -> None:
    mentions = PLACES.find_towns(story)
    ends = [0, *(mention.end for mention in mentions)]
    assert all(
        end <= mention.start and story[mention.start : mention.end] == mention.name
        for end, mention in zip(ends, mentions, strict=False)
    )


def test_every_town_is_found_by_its_own_name() -> None:
    rows = town_rows(CONTENT / "uk" / "places" / "towns.csv", PLACES.uk.authorities)
    unfound = [row.name for row in rows if named(f"I live in {row.name}") != [row.name]]
    assert unfound == []


def test_a_town_in_an_authority_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "towns.csv"
    path.write_text("town,local_authority,cue,confidence\nCamelot,Logres,,from_memory\n", encoding="utf-8")
    with pytest.raises(BrokenPlacesError, match="Logres"):
        town_rows(path, PLACES.uk.authorities)


@pytest.mark.parametrize(
    ("text", "state", "certainty", "form"),
    [
        ("73301", "TX", "exact", "zip"),
        ("10001-1234", "NY", "exact", "zip"),
        ("06390", "NY", "exact", "zip"),
        ("06001", "CT", "exact", "zip"),
        ("06320", "CT", "likely", "zip"),
        ("350 Fifth Avenue, New York, NY 10118", "NY", "exact", "zip"),
        ("Texas", "TX", "exact", "state"),
        ("austin tx", "TX", "exact", "state"),
        ("Charleston, West Virginia", "WV", "exact", "state"),
    ],
)
def test_a_zip_code_or_a_state_gives_the_state(text: str, state: str, certainty: str, form: str) -> None:
    place = PLACES.place_of(text, country="US")
    assert (place.country, place.state.code, place.area_ids, place.certainty, place.form) == (
        "US",
        state,
        (f"us-{state.lower()}",),
        certainty,
        form,
    )


def test_what_is_neither_zip_code_nor_state_is_not_found() -> None:
    assert [PLACES.place_of(text, country="US") for text in ("00000", "Atlantis")] == [
        Place(country="US", form="zip", reason="not-found", read_as="00000"),
        Place(country="US", reason="not-found"),
    ]
