"""Which short questions follow a story: only those whose answer can change where a person is sent."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from callpoint.rules.content.model import Kind

MOST_FOLLOW_UPS = 3
"""Stories, section T1: at most three follow-ups, then the page with one main action."""
ON_BEHALF = frozenset({"another-adult", "child"})
"""Answers to `who` where somebody else was harmed: their place is what counts, and is asked with their name."""


@dataclass(frozen=True, kw_only=True)
class FollowUp:
    """A question and when it is worth asking; empty conditions always hold."""

    question: str
    groups: Collection[str] = ()
    kinds: Collection[str] = ()
    who: Collection[str] = ()


FOLLOW_UPS: tuple[FollowUp, ...] = (
    FollowUp(question="who"),
    FollowUp(question="attack_running", who=("organisation",), groups=("computer-misuse",)),
    FollowUp(
        question="remote_access_on", kinds=("tech-support-fraud", "bank-impersonation", "hacked-device")
    ),
    FollowUp(question="image_threat", kinds=("sextortion", "intimate-image-abuse", "child-online-abuse")),
    FollowUp(question="money_left", groups=("fraud", "computer-misuse")),
    FollowUp(question="age", groups=("harm-to-person",)),
    FollowUp(question="age", who=("child",)),
    FollowUp(question="suspect_known", groups=("harm-to-person",)),
    FollowUp(question="postcode"),
)
"""In the order in which they are asked; the place comes last and is always among the three."""


def follow_ups(
    *, kind: Kind, answers: Mapping[str, str | list[str]], read: Mapping[str, str]
) -> tuple[str, ...]:
    """
    Choose at most three questions for a kind, in order.

    `answers` is what the person chose so far, `read` what the story already says: neither is asked again,
    except that an answer already given keeps its page, so that going back shows it.
    """
    who = str(answers.get("who", "") or read.get("who", ""))
    fitting = [step.question for step in FOLLOW_UPS if _fits(step, kind, who)]
    unsaid = [name for name in dict.fromkeys(fitting) if name in answers or not read.get(name)]
    return (
        *[name for name in unsaid if name != "postcode"][: MOST_FOLLOW_UPS - 1],
        *(name for name in unsaid if name == "postcode"),
    )


def _fits(step: FollowUp, kind: Kind, who: str) -> bool:
    return (
        (not step.groups or kind.group in step.groups)
        and (not step.kinds or kind.id in step.kinds)
        and (not step.who or who in step.who)
    )
