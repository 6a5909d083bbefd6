"""Postcodes: border cases taken from the ONS Postcode Directory, and every way to spell them."""

from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callpoint.rules.places import Alternative, Area, Place, Places, PoliceAreaNotFoundError
from callpoint.rules.places.model import Form
from callpoint.rules.places.spelling import without_slips

PLACES = Places.load(Path(__file__).parents[2] / "callpoint" / "content")

DERBYSHIRE = Area("E23000018", "Derbyshire")

TRUTH = """
DE13 8JB | england | East Staffordshire | Staffordshire
DE13 9LY | england | South Derbyshire | Derbyshire
DE14 3BU | england | East Staffordshire | Staffordshire
DE14 3RN | england | South Derbyshire | Derbyshire
DE15 9DN | england | East Staffordshire | Staffordshire
DE15 0YZ | england | South Derbyshire | Derbyshire
DE6 2EG  | england | Derbyshire Dales | Derbyshire
DE6 2JL  | england | East Staffordshire | Staffordshire
DE11 7FE | england | South Derbyshire | Derbyshire
DE11 8DU | england | North West Leicestershire | Leicestershire
DE12 7GD | england | North West Leicestershire | Leicestershire
DE12 7XX | england | South Derbyshire | Derbyshire
DE65 6DD | england | South Derbyshire | Derbyshire
DE72 3NE | england | Erewash | Derbyshire
DE72 2HP | england | North West Leicestershire | Leicestershire
DE74 2NL | england | North West Leicestershire | Leicestershire
DE74 2WZ | england | Derby | Derbyshire
DE75 7PD | england | Amber Valley | Derbyshire
DE21 6DD | england | Derby | Derbyshire
DE21 5DS | england | Erewash | Derbyshire
DE22 3BH | england | Derby | Derbyshire
DE22 4PG | england | Amber Valley | Derbyshire
DE3 5NX  | england | Derby | Derbyshire
DE3 0HJ  | england | South Derbyshire | Derbyshire
DE1 2HH  | england | Derby | Derbyshire
DE1 9TD  | england | South Derbyshire | Derbyshire
SK13 7EL | england | High Peak | Derbyshire
SK13 2NU | england | Tameside | Greater Manchester
SK17 7FB | england | High Peak | Derbyshire
SK17 0NF | england | Staffordshire Moorlands | Staffordshire
SK22 3HF | england | High Peak | Derbyshire
SK22 3XB | england | Stockport | Greater Manchester
SK23 7BH | england | High Peak | Derbyshire
SK23 7RA | england | Cheshire East | Cheshire
SK12 6BR | england | High Peak | Derbyshire
SK12 1UJ | england | Cheshire East | Cheshire
S8 7JR   | england | Sheffield | South Yorkshire
S8 8BG   | england | North East Derbyshire | Derbyshire
S11 8LA  | england | Sheffield | South Yorkshire
S11 7XN  | england | Amber Valley | Derbyshire
S12 3JS  | england | Sheffield | South Yorkshire
S12 3XT  | england | North East Derbyshire | Derbyshire
S17 4AU  | england | Sheffield | South Yorkshire
S17 3BQ  | england | North East Derbyshire | Derbyshire
S18 5YL  | england | North East Derbyshire | Derbyshire
S20 5EN  | england | Sheffield | South Yorkshire
S21 3UR  | england | North East Derbyshire | Derbyshire
S21 4WW  | england | Sheffield | South Yorkshire
S32 3WU  | england | Derbyshire Dales | Derbyshire
S32 2BX  | england | Sheffield | South Yorkshire
S33 6RN  | england | High Peak | Derbyshire
S36 7LE  | england | Barnsley | South Yorkshire
S40 3NE  | england | Chesterfield | Derbyshire
S43 3DA  | england | Chesterfield | Derbyshire
S44 6NJ  | england | Bolsover | Derbyshire
S45 9DG  | england | North East Derbyshire | Derbyshire
S80 2PQ  | england | Bassetlaw | Nottinghamshire
S80 4NE  | england | Bolsover | Derbyshire
NG9 5AW  | england | Broxtowe | Nottinghamshire
NG9 3NU  | england | Erewash | Derbyshire
NG10 3SQ | england | Erewash | Derbyshire
NG10 3TJ | england | North West Leicestershire | Leicestershire
NG16 2XT | england | Broxtowe | Nottinghamshire
NG16 4FW | england | Amber Valley | Derbyshire
NG19 7GP | england | Mansfield | Nottinghamshire
NG19 8FH | england | Bolsover | Derbyshire
NG20 8PP | england | Bolsover | Derbyshire
NG20 0PG | england | Mansfield | Nottinghamshire
TD15 2FJ | england | Northumberland | Northumbria
TD15 1UH | scotland | Scottish Borders | Police Service of Scotland
DG14 0TT | scotland | Dumfries and Galloway | Police Service of Scotland
CH4 8EA  | england | Cheshire West and Chester | Cheshire
CH4 0RE  | wales | Flintshire | North Wales
SY10 8BH | england | Shropshire | West Mercia
SY10 0LN | wales | Powys | Dyfed-Powys
NP16 6AR | wales | Monmouthshire | Gwent
NP16 7HF | england | Forest of Dean | Gloucestershire
LD7 1NT  | wales | Powys | Dyfed-Powys
LD7 1TW  | england | Shropshire | West Mercia
BT1 3LU  | northern-ireland | Belfast | Police Service of Northern Ireland
EC1A 7HU | england | City of London | London, City of
EC1A 1UQ | england | Islington | Metropolitan Police
E1 5BA   | england | Tower Hamlets | Metropolitan Police
E1 7JE   | england | City of London | London, City of
AL3 5UF  | england | St Albans | Hertfordshire
AL3 8QE  | england | Central Bedfordshire | Bedfordshire
B14 5ZA  | england | Birmingham | West Midlands
B14 5SU  | england | Bromsgrove | West Mercia
"""


