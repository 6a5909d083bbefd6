"""What is wrong in the content, where, and what to do about it.

ContentError
  BrokenContentError   the content has problems; it carries every one of them
"""

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One thing to put right in one line of one file."""

    file: str
    line: int
    what: str
    remedy: str

    def __str__(self) -> str:
        """Show it as an editor can jump to it: file, line, words."""
        return f"{self.file}:{self.line}: {self.what} {self.remedy}"


class ContentError(Exception):
    """Something about the content keeps it from being used."""


class BrokenContentError(ContentError):
    """The content has problems, all of them listed in `problems`."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))
