"""What a near-copy is: how a text is read, its keyed signature, and how alike two signatures are."""

from callpoint.rules.near_copies.alikeness import alike, bands, is_near_copy
from callpoint.rules.near_copies.signing import signature

__all__ = ["alike", "bands", "is_near_copy", "signature"]