def truth() -> Iterator[tuple[str, ...]]:
    for line in TRUTH.strip().splitlines():
        yield tuple(cell.strip() for cell in line.split("|"))


POSTCODES = [line[0] for line in truth()]


@pytest.mark.parametrize(("postcode", "nation", "authority", "police"), list(truth()))
def test_a_full_postcode_at_a_border_is_exact(
    postcode: str, nation: str, authority: str, police: str
) -> None:
    place = PLACES.place_of(postcode)
    found = (
        place.nation,
        place.local_authority.name,
        place.police_area.name,
        place.certainty,
        place.authority_certainty,
        place.read_as,
    )
    assert found == (nation, authority, police, "exact", "exact", postcode)


def test_a_full_postcode_says_everything_that_follows_from_it() -> None:
    assert PLACES.place_of("S40 3NE") == Place(
        country="GB",
        nation="england",
        area_ids=("derbyshire",),
        local_authority=Area("E07000034", "Chesterfield"),
        upper_tier=Area("E10000007", "Derbyshire"),
        police_area=DERBYSHIRE,
        certainty="exact",
        authority_certainty="exact",
        form="unit",
        read_as="S40 3NE",
    )


def test_the_city_of_derby_and_the_county_are_told_apart() -> None:
    found = [PLACES.place_of(text).area_ids for text in ("DE22 3BH", "DE22 4PG", "DE22 4")]
    assert found == [("derby",), ("derbyshire",), ("derby", "derbyshire")]


def test_a_sector_in_one_police_area_is_exact_though_its_authority_is_not() -> None:
    place = PLACES.place_of("DE22 4")
    found = (
        place.certainty,
        place.police_area,
        place.authority_certainty,
        place.local_authority,
        place.alternatives,
    )
    assert found == ("exact", DERBYSHIRE, "ambiguous", Area(), ())


def test_a_sector_nearly_all_in_one_police_area_is_likely() -> None:
    place = PLACES.place_of("SK13 1")
    assert (place.certainty, place.police_area, place.form, len(place.alternatives)) == (
        "likely",
        DERBYSHIRE,
        "sector",
        2,
    )


