"""What every page of somebody who has signed in brings for the keyboard: whether keys work, and where one can go."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Place:
    """Somewhere to go by the palette."""

    text: str
    url: str


@dataclass(frozen=True, kw_only=True)
class Desk:
    """The desk of one person."""

    has_keys: bool
    """Whether single keys work; who dictates or uses a switch may not want them (WCAG 2.1.4)."""
    choices_url: str
    places: tuple[Place, ...]
    here: str = ""
    """The page that is open, for a form that leads back to it."""
    break_url: str = ""
    pause: str = ""
    """Why a break may do good; '' where none is due, or the person does not want to hear of it."""
