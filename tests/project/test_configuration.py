"""Settings: read from one file, overridden by the environment, refused by name where they are wrong."""

import re
import tomllib
from pathlib import Path

import pytest

from callpoint.project.configuration import (
    SettingsNotReadError,
    default_text,
    load_settings,
    secret_text,
    sections,
    variables,
)
from callpoint.project.setting_values import contrast
from tools.documents import settings_sample

RECIPIENT = "age1mu7c6fg4x5d7zg6knedqnn0xqpu7xx45c7mg34tq0tm3m5udga6seh8v74"
POSTGRES = "postgresql://callpoint@localhost:5432/callpoint"

GOOD_AND_WRONG: dict[str, tuple[str, object, str]] = {
    "service.name": ("Tell Us", "Tell Us", ""),
    "service.organisation": ("Example Police", "Example Police", ""),
    "service.role": ("guide", "guide", "police"),
    "service.reference_prefix": ("EX", "EX", "e1"),
    "service.demonstration": ("true", True, "perhaps"),
    "service.contact_line": ("Call 101.", "Call 101.", "x" * 201),
    "service.colour": ("#003078", "#003078", "#ffdd00"),
    "service.colour_in_dark": ("#ffdd00", "#ffdd00", "#003078"),
    "service.jurisdiction": ("us", "us", "../uk"),
    "service.languages": ("en, cy", ("en", "cy"), "english!"),
    "service.checked_languages": ("en, cy", ("en", "cy"), "english!"),
    "service.content_overlay": ("own", Path("own"), "$NOWHERE/own"),
    "service.time_zone": ("Europe/Dublin", "Europe/Dublin", "Derby"),
    "web.host": ("0.0.0.0", "0.0.0.0", ""),  # noqa: S104  # read, never opened
    "web.port": ("8010", 8010, "80000"),
    "web.public_url": ("http://localhost:8010/", "http://localhost:8010", "localhost/path"),
    "web.allowed_hosts": ("a.example, b.example", ("a.example", "b.example"), ""),
    "web.proxies": ("1", 1, "-1"),
    "web.https": ("false", False, "perhaps"),
    "web.processes": ("1", 1, "0"),
    "web.threads": ("4", 4, "0"),
    "store.var": ("kept", Path("kept"), "$NOWHERE/kept"),
    "store.database": (POSTGRES, POSTGRES, "mysql://localhost/callpoint"),
    "store.password_file": ("secret", Path("secret"), "absent"),
    "keys.root_key": ("$VAR/root", Path("var/root"), "$NOWHERE/root"),
    "keys.keyring": ("$VAR/ring", Path("var/ring"), "$NOWHERE/ring"),
    "keys.session_key": ("$VAR/session", Path("var/session"), "$NOWHERE/session"),
    "sessions.public_idle_minutes": ("60", 60, "1"),
    "sessions.shared_idle_minutes": ("20", 20, "1"),
    "sessions.staff_idle_minutes": ("10", 10, "1"),
    "sign_in.provider": ("https://login.example.org", "https://login.example.org", "login.example.org"),
    "sign_in.provider_name": ("Example Police", "Example Police", ""),
    "sign_in.client_id": ("callpoint", "callpoint", "x" * 201),
    "sign_in.client_secret_file": ("secret", Path("secret"), "$NOWHERE/secret"),
    "sign_in.second_factor": ("provider", "provider", "none"),
    "sign_in.one_time_password_days": ("3", 3, "0"),
    "drafts.keep_days": ("7", 7, "0"),
    "exhibits.most_bytes": ("2000000", 2_000_000, "0"),
    "exhibits.most_files": ("5", 5, "0"),
    "exhibits.least_free_bytes": ("5", 5, "-1"),
    "exhibits.keep_unfinished_hours": ("24", 24, "0"),
    "exhibits.scanner_socket": ("/run/clamd.ctl", Path("/run/clamd.ctl"), "$NOWHERE/clamd.ctl"),
    "exhibits.host": ("files.example.org", "files.example.org", "https://files.example.org"),
    "limits.code_tries_per_source_per_hour": ("5", 5, "0"),
    "limits.code_tries_per_code_per_hour": ("5", 5, "0"),
    "limits.code_tries_total_per_minute": ("5", 5, "0"),
    "limits.lost_codes_per_source_per_hour": ("5", 5, "0"),
    "limits.submits_per_source_per_hour": ("5", 5, "0"),
    "limits.drafts_per_source_per_hour": ("5", 5, "0"),
    "limits.messages_per_source_per_hour": ("5", 5, "0"),
    "limits.files_per_source_per_hour": ("5", 5, "0"),
    "mail.host": ("mail.example", "mail.example", "mail example"),
    "mail.port": ("25", 25, "0"),
    "mail.from_address": ("post@example.org", "post@example.org", "post"),
    "mail.from_name": ("Post", "Post", "x" * 61),
    "mail.user": ("post", "post", "x" * 321),
    "mail.password_file": ("secret", Path("secret"), "absent"),
    "journal.origin": ("example.org/log", "example.org/log", "a log"),
    "journal.witness": ("keeper@example.org", "keeper@example.org", "keeper"),
    "journal.timestamp_url": ("", "", "http://stamp.example.org"),
    "journal.timestamp_certificate": ("root.pem", Path("root.pem"), "$NOWHERE/root.pem"),
    "worker.poll_seconds": ("0.5", 0.5, "0"),
    "worker.lease_seconds": ("60", 60, "1"),
    "worker.max_attempts": ("3", 3, "0"),
    "backup.recipient": (RECIPIENT, RECIPIENT, "age-secret"),
    "backup.keep": ("7", 7, "0"),
}
"""Each setting: a good value as the environment has it, the same as read, and a value that is refused."""


