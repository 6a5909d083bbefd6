"""What can go wrong with a backup or a restore; each says in its message what to do.

RecoveryError
├── AskedWronglyError       what was asked for cannot be: a recipient, an identity, a folder, a time
├── NotBackedUpError        no backup was made
├── BackupDamagedError      a backup is not what was backed up; `what` names the file
├── PlaceNotEmptyError      a restore goes into an empty place only
└── NotRestoredError        nothing was restored; the place is as empty as before
    └── NotTheSameError     what came out of a whole backup is not what went in
"""


class RecoveryError(Exception):
    """Something about a backup or a restore that a caller may meet."""


class AskedWronglyError(RecoveryError):
    """What was asked for cannot be: a recipient, an identity, a folder, a time."""


class NotBackedUpError(RecoveryError):
    """No backup was made."""


class BackupDamagedError(RecoveryError):
    """A backup is not what was backed up; `what` names the file."""

    def __init__(self, *, what: str, why: str) -> None:
        super().__init__(f"{what} {why}. Take another backup, with --at or another folder.")
        self.what = what


class PlaceNotEmptyError(RecoveryError):
    """A restore goes into an empty place only."""


class NotRestoredError(RecoveryError):
    """Nothing was restored; the place is as empty as before."""


class NotTheSameError(NotRestoredError):
    """What came out of a whole backup is not what went in; `what` names the first thing that differs."""

    def __init__(self, *, what: str, why: str) -> None:
        super().__init__(
            f"{what} {why}. The backup was whole, so look at this machine's disk, and try again."
        )
        self.what = what
