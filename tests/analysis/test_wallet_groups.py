"""Sites that named the same wallets, in a real list which a maintainer has beside the project: the groups are exact."""

import csv
from pathlib import Path

import numpy as np
import pytest

from callpoint.analysis.series import find_series

SITES = Path(__file__).parents[2].parent / "shared" / "data" / "indicators" / "cryptoscamdb_sites.csv"


@pytest.mark.skipif(not SITES.is_file(), reason=f"NOT COMPARED: no list of sites at {SITES}")
def test_sites_that_share_a_wallet_are_one_series_and_no_others() -> None:
    with SITES.open(encoding="utf-8", newline="") as lines:
        sites = [row for row in csv.DictReader(lines) if row["addresses"]]
    named = [set(site["addresses"].replace(";", " ").replace("|", " ").split()) for site in sites]
    number = {wallet: place for place, wallet in enumerate(sorted(set().union(*named)))}
    rows = sorted((site, number[wallet]) for site, wallets in enumerate(named) for wallet in wallets)
    report, value = (np.array(column, np.int32) for column in zip(*rows, strict=True))
    found = find_series(report, value, reports=len(sites)).series.tolist()
    truth = [site["same_address_group"] for site in sites]
    assert len({*zip(found, truth, strict=True)}) == len(set(found)) == len(set(truth))
