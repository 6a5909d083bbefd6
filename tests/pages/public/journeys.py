"""Steps that many journeys share, by the words a person sees."""

from tests.pages.public.browsing import Browser

STORY_LABEL = "Tell us what happened, in your own words"
DECLARATION_LABEL = "This is true as far as I know."
STORY = "A man rang and said he was from my bank. I sent him 900 pounds."


def told(story: str = STORY) -> Browser:
    """Somebody who told what happened; nothing else yet."""
    return Browser().go("/report/question/story/").press("Continue", {STORY_LABEL: story})


def checked(story: str = STORY) -> Browser:
    """Somebody who told what happened and skipped the rest."""
    return told(story).go("/report/check/")


def sent(story: str = STORY) -> Browser:
    """Somebody who sent their report."""
    return send(checked(story))


def send(person: Browser) -> Browser:
    """Declare it true and press send on the check page."""
    return person.press("Send my report", {DECLARATION_LABEL: "yes"})


def came_back(code: str, reference: str = "") -> Browser:
    """Somebody who came back with a code on another device."""
    fields = {"Your private code": code, "Your report reference, if you have one": reference}
    return Browser().go("/return/").press("Open my report", fields)
