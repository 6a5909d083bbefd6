"""Every setting of a deployment: what it means, what it may be, what it is by default.

These models are the only list of settings: `docs/settings.md` is written from them.
"""

from pathlib import Path
from typing import Final, Self
from urllib.parse import urlsplit

from pydantic import Field, model_validator

from callpoint.project.setting_section import Section
from callpoint.project.setting_sign_in import SignIn
from callpoint.project.setting_values import (
    DARK_PAGE,
    DarkPageColour,
    DatabaseAddress,
    Languages,
    LightPageColour,
    Minutes,
    NeededPath,
    OptionalPath,
    Role,
    SecureAddress,
    TimeZone,
    Tries,
    WebAddress,
    Words,
)

NO_HOST: Final = "callpoint.invalid"
"""Stands where a deployment has no host name of its own yet (RFC 2606, section 2)."""
TIME_ZONES: Final = {"uk": "Europe/London", "us": "America/New_York"}


class Service(Section):
    """Who runs this service, for whom, and how it looks."""

    name: str = Field(
        "Callpoint",
        min_length=1,
        max_length=60,
        description="The name at the head of every page.",
    )
    organisation: str = Field(
        "the operator of this service",
        min_length=1,
        max_length=120,
        description="Who runs the service, as said to people.",
    )
    role: Role = Field(
        "police-force",
        description="What this deployment is: a `recording-body`, a `police-force`, a `support-service` or a `guide`. "
        "Submit, Done, letters and clocks follow it.",
    )
    reference_prefix: str = Field(
        "CP",
        pattern=r"^[A-Z]{2,4}$",
        description="The capital letters at the head of every report reference.",
    )
    demonstration: bool = Field(
        False,
        description="Whether each page says that this is a demonstration. `./run --demo` turns it on by itself.",
    )
    contact_line: str = Field(
        "",
        max_length=200,
        description="One line that says how to reach you. Empty: no such line is shown.",
    )
    colour: LightPageColour = Field(
        "#1d5c73",
        description="The accent colour on white pages, as `#rrggbb`; must be readable on white (4.5 to 1).",
    )
    colour_in_dark: DarkPageColour = Field(
        "#8fd0e6",
        description=f"Its light twin for dark pages; must be readable on `{DARK_PAGE}` (4.5 to 1).",
    )
    jurisdiction: str = Field(
        "uk/derbyshire",
        pattern=r"^[a-z]{2}(/[a-z][a-z-]*)*$",
        description="Which folder of `callpoint/content` applies; the folders above it are read first.",
    )
    languages: Languages = Field(
        ("en", "cy", "pl", "ur", "uk"),
        min_length=1,
        description="The languages people may choose; the first is the one they start with. One that has no "
        "translation yet is not offered.",
    )
    checked_languages: Languages = Field(
        ("en",),
        description="Those whose translation a native speaker has checked. Pages in any other say that it was not.",
    )
    content_overlay: OptionalPath = Field(
        None,
        description="A folder of your own content that is laid over the jurisdiction's. Empty: none.",
    )
    time_zone: TimeZone = Field(
        "",
        description="The time zone of all times shown. Empty: that of the jurisdiction.",
    )


class Web(Section):
    """Where the web server listens and under which names people find it."""

    host: str = Field(
        "127.0.0.1",
        min_length=1,
        description="The network address the server listens on.",
    )
    port: int = Field(
        8000,
        ge=1,
        le=65535,
        description="The port. Where it is not set and 8000 is taken, the next free one. `CALLPOINT_PORT` sets it too.",
    )
    public_url: WebAddress = Field(
        "",
        description="The address people type, as in `https://report.example.org`. Empty: host and port.",
    )
    allowed_hosts: Words = Field(
        ("localhost", "127.0.0.1", "[::1]"),
        min_length=1,
        description="The names the server answers to.",
    )
    proxies: int = Field(
        0,
        ge=0,
        le=9,
        description="How many reverse proxies of yours stand before the service. Limits then count by the address "
        "that the outermost of them saw.",
    )
    https: bool = Field(
        default=False,
        description="Whether people reach the service over HTTPS. Turn it on wherever people do report.",
    )

    processes: int = Field(1, ge=1, le=64, description="Web processes. More than one is for PostgreSQL only.")
    threads: int = Field(
        8, ge=1, le=256, description="Requests that one web process answers at the same time."
    )

    @model_validator(mode="after")
    def _names_agree(self) -> Self:
        host = urlsplit(self.public_url).hostname
        if host and host not in self.allowed_hosts:
            message = f"web.allowed_hosts lacks {host}, which web.public_url names; add it there"
            raise ValueError(message)
        if self.https and not self.public_url.startswith("https://"):
            message = "web.https is on, so web.public_url must start with https://"
            raise ValueError(message)
        return self


