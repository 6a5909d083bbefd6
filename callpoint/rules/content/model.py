"""The shape of everything in `content/`: one frozen class per kind of file.

A fact carries where it was read, when, and how sure we are; see `Sourced`.
"""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Confidence = Literal["seen", "from_memory", "conflict"]
"""seen: read in a source; from_memory: not read again; conflict: sources disagree."""

Nation = Literal["england", "wales", "scotland", "northern-ireland"]
Age = Literal["under-13", "13-15", "16-17", "adult", "unknown"]
Who = Literal["self", "another-adult", "child", "organisation", "witness"]
Urgency = Literal["now", "today", "soon", "routine", "info"]
UNDER_18 = "under-18"
"""The key in `owners.yaml` under which the owners for the young stand."""
Identifier = Annotated[str, Field(pattern=r"^[a-z0-9]+(?:[-_][a-z0-9]+)*$")]
"""A stable id, never reused with another meaning."""


class ContentModel(BaseModel):
    """A piece of content: read-only, and a name nobody declared is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Conflict(ContentModel):
    """One field on which sources disagree, and the value shown until that is settled."""

    field: str
    values: tuple[str, ...]
    use_until_settled: str


class Sourced(ContentModel):
    """A fact with its source, the day it was last read there, and our confidence."""

    source: str
    source_date: str = ""
    checked: date | None = None
    confidence: Confidence
    expires: date | None = None
    """The day from which it counts as stale; None: `stale_after_days` after `checked`."""
    conflicts: tuple[Conflict, ...] = ()
    confirmed_by: str = ""
    """The named person who confirmed it for publishing; empty until somebody did."""
    confirmed_on: date | None = None


class Channel(ContentModel):
    """One way to reach a service."""

    type: Literal["phone", "textphone", "sms", "web", "email", "chat", "in_person", "video-bsl"]
    value: str
    e164: str = ""
    hours: str = ""
    """OpenStreetMap opening_hours text in the jurisdiction's time zone; '' = not known."""
    hours_confidence: Confidence = "seen"
    confidence: Confidence
    menu_option: str = ""
    keyword: str = ""
    lang: str = ""
    """BCP 47 tag where the channel speaks one language only."""
    note: str = ""


class ServesWhom(ContentModel):
    """For whom a service may be offered; an empty tuple means no limit of that sort."""

    ages: tuple[Age, ...] = ()
    """Ages of the person harmed."""
    countries: tuple[str, ...] = ()
    """ISO 3166-1 alpha-2; '*' stands for every country not named by another service of its sort."""
    nations: tuple[Nation, ...] = ()
    areas: tuple[str, ...] = ()
    """Area ids of `places`, for example derbyshire or derby."""
    who: tuple[Who, ...] = ()
    age_rule: str = ""
    """The age rule as said to a person whose age we do not know."""


class Service(Sourced):
    """A body or line that a person can be sent to."""

    id: Identifier
    name: str
    status: Literal["current", "unconfirmed", "replaced"]
    replaced_by: str = ""
    known_as: tuple[str, ...] = ()
    """Older or other names that people use, understood in search and stories."""
    for_whom: str
    """One plain sentence shown to the public: what it is there for."""
    takes: tuple[str, ...] = ()
    does_not_take: tuple[str, ...] = ()
    serves: ServesWhom = ServesWhom()
    channels: tuple[Channel, ...] = ()
    cost: str = ""
    languages: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    critical: bool = False
    """Publishing needs it confirmed by a named person (danger, child, suicide, money, police)."""
    situations: tuple[str, ...] = ()
    """Situation ids under which the directory lists it."""
    calls_on_request: bool = False
    """Calls somebody whose request a deployment passes on to it, after that person's yes."""
    same_answer_as: str = ""
    valid_from: str = ""
    """The day, month or year from which it exists, as far as known (ISO 8601)."""
    valid_to: str = ""


class UrgencyRaise(ContentModel):
    """Facts that lift a kind's urgency."""

    to: Urgency
    when: dict[str, tuple[str, ...]]


class KindUrgency(ContentModel):
    """How soon a kind needs a human, and what raises that."""

    base: Urgency
    raises: tuple[UrgencyRaise, ...] = ()