BESIDE: dict[str, dict[str, str]] = {
    "sign_in.provider": {
        "CALLPOINT_SIGN_IN_CLIENT_ID": "me",
        "CALLPOINT_SIGN_IN_CLIENT_SECRET_FILE": "secret",
    },
}
"""What else is set where a setting means nothing alone."""


def a_root(folder: Path, *, settings_file: str = "") -> Path:
    """A folder of the code with a secret file, and a settings file where one is given."""
    (folder / "var").mkdir()
    (folder / "secret").write_text("opensesame\n", encoding="utf-8")
    (folder / "secret").chmod(0o600)
    if settings_file:
        (folder / "var" / "callpoint.toml").write_text(settings_file, encoding="utf-8")
    return folder


def variable_of(setting: str) -> str:
    section, name = setting.split(".")
    return variables()[section, name]


def refused(root: Path, environment: dict[str, str]) -> tuple[str, ...]:
    with pytest.raises(SettingsNotReadError) as error:
        load_settings(environment, root=root)
    return error.value.problems


def test_every_setting_has_a_good_and_a_wrong_value_here() -> None:
    assert list(GOOD_AND_WRONG) == [f"{section}.{name}" for section, name in variables()]


@pytest.mark.parametrize("setting", GOOD_AND_WRONG)
def test_the_environment_overrides_every_setting(setting: str, tmp_path: Path) -> None:
    given, expected, _ = GOOD_AND_WRONG[setting]
    environment = {variable_of(setting): given, **BESIDE.get(setting, {})}
    settings = load_settings(environment, root=a_root(tmp_path))
    section, name = setting.split(".")
    absolute = tmp_path / expected if isinstance(expected, Path) else expected
    assert getattr(getattr(settings, section), name) == absolute


@pytest.mark.parametrize("setting", GOOD_AND_WRONG)
def test_a_wrong_value_is_refused_by_its_name_and_the_place_to_correct(setting: str, tmp_path: Path) -> None:
    [problem] = refused(a_root(tmp_path), {variable_of(setting): GOOD_AND_WRONG[setting][2]})
    assert problem.startswith(setting)
    assert variable_of(setting) in problem or "secret" in problem or "absent" in problem