class Store(Section):
    """Where reports are kept."""

    var: NeededPath = Field(
        Path("var"),
        description="The folder for all that is kept: database, exhibits, keys.",
    )
    database: DatabaseAddress = Field(
        "",
        description="`postgresql://user@host:port/name`. Empty: SQLite in `$VAR/callpoint.sqlite3`.",
    )
    password_file: OptionalPath = Field(
        None,
        description="The file with the database password, open to its owner alone. Empty: no password.",
    )


class Keys(Section):
    """Where the keys lie."""

    root_key: NeededPath = Field(
        Path("$VAR/keys/root.key"),
        description="The file with the root key; or `credential:NAME`, which systemd hands over.",
    )
    keyring: NeededPath = Field(
        Path("$VAR/keys/keyring.json"),
        description="The file with the keys that the root key wraps.",
    )
    session_key: NeededPath = Field(
        Path("$VAR/keys/session.key"),
        description="The file with the key that signs sessions; made anew where missing.",
    )


class Sessions(Section):
    """How long a page may stay idle before it closes."""

    public_idle_minutes: Minutes = Field(120, description="For a person with a report, in minutes.")
    shared_idle_minutes: Minutes = Field(
        15, description="For a person with a report on a device that they say they share, in minutes."
    )
    staff_idle_minutes: Minutes = Field(15, description="For staff, in minutes.")


class Drafts(Section):
    """Reports that were begun and not sent."""

    keep_days: int = Field(
        30,
        ge=1,
        le=365,
        description="Days until an unsent report is deleted, from its last change.",
    )


class Exhibits(Section):
    """Files that reporters add."""

    most_bytes: int = Field(500_000_000, ge=1_000_000, description="The most bytes of one file.")
    most_files: int = Field(40, ge=1, le=1000, description="The most files of one report.")
    least_free_bytes: int = Field(
        1_000_000_000,
        ge=0,
        description="Bytes of the disk that files leave free, so that reports are still taken. A file that would not "
        "leave them is refused with words.",
    )
    keep_unfinished_hours: int = Field(
        48,
        ge=1,
        le=720,
        description="Hours that a file which is not whole yet is kept, from its last bytes. So long its sender can go on.",
    )
    scanner_socket: OptionalPath = Field(
        None,
        description="The socket of ClamAV's `clamd`, as in `/run/clamav/clamd.ctl`. Empty: files are not scanned, and "
        "staff are told so.",
    )
    host: str = Field(
        "",
        pattern=r"^([a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?)?$",
        description="A second name of this service, as in `files.example.org`, that hands out originals and pictures "
        "and nothing else. Empty: the main name hands them out.",
    )


class Limits(Section):
    """How many tries are let through before people are asked to wait."""

    code_tries_per_source_per_hour: Tries = Field(
        20, description="Tries of private codes from one source in an hour."
    )
    code_tries_per_code_per_hour: Tries = Field(10, description="Tries of one private code in an hour.")
    code_tries_total_per_minute: Tries = Field(
        120, description="Tries of private codes from everyone in a minute."
    )
    lost_codes_per_source_per_hour: Tries = Field(
        10, description="Requests for a new private code from one source in an hour."
    )
    submits_per_source_per_hour: Tries = Field(60, description="Reports sent from one source in an hour.")
    drafts_per_source_per_hour: Tries = Field(120, description="Reports begun from one source in an hour.")
    messages_per_source_per_hour: Tries = Field(
        120, description="Messages that reporters send from one source in an hour."
    )
    files_per_source_per_hour: Tries = Field(
        400, description="Times that files are sent from one source in an hour."
    )


