"""How the step of a report is written in an address."""


class StepConverter:
    """A step: a question's or sheet's id, with the number of its row from the second on (`payment.2`)."""

    regex = "[a-z0-9_-]+(?:\\.[0-9]{1,2})?"

    def to_python(self, value: str) -> str:
        """Read a step as it stands."""
        return value

    def to_url(self, value: str) -> str:
        """Write a step as it stands."""
        return value
