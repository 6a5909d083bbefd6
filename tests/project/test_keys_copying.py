"""Copies of the keyring: whole, apart from data and its backups, and gone after thirty days."""

import json
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from callpoint.project.configuration import load_settings
from callpoint.project.keys.copying import copy_keyring
from callpoint.project.setting_models import Settings
from callpoint.sealing.keyring import Purpose, create_keyring, destroy_cohort, open_keyring, with_cohort
from tests.sealing.makers import seeded

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """The settings of a deployment with keys and the key of one month."""
    loaded = load_settings({"CALLPOINT_STORE_VAR": str(tmp_path / "var")}, root=tmp_path)
    loaded.keys.keyring.parent.mkdir(parents=True)
    made = create_keyring(
        root_key_path=loaded.keys.root_key,
        keyring_path=loaded.keys.keyring,
        at=NOON,
        chance=seeded("keyring"),
    )
    with_cohort(made, month="2027-12", at=NOON, chance=seeded("cohort"))
    return loaded


def copied(settings: Settings, to: Path, *, days: float = 0) -> int:
    return copy_keyring(settings, to=to, at=NOON + timedelta(days=days))


def months(root_key: Path, keyring: Path) -> list[str | None]:
    """The months that a keyring can open."""
    ring = open_keyring(root_key_path=root_key, keyring_path=keyring)
    return [key.month for key in ring.of(Purpose.COHORT)]


def copies(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_copy_is_the_file_as_it_is_and_opens(settings: Settings, tmp_path: Path) -> None:
    assert copied(settings, tmp_path / "safe") == 0
    (copy,) = (tmp_path / "safe").iterdir()
    assert (copy.name, copy.stat().st_mode & 0o777) == ("keyring-20261121T120000.000000Z.json", 0o600)
    assert copy.read_bytes() == settings.keys.keyring.read_bytes()
    assert months(settings.keys.root_key, copy) == ["2027-12"]


def test_copies_older_than_thirty_days_go_and_all_else_stays(settings: Settings, tmp_path: Path) -> None:
    safe = tmp_path / "safe"
    for days in (0, 1, 30.5):
        copied(settings, safe, days=days)
    (safe / "keyring-of-grandmother.json").write_text("hers")
    copied(settings, safe, days=31)
    assert copies(safe) == [
        "keyring-20261122T120000.000000Z.json",
        "keyring-20261222T000000.000000Z.json",
        "keyring-20261222T120000.000000Z.json",
        "keyring-of-grandmother.json",
    ]


def test_it_is_said_until_when_a_destroyed_month_can_still_be_read(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    safe = tmp_path / "safe"
    copied(settings, safe)
    ring = open_keyring(root_key_path=settings.keys.root_key, keyring_path=settings.keys.keyring)
    destroy_cohort(ring, month="2027-12", at=NOON + timedelta(days=1), chance=seeded("destroy"))
    copied(settings, safe, days=2)
    before = capsys.readouterr().err
    copied(settings, safe, days=31)
    after = capsys.readouterr().err
    assert "destroyed on 2026-11-22, can be read from an older copy here until the first" in before
    assert "backup of the keyring after 2026-12-21." in before
    assert "destroyed on 2026-11-22: no copy here opens it any more." in after


@pytest.mark.parametrize(
    ("place", "why"),
    [("var/copies", "would be lost with it"), ("backups", "holds backups of the data")],
)
def test_a_place_beside_the_data_or_its_backups_is_refused(
    place: str, why: str, settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "backups" / "exhibits").mkdir(parents=True)
    assert copied(settings, tmp_path / place) == 2
    assert why in capsys.readouterr().err
    assert not list(tmp_path.rglob("keyring-2*"))


def test_a_keyring_that_does_not_open_is_not_copied_and_no_copy_goes(
    settings: Settings, tmp_path: Path
) -> None:
    safe = tmp_path / "safe"
    copied(settings, safe)
    lying = copies(safe)
    damaged = json.loads(settings.keys.keyring.read_bytes()) | {"sealed": "AAAA"}
    settings.keys.keyring.write_text(json.dumps(damaged))
    with pytest.raises(Exception, match="does not open"):
        copied(settings, safe, days=40)
    assert copies(safe) == lying


def test_a_copy_with_the_root_key_gives_the_keyring_back(settings: Settings, tmp_path: Path) -> None:
    copied(settings, tmp_path / "safe")
    (copy,) = (tmp_path / "safe").iterdir()
    settings.keys.keyring.unlink()
    shutil.copy(copy, settings.keys.keyring)
    assert months(settings.keys.root_key, settings.keys.keyring) == ["2027-12"]