def test_a_divided_sector_names_its_alternatives_and_no_police_area() -> None:
    place = PLACES.place_of("DE12 6")
    assert (place.certainty, place.police_area, place.nation, place.alternatives) == (
        "ambiguous",
        Area(),
        "england",
        (
            Alternative(DERBYSHIRE, "england", ("derbyshire",), 130 / 228),
            Alternative(Area("E23000021", "Leicestershire"), "england", ("leicestershire",), 98 / 228),
        ),
    )


def test_an_outward_code_across_a_border_is_ambiguous_however_small_the_other_side() -> None:
    place = PLACES.place_of("SK13")
    shares = [(a.police_area.name, round(a.share, 3)) for a in place.alternatives]
    assert (place.certainty, place.police_area, shares) == (
        "ambiguous",
        Area(),
        [("Derbyshire", 0.994), ("Greater Manchester", 0.006)],
    )


def test_an_outward_code_within_one_police_area_is_exact() -> None:
    place = PLACES.place_of("de4")
    assert (place.certainty, place.police_area, place.form, place.read_as) == (
        "exact",
        DERBYSHIRE,
        "outcode",
        "DE4",
    )


def test_an_outward_code_across_two_nations_gives_no_nation() -> None:
    place = PLACES.place_of("TD15")
    assert (place.nation, [a.nation for a in place.alternatives]) == ("", ["england", "scotland"])


@pytest.mark.parametrize(
    ("text", "read_as", "form"),
    [
        ("DE4 3", "DE4 3", "sector"),
        ("DE4 3Q", "DE4 3", "sector"),
        ("de43", "DE4 3", "sector"),
        ("S401", "S40 1", "sector"),
        ("S12", "S12", "outcode"),
        ("S1 2", "S1 2", "sector"),
        ("12 Station Road, Matlock, DE4 3NA", "DE4 3NA", "unit"),
        ("my postcode is  s40   3ne thanks", "S40 3NE", "unit"),
        ("SO14 2AB", "SO14 2AB", "unit"),
        ("s0i4 2ab", "SO14 2AB", "unit"),
        ("DE4 lQE", "DE4 1QE", "unit"),
        ("\uff24\uff25\uff14 \uff13\uff2e\uff21", "DE4 3NA", "unit"),
    ],
)
def test_what_people_type_is_read_as_they_mean_it(text: str, read_as: str, form: str) -> None:
    place = PLACES.place_of(text)
    assert (place.read_as, place.form) == (read_as, form)


def test_impossible_last_letters_leave_the_sector() -> None:
    place = PLACES.place_of("S40 3CK")
    assert (place.form, place.reason, place.read_as, place.police_area) == (
        "sector",
        "unit-not-possible",
        "S40 3",
        DERBYSHIRE,
    )


def test_a_box_number_has_no_area_but_the_nation_around_it() -> None:
    place = PLACES.place_of("DD5 9AA")
    assert (place.certainty, place.reason, place.nation, place.police_area, place.form) == (
        "unknown",
        "no-area",
        "scotland",
        Area(),
        "unit",
    )


@pytest.mark.parametrize(("text", "form"), [("S40 8AB", "unit"), ("S40 8", "sector")])
def test_a_sector_that_nobody_lists_is_unknown(text: str, form: str) -> None:
    place = PLACES.place_of(text)
    assert (place.certainty, place.reason, place.form, place.nation, place.police_area) == (
        "unknown",
        "sector-not-found",
        form,
        "england",
        Area(),
    )


@pytest.mark.parametrize(
    ("text", "form", "read_as"),
    [("EN771AE", "unit", "EN77 1AE"), ("en77 1", "sector", "EN77 1"), ("EN77", "outcode", "EN77")],
)
def test_an_outward_code_of_boxes_only_has_no_area(text: str, form: Form, read_as: str) -> None:
    assert PLACES.place_of(text) == Place(country="GB", form=form, reason="no-area", read_as=read_as)


@pytest.mark.parametrize("text", ["BFPO 57", "bf1 2at", "BX1 1LT", "XX10 1AA"])
def test_forces_mail_and_large_senders_have_no_area(text: str) -> None:
    assert PLACES.place_of(text) == Place(country="GB", reason="no-area")


