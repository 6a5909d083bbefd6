"""Who may do what: one table of role and deed, and the rule of units.

AccessError
└── NotAllowedError   this person may not do this to this report
"""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a member of staff is there for."""

    CALL_HANDLER = "call-handler"
    ASSESSOR = "assessor"
    INVESTIGATOR = "investigator"
    ANALYST = "analyst"
    SUPERVISOR = "supervisor"
    SUPPORT_WORKER = "support-worker"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


class Deed(StrEnum):
    """One thing that staff may do."""

    SEE_QUEUE = "see the queue"
    OPEN_REPORT = "open a report"
    ASSESS = "decide on what is suggested of a report"
    WRITE_TO_REPORTER = "write to the reporter"
    RECORD_CRIME_NUMBER = "record a crime number"
    RECORD = "record a report"
    SEE_CONTENT = "see the state of the content"
    RETRY_WORK = "try stuck work again"
    SEE_LOST_CODES = "see the requests for a new code"
    GIVE_NEW_CODE = "give a reporter a new code"
    SEE_REQUESTS = "see the requests to talk"
    OPEN_REQUEST = "open a request to talk"
    NOTE_CALL = "note a call"
    PLACE_HOLD = "place a legal hold"
    LIFT_HOLD = "lift a legal hold"
    ERASE_MONTH = "have a month erased"
    DISCLOSE = "make a disclosure bundle"
    SEE_TRENDS = "see what is rising"
    JUDGE_WARNING = "say what came of a warning"
    WRITE_ALERT = "write an alert for the public"
    PUBLISH_ALERT = "publish or withdraw an alert"
    SEE_SERIES = "see series of reports"
    JUDGE_LINKS = "judge whether two reports belong together"
    NAME_SERIES = "name a series"
    RULE_VALUES = "say whether a value links reports"
    HAND_OVER = "hand over a sealed exhibit and its key"
    SEARCH = "search in reports"
    SEE_PROMISES = "see what was promised"
    TAKE_REPORT = "take a report or give it to a colleague"
    MOVE_REPORT = "move a report to another unit"
    MANAGE_STAFF = "make, change and close accounts of staff"
    CLOSE_REPORT = "close a report"
    CHECK_CLOSING = "check somebody else's closing"
    REVIEW_CLOSING = "look at a closing again"
    EDIT_LETTERS = "edit the library of letters"
    REFER_SUPPORT = "ask about support and pass somebody on to it"
    SEE_CASELOAD = "see the caseload of a support service"
    OPEN_REFERRAL = "open a referral to support and work on it"
    SEE_SUPPORT_FIGURES = "see the figures of victim support"
    RESTRICT = "restrict a report"
    LIFT_RESTRICTION = "end the restriction of a report"
    LET_IN = "let somebody in to a restricted report"
    LOOK_AT_READS = "look at what others read"
    SEE_ABUSE = "see suspected abuse"
    LOWER_REPORTS = "put reports below others"
    PROPOSE_BLOCK = "propose to stop a reporter's words"
    CONFIRM_BLOCK = "stop a reporter's words, as the second person"
    WORK_ON_CASE = "work on a case"
    SEE_OVERVIEW = "see how reports are kept up with"
    ASK_OTHERS = "ask another body to hold money or to stop something"
    OFFER_STATEMENT = "offer a reporter a statement to sign"


SUPPORT_DEEDS = frozenset({Deed.SEE_REQUESTS, Deed.OPEN_REQUEST, Deed.NOTE_CALL})
"""All that is done about requests to talk, by those who support. Police see that one waits, and read nothing of it."""

CASELOAD_DEEDS = frozenset({Deed.SEE_CASELOAD, Deed.OPEN_REFERRAL, Deed.SEE_SUPPORT_FIGURES})
"""All that a support service does with its own caseload. No role of police has more of it than the counts."""

CODE_DEEDS = frozenset({Deed.SEE_LOST_CODES, Deed.GIVE_NEW_CODE})
"""All that is done about lost codes: for those who open reports and talk to their reporters."""

CASE_DEEDS = frozenset(
    {
        Deed.SEE_QUEUE,
        Deed.OPEN_REPORT,
        Deed.TAKE_REPORT,
        Deed.MOVE_REPORT,
        Deed.WRITE_TO_REPORTER,
        Deed.RECORD_CRIME_NUMBER,
        Deed.SEARCH,
        Deed.SEE_PROMISES,
        Deed.REFER_SUPPORT,
    }
)
"""All that is done about a report by those who work on it."""

SERIES_DEEDS = frozenset({Deed.SEE_SERIES, Deed.JUDGE_LINKS, Deed.NAME_SERIES})
"""All that is done about what hangs together by those who work on it. A value is ruled on for everybody, by few."""

CLOSING_DEEDS = frozenset({Deed.CLOSE_REPORT, Deed.CHECK_CLOSING, Deed.EDIT_LETTERS})
"""All by which a report ends. Whoever works on one may propose it; who looks again decides nothing of their own."""

ABUSE_DEEDS = frozenset({Deed.SEE_ABUSE, Deed.LOWER_REPORTS, Deed.PROPOSE_BLOCK})
"""What is done about floods and hoaxes. It takes two people to stop a reporter's words, the second a supervisor."""

DOOR_DEEDS = frozenset({Deed.LIFT_RESTRICTION, Deed.LET_IN})
"""What opens a door to somebody else. Who works on a report may shut it to most; only a supervisor opens it again."""

RETENTION_DEEDS = frozenset({Deed.PLACE_HOLD, Deed.LIFT_HOLD, Deed.ERASE_MONTH})
"""What decides how long reports stay. Who works on a report may hold it; only a supervisor lets it go again."""

