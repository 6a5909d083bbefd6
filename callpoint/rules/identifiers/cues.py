"""
Words that say whose an identifier is. English first; Welsh, Polish, Ukrainian and Urdu where a word is plain.

The word that stands nearest before an identifier decides; some words after it decide too.
"""

from typing import Final

from callpoint.rules.identifiers.model import Whose


def _each(whose: Whose, words: str) -> dict[str, Whose]:
    return dict.fromkeys(words.split(), whose)


NEAREST: Final = {
    **_each(
        Whose.REPORTER,
        "my mine our ours own myself ourselves hacked switchboard reception fy ein moje mój moja mojego moim moją nasz nasza"
        " nasze naszego mojej мій моя моє мого моєї наш наша میرا میری میرے ہمارا ہماری",
    ),
    **_each(
        Whose.SUSPECT,
        "his her hers their theirs he she they him them it's its scammer scammers fraudster fraudsters caller callers seller"
        " sellers suspect suspects hacker hackers thief imposter impostor conman crook bloke guy man woman lady girl lad"
        " landlord recruiter fake false bogus dodgy spoof spoofed another second new other different from to by via"
        " into someone somebody person stranger one that dyn jego jej ich oszust oszusta oszustka sprzedawca na do od"
        " його її їх шахрай шахрая від на до اس ان دھوکے فراڈ",
    ),
    **_each(
        Whose.ORGANISATION,
        "real genuine true official actual proper legit legitimate authentic correct school council police surgery hospital"
        " library university college hmrc dvla nhs prawdziwy prawdziwa prawdziwe go-iawn справжній справжня اصل اصلی",
    ),
    **_each(
        Whose.UNKNOWN,
        "mum mums mum's mom dad dads dad's mother father mother's father's wife husband daughter son brother sister nan gran"
        " grandma grandad friend friends friend's neighbour neighbours neighbour's boss boss's colleague colleagues manager"
        " aunt uncle cousin nephew niece partner girlfriend boyfriend flatmate mate mates mate's cc cc'd bcc cc'ed copied"
        " witness bystander solicitor accountant mama tata żona mąż mam dad chwaer brawd",
    ),
}
"""What a word says that stands before an identifier in its sentence."""
