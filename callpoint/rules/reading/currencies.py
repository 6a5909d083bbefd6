"""The signs, codes and names that say which currency or coin an amount is in."""

from functools import cache
from typing import Final

from callpoint.rules.reading.words import either, tidy

COINS: Final = {
    "BTC": "bitcoin bitcoins xbt ₿",
    "ETH": "ethereum ether",
    "USDT": "tether",
    "USDC": "",
    "BNB": "",
    "XRP": "ripple",
    "SOL": "solana",
    "DOGE": "dogecoin",
    "LTC": "litecoin litecoins",
    "BCH": "",
    "XMR": "monero",
    "TRX": "tron",
    "ADA": "cardano",
    "DAI": "",
}
"""Codes of coins, with their other names; ISO 4217 has none for them."""
_NAMES: Final = {
    "GBP": "£ pound pounds quid sterling",
    "EUR": "euro euros",
    "PLN": "zł zl złoty złote złotych zloty zlotys",
    "UAH": "₴ грн гривень гривні гривня hryvnia hryvnias",
    "NGN": "₦ naira",
    "RUB": "₽ rouble roubles ruble rubles",
    "TRY": "₺",
    "JPY": "¥ yen",
    "CNY": "yuan rmb renminbi",
    "CHF": "francs",
    "GHS": "₵ cedi cedis",
    "ZAR": "rand",
    "USD": "us$",
    "AUD": "au$",
    "CAD": "c$",
    "SGD": "s$",
    "AED": "dirham dirhams",
}
_SHARED: Final = {
    "$": ("USD", "CAD", "AUD", "NZD", "SGD", "HKD", "MXN"),
    "kr": ("", "SEK", "NOK", "DKK", "ISK"),
    "rs": ("", "INR", "PKR", "LKR", "NPR"),
}
"""Signs of many currencies: which it is where the place has none of them, and then those that have it."""
_SHARED_NAMES: Final = {
    "$": "dollar dollars buck bucks",
    "kr": "kroner kronor krona krone",
    "rs": "rs. rupee rupees",
}
_WORDS_NOT_CODES: Final = frozenset(
    {"all", "top", "try", "cup", "mad", "bam", "gel", "lak", "pen", "ron", "sos"}
)
"""Codes that are also words of English, as in "top 100": they are not read."""


@cache
def currency_signs() -> dict[str, str]:
    """
    Give what each sign, code and name in lower case stands for: a code, or one of the shared signs.

    Codes and signs are those of the CLDR (by Babel), which has all that ISO 4217 lists.
    """
    from babel import Locale  # noqa: PLC0415 - loaded by the first amount, not by the first page
    from babel.numbers import get_currency_name  # noqa: PLC0415 - as above

    locale = Locale("en")
    signs = {tidy(sign): code for code, sign in locale.currency_symbols.items() if not sign.isalpha()}
    codes = {str(code) for code in locale.currencies}
    signs |= {code.lower(): code for code in codes if code.lower() not in _WORDS_NOT_CODES}
    signs |= {tidy(get_currency_name(code, count, "en")): code for code in codes for count in (1, 2)}
    signs |= {name: code for code, names in _NAMES.items() for name in names.split()}
    signs |= {name: code for code, names in COINS.items() for name in (code.lower(), *names.split())}
    shared = {name: sign for sign, names in _SHARED_NAMES.items() for name in (sign, *names.split())}
    return signs | shared


def currency_of(said: str, *, home: str) -> str | None:
    """Give the code of a sign or name as `currency_signs` has it; None where it can be any of many."""
    stands_for = currency_signs().get(said, "")
    if stands_for not in _SHARED:
        return stands_for or None
    otherwise, *_ = shared = _SHARED[stands_for]
    return home if home in shared else otherwise or None


@cache
def currency_pattern() -> str:
    """Give a pattern of every sign and name; a name stands alone, a sign beside its digits."""
    names = {name for name in currency_signs() if name[0].isalpha() and name[-1].isalnum()}
    signs = set(currency_signs()) - names
    return rf"(?:(?<![^\W\d_]){either(names)}(?![^\W\d_])|{either(signs)})"


@cache
def decimals_of(currency: str) -> int:
    """Give how many decimals an amount can have: those of the currency, and 18, as ether has, of any coin."""
    if currency in COINS:
        return 18
    from babel.numbers import get_currency_precision  # noqa: PLC0415 - as above

    return get_currency_precision(currency)


def is_coin(currency: str) -> bool:
    """Say whether a code is that of a coin, and no currency of a country."""
    return currency in COINS
