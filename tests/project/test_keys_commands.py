"""`callpoint keys`: the sheet gives the root key back, and what is typed wrongly is named and asked for again."""

import json
import stat
from pathlib import Path

import pytest
from pdfua import validate

from callpoint.project.command import main
from callpoint.sealing.key_files import read_root_key
from callpoint.sealing.keyring import Purpose
from callpoint.sealing.notes import Occasion
from tests.formats.makers import read, words_of
from tests.project.keys_makers import Terminal, a_terminal, numbered


@pytest.fixture
def terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    return a_terminal(tmp_path, capsys, monkeypatch)


def pages_of(file: Path) -> list[str]:
    """The words of each page: each begins with the title."""
    title = "Recovery sheet of Callpoint\n"
    return [title + page for page in words_of(file.read_bytes()).split(title)[1:]]


class TestSheet:
    """The root key on paper."""

    def test_it_is_one_page_a_share_and_says_what_must_be_known(
        self, terminal: Terminal, tmp_path: Path
    ) -> None:
        file = tmp_path / "sheet.pdf"
        assert terminal.keys("sheet", "--to", str(file)).code == 0

        pages = pages_of(file)
        needed = (
            "Recovery sheet of Callpoint",
            terminal.keyring().root,
            "Loss of the root key and of two shares = loss of all reports.",
            "Keep the shares apart",
            "callpoint keys restore-root --to FILE",
            "the operator of this service",
        )
        assert [
            (f"{number} of 3, sheet" in page, [words for words in needed if words not in page])
            for number, page in enumerate(pages, start=1)
        ] == [(True, [])] * 3

    def test_its_words_read_off_the_paper_give_the_root_key_back(
        self, terminal: Terminal, tmp_path: Path
    ) -> None:
        file = tmp_path / "sheet.pdf"
        terminal.keys("sheet", "--to", str(file))
        pages = pages_of(file)
        typed = "\n".join(" ".join(word for _, word in numbered(page)[:33]) for page in (pages[2], pages[0]))

        restored = tmp_path / "restored.key"
        assert terminal.keys("restore-root", "--to", str(restored), typed=typed).code == 0
        assert read_root_key(restored) == read_root_key(terminal.root_key)

    def test_screen_readers_follow_it(self, terminal: Terminal, tmp_path: Path) -> None:
        file = tmp_path / "sheet.pdf"
        terminal.keys("sheet", "--to", str(file))
        assert (validate(str(file)).findings, read(file.read_bytes()).standards) == ((), ("1", "2"))

    def test_it_is_for_its_owner_only_and_never_overwrites(self, terminal: Terminal, tmp_path: Path) -> None:
        file = tmp_path / "sheet.pdf"
        terminal.keys("sheet", "--to", str(file))
        first = file.read_bytes()
        again = terminal.keys("sheet", "--to", str(file))

        assert (stat.S_IMODE(file.stat().st_mode), again.code, file.read_bytes()) == (0o600, 2, first)
        assert again.err == f"{file} is there already and is left as it is; name a new file.\n"
        assert len(terminal.keyring().notes) == 1

    def test_shown_on_the_terminal_it_leaves_no_file_with_a_word(
        self, terminal: Terminal, tmp_path: Path
    ) -> None:
        shares = terminal.shares()
        left = b"".join(file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())

        assert [len(share.split()) for share in shares] == [33, 33, 33]
        assert [word for share in shares for word in share.split() if f"{word} ".encode() in left] == []

    def test_each_sheet_has_new_words_and_a_note(self, terminal: Terminal) -> None:
        first, second = terminal.shares(), terminal.shares()
        notes = terminal.keyring().notes

        assert not set(first) & set(second)
        assert [(note.what, note.root) for note in notes] == [(Occasion.SHEET, terminal.keyring().root)] * 2

    def test_a_place_that_cannot_be_written_is_named(self, terminal: Terminal, tmp_path: Path) -> None:
        said = terminal.keys("sheet", "--to", str(tmp_path / "nowhere" / "sheet.pdf"))
        assert (said.code, said.err.splitlines()[-1]) == (
            1,
            f"{tmp_path}/nowhere/sheet.pdf cannot be written: No such file or directory.",
        )