class Kind(ContentModel):
    """A kind of incident in the reporter's words; inferred, never asked as a code."""

    id: Identifier
    group: Literal["fraud", "computer-misuse", "messages", "harm-to-person", "other"]
    label: str
    definition: str
    words: tuple[str, ...]
    """How people say it: examples for rules and tests, not a list to match."""
    codes: dict[str, tuple[str, ...]]
    """Scheme (nfib, ic3, eu_common, rsit) to codes."""
    codes_confidence: dict[str, Confidence]
    stop_first: tuple[str, ...] = ()
    """Services shown before the owner while money or access can still be saved."""
    owners: dict[str, tuple[str, ...]]
    """'default', a nation, or a country code, to service ids in order."""
    owners_if_under_18: dict[str, tuple[str, ...]] = {}
    also: tuple[str, ...] = ()
    support_offered: bool
    urgency: KindUrgency
    ask: tuple[str, ...] = ()
    """Ids of the extra questions that fit this kind."""
    keep: tuple[str, ...] = ()
    advice_now: tuple[str, ...] = ()
    advice_prevent: tuple[str, ...] = ()
    note: str = ""
    """What staff and writers must know of this kind; not shown to the public."""


class Choice(ContentModel):
    """One answer a person may choose."""

    id: str
    label: str
    hint: str = ""


class Question(ContentModel):
    """One thing we ask, in the person's words."""

    id: Identifier
    section: str
    ask: str
    """The question itself: the heading of its page."""
    hint: str = ""
    why: str = ""
    """The reason shown to the person, at most 12 words."""
    type: str
    choices: tuple[Choice, ...] = ()
    kinds: tuple[str, ...] = ("all",)
    """'all', 'set:<name>', or kind ids."""
    ask_if: dict[str, tuple[str, ...]] = {}
    """Earlier answers that make it worth asking: question id to accepted values, all must hold."""
    skip_if_answered: tuple[str, ...] = ()
    """Earlier questions that already gave this fact: nothing is asked twice."""
    required: bool = False
    required_where: Literal["report", "check", "row", "files"] = "report"
    """What a required answer holds back: the whole report; nothing, but the check page asks
    once more; its own row of a repeated section; adding a file."""
    in_place: tuple[str, ...] = ()
    """Questions of which one answer does instead of this required one."""
    serves: tuple[str, ...] = ()
    """Official forms this answer fills: ic3, report-fraud, reportcyber."""
    limit: int = 0
    """The most characters accepted; 0 = the type's own limit."""
    autofill: str = ""
    """HTML autocomplete token; empty = off."""


class QuestionSection(ContentModel):
    """A run of questions under one heading."""

    id: Identifier
    title: str
    lead: str = ""
    order: int = 100
    repeatable: str = ""
    """What one round of it stands for (payment, identifier); empty = asked once."""


class Promise(Sourced):
    """One clock: who is bound, what starts it, how long, and what the person is told."""

    id: Identifier
    title: str
    nature: Literal["law", "code", "rule", "practice", "proposed"]
    bound: str
    starts: str
    duration: str = ""
    """ISO 8601; '' = no single time."""
    days: Literal["calendar", "working", "business", "duty"]
    enhanced_duration: str = ""
    told: str
    stops: str
    amounts: dict[str, str] = {}
    test: str = ""
    """The plain test that must hold, where the clock has one."""
    covers: str = ""
    excludes: str = ""
    measured: str = ""
    """What is known of real results or times, with dates."""
    conflict: str = ""
    may_pause: bool = True
    """May stand still while the person was asked something."""
    note: str = ""


class GuidancePoint(ContentModel):
    """One point a guidance page must make; `covers` names the facts it holds."""

    text: str
    covers: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    """Services shown with the point, looked up in the directory."""


class GuidanceSection(ContentModel):
    """A heading and its points."""

    heading: str
    lead: str = ""
    points: tuple[GuidancePoint, ...]


class GuidancePage(ContentModel):
    """A public page of guidance, open without a report."""

    id: Identifier
    title: str
    lead: str
    sections: tuple[GuidanceSection, ...]
    style: Literal["read", "tick-plan"] = "read"
    order: int = 100