class Mail(Section):
    """How mail goes out."""

    host: str = Field(
        "", pattern=r"^[A-Za-z0-9.:-]*$", description="The mail server. Empty: no mail is sent."
    )
    port: int = Field(587, ge=1, le=65535, description="Its port.")
    from_address: str = Field(
        "noreply@localhost",
        pattern=r"^[^@\s<>]+@[^@\s<>]+$",
        description="The address mail comes from.",
    )
    from_name: str = Field(
        "Messages",
        max_length=60,
        description="The name mail comes from. Neutral, as others may see a mailbox.",
    )
    user: str = Field(
        "", max_length=320, description="The user name at the mail server. Empty: none is asked for."
    )
    password_file: OptionalPath = Field(
        None,
        description="The file with the mail password, open to its owner alone. Empty: no password.",
    )


class Journal(Section):
    """How the journal is signed, and who outside keeps a copy of what was signed."""

    origin: str = Field(
        "",
        max_length=200,
        pattern=r"^[^\s+]*$",
        description="The name of the journal in its checkpoints; choose it once, for good. Empty: the host of "
        "`web.public_url` and `/journal`.",
    )
    witness: str = Field(
        "",
        max_length=320,
        pattern=r"^([^@\s<>]+@[^@\s<>]+)?$",
        description="The mail address of somebody outside who keeps one signed checkpoint a day. Empty: none is sent.",
    )
    timestamp_url: SecureAddress = Field(
        "",
        description="The address of a time stamp authority (RFC 3161), as in `https://stamp.example.org/tsr`. It gets "
        "the hash of one checkpoint a day. Empty: none.",
    )
    timestamp_certificate: OptionalPath = Field(
        None,
        description="The file with the root certificate of that authority (PEM), by which its stamps are checked.",
    )

    @model_validator(mode="after")
    def _stamps_can_be_checked(self) -> Self:
        if self.timestamp_url and not self.timestamp_certificate:
            message = "journal.timestamp_url is set, so journal.timestamp_certificate must name a file"
            raise ValueError(message)
        return self


class Worker(Section):
    """How queued work is done."""

    poll_seconds: float = Field(1.0, gt=0, le=60, description="Seconds between two looks for work.")
    lease_seconds: int = Field(
        120,
        ge=10,
        le=3600,
        description="Seconds until the work of a dead worker is given away.",
    )
    max_attempts: int = Field(
        12,
        ge=1,
        le=100,
        description="Tries until a piece of work is shown to staff as stuck.",
    )


class Backup(Section):
    """What `callpoint backup` does without being told."""

    recipient: str = Field(
        "",
        pattern=r"^(age1[0-9a-z]+)?$",
        description="The age recipient that backups are sealed to, as `age-keygen` prints it. Empty: it is given each "
        "time.",
    )
    keep: int = Field(30, ge=1, le=10_000, description="How many backups are kept in one folder.")


class Settings(Section):
    """All settings, each part under the name of its section in `callpoint.toml`."""

    service: Service
    web: Web
    store: Store
    keys: Keys
    sessions: Sessions
    sign_in: SignIn
    drafts: Drafts
    exhibits: Exhibits
    limits: Limits
    mail: Mail
    journal: Journal
    worker: Worker
    backup: Backup

    @model_validator(mode="after")
    def _one_process_on_sqlite(self) -> Self:
        if self.web.processes > 1 and not self.store.database:
            message = "web.processes is more than 1, so store.database must name a PostgreSQL database"
            raise ValueError(message)
        return self

    @property
    def time_zone(self) -> str:
        """The time zone of all times shown: the one set, else that of the jurisdiction, else UTC."""
        country = self.service.jurisdiction.partition("/")[0]
        return self.service.time_zone or TIME_ZONES.get(country, "UTC")

    @property
    def sqlite_file(self) -> Path:
        """Where the database lies when `store.database` is empty."""
        return self.store.var / "callpoint.sqlite3"

    @property
    def journal_origin(self) -> str:
        """The name of the journal in its checkpoints."""
        host = urlsplit(self.web.public_url).hostname or NO_HOST
        return self.journal.origin or f"{host}/journal"

    @property
    def address(self) -> str:
        """The address of the start page, without a slash at the end."""
        return self.web.public_url or f"http://{self.web.host}:{self.web.port}"
