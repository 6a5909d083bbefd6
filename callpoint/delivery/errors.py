"""The one error of every way out.

NotDeliveredError   permanent: trying again is no use; otherwise the worker tries again
"""


class NotDeliveredError(Exception):
    """Something could not be sent; `permanent` says whether trying again is of any use."""

    def __init__(self, channel: str, *, permanent: bool) -> None:
        super().__init__(f"{channel} did not take it")
        self.channel = channel
        self.permanent = permanent
