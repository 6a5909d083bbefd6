"""Which requests the facts of a report open, which facts go along to whom, and what is never offered."""

from uuid import UUID

import pytest

from callpoint.rules.content.model import Question
from callpoint.rules.identifiers import IdentifierKind, Whose
from callpoint.rules.offers import NamedValue, Offer, Told, offer_of, offers, request_kinds
from callpoint.rules.request_letter import NO_POWER, RequestFact, RequestLetter
from callpoint.rules.standing import Standing
from callpoint.rules.sums import Sum
from tests.rules.known import known

ONE = UUID("00000000-0000-4000-8000-000000000001")
BANK = {
    "name": "Ada",
    "pay_amount": "£9,400",
    "pay_way": "faster-payment",
    "pay_from_bank": "North",
    "pay_from_account": "20-00-00 11111111",
    "pay_to_account": "20-11-22 55779911",
    "pay_to_bank": "South",
}
COINS = {"pay_amount": "0.5 BTC", "pay_way": "crypto-exchange", "crypto_to": "bc1qexample"}


def a_value(kind: IdentifierKind = IdentifierKind.PHONE, **changed: object) -> NamedValue:
    told: dict[str, object] = {
        "id": ONE,
        "kind": kind,
        "shown": "07700 900123",
        "whose": Whose.SUSPECT,
        "standing": Standing.LINKING,
        "is_common": False,
    }
    return NamedValue(**{**told, **changed})  # type: ignore[arg-type]  # a table of fields


def offered(
    *values: NamedValue, home: str = "uk/derbyshire", of_kind: str = "", **answers: str | list[str]
) -> tuple[Offer, ...]:
    return offers(known(home), Told(answers=answers, values=values, kind=of_kind))


def ids(found: tuple[Offer, ...]) -> list[tuple[str, str, str]]:
    return [(one.kind.id, one.about, one.to) for one in found]


@pytest.mark.parametrize(
    ("answers", "wanted"),
    [
        (BANK, [("stop-payment", "payment-1", "North"), ("hold-money", "payment-1", "South")]),
        ({"pay_amount": "£5"}, [("stop-payment", "payment-1", "")]),
        ({"pay_amount": "£5", "pay_way": "cash"}, []),
        ({"pay_from_bank": "do-not-know"}, []),
        ({"pay_to_name": "J Smith"}, []),
        (COINS, [("hold-wallet", "payment-1", "")]),
        ({**COINS, "pay_from_bank": "North"}, [("stop-payment", "payment-1", "North"), ("hold-wallet", "payment-1", "")]),
        ({**COINS, "pay_to_bank": "An exchange"}, [("hold-wallet", "payment-1", "")]),
        ({**COINS, "pay_to_account": "20-11-22 55779911"}, [("hold-money", "payment-1", ""), ("hold-wallet", "payment-1", "")]),
        ({"pay_way": "gift-card", "gift_card": "Card 77", "pay_amount": "£50"}, [("freeze-card", "payment-1", "")]),
        ({"pay_amount.2": "£7", "pay_from_bank.2": "West"}, [("stop-payment", "payment-2", "West")]),
        ({"story": "Nothing was paid."}, []),
    ],
)  # fmt: skip
def test_a_payment_opens_what_its_facts_allow(
    answers: dict[str, str], wanted: list[tuple[str, str, str]]
) -> None:
    assert ids(offered(**answers)) == wanted


@pytest.mark.parametrize(
    ("kind", "request_id"),
    [
        (IdentifierKind.PHONE, "block-number"),
        (IdentifierKind.URL, "take-down-site"),
        (IdentifierKind.DOMAIN, "take-down-site"),
        (IdentifierKind.EMAIL, "suspend-mailbox"),
        (IdentifierKind.HANDLE, "remove-profile"),
        (IdentifierKind.WALLET, "hold-wallet"),
        (IdentifierKind.BANK_ACCOUNT, "review-account"),
        (IdentifierKind.IBAN, "review-account"),
        (IdentifierKind.REMOTE_ID, "block-remote-tool"),
    ],
)
def test_an_identifier_opens_its_request(kind: IdentifierKind, request_id: str) -> None:
    (found,) = (one for one in offered(a_value(kind)) if one.kind.id != "pass-on-pattern")
    fact = RequestFact(name=kind.value, value="07700 900123")
    assert (found.kind.id, found.about, found.facts, found.is_unsure) == (
        request_id,
        f"value-{ONE}",
        (fact,),
        False,
    )


@pytest.mark.parametrize(
    "value",
    [
        a_value(IdentifierKind.IP),
        a_value(IdentifierKind.CARD),
        a_value(whose=Whose.REPORTER),
        a_value(whose=Whose.ORGANISATION),
        a_value(standing=Standing.OWN),
        a_value(is_common=True),
    ],
    ids=["an ip", "a card", "the reporter's", "a firm's", "their own", "on a list"],
)
def test_what_may_belong_to_somebody_innocent_is_never_offered(value: NamedValue) -> None:
    assert offered(value) == ()


def test_a_value_of_nobody_known_is_offered_and_marked() -> None:
    (found,) = offered(a_value(IdentifierKind.EMAIL, whose=Whose.UNKNOWN))
    assert found.is_unsure


