"""The shape of the content that triage reads: signs in stories, and the tables of routes."""

from callpoint.rules.content.model import ContentModel


class LearntWeights(ContentModel):
    """What `tools/train_kinds.py` learnt from the made-up stories; never written by hand."""

    made_of: str
    """SHA-256, in hex, of the stories it was learnt from."""
    kinds: str
    """Kind ids divided by spaces: the order of the weights of a term."""
    evidence: str
    """How much one point of the declared evidence weighs beside the words."""
    steps: str
    """What one step of a weight is worth, for each group of terms."""
    terms: str
    """One a line."""
    rarity: str
    """A byte a term, zlib in base 64: how rare it is."""
    weights: str
    """A byte a kind for each term, zlib in base 64: 128 is nothing."""


class SignFile(ContentModel):
    """One file under `content/common/signs/`: words of one language, or weights.

    Every long list is a block of lines, one phrase a line, so that it loads fast and reads
    like a list. The small language of phrases is described in `rules/triage/lexicon.py`.
    """

    language: str = ""
    """BCP 47 language of the words; empty where the file holds none."""
    function_words: str = ""
    """Small common words; a story with two of them is also read in this language."""
    spelling: str = ""
    """Lines `right words: wrong wrong`; each wrong word is read as the right words."""
    groups: dict[str, str] = {}
    """Name to words divided by spaces; `@name` stands for any of them in a phrase."""
    negators: str = ""
    """Words that turn the next few words round: not, never."""
    signs: dict[str, str] = {}
    """Sign id to phrases, one a line."""
    masks: dict[str, tuple[str, ...]] = {}
    """Sign id to the signs that do not count where its words overlap theirs."""
    negatable: tuple[str, ...] = ()
    """Signs that do not count just after a negator."""
    evidence: dict[str, str] = {}
    """Kind id to lines `weight sign !sign sign/sign`: all must hold for the weight."""
    learnt: LearntWeights | None = None
    """The weights of words, in a file of their own."""
    says: dict[str, str] = {}
    """Sign id to the plain sentence that tells the person what was read."""


class TriageRoute(ContentModel):
    """One line of the table of routes: when it holds, what is shown and why."""

    id: str
    when: tuple[str, ...] = ()
    """Conditions that must all hold; `a|b` is either, `!a` is not a."""
    first: tuple[str, ...] = ()
    """Service ids or aliases that lead, in order."""
    offer: tuple[str, ...] = ()
    """Service ids or aliases shown below."""
    hide: tuple[str, ...] = ()
    """Services that this route rules out."""
    reason: str
    """Id in `reasons`."""
    critical: bool = False
    """A wrong first answer here could cost a life, a child's safety or money."""
    blocks_upload: bool = False
    """No picture may be uploaded on this route."""


class TriageTable(ContentModel):
    """The routes of one jurisdiction, read from the top: the most urgent first."""

    countries: tuple[str, ...]
    """Country codes it answers for; '*' is every country without its own table."""
    country_signs: dict[str, str] = {}
    """Sign in a story to the code of the country it speaks for."""
    home: str = ""
    """Code of the country to take where nothing is known; one table alone has it."""
    usual_nation: str = ""
    """Nation of the home country to take where nothing is known."""
    nation_signs: dict[str, str] = {}
    """Sign in a story to the nation of the home country, the surest first."""
    area_signs: dict[str, str] = {}
    """Sign in a story to the area with services of its own, the surest first."""
    emergency: dict[str, str]
    """Country code or '*' to the emergency service."""
    also_serves: dict[str, tuple[str, ...]] = {}
    """Country code to services that serve it although their entry names another country."""
    not_listed: tuple[str, ...] = ()
    """Services that triage leaves out, with the directory still showing them."""
    support: tuple[str, ...] = ()
    """Services that listen and support: where one of them is offered, support is."""
    aliases: dict[str, dict[str, tuple[str, ...]]] = {}
    """Alias to nation (or 'default') to service ids."""
    routes: tuple[TriageRoute, ...]
    reasons: dict[str, str]
    """Reason id to the sentence shown with the service."""
    service_reasons: dict[str, str] = {}
    """Service id to the sentence that always fits it, shown in place of the route's."""
    postcode_nations: dict[str, str] = {}
    """Postcode letters to nation, for stories without the list of places."""
    outcode_areas: dict[str, str] = {}
    """Outward postcode to area ids, the likeliest first, for stories without the list of places."""
