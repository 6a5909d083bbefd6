"""Why a value joins nothing, in a sentence for the person who looks at it."""

from callpoint.rules.content.common_lists import CommonList


def why_listed(common: CommonList) -> str:
    """Say which list of what anybody may name a value is on."""
    return f"On the list {common}: anybody may name it."


def why_common(*, reports: int, looked_at: int, belonging: int, groups: int) -> str:
    """Say why: of the reports looked at, so many belong to so many groups that hold without this value."""
    if belonging == 0:
        return f"These {reports:,} reports share nothing else. So many are not joined by one value alone."
    looked = f"Of {looked_at:,} looked at, {belonging:,}" if looked_at < reports else f"{belonging:,} of them"
    where = "one group" if groups == 1 else f"{groups:,} different groups"
    return f"These {reports:,} reports share nothing else. {looked} belong to {where} without it."
