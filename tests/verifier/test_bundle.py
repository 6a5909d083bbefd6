"""A disclosure bundle checked away from the service: each file, its line of the log, and every byte between."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from callpoint.rules.receipt import Entry
from tests.verifier.makers import (
    BUNDLE,
    FIRST_FILES,
    MADE,
    REFERENCE,
    SENT,
    Bundle,
    a_bundle,
    a_making,
    written_to,
)
from tests.verifier.running import lines_of, verify

PHOTO = "exhibits/1-photo.jpg"
NOT_TAKEN = f"{PHOTO} is not what the log took in."


def test_a_true_bundle_holds_and_says_what_it_proves(tmp_path: Path) -> None:
    bundle = a_bundle()
    key = bundle.log.key.line()
    said = verify(written_to(tmp_path, "b.zip", bundle.packed()), "--key", key)
    proved, not_proved = (lines_of(said.answer, after=part) for part in ("Proved:", "Not proved:"))
    assert (said.code, proved, not_proved[0]) == (
        0,
        [
            f"The log {bundle.log.origin} signed this bundle, every byte of it. Its key: {key}",
            "It is of report CP-7GH4-K2QX-3 and was made at 2026-11-22T09:00:00.250000+00:00.",
            "The log took in then who gets it and on what authority: Crown Court",
            "And what it is for: Trial",
            "It holds 5 file(s), each as listed.",
            f"{PHOTO}: what the log took in.",
            "exhibits/3-later.pdf: what the log took in.",
            "report/as-sent.json: what the log took in.",
            "All these lines stand in the log of 21 lines that the key signed.",
        ],
        "custody.txt: signed, but no line of the log commits to it.",
    )


def test_a_bundle_may_be_compressed_and_compared_with_files(tmp_path: Path) -> None:
    path = written_to(tmp_path, "b.zip", a_bundle().packed(compression=zipfile.ZIP_DEFLATED))
    said = verify(path, written_to(tmp_path, "mine.jpg", FIRST_FILES["photo.jpg"]))
    last = lines_of(said.answer, after="Proved:")[-1]
    assert (said.code, last) == (0, f"The file mine.jpg is {PHOTO}, byte for byte.")


def test_a_bundle_with_the_line_of_its_making_alone_and_no_proof_holds_and_says_what_is_open(
    tmp_path: Path,
) -> None:
    bundle = a_bundle()
    only = Bundle(
        bundle.log, bundle.entries[-1:], {"custody.txt": bundle.files["custody.txt"]}, [bundle.listed[3]]
    )
    said = verify(written_to(tmp_path, "b.zip", only.packed()))
    words = "That the lines stand in a signed log: no checkpoint yet. Get a newer receipt later."
    assert (said.code, words in lines_of(said.answer, after="Not proved:")) == (0, True)


def with_content(bundle: Bundle) -> bytes:
    bundle.files[PHOTO] = b"other picture"
    return bundle.packed()


def too_long(bundle: Bundle) -> bytes:
    bundle.files[PHOTO] += b"!"
    return bundle.packed()


def left_out(bundle: Bundle) -> bytes:
    del bundle.files[PHOTO]
    return bundle.packed()


def put_in(bundle: Bundle) -> bytes:
    bundle.files["more.txt"] = b"more"
    return bundle.packed()


def listed_twice(bundle: Bundle) -> bytes:
    bundle.listed.append(bundle.listed[0])
    return bundle.packed()


def without_manifest(bundle: Bundle) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as empty:
        empty.writestr("a.txt", "a")
    return bundle.sealed(packed.getvalue())


def of_another_kind(bundle: Bundle) -> bytes:
    return bundle.packed(bundle.manifest() | {"schema": "x"})


def to_no_line(bundle: Bundle) -> bytes:
    bundle.listed[0]["entry"] = 5
    return bundle.packed()


def to_another_item(bundle: Bundle) -> bytes:
    bundle.listed[0]["item"] = "exhibit.2"
    return bundle.packed()


def to_no_item(bundle: Bundle) -> bytes:
    bundle.listed[0]["item"] = "exhibit.7"
    return bundle.packed()


def with_other_line(bundle: Bundle) -> bytes:
    other = replace(bundle.entries[1], body=bundle.entries[0].body)
    return replace(bundle, entries=(bundle.entries[0], other, *bundle.entries[2:])).packed()


def of_no_making(bundle: Bundle) -> bytes:
    return replace(bundle, entries=bundle.entries[:-1]).packed()


def of_no_line(bundle: Bundle) -> bytes:
    for each in bundle.listed:
        each |= {"entry": None, "item": ""}
    return replace(bundle, entries=()).packed()


def with_line(bundle: Bundle, line: Entry) -> bytes:
    bundle.files.pop("proofs/proof.json")
    bundle.listed.pop()
    return replace(bundle, entries=(*bundle.entries[:-1], line)).packed()


def made_for_nobody(bundle: Bundle) -> bytes:
    return with_line(bundle, a_making(bundle.log, purpose=None))


def made_for_a_number(bundle: Bundle) -> bytes:
    return with_line(bundle, a_making(bundle.log, authority=7))


def of_another_report(bundle: Bundle) -> bytes:
    values = {"reference": REFERENCE, "time": MADE, "authority": "a", "purpose": "b"}
    return with_line(bundle, bundle.log.add("bundle.make", MADE, values, about="another"))


def of_another_reference(bundle: Bundle) -> bytes:
    return with_line(bundle, a_making(bundle.log, reference="CP-0000-0000-0"))


def of_another_time(bundle: Bundle) -> bytes:
    return with_line(bundle, a_making(bundle.log, time=SENT))


def said_to_be_made_later(bundle: Bundle) -> bytes:
    return bundle.packed({**bundle.manifest(), "made_at": "2026-11-23T09:00:00.250000+00:00"})


def said_to_be_of_another(bundle: Bundle) -> bytes:
    return bundle.packed({**bundle.manifest(), "reference": "CP-0000-0000-0"})


def signed_by_nobody(bundle: Bundle) -> bytes:
    return bundle.packed().replace(b"2026-11-22T09", b"2026-11-22T10")


def without_seal(bundle: Bundle) -> bytes:
    packed = bundle.packed()
    return packed[: -len(BUNDLE) - 90] + b"-" * (len(BUNDLE) + 90)


def between_files(bundle: Bundle) -> bytes:
    packed = bytearray(bundle.packed())
    packed[10] ^= 1  # the time of day in the first header
    return bytes(packed)


def packed_badly(bundle: Bundle) -> bytes:
    packed = bytearray(bundle.packed(compression=zipfile.ZIP_DEFLATED))
    start = packed.index(PHOTO.encode(), packed.index(b"PK\x03\x04", 1)) + len(PHOTO)
    packed[start] ^= 0xFF
    return bytes(packed)


def locked(bundle: Bundle) -> bytes:
    packed = bytearray(bundle.packed())
    packed[packed.rindex(b"PK\x01\x02", 0, packed.rindex(PHOTO.encode())) + 8] |= 1
    return bytes(packed)


NO_FIT = "the signature does not fit. What was signed, the signature or the key was changed."
CHANGES: dict[Callable[[Bundle], bytes], str] = {
    with_content: f"{PHOTO} is not the file that the manifest lists.",
    too_long: f"{PHOTO} is not the file that the manifest lists.",
    left_out: f"{PHOTO} is not both listed once and there once.",
    put_in: "more.txt is not both listed once and there once.",
    listed_twice: f"{PHOTO} is not both listed once and there once.",
    without_manifest: "The bundle has no manifest.",
    of_another_kind: "This bundle is of a kind that this program does not know.",
    to_no_line: f"{PHOTO}: there is no such line of the log.",
    to_another_item: NOT_TAKEN,
    to_no_item: NOT_TAKEN,
    with_other_line: "Line 9 of the log: reference is not what the log took in.",
    of_no_making: "The bundle has not one line of the log about its making.",
    of_no_line: "The lines of the log are not in their order, or one stands twice.",
    made_for_nobody: "The bundle does not open to whom it goes and what for.",
    made_for_a_number: "The bundle does not open to whom it goes and what for.",
    of_another_report: "Line 21 of the log (bundle.make) is of another report.",
    of_another_reference: "Line 21 of the log (bundle.make) is of another reference.",
    of_another_time: "Line 21 of the log (bundle.make): the times differ.",
    said_to_be_made_later: "The time of making is not the one in the log.",
    said_to_be_of_another: "Line 5 of the log (report.submit) is of another reference.",
    without_seal: "The bundle was packed anew, or its seal at the end was changed.",
    between_files: f"The bundle between its files: {NO_FIT}",
    packed_badly: f"{PHOTO} cannot be unpacked: the bundle was changed there.",
    locked: f"{PHOTO} cannot be unpacked: the bundle was changed there.",
}


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_whatever_was_changed_is_found_and_named(tmp_path: Path, change: Callable[[Bundle], bytes]) -> None:
    said = verify(written_to(tmp_path, "b.zip", change(a_bundle())))
    assert said == (1, f"DOES NOT HOLD. {CHANGES[change]}\n", "")


def test_a_manifest_that_was_changed_is_found(tmp_path: Path) -> None:
    said = verify(written_to(tmp_path, "b.zip", signed_by_nobody(a_bundle())))
    assert said.code == 1


def test_a_bundle_of_another_key_than_the_one_that_is_known_is_found(tmp_path: Path) -> None:
    bundle = a_bundle()
    other = replace(bundle.log, origin="other.example.org/journal").key.line()
    said = verify(written_to(tmp_path, "b.zip", bundle.packed()), "--key", other)
    assert said == (1, "DOES NOT HOLD. The manifest is signed, but not by the key that you gave.\n", "")


def test_a_bundle_takes_no_copy(tmp_path: Path) -> None:
    said = verify(written_to(tmp_path, "b.zip", a_bundle().packed()), "--copy", "c.json")
    assert said == (2, "", "--copy goes with a receipt; a bundle holds the text itself.\n")


def test_a_file_that_unpacks_to_far_more_than_was_listed_is_read_no_further(tmp_path: Path) -> None:
    bundle = a_bundle()
    bundle.files[PHOTO] = bytes(300_000_000)
    said = verify(written_to(tmp_path, "b.zip", bundle.packed(compression=zipfile.ZIP_DEFLATED)))
    assert said == (1, f"DOES NOT HOLD. {PHOTO} is not the file that the manifest lists.\n", "")


def test_a_manifest_that_unpacks_to_too_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("callpoint.verifier.callpoint_verify.MOST_BYTES", 1000)
    said = verify(written_to(tmp_path, "b.zip", a_bundle().packed()))
    assert said == (1, "DOES NOT HOLD. manifest.json is too large to be one.\n", "")


def test_a_bundle_cut_short_is_refused_in_words(tmp_path: Path) -> None:
    whole = a_bundle().packed()
    ended = {verify(written_to(tmp_path, "b.zip", whole[:size])).code for size in range(4, len(whole), 97)}
    assert ended <= {1, 2}
