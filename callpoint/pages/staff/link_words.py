"""How staff pages name identifiers, links and judgements."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from callpoint.rules.content.common_lists import CommonList
from callpoint.rules.identifiers import IdentifierKind
from callpoint.rules.linking.weights import Strength
from callpoint.rules.links import Reach, ReportLinks, SeenValue
from callpoint.rules.standing import RulingVerdict, Verdict


def kind_of_value(kind: IdentifierKind) -> str:
    """Name a kind of identifier."""
    return {
        IdentifierKind.PHONE: _("Phone"),
        IdentifierKind.EMAIL: _("E-mail"),
        IdentifierKind.URL: _("Web address"),
        IdentifierKind.DOMAIN: _("Site"),
        IdentifierKind.IP: _("Internet address"),
        IdentifierKind.BANK_ACCOUNT: _("Bank account"),
        IdentifierKind.IBAN: _("IBAN"),
        IdentifierKind.WALLET: _("Wallet"),
        IdentifierKind.HANDLE: _("Account name"),
        IdentifierKind.CARD: _("Card"),
        IdentifierKind.REMOTE_ID: _("Remote control number"),
    }[kind]


def note_words(note: str) -> str:
    """Say what is odd about a value; what has no words here says itself."""
    return {
        "fictional": _("kept for films and examples"),
        "unallocated": _("not given out to anybody"),
        "premium-rate": _("costs extra to call"),
        "private": _("used inside a network only"),
        "reserved": _("reserved, reaches nobody"),
        "look-alike": _("spelt with letters that look like others"),
        "no-reply": _("an address that many services send from"),
    }.get(note, note.replace("-", " ").replace("_", " "))


def common_words(common: CommonList | None) -> str:
    """Say why anybody may name a value."""
    if common is None:
        return _("It belongs to a genuine organisation, so it links nothing.")
    return {
        CommonList.FREE_MAIL: _("Many have mail there, so it links nothing. A whole mail address does."),
        CommonList.DISPOSABLE_MAIL: _(
            "Anybody can have mail there, so it links nothing. A whole address does."
        ),
        CommonList.SHORTENERS: _(
            "It makes short links for anybody. Only a whole link of it tells something."
        ),
        CommonList.LINK_IN_BIO: _(
            "Anybody can have a page there. Only the address of the page tells something."
        ),
        CommonList.DYNAMIC_DNS: _("Anybody can have a site below it. Only the whole name tells something."),
        CommonList.SHARED_HOSTS: _("Anybody can have a site or page there. Only its whole address links."),
        CommonList.BANK_SITES: _("It is on the list of bank sites, so it links nothing."),
        CommonList.TOP_SITES: _("It is on the list of sites that very many visit, so it links nothing."),
        CommonList.SERVICES: _("A public body, bank or helpline publishes it, so it links nothing."),
        CommonList.BRANDS: _("It is a known firm's own, so it links nothing."),
    }[common]


def reach_words(value: SeenValue) -> str:
    """Say whether a value links its report to others, and why."""
    words = {
        Reach.LINKS: _("It links reports."),
        Reach.OWN: _("The reporter's own links nothing."),
        Reach.KIND: _("It tells too little to link anything."),
        Reach.COMMON: common_words(value.common),
        Reach.HUB: _("Those who name it share nothing else, so it links nothing."),
        Reach.RULED_IN: _("A person said that it links."),
        Reach.RULED_OUT: _("A person said that it links nothing."),
    }
    return words[value.reach]


def others_words(value: SeenValue) -> str:
    """Say how many other reports name a value, and how many people sent them where each was looked at."""
    if not value.others:
        return _("No other report names it.")
    if value.has_more:
        return _("More than %(others)s other reports name it.") % {"others": value.others}
    others = ngettext("%(num)s other report names it", "%(num)s other reports name it", value.others) % {
        "num": value.others
    }
    if not value.people:
        return f"{others}."
    people = ngettext("%(num)s person in all.", "%(num)s people in all.", value.people) % {
        "num": value.people
    }
    return f"{others}, {people}"


def people_words(linked: ReportLinks) -> str:
    """Say how many people sent a report and those it is linked to, as far as they are shown."""
    words = (
        ngettext(
            "At least %(num)s independent person reported these, this one included.",
            "At least %(num)s independent people reported these, this one included.",
            linked.people,
        )
        if linked.has_more
        else ngettext(
            "%(num)s independent person reported these, this one included.",
            "%(num)s independent people reported these, this one included.",
            linked.people,
        )
    )
    return words % {"num": linked.people}


def strength_words(strength: Strength) -> str:
    """Name how strong a link is."""
    return {
        Strength.STRONG: _("Strong link"),
        Strength.FAIR: _("Fair link"),
        Strength.WEAK: _("Weak link"),
    }[strength]


def alike_words(alike: float) -> str:
    """Say how alike two stories are."""
    return _("%(percent)s in 100 alike") % {"percent": round(100 * alike)}


def alike_reason(alike: float) -> str:
    """Say what that means."""
    return _("Of 100 pairs of words that stand together, the two stories share about %(percent)s.") % {
        "percent": round(100 * alike)
    }


def verdict_words(verdict: Verdict) -> str:
    """Name what a person judged of two reports."""
    return {
        Verdict.SAME: _("They belong together"),
        Verdict.DIFFERENT: _("They do not belong together"),
        Verdict.UNSURE: _("Not sure"),
    }[verdict]


def ruling_words(verdict: RulingVerdict) -> str:
    """Name what a person ruled of a value."""
    return {RulingVerdict.LINKS: _("It links"), RulingVerdict.LINKS_NOT: _("It links nothing")}[verdict]
