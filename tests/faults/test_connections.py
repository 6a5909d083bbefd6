"""A connection to PostgreSQL that is cut at COMMIT: nobody knows whether it was saved, and trying again saves it once."""

from pathlib import Path
from typing import cast

import pytest

from callpoint.project.faults.connection_bench import CONNECTED
from callpoint.project.faults.connections import Server, try_connections
from callpoint.project.faults.proxy import Manner
from tools.checks.cluster import programs, running_cluster
from tools.checks.parts import lacks_postgresql

pytestmark = pytest.mark.faults


@pytest.mark.skipif(bool(lacks_postgresql()), reason=lacks_postgresql())
def test_a_commit_of_which_nobody_knows_is_kept_once_after_trying_again() -> None:
    many = len(CONNECTED) * len(Manner)
    with running_cluster(cast("Path", programs())) as cluster:
        address = cluster.environment["CALLPOINT_STORE_DATABASE"].rpartition("/")[0] + "/postgres"
        tallies = try_connections(
            Server(address=address, password_file=cluster.password_file), many=many, say=list[str]().append
        )
    said = [sentence for tally in tallies.values() for sentence in tally.said]
    assert (sum(tally.connections for tally in tallies.values()), said) == (many, [])
