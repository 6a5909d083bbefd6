"""Message catalogues: compiled where their source is newer, else left as they are."""

import gettext
import os
from pathlib import Path

from callpoint.project.catalogues import compile_messages

SOURCE = (
    'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "Report"\nmsgstr "Adroddiad"\n'
)


def a_catalogue(folder: Path) -> Path:
    place = folder / "cy" / "LC_MESSAGES"
    place.mkdir(parents=True)
    (place / "django.po").write_text(SOURCE, encoding="utf-8")
    return place


def test_a_catalogue_is_compiled_so_that_gettext_reads_it(tmp_path: Path) -> None:
    a_catalogue(tmp_path)
    compile_messages([tmp_path, tmp_path / "absent"])
    assert gettext.translation("django", tmp_path, ["cy"]).gettext("Report") == "Adroddiad"


def test_only_a_catalogue_whose_source_changed_is_compiled_again(tmp_path: Path) -> None:
    place = a_catalogue(tmp_path)
    compile_messages([tmp_path])
    (place / "django.mo").write_bytes(b"kept")
    os.utime(place / "django.po", ns=(1, 1))
    compile_messages([tmp_path])
    kept = (place / "django.mo").read_bytes()
    later = (place / "django.mo").stat().st_mtime_ns + 1
    os.utime(place / "django.po", ns=(later, later))
    compile_messages([tmp_path])
    assert (kept, (place / "django.mo").read_bytes() == b"kept") == (b"kept", False)