class TestRehearsal:
    """Two shares, typed by people."""

    @pytest.mark.parametrize("pair", [(0, 1), (1, 2), (2, 0)])
    def test_any_two_shares_are_enough_and_are_noted(self, terminal: Terminal, pair: tuple[int, int]) -> None:
        shares = terminal.shares()
        said = terminal.keys("rehearse", typed="\n".join(shares[one] for one in pair))

        note = terminal.keyring().notes[-1]
        assert (said.code, note.what, note.shares) == (
            0,
            Occasion.REHEARSAL,
            tuple(sorted(one + 1 for one in pair)),
        )
        assert "The service may go live." in said.err

    def test_in_a_process_of_its_own(self, terminal: Terminal) -> None:
        shares = terminal.shares()
        said = terminal.apart("rehearse", typed=f"{shares[0].upper()}\n\n{shares[1]}\n")
        assert (said.code, said.out, len(terminal.keyring().notes)) == (0, "", 2), said.err

    def test_words_may_come_in_several_lines_with_their_numbers(self, terminal: Terminal) -> None:
        shares = terminal.shares()
        numbered_lines = "\n".join(
            f"{place}. {word.title()}" for place, word in enumerate(shares[0].split(), 1)
        )
        assert terminal.keys("rehearse", typed=f"{numbered_lines}\n\n\n{shares[1]}").code == 0

    def test_only_the_wrong_word_is_asked_for_again(self, terminal: Terminal) -> None:
        shares = terminal.shares()
        words = shares[0].split()
        wrong = " ".join([*words[:6], "acadmxc", *words[7:]])
        said = terminal.keys("rehearse", typed=f"{wrong}\n{words[6]}\n{shares[2]}\n")

        assert said.code == 0
        assert said.err.splitlines()[1:4] == [
            "These words are not on any sheet: word 7, acadmxc (perhaps academic).",
            "Look at the sheet and type word 7 again:",
            f"That is share 1 of sheet {terminal.keyring().notes[0].sheet}.",
        ]

    def test_a_share_with_a_word_left_out_is_asked_for_again(self, terminal: Terminal) -> None:
        shares = terminal.shares()
        short = shares[0].rsplit(" ", 1)[0]
        said = terminal.keys("rehearse", typed=f"{short}\n\n{shares[0]}\n{shares[1]}\n")
        assert (said.code, "these are 32" in said.err, "Type the whole share again." in said.err) == (
            0,
            True,
            True,
        )

    def test_the_same_share_twice_is_not_enough_and_the_first_is_kept(self, terminal: Terminal) -> None:
        shares = terminal.shares()
        said = terminal.keys("rehearse", typed="\n".join((shares[0], shares[0], shares[1])))
        assert (said.code, "That is the same share twice." in said.err) == (0, True)

    def test_shares_of_an_older_sheet_do_not_mix_with_those_of_a_newer(self, terminal: Terminal) -> None:
        older, newer = terminal.shares(), terminal.shares()
        said = terminal.keys("rehearse", typed="\n".join((older[0], newer[1], older[2])))
        assert (said.code, "These shares are of different sheets." in said.err) == (0, True)

    def test_a_sheet_of_another_deployment_is_refused_and_leaves_no_note(
        self,
        terminal: Terminal,
        tmp_path: Path,
        capsys: pytest.CaptureFixture[str],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        with monkeypatch.context() as elsewhere:
            other = a_terminal(tmp_path / "other", capsys, elsewhere)
            shares, theirs = other.shares(), other.keyring().root
        said = terminal.keys("rehearse", typed="\n".join(shares[:2]))

        assert (said.code, terminal.keyring().notes) == (1, ())
        assert f"another root key: {theirs}." in said.err

    @pytest.mark.parametrize("count", [0, 1])
    def test_an_input_that_ends_early_does_nothing(self, terminal: Terminal, count: int) -> None:
        said = terminal.keys("rehearse", typed="\n".join(terminal.shares()[:count]))
        assert (said.code, len(terminal.keyring().notes)) == (1, 1)
        assert said.err.endswith("The input ended before two whole shares were typed. Nothing was done.\n")

    def test_no_word_of_a_share_is_kept_anywhere(self, terminal: Terminal, tmp_path: Path) -> None:
        shares = terminal.shares()
        terminal.keys("rehearse", typed="\n".join(shares[:2]))
        left = b"".join(file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())
        assert [word for share in shares for word in share.split() if f"{word} ".encode() in left] == []


class TestRestoring:
    """The root key is lost, and two shares are at hand."""

    def test_it_comes_back_byte_for_byte_for_its_owner_only(self, terminal: Terminal) -> None:
        shares, before = terminal.shares(), terminal.root_key.read_bytes()
        terminal.root_key.unlink()
        said = terminal.keys("restore-root", "--to", str(terminal.root_key), typed="\n".join(shares[1:]))

        assert (
            said.code,
            terminal.root_key.read_bytes(),
            stat.S_IMODE(terminal.root_key.stat().st_mode),
        ) == (
            0,
            before,
            0o600,
        )
        assert f"Root key {terminal.keyring().root} is in" in said.err

    def test_it_comes_back_where_the_keyring_is_lost_too(self, terminal: Terminal, tmp_path: Path) -> None:
        shares = terminal.shares()
        terminal.keyring_file.unlink()
        said = terminal.keys("restore-root", "--to", str(tmp_path / "new.key"), typed="\n".join(shares[:2]))

        assert (said.code, (tmp_path / "new.key").read_bytes()) == (0, terminal.root_key.read_bytes())
        assert "put back its newest backup" in said.err

    def test_a_root_key_that_does_not_open_the_keyring_is_not_written(
        self,
        terminal: Terminal,
        tmp_path: Path,
        capsys: pytest.CaptureFixture[str],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        with monkeypatch.context() as elsewhere:
            shares = a_terminal(tmp_path / "other", capsys, elsewhere).shares()
        said = terminal.keys("restore-root", "--to", str(tmp_path / "new.key"), typed="\n".join(shares[:2]))
        assert (said.code, (tmp_path / "new.key").exists(), "No file was written." in said.err) == (
            1,
            False,
            True,
        )

    def test_what_is_there_is_never_overwritten(self, terminal: Terminal) -> None:
        before = terminal.root_key.read_bytes()
        said = terminal.keys(
            "restore-root", "--to", str(terminal.root_key), typed="\n".join(terminal.shares()[:2])
        )
        assert (said.code, terminal.root_key.read_bytes()) == (2, before)


class TestStatus:
    """What there is, without a secret."""

    def test_it_says_what_to_do_next_until_the_service_may_go_live(self, terminal: Terminal) -> None:
        told = [terminal.keys("status").out]
        shares = terminal.shares()
        told.append(terminal.keys("status").out)
        terminal.keys("rehearse", typed="\n".join(shares[:2]))
        told.append(terminal.keys("status").out)
        terminal.shares()
        told.append(terminal.keys("status").out)

        assert [text.splitlines()[-1] for text in told] == [
            "Going live: refused. First: callpoint keys sheet --to sheet.pdf   then: callpoint keys rehearse",
            "Going live: refused. Rehearse the sheet first: callpoint keys rehearse",
            "Going live: allowed. The recovery sheet was rehearsed.",
            "Going live: allowed. The recovery sheet was rehearsed.",
        ]
        assert ["The newest sheet was not rehearsed yet." in text for text in told] == [False] * 3 + [True]

    def test_as_json_it_holds_each_key_without_its_secret(self, terminal: Terminal) -> None:
        terminal.keys("rehearse", typed="\n".join(terminal.shares()[:2]))
        text = terminal.keys("status", "--json").out
        told = json.loads(text)

        assert (told["live"], told["root"]["rehearsal"]["shares"], told["root"]["fingerprint"]) == (
            True,
            [1, 2],
            terminal.keyring().root,
        )
        assert [(key["purpose"], key["state"], key["created_at"]) for key in told["keys"]] == [
            (purpose, "current", "2026-10-01T09:00:00+00:00")
            for purpose in Purpose
            if purpose is not Purpose.COHORT
        ]
        assert "secret" not in text

    def test_missing_keys_are_named(self, terminal: Terminal) -> None:
        terminal.root_key.unlink()
        said = terminal.keys("status")
        assert (said.code, said.err.startswith(f"There is no root key at {terminal.root_key}.")) == (1, True)

    def test_settings_that_cannot_be_used_are_named(
        self, terminal: Terminal, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("CALLPOINT_KEYS_ROOT_KEY", "$NOWHERE/root")
        said = terminal.keys("status")
        assert (said.code, "$NOWHERE" in said.err) == (2, True)


@pytest.mark.parametrize(
    "words", [[], ["unknown"], ["sheet"], ["restore-root"], ["sheet", "--print", "--to", "x"]]
)
def test_bad_input_ends_with_two_and_one_sentence(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["keys", *words])
    assert (ended.value.code, len(capsys.readouterr().err.splitlines())) == (2, 1)


def test_looking_after_keys_needs_no_database(terminal: Terminal) -> None:
    said = terminal.apart("status")
    assert (said.code, (terminal.var / "callpoint.sqlite3").exists()) == (0, False), said.err