class Unit(ContentModel):
    """Where a report goes: a team with areas, kinds and duty hours."""

    id: Identifier
    name: str
    duty_hours: str
    areas: tuple[str, ...] = ()
    """Police area or place ids; empty = everywhere."""
    kinds: tuple[str, ...] = ()
    """Kind ids or 'group:<group>'; empty = all. 'group:support' takes referrals only."""
    service: str = ""
    """The support service whose people work in this unit; '' for a unit of police."""
    fallback: bool = False
    mail: str = ""
    """A mailbox that is told, in neutral words, when somebody asks to be called; '' = none is told."""
    note: str = ""
    """For the operator; never shown to the public."""
    identity_needs_second: bool = False
    """Whether a second person lets staff see who reported, where the reporter chose that few do; else a reason does."""


class RecordingBody(ContentModel):
    """The body that records a group of crimes in a place, and the order of its form."""

    groups: tuple[str, ...] = ()
    """Kind groups it records; empty = every group not named by another."""
    kinds: tuple[str, ...] = ()
    nations: tuple[Nation, ...] = ()
    countries: tuple[str, ...] = ()
    service: str
    form_order: tuple[str, ...] = ()
    """Question ids in the order of that body's form."""


class Situation(ContentModel):
    """A way people name what is going on, used on Start, in triage and in the directory."""

    id: Identifier
    label: str
    hint: str = ""
    order: int = 100
    facts: dict[str, str] = {}
    """Facts that choosing it states."""
    card: str = ""
    """The short title of its card on Start, shown with the first number to call; '' = no card."""
    card_text: str = ""
    """One short line under that title."""


class Jurisdiction(ContentModel):
    """A country or an overlay: its name, zone and defaults."""

    id: Identifier
    name: str
    part_of: str = ""
    """The jurisdiction this one is an overlay of; set from the folder it lies in."""
    country: str
    timezone: str
    currency: str
    emergency_service: str
    stale_after_days: int = 90
    exit_url: str = ""
    """A page of everyday use to which the exit link leads; '' = that of the place around it."""
    holidays: tuple[date, ...] = ()
    holidays_source: str = ""
    holidays_confidence: Confidence = "from_memory"
    stands_for: dict[str, tuple[str, ...]] = {}
    """A deployment's role to the services that a deployment of that role here itself is."""
    counting_rules: str = ""
    """Whose codes crimes are recorded under here, by the name that kinds use; '' = those of the place around it."""


class ReportingPage(ContentModel):
    """Where a country takes reports of cybercrime, as far as one list knew."""

    phones: tuple[str, ...] = ()
    web: str = ""
    note: str = ""
    source: str
    source_date: str = ""
    checked: date | None = None
    confidence: Confidence


class Country(Sourced):
    """A country's emergency numbers and, where known, where to report there."""

    id: Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
    """ISO 3166-1 alpha-2."""
    name: str
    dial_code: str
    emergency: tuple[str, ...]
    """Numbers that count as emergency on its networks; not which is for whom."""
    reporting: ReportingPage | None = None


class Brand(Sourced):
    """A site or app on which things happen, or a name that others pretend to bear; counted by its id alone."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$", max_length=40)]
    name: str
    sort: Literal["platform", "firm", "bank", "public-body"]
    words: tuple[str, ...]
    """How people write it, in lower case; each counts as a whole word only."""
    domains: tuple[str, ...] = ()
    """Its own web addresses, without www."""


class OwnersFile(ContentModel):
    """`owners.yaml` of a jurisdiction: who owns which kind there."""

    owners: dict[str, dict[str, tuple[str, ...] | dict[str, tuple[str, ...]]]]
    """Kind id to 'default', a nation or a country code, to service ids in order."""


class KindSetsFile(ContentModel):
    """`kind_sets.yaml`: names for sets of kinds that questions are asked of."""

    kind_sets: dict[str, tuple[Identifier, ...]]


class RecordingFile(ContentModel):
    """`recording.yaml` of a jurisdiction."""

    bodies: tuple[RecordingBody, ...]
