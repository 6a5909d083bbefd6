"""The subcommands can be declared together: none twice, each with an example."""

import pytest

from callpoint.project.commands import EXAMPLES, run


def test_every_subcommand_is_declared_once(capsys: pytest.CaptureFixture[str]) -> None:
    # Without arguments the parser is built and its help shown; argparse refuses a name that is there already.
    assert run([]) == 0
    listed = [line.split()[0] for line in capsys.readouterr().out.splitlines() if line.startswith("    ")]
    assert sorted(name for name in listed if name in EXAMPLES) == sorted(EXAMPLES)