TREND_DEEDS = frozenset({Deed.SEE_TRENDS, Deed.JUDGE_WARNING, Deed.WRITE_ALERT, Deed.PUBLISH_ALERT})
"""The national picture and what is told of it. Counts only: no report is opened by it."""

DISCLOSURE_DEEDS = frozenset({Deed.DISCLOSE, Deed.HAND_OVER})
"""All by which something of a report leaves the service, to a court or another body."""

EVIDENCE_DEEDS = frozenset({Deed.ASK_OTHERS, Deed.OFFER_STATEMENT})
"""What an investigation asks of others. Money is gone within the hour: who reads a report first may ask for it too."""

DEEDS: dict[Role, frozenset[Deed]] = {
    Role.CALL_HANDLER: frozenset({Deed.SEE_QUEUE, Deed.SEE_CONTENT}),
    Role.ASSESSOR: frozenset(
        {
            *(Deed.ASSESS, Deed.CLOSE_REPORT, Deed.RESTRICT, Deed.SEE_CONTENT, Deed.SEE_TRENDS),
            *(Deed.SEE_SERIES, Deed.JUDGE_LINKS),
        }
    )
    | frozenset({Deed.ASK_OTHERS})
    | CASE_DEEDS
    | CODE_DEEDS,
    Role.INVESTIGATOR: frozenset(
        {Deed.ASSESS, Deed.RECORD, Deed.RESTRICT, Deed.SEE_CONTENT, Deed.SEE_TRENDS, Deed.PLACE_HOLD}
        | {Deed.WORK_ON_CASE}
    )
    | CASE_DEEDS
    | CLOSING_DEEDS
    | SERIES_DEEDS
    | EVIDENCE_DEEDS
    | DISCLOSURE_DEEDS
    | ABUSE_DEEDS,
    Role.ANALYST: frozenset(
        {Deed.SEE_QUEUE, Deed.OPEN_REPORT, Deed.SEE_CONTENT, Deed.SEARCH, Deed.RULE_VALUES}
    )
    | SERIES_DEEDS
    | TREND_DEEDS,
    Role.SUPERVISOR: frozenset(
        {Deed.ASSESS, Deed.RECORD, Deed.SEE_CONTENT, Deed.RETRY_WORK, Deed.RULE_VALUES, Deed.MANAGE_STAFF}
    )
    | CASE_DEEDS
    | CLOSING_DEEDS
    | frozenset(
        {
            Deed.REVIEW_CLOSING,
            Deed.RESTRICT,
            Deed.LOOK_AT_READS,
            Deed.WORK_ON_CASE,
            Deed.SEE_OVERVIEW,
            Deed.SEE_REQUESTS,
            Deed.SEE_SUPPORT_FIGURES,
        }
    )
    | DOOR_DEEDS
    | ABUSE_DEEDS
    | frozenset({Deed.CONFIRM_BLOCK})
    | EVIDENCE_DEEDS
    | SERIES_DEEDS
    | CODE_DEEDS
    | RETENTION_DEEDS
    | DISCLOSURE_DEEDS
    | TREND_DEEDS,
    Role.SUPPORT_WORKER: frozenset({Deed.SEE_CONTENT}) | SUPPORT_DEEDS | CASELOAD_DEEDS,
    Role.AUDITOR: frozenset({Deed.SEE_CONTENT, Deed.LOOK_AT_READS}),
    Role.ADMINISTRATOR: frozenset({Deed.SEE_CONTENT, Deed.RETRY_WORK, Deed.MANAGE_STAFF}),
}
"""An administrator keeps the service running and reads nobody's story."""

EVERY_UNIT: frozenset[Role] = frozenset({Role.SUPERVISOR, Role.ANALYST})
"""Roles that are not tied to the reports of their own unit."""

READS: frozenset[Deed] = frozenset({Deed.OPEN_REPORT, Deed.OPEN_REQUEST, Deed.OPEN_REFERRAL})
"""What shows a person's story: whoever may not do it gives nobody a role that may."""


class AccessError(Exception):
    """Somebody asked for what they may not have."""


class NotAllowedError(AccessError):
    """This person may not do this to this report."""

    def __init__(self, role: str, deed: Deed) -> None:
        super().__init__(f"A {role or 'person without a role'} of this unit may not {deed}.")
        self.role = role
        self.deed = deed


@dataclass(frozen=True, kw_only=True)
class Badge:
    """What access looks at: a person's role and unit."""

    role: str
    unit: str


def may(badge: Badge, deed: Deed, *, unit: str = "") -> bool:
    """
    Say whether this badge opens this deed.

    `unit` is the unit that holds the report; empty where no report is meant, or none holds it yet.
    """
    if badge.role not in set(Role):
        return False
    role = Role(badge.role)
    return deed in DEEDS[role] and (not unit or unit == badge.unit or role in EVERY_UNIT)


def check_may(badge: Badge, deed: Deed, *, unit: str = "") -> None:
    """
    Let a deed pass that this badge opens.

    :raises NotAllowedError: otherwise.
    """
    if not may(badge, deed, unit=unit):
        raise NotAllowedError(badge.role, deed)


def may_give(badge: Badge, role: Role) -> bool:
    """
    Say whether this badge may make an account of a role, change it, or set its sign-in back.

    A one-time password opens what its account opens: so an administrator, who reads nobody's story, hands out no
    role that does.
    """
    own = DEEDS[Role(badge.role)] if badge.role in set(Role) else frozenset()
    return Deed.MANAGE_STAFF in own and DEEDS[role] & READS <= own
