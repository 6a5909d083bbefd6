"""What a write path is, and how one is declared: what leads up to it, what is done, and what must stand afterwards.

To add one: write `prepare` (makes what is needed and gives it as facts) and `run` (does it as a page would, and calls
`tell` at the moment a person would be told), then say what each told deed must have left behind. See `table.py`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

Facts = dict[str, str]
"""What was prepared, by name."""
Tell = Callable[[str, str], None]
"""Says that a person has been told of a deed, and what they were told, such as a reference."""
Again = Callable[[Facts, Mapping[str, str], Tell], None]


def stands(facts: Facts, told: str) -> bool:
    """Answer yes: for deeds of which counting rows, leaves and outbox rows shows all."""
    del facts, told
    return True


def as_it_is() -> None:
    """Mend nothing: the service works on at once."""


@dataclass(frozen=True, kw_only=True)
class Deed:
    """What one deed leaves behind: one leaf, one outbox row, one row of a table, each where it is named."""

    leaf: str = ""
    posted: str = ""
    table: str = ""
    stands: Callable[[Facts, str], bool] = stands
    """Whether what a person was told is so: the reference leads there, the words and bytes are the same."""
    most: int = 1
    """How often it may be done where nobody was told of it and they tried again, twice at most: each reading is a leaf."""


@dataclass(frozen=True, kw_only=True)
class WritePath:
    """One way on which something is written."""

    name: str
    prepare: Callable[[], Facts]
    run: Callable[[Facts, Tell], None]
    deeds: Mapping[str, Deed]
    again: Again | None = None
    """How a person tries again, knowing what they were told; None where they do the same once more."""
    mend: Callable[[], None] = as_it_is
    """What the next start of the service does before anything else."""

    def try_again(self, facts: Facts, told: Mapping[str, str], tell: Tell) -> None:
        """Do what a person does who was told no more than `told`."""
        if self.again is None:
            self.run(facts, tell)
        else:
            self.again(facts, told, tell)


def unless_told(run: Callable[[Facts, Tell], None]) -> Again:
    """Try again only where nobody was told: a second time would be a second deed."""

    def once_more(facts: Facts, told: Mapping[str, str], tell: Tell) -> None:
        if not told:
            run(facts, tell)

    return once_more
