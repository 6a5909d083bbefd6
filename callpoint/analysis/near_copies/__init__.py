"""Near-copies among many texts: signatures, candidates by bands, verified families, and series within them."""

from callpoint.analysis.near_copies.grouping import series_of
from callpoint.analysis.near_copies.signing import signatures

__all__ = ["series_of", "signatures"]
