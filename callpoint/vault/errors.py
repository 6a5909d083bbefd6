"""What can go wrong with a file of the vault.

VaultError
├── TooLargeError         it has more bytes than one exhibit may have
├── EmptyFileError        it has no bytes at all
├── DiskFullError         there is no room for it
├── NotKeptError          it could not be sealed: its child program ended too early
├── PartsLostError        parts of an upload are gone, or not what was kept
├── ExhibitMissingError   its sealed file is not in the folder
├── ExhibitChangedError   its sealed file is not what was kept
└── TooMuchUnownedError   so many files have no row that the rows may be those of another database
"""


class VaultError(Exception):
    """Something about a file of the vault that a caller may meet."""


class TooLargeError(VaultError):
    """A file has more bytes than one exhibit may have."""

    def __init__(self, most_bytes: int) -> None:
        super().__init__(f"more than {most_bytes} bytes")
        self.most_bytes = most_bytes


class EmptyFileError(VaultError):
    """A file has no bytes at all."""


class DiskFullError(VaultError):
    """There is no room for a file."""


class NotKeptError(VaultError):
    """A file could not be sealed: its child program ended too early."""


class PartsLostError(VaultError):
    """Parts of an upload are gone, or not what was kept: it has to begin anew."""


class ExhibitMissingError(VaultError):
    """The sealed file of an exhibit is not in the folder."""


class ExhibitChangedError(VaultError):
    """The sealed file of an exhibit is not what was kept."""


class TooMuchUnownedError(VaultError):
    """So many files have no row that the rows may be those of another database."""

    def __init__(self, unowned: int, lying: int) -> None:
        super().__init__(f"{unowned} of {lying} files have no row")
        self.unowned, self.lying = unowned, lying
