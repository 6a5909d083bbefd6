"""The `callpoint` command: every example runs, and the exit code says how it went."""

import io
import json
import os
import subprocess
import sys
from contextlib import redirect_stderr
from importlib.metadata import version
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from callpoint.project.command import main
from callpoint.project.commands import EXAMPLES
from callpoint.project.demo_figures import modelled
from callpoint.records.knowledge import knowledge
from callpoint.records.models import Report, Series, Sighting, StaffMember
from callpoint.rules.figures import Counted
from callpoint.rules.standing import Standing
from callpoint.rules.stopping import pages_in_order
from tests.makers import a_report, a_staff_member, deeds, with_service

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-m", "callpoint.project.command"]
WELL_AFTER = {"doctor": ("worker",)}
"""Which examples must have run before: the demonstration leaves work, and a deployment is well once a worker did it."""
A_CASE = {
    "id": "a",
    "story": "my bank rang, I sent 900 pounds",
    "now": "2026-11-21T10:00:00+00:00",
    "facts": {},
}


@pytest.fixture(scope="module")
def deployment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a deployment of its own, set up."""
    folder = tmp_path_factory.mktemp("deployment")
    environment = {
        **os.environ,
        "TMPDIR": str(folder),
        "PYTHONPATH": str(ROOT),
        "PATH": f"{folder}:{os.environ['PATH']}",
    }
    environment.pop("CALLPOINT_STORE_DATABASE", None)
    environment.pop("CALLPOINT_STORE_PASSWORD_FILE", None)
    made = subprocess.run(
        [sys.executable, "-c", "import tests.deployment as made; print(made.VAR)"],
        env=environment,
        check=True,
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    environment["CALLPOINT_STORE_VAR"] = made.stdout.strip()
    program = folder / "callpoint"
    program.write_text(
        f'#!/bin/sh\nexec "{sys.executable}" -m callpoint.project.command "$@"\n', encoding="utf-8"
    )
    program.chmod(0o755)
    subprocess.run([program, "django", "migrate", "-v0"], env=environment, check=True, cwd=ROOT)
    return environment


@pytest.mark.database
@pytest.mark.sqlite
@pytest.mark.parametrize("name", EXAMPLES)
def test_the_example_of_a_subcommand_runs(name: str, deployment: dict[str, str]) -> None:
    ended = [
        subprocess.run(
            ["/bin/sh", "-c", EXAMPLES[each]],
            env=deployment,
            capture_output=True,
            text=True,
            check=False,
            cwd=ROOT,
            timeout=120,
        )
        for each in (*WELL_AFTER.get(name, ()), name)
    ][-1]
    assert (ended.returncode, "Traceback" in ended.stderr) == (0, False), ended.stdout + ended.stderr


def test_without_a_subcommand_the_help_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    assert "callpoint" in capsys.readouterr().out


def test_the_version_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert (main(["--version"]), capsys.readouterr().out) == (0, f"callpoint {version('callpoint')}\n")


@pytest.mark.parametrize(
    "words",
    [
        ["nothing"],
        ["triage"],
        ["triage", "--json", "--score", "x"],
        ["worker", "--twice"],
        ["staff"],
        ["staff", "add"],
    ],
)
def test_bad_input_ends_with_two_and_one_sentence(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert (ended.value.code, len(capsys.readouterr().err.splitlines())) == (2, 1)


def told(
    text: str | bytes, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> tuple[int, str, str]:
    raw = text if isinstance(text, bytes) else text.encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw), encoding="utf-8"))
    code = main(["triage", "--json"])
    return code, *capsys.readouterr()


def test_triage_answers_each_line_with_one_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = "".join(json.dumps({**A_CASE, "id": name}) + "\n" for name in "abc")
    code, out, err = told(lines, capsys, monkeypatch)
    assert (code, [json.loads(line)["id"] for line in out.splitlines()], err) == (0, ["a", "b", "c"], "")


@pytest.mark.parametrize(
    "bad",
    [
        "no json",
        "[]",
        "{}",
        '{"id": 1}',
        json.dumps({**A_CASE, "now": "yesterday"}),
        json.dumps({**A_CASE, "facts": {"colour": "red"}}),
        b"\xff\xfe",
    ],
)
def test_a_bad_line_is_named_and_what_came_before_is_answered(
    bad: str | bytes, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = bad if isinstance(bad, bytes) else bad.encode()
    code, out, err = told(json.dumps(A_CASE).encode() + b"\n\n" + raw + b"\n", capsys, monkeypatch)
    assert (code, len(out.splitlines()), len(err.splitlines())) == (2, 1, 1)
    assert "line 3" in err


def test_triage_streams_one_answer_before_the_next_question() -> None:
    asked = subprocess.Popen(
        [*COMMAND, "triage", "--json"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    assert asked.stdin
    assert asked.stdout
    for name in "ab":
        asked.stdin.write(json.dumps({**A_CASE, "id": name}) + "\n")
        asked.stdin.flush()
        assert json.loads(asked.stdout.readline())["id"] == name
    asked.stdin.close()
    assert asked.wait(20) == 0
    asked.stdout.close()


def test_labelled_cases_decide_between_nought_and_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    codes = []
    for first in (None, "no-such-service"):
        expect = {"first": [first]} if first else {}
        file = tmp_path / "cases.jsonl"
        file.write_text(json.dumps({**A_CASE, "expect": expect}), encoding="utf-8")
        codes.append(main(["triage", "--score", str(file)]))
    assert (codes, "no-such-service" in capsys.readouterr().out) == ([0, 1], True)


@pytest.mark.parametrize("text", [None, "no json"])
def test_labelled_cases_that_cannot_be_read_end_with_two(text: str | None, tmp_path: Path) -> None:
    file = tmp_path / "cases.jsonl"
    if text:
        file.write_text(text, encoding="utf-8")
    assert main(["triage", "--score", str(file)]) == 2


def test_broken_content_ends_with_one_and_names_the_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "kinds").mkdir()
    (tmp_path / "kinds" / "broken.yaml").write_text("id: [", encoding="utf-8")
    codes = [main(["content", step, "--overlay", str(tmp_path)]) for step in ("--check", "--publish")]
    said = capsys.readouterr()
    assert (codes, "broken.yaml:" in said.out, "broken.yaml:" in said.err) == ([1, 1], True, True)


@pytest.mark.django_db
@pytest.mark.database
class TestStaff:
    """Accounts from the command line."""

    def add(
        self, *, username: str = "asha", role: str = "assessor", unit: str = "cyber-and-fraud-desk"
    ) -> int:
        return main(["staff", "add", username, "--name", "Asha Patel", "--role", role, "--unit", unit])

    def test_a_new_account_prints_its_one_time_sign_in(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert self.add() == 0
        username, password = capsys.readouterr().out.split()
        assert StaffMember.objects.get(username=username).check_password(password)

    def test_bad_input_ends_with_two_says_what_to_do_and_makes_nothing(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        self.add()
        before = deeds()
        codes = [
            self.add(),
            self.add(username="ben", role="chief"),
            self.add(username="ben", unit="no-desk"),
            main(["staff", "reset", "nobody"]),
        ]
        said = capsys.readouterr().err.splitlines()
        assert (codes, len(said), deeds()) == ([2, 2, 2, 2], 4, before)

    def test_the_first_sign_in_is_printed_while_it_is_open(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert [main(["staff", "first-sign-in"]) for _ in range(2)] == [0, 0]
        old, new = (line.split()[1] for line in capsys.readouterr().out.splitlines())
        assert old != new
        assert StaffMember.objects.get().check_password(new)

    def test_the_first_sign_in_is_silent_once_somebody_works_here(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        a_staff_member()
        assert (main(["staff", "first-sign-in"]), capsys.readouterr().out) == (0, "")

    def test_a_reset_prints_a_new_one_time_sign_in(self, capsys: pytest.CaptureFixture[str]) -> None:
        member, _ = a_staff_member()
        assert main(["staff", "reset", member.username]) == 0
        member.refresh_from_db()
        assert member.check_password(capsys.readouterr().out.split()[1])

    @pytest.mark.parametrize(
        ("role", "count"), [("recording-body", 60), ("support-service", 60), ("guide", 0)]
    )
    def test_the_demo_fills_every_role_that_takes_reports(
        self, role: str, count: int, settings: Settings, capsys: pytest.CaptureFixture[str]
    ) -> None:
        with_service(settings, role=role)
        assert (main(["demo"]), Report.objects.count()) == (0, count)
        assert ("is a guide and takes no reports" in capsys.readouterr().err) == (count == 0)

    def test_the_demo_adds_nothing_where_there_are_reports(self, capsys: pytest.CaptureFixture[str]) -> None:
        a_report()
        assert (main(["demo"]), Report.objects.count()) == (0, 1)
        assert capsys.readouterr().err == "There are reports already, so no synthetic ones are added.\n"


@pytest.fixture(scope="class")
def demo(kept: None) -> tuple[int, str]:
    """One demonstration of a police force: how the command ended, and what it said."""
    del kept
    said = io.StringIO()
    with redirect_stderr(said):
        return main(["demo"]), said.getvalue()


@pytest.mark.django_db
@pytest.mark.database
class TestDemo:
    """What the demonstration of a police force leaves."""

    def test_it_says_how_many_made_up_reports_it_sent_and_leaves_the_first_sign_in_open(
        self, demo: tuple[int, str], settings: Settings, capsys: pytest.CaptureFixture[str]
    ) -> None:
        role, count = settings.CALLPOINT.service.role, Report.objects.count()
        assert (role, count, demo) == ("police-force", 68, (0, "Synthetic reports sent: 68\n"))
        assert (main(["staff", "first-sign-in"]), capsys.readouterr().out.split()[:1]) == (0, ["first"])

    @pytest.mark.usefixtures("demo")
    def test_it_shows_two_series_and_a_value_that_all_may_name_and_that_links_nothing(self) -> None:
        sizes = Series.objects.filter(size__gt=1).order_by("-size").values_list("size", flat=True)
        common = Sighting.objects.filter(standing=Standing.COMMON).values_list("report_id", flat=True)
        assert (list(sizes), len(set(common))) == ([5, 4], 3)

    @pytest.mark.usefixtures("demo")
    def test_its_figures_are_made_up_about_pages_there_are_and_say_so(self) -> None:
        pages = {page for name, page in modelled(0) if name == Counted.LEFT}
        assert pages <= set(pages_in_order(knowledge().content))
        answer = Client().get(reverse("figures"))
        assert "This is a show with made-up figures" in answer.content.decode()