def test_a_number_is_passed_on_as_a_pattern_beside_the_request_to_block_it() -> None:
    assert [one.kind.id for one in offered(a_value())] == ["block-number", "pass-on-pattern"]


@pytest.mark.parametrize(
    ("answers", "wanted", "facts"),
    [
        ({"firm_name": "Gilt Edge", "firm_number": "123"}, "warn-of-firm", {"firm_name": "Gilt Edge", "firm_number": "123"}),
        ({"firm_number": "123"}, "warn-of-firm", {"firm_number": "123"}),
    ],
)  # fmt: skip
def test_what_the_report_tells_as_a_whole_opens_its_request(
    answers: dict[str, str], wanted: str, facts: dict[str, str]
) -> None:
    (found,) = offered(of_kind="investment-fraud", **answers)
    assert (found.kind.id, found.about, found.label, {one.name: one.value for one in found.facts}) == (
        wanted,
        "told-1",
        next(iter(facts.values())),
        facts,
    )


@pytest.mark.parametrize("answers", [{"firm_name": "do-not-know"}, {"firm_name": " "}])
def test_what_nobody_knows_opens_no_request(answers: dict[str, str]) -> None:
    assert offered(**answers) == ()


@pytest.mark.parametrize("kind", ["sextortion", "intimate-image-abuse"])
def test_a_picture_is_blocked_for_what_the_report_is_about_and_no_word_of_it_goes_along(kind: str) -> None:
    (found,) = offered(of_kind=kind, image_shared_where="In the group of Sam Other")
    assert (found.kind.id, found.label, found.facts) == ("block-image", "", ())


@pytest.mark.parametrize(
    ("kind", "wanted"),
    [
        ("child-abuse-images", ["take-down-site", "remove-abuse-image"]),
        ("child-online-abuse", ["take-down-site", "remove-abuse-image"]),
        ("fake-website", ["take-down-site"]),
    ],
)
def test_the_address_of_abuse_images_goes_to_who_removes_them_and_no_other_address_does(
    kind: str, wanted: list[str]
) -> None:
    value = a_value(IdentifierKind.URL, shown="http://bad.example/x")
    assert [one.kind.id for one in offered(value, of_kind=kind)] == wanted


def test_a_firm_that_does_not_deal_in_money_is_no_business_of_its_regulator() -> None:
    assert offered(of_kind="trader-dispute", firm_name="Gilt Edge Roofs") == ()


def test_a_wallet_that_a_payment_names_is_asked_about_once() -> None:
    assert ids(offered(a_value(IdentifierKind.WALLET, shown="bc1qexample"), **COINS)) == [
        ("hold-wallet", "payment-1", "")
    ]


def test_each_body_gets_what_is_its_business() -> None:
    facts = {one.kind.id: {fact.name: fact.value for fact in one.facts} for one in offered(**BANK)}
    without_own = {name: value for name, value in BANK.items() if name not in {"name", "pay_from_account"}}
    words = {"pay_way": "Bank transfer"}
    assert facts == {"stop-payment": {**BANK, **words}, "hold-money": {**without_own, **words}}


def test_a_list_of_choices_is_one_line_and_an_unknown_question_stays_as_typed() -> None:
    (found,) = offered(pay_from_bank=["North", "South"])
    assert (found.facts[0], Question.__name__) == (
        RequestFact(name="pay_from_bank", value="North, South"),
        "Question",
    )


def test_a_sum_stands_where_it_is_sure() -> None:
    sums = [offered(pay_amount=text)[0].sum for text in ("£9,400", "about £9,400", "a lot")]
    assert sums == [Sum(minor=940_000, currency="GBP"), None, None]


def test_what_was_seen_changes_with_any_fact() -> None:
    first, second = (offered(pay_amount=text)[0] for text in ("£1", "£2"))
    assert (first.seen == second.seen, len(first.seen)) == (False, 32)


def test_one_offer_is_found_by_its_kind_and_what_it_is_about() -> None:
    told = Told(answers=BANK, values=())
    found = offer_of(known(), told, kind="hold-money", about="payment-1")
    assert (found and found.to, offer_of(known(), told, kind="hold-money", about="payment-2")) == (
        "South",
        None,
    )


def test_what_is_asked_in_one_country_is_not_offered_in_another() -> None:
    assert (len(request_kinds(known())), request_kinds(known("us"))) == (14, ())


def test_every_request_asks_plainly_and_claims_no_power() -> None:
    texts = [text for kind in request_kinds(known()) for text in kind.asks]
    claims = ("must", "under section", "order you", "by law")
    assert [text for text in texts if any(claim in text.lower() for claim in claims)] == []


def test_a_letter_is_read_back_as_it_was_written() -> None:
    letter = RequestLetter(
        kind="hold-money",
        title="Hold",
        to="South",
        reference="CP-1",
        made_at="2026-11-21T12:00:00+00:00",
        service="Callpoint",
        officer="Asha Patel",
        asks=("Please hold.",),
        facts=(RequestFact(name="pay_amount", value="£5"),),
        words="",
        authority=NO_POWER,
    )
    assert RequestLetter.of(letter.parts()) == letter