@pytest.mark.parametrize("setting", GOOD_AND_WRONG)
def test_every_setting_is_described(setting: str) -> None:
    section, name = setting.split(".")
    described = sections()[section].model_fields[name].description or ""
    assert described.endswith(".")


def test_without_file_and_environment_every_setting_has_its_default(tmp_path: Path) -> None:
    settings = load_settings({}, root=a_root(tmp_path))
    assert (settings.service.name, settings.time_zone, settings.sqlite_file, settings.address) == (
        "Callpoint",
        "Europe/London",
        tmp_path / "var" / "callpoint.sqlite3",
        "http://127.0.0.1:8000",
    )


@pytest.mark.parametrize(
    ("given", "origin"),
    [
        ({}, "callpoint.invalid/journal"),
        (
            {
                "CALLPOINT_WEB_PUBLIC_URL": "https://report.example.org:8443",
                "CALLPOINT_WEB_ALLOWED_HOSTS": "report.example.org",
            },
            "report.example.org/journal",
        ),
        ({"CALLPOINT_JOURNAL_ORIGIN": "example.org/log"}, "example.org/log"),
    ],
)
def test_the_journal_is_named_after_the_host_unless_it_has_a_name(
    given: dict[str, str], origin: str, tmp_path: Path
) -> None:
    assert load_settings(given, root=a_root(tmp_path)).journal_origin == origin


def test_the_file_in_the_var_folder_is_read_and_the_environment_wins(tmp_path: Path) -> None:
    root = a_root(tmp_path, settings_file='[service]\nname = "From the file"\nrole = "guide"\n')
    service = load_settings({"CALLPOINT_SERVICE_ROLE": "support-service"}, root=root).service
    assert (service.name, service.role) == ("From the file", "support-service")


def test_a_named_file_is_read_instead(tmp_path: Path) -> None:
    root = a_root(tmp_path, settings_file='[service]\nname = "Not this"\n')
    (root / "own.toml").write_text('[service]\nname = "This"\n', encoding="utf-8")
    assert load_settings({"CALLPOINT_CONFIG": "own.toml"}, root=root).service.name == "This"


def test_the_port_has_a_short_variable_and_is_then_a_chosen_one(tmp_path: Path) -> None:
    web = load_settings({"CALLPOINT_PORT": "8123"}, root=a_root(tmp_path)).web
    assert (web.port, "port" in web.model_fields_set) == (8123, True)


def test_credentials_are_found_where_the_service_manager_puts_them(tmp_path: Path) -> None:
    environment = {
        "CREDENTIALS_DIRECTORY": str(tmp_path / "given"),
        "CALLPOINT_KEYS_ROOT_KEY": "$CREDENTIALS_DIRECTORY/root",
    }
    assert load_settings(environment, root=a_root(tmp_path)).keys.root_key == tmp_path / "given" / "root"


def test_a_credential_is_named_by_its_name_alone(tmp_path: Path) -> None:
    environment = {
        "CREDENTIALS_DIRECTORY": str(tmp_path / "given"),
        "CALLPOINT_KEYS_ROOT_KEY": "credential:callpoint-root",
    }
    assert (
        load_settings(environment, root=a_root(tmp_path)).keys.root_key
        == tmp_path / "given" / "callpoint-root"
    )


@pytest.mark.parametrize(
    ("value", "folder", "words"),
    [
        (
            "credential:callpoint-root",
            "",
            "only to a unit or systemd-run with LoadCredentialEncrypted=callpoint-root",
        ),
        ("credential:", "given", "a credential has a plain name"),
        ("credential:../root", "given", "a credential has a plain name"),
        ("credential:.hidden", "given", "a credential has a plain name"),
    ],
)
def test_a_credential_that_cannot_be_handed_over_is_named(
    value: str, folder: str, words: str, tmp_path: Path
) -> None:
    environment = {"CALLPOINT_KEYS_ROOT_KEY": value} | ({"CREDENTIALS_DIRECTORY": folder} if folder else {})
    [problem] = refused(a_root(tmp_path), environment)
    assert words in problem


