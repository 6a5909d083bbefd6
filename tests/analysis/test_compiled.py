"""Machine code: never older than its sources, and possible where nothing can be written."""

import importlib.util
import os
from pathlib import Path

import numba
import pytest

import callpoint.analysis
from callpoint.analysis.compiled import SOURCES, folder_in, is_kept

SOURCE = """
from numba import prange

from callpoint.analysis.compiled import compiled, compiled_for_all_cores

@compiled
def doubled(number):
    return 2 * number

@compiled_for_all_cores
def doubled_and_added(upto):
    added = 0
    for number in prange(upto):
        added += doubled(number)
    return added
"""
ANALYSIS = Path(callpoint.analysis.__file__).parent


def test_a_changed_source_has_a_folder_of_its_own(tmp_path: Path) -> None:
    source = tmp_path / "source.py"
    source.write_text("LEAST = 1\n", encoding="utf-8")
    before = folder_in(tmp_path / "kept", [source])
    source.write_text("LEAST = 2\n", encoding="utf-8")
    after = folder_in(tmp_path / "kept", [source])
    assert (before != after, before.exists(), after.exists()) == (True, True, True)


def test_of_older_folders_the_newest_stays(tmp_path: Path) -> None:
    for age, name in enumerate(("compiled-c", "compiled-a", "compiled-b")):
        (tmp_path / name).mkdir()
        os.utime(tmp_path / name, (1_000 - age, 1_000 - age))
    new = folder_in(tmp_path, [])
    assert {folder.name for folder in tmp_path.iterdir()} == {"compiled-c", new.name}


def test_the_figures_of_the_rules_count_as_sources() -> None:
    names = {"/".join(source.parts[-2:]) for source in SOURCES}
    assert names >= {"linking/hubs.py", "near_copies/signing.py", "analysis/series_kernels.py"}


def test_nothing_is_compiled_past_the_folder() -> None:
    asking = {path.name for path in ANALYSIS.rglob("*.py") if "njit" in path.read_text(encoding="utf-8")}
    assert asking == {"compiled.py"}


def test_where_nothing_can_be_written_functions_are_compiled_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "__pycache__"
    blocked.write_bytes(b"")
    (tmp_path / "unkept.py").write_text(SOURCE, encoding="utf-8")
    monkeypatch.setitem(vars(numba.config), "CACHE_DIR", str(blocked / "compiled"))
    monkeypatch.setenv("HOME", str(blocked))
    monkeypatch.setenv("XDG_CACHE_HOME", str(blocked))
    spec = importlib.util.spec_from_file_location("unkept", tmp_path / "unkept.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert (module.doubled_and_added(4), is_kept(module.doubled_and_added)) == (12, False)