@pytest.mark.parametrize("text", ["ZZ9 9ZZ", "QQ", "1234567", "99 99", "DE4 3QE9X", "Q1 1", "ZZ99"])
def test_what_only_looks_like_a_postcode_is_not_found(text: str) -> None:
    assert PLACES.place_of(text) == Place(country="GB", reason="not-found")


@pytest.mark.parametrize(
    ("postcode", "country"), [("JE2 3AB", "JE"), ("GY1 1AA", "GG"), ("IM1 1AA", "IM"), ("im1 1", "IM")]
)
def test_a_crown_dependency_is_a_country_of_its_own_without_ons_police_area(
    postcode: str, country: str
) -> None:
    place = PLACES.place_of(postcode)
    assert (place.country, place.certainty, place.nation, place.area_ids, place.police_area) == (
        country,
        "exact",
        "",
        (),
        Area(),
    )


@pytest.mark.parametrize("text", ["", "  ", "?", "Not sure", "I don't know", "N/A", "-"])
def test_nothing_said_is_unknown_and_no_error(text: str) -> None:
    assert PLACES.place_of(text) == Place(country="GB", reason="not-said")


def test_a_country_without_tables_is_said_so() -> None:
    assert PLACES.place_of("75001", country="FR") == Place(country="FR", reason="country-not-covered")


def test_a_police_area_has_the_name_that_ons_gives_it() -> None:
    assert [PLACES.force_label(code) for code in ("E23000018", "E23000034")] == [
        "Derbyshire",
        "London, City of",
    ]


def test_a_code_of_no_police_area_is_refused() -> None:
    with pytest.raises(PoliceAreaNotFoundError, match="E99"):
        PLACES.force_label("E99")


def test_no_two_outward_codes_differ_only_by_slips() -> None:
    codes = {line.partition(" ")[0] for line in (*PLACES.uk.sectors, *PLACES.uk.units)}
    assert len({without_slips(code) for code in codes}) == len(codes)


@st.composite
def spelled(draw: st.DrawFn) -> tuple[str, str]:
    """A postcode of the truth table with one of its spellings."""
    postcode = draw(st.sampled_from(POSTCODES))
    outward, inward = postcode.split()
    slips = {"O": "O0", "0": "0O", "I": "I1", "1": "1I"}
    letters = list(product(*(slips.get(c, c) for c in outward)))
    digit = draw(st.sampled_from(slips.get(inward[0], inward[0])))
    space = draw(st.sampled_from(["", " ", "  ", "\t", "-", ".", "\u00a0"]))
    text = "".join(draw(st.sampled_from(letters))) + space + digit + inward[1:]
    text = draw(st.sampled_from([text, text.lower(), text.title()]))
    edge = draw(st.sampled_from(["", " ", "\n", "."]))
    return postcode, f"{edge}{text}{edge}"


@given(spelled())
def test_the_spelling_of_a_postcode_never_changes_the_answer(case: tuple[str, str]) -> None:
    postcode, text = case
    assert PLACES.place_of(text) == PLACES.place_of(postcode)


@given(st.text(max_size=60), st.sampled_from(["GB", "US", "JE", "FR", ""]))
def test_garbage_never_raises(text: str, country: str) -> None:
    assert isinstance(PLACES.place_of(text, country=country), Place)


@given(st.text(alphabet="ABDESKNG0123456789OIL \u2019-", max_size=9))
def test_a_settled_police_area_is_always_one_of_the_alternatives(text: str) -> None:
    place = PLACES.place_of(text)
    areas = [alternative.police_area for alternative in place.alternatives]
    assert not areas or place.police_area in {areas[0], Area()}


@given(st.sampled_from([line.rsplit(" ", 2)[0][:6].strip() for line in PLACES.uk.sectors]))
def test_the_shares_of_the_alternatives_make_a_whole(text: str) -> None:
    alternatives = PLACES.place_of(text.split(maxsplit=1)[0]).alternatives
    assert not alternatives or sum(a.share for a in alternatives) == pytest.approx(1)