def test_all_problems_are_told_at_once(tmp_path: Path) -> None:
    root = a_root(tmp_path, settings_file='[service]\nrole = "police"\n[wbe]\nport = 1\n[web]\nprot = 1\n')
    problems = refused(root, {"CALLPOINT_WEB_PROT": "1", "CALLPOINT_PORT": "none"})
    assert sorted(problem.split(" ")[0] for problem in problems) == [
        "CALLPOINT_WEB_PROT",
        "service.role",
        "wbe",
        "web.port",
        "web.prot",
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[service\n", "is not TOML"),
        ('name = "Callpoint"\n', "stands outside a section"),
        ("[service]\nrole = 7\n", "service.role is 7"),
    ],
)
def test_a_broken_file_is_named_with_what_to_do(text: str, words: str, tmp_path: Path) -> None:
    [problem] = refused(a_root(tmp_path, settings_file=text), {})
    assert words in problem
    assert str(tmp_path / "var" / "callpoint.toml") in problem


def test_a_file_that_is_named_and_absent_is_refused(tmp_path: Path) -> None:
    [problem] = refused(a_root(tmp_path), {"CALLPOINT_CONFIG": "absent.toml"})
    assert problem.startswith("CALLPOINT_CONFIG names")


@pytest.mark.parametrize(
    "environment",
    [
        {"CALLPOINT_WEB_PROCESSES": "2"},
        {"CALLPOINT_WEB_HTTPS": "true"},
        {"CALLPOINT_WEB_PUBLIC_URL": "https://report.example.org"},
        {"CALLPOINT_JOURNAL_TIMESTAMP_URL": "https://stamp.example.org"},
    ],
)
def test_settings_that_do_not_agree_are_refused_by_both_names(
    environment: dict[str, str], tmp_path: Path
) -> None:
    [problem] = refused(a_root(tmp_path), environment)
    assert len([setting for setting in GOOD_AND_WRONG if setting in problem]) == 2


def test_a_password_in_the_database_address_is_refused_and_never_repeated(tmp_path: Path) -> None:
    environment = {"CALLPOINT_STORE_DATABASE": "postgresql://me:opensesame@localhost/callpoint"}
    [problem] = refused(a_root(tmp_path), environment)
    assert "store.password_file" in problem
    assert "opensesame" not in problem


def test_a_secret_file_is_read_only_where_nobody_else_may(tmp_path: Path) -> None:
    root = a_root(tmp_path)
    (root / "secret").chmod(0o640)
    [problem] = refused(root, {"CALLPOINT_MAIL_PASSWORD_FILE": "secret"})
    assert "chmod 600" in problem
    assert secret_text(root / "secret") == "opensesame"


def test_contrast_is_that_of_the_guidelines() -> None:
    assert (contrast("#000000", "#ffffff"), round(contrast("#ffffff", "#767676"), 2)) == (21.0, 4.54)


def test_a_default_is_written_as_in_the_file() -> None:
    fields = {**sections()["service"].model_fields, **sections()["web"].model_fields}
    written = [default_text(fields[name]) for name in ("content_overlay", "languages", "https", "port")]
    assert written == ['""', '["en", "cy", "pl", "ur", "uk"]', "false", "8000"]


def test_the_sample_file_changes_nothing_and_every_line_of_it_may_be_used(tmp_path: Path) -> None:
    sample = settings_sample()
    used = re.sub(r"^#(?=\w)", "", sample, flags=re.MULTILINE)
    root = a_root(tmp_path)
    default = load_settings({}, root=root).model_dump()
    for text in (sample, used):
        (root / "var" / "callpoint.toml").write_text(text, encoding="utf-8")
        assert load_settings({}, root=root).model_dump() == default
    assert len(used.splitlines()) == len(sample.splitlines())
    assert sum(len(section) for section in tomllib.loads(used).values()) == len(variables())
