"""Made-up reports in campaigns whose truth is known: the ground on which the linking is measured.

The recipe is that of performance.md, section 1: N reports with 1 + Poisson(2) values each; sizes of campaigns by
Zipf(a=2), cut at 1 % of N; the pool of a campaign has size^0.7 values, the first ones used most (squared uniform);
75 % of the values come from the pool, 23 % are seen once only, 2 % come from 500 hubs (Zipf 1.5), which belong to
no campaign. Every constant is an argument, so that a rule which only fits these constants shows itself.

Four levels of noise, `LEVELS`:

- `quiet`: 0.5 % of the values come from hubs instead of 2 %.
- `common`: 2 %, the recipe itself.
- `loud`: 5 %.
- `paired`: 2 %, and hubs come in pairs, like a bank's name and its phone: whoever names the one of a pair names
  the other too, six times in ten. And one campaign, the mega-campaign, has 1 % of all reports.
"""

import hashlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """How reports are made up; the defaults are the recipe of performance.md."""

    reports: int = 1_000_000
    seed: int = 1
    more_values: float = 2.0  # a report has one value and Poisson(this) more
    campaign_exponent: float = 2.0
    largest_share: float = 0.01
    pool_exponent: float = 0.7
    pool_skew: float = 2.0
    from_hubs: float = 0.02
    seen_once: float = 0.23
    hubs: int = 500
    hub_exponent: float = 1.5
    family: int = 2  # so many hubs may come together
    family_chance: float = 0.0  # with this chance each other hub of the family is named too
    family_is_far: int = 0  # 1: a family has common and rare hubs; 0: hubs next to each other in rank
    mega_share: float = 0.0  # one campaign has this share of all reports


LEVELS = {
    "quiet": Recipe(from_hubs=0.005),
    "common": Recipe(),
    "loud": Recipe(from_hubs=0.05),
    "paired": Recipe(family_chance=0.6, mega_share=0.01),
}

OTHERS = {
    "pairs far apart": Recipe(family_chance=0.6, family_is_far=1),
    "families of three": Recipe(family=3, family_chance=0.6),
    "families of five, far apart": Recipe(family=5, family_chance=0.5, family_is_far=1),
    "three always together": Recipe(family=3, family_chance=0.95),
    "5,000 hubs, 5 %": Recipe(hubs=5_000, hub_exponent=1.0, from_hubs=0.05),
    "20,000 hubs, nearly even": Recipe(hubs=20_000, hub_exponent=0.5),
    "10 % from hubs": Recipe(from_hubs=0.1),
    "5 values a report": Recipe(more_values=4.0),
    "2 values a report": Recipe(more_values=1.0),
    "larger campaigns": Recipe(campaign_exponent=1.8),
    "smaller campaigns": Recipe(campaign_exponent=2.5),
    "pools of size^0.9": Recipe(pool_exponent=0.9),
    "pools of size^0.5": Recipe(pool_exponent=0.5, family_chance=0.6),
    "pools used evenly": Recipe(pool_skew=1.0),
    "pools used very unevenly": Recipe(pool_skew=4.0),
    "half of the values seen once": Recipe(seen_once=0.5),
    "campaigns up to 5 %": Recipe(largest_share=0.05),
    "a mega-campaign of 5 %": Recipe(mega_share=0.05),
}
"""The recipe with one constant changed, or two: a rule that fits one set of constants shows itself here."""


@dataclass(frozen=True)
class Made:
    """Rows of (report, value), each once and ordered by report; the campaign of each report; which values are hubs.

    Values count upwards from 0: hubs first, then the pools of the campaigns, then those seen once.
    """

    report: Integers
    value: Integers
    campaign: Integers
    hubs: int

    def digest(self) -> str:
        """Return sixteen letters that say whether two runs had the same reports."""
        digest = hashlib.sha256(self.report.tobytes())
        digest.update(self.value.tobytes())
        return digest.hexdigest()[:16]


def make(recipe: Recipe) -> Made:
    """Make the reports up; the same recipe always gives the same ones."""
    chance = np.random.default_rng(recipe.seed)
    sizes = _sizes(recipe, chance)
    campaign = np.repeat(np.arange(len(sizes)), sizes)[: recipe.reports]
    chance.shuffle(campaign)
    pools = np.maximum(np.floor(sizes**recipe.pool_exponent), 1).astype(np.int64)
    starts = recipe.hubs + np.concatenate(([0], np.cumsum(pools)[:-1]))
    report = np.repeat(np.arange(recipe.reports), 1 + chance.poisson(recipe.more_values, recipe.reports))
    source = chance.random(len(report))
    skewed = chance.random(len(report)) ** recipe.pool_skew
    of_report = campaign[report]
    value = starts[of_report] + (skewed * pools[of_report]).astype(np.int64)
    once = source < recipe.seen_once
    value[once] = starts[-1] + pools[-1] + np.arange(np.count_nonzero(once))
    hub = source >= 1 - recipe.from_hubs
    value[hub] = _hubs(recipe, chance, int(np.count_nonzero(hub)))
    report, value = _with_families(recipe, chance, rows=(report, value), hub=hub)
    rows = np.unique(report * (value.max() + 1) + value)
    return Made(rows // (value.max() + 1), rows % (value.max() + 1), campaign, recipe.hubs)


def _sizes(recipe: Recipe, chance: np.random.Generator) -> Integers:
    """Return sizes of campaigns until they hold all reports."""
    largest = max(int(recipe.reports * recipe.largest_share), 1)
    weights = np.arange(1, largest + 1) ** -recipe.campaign_exponent
    steps = np.cumsum(weights / weights.sum())
    sizes = [np.array([int(recipe.reports * recipe.mega_share)] if recipe.mega_share else [], dtype=np.int64)]
    while sum(int(some.sum()) for some in sizes) < recipe.reports:
        sizes.append(1 + np.searchsorted(steps, chance.random(max(recipe.reports // 20, 1))))
    joined = np.concatenate(sizes)
    ends = np.cumsum(joined)
    last = int(np.searchsorted(ends, recipe.reports))
    joined = joined[: last + 1]
    joined[last] -= ends[last] - recipe.reports
    return joined


def _with_families(
    recipe: Recipe, chance: np.random.Generator, *, rows: tuple[Integers, Integers], hub: NDArray[np.bool_]
) -> tuple[Integers, Integers]:
    """Add the hubs that come along with the hubs named."""
    report, value = rows
    step = recipe.hubs // recipe.family if recipe.family_is_far else 1
    reports, values = [report], [value]
    named = value[hub]
    first = named % step if recipe.family_is_far else named - named % recipe.family
    for member in range(recipe.family):
        other = first + member * step
        comes = (other != named) & (other < recipe.hubs) & (chance.random(len(named)) < recipe.family_chance)
        reports.append(report[hub][comes])
        values.append(other[comes])
    return np.concatenate(reports), np.concatenate(values)


def _hubs(recipe: Recipe, chance: np.random.Generator, count: int) -> Integers:
    """Draw hubs by Zipf; 0 is the most common one, and 2n and 2n + 1 are a pair."""
    weights = np.arange(1, recipe.hubs + 1) ** -recipe.hub_exponent
    return np.minimum(
        np.searchsorted(np.cumsum(weights / weights.sum()), chance.random(count)), recipe.hubs - 1
    ).astype(np.int64)
