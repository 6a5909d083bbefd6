"""What can be done to an exhibit: each deed is a leaf of the journal and an entry in the chain of custody."""

from enum import StrEnum


class ExhibitDeed(StrEnum):
    """One thing that is done to an exhibit; the value is the name of its leaf."""

    TAKE_IN = "exhibit.take-in"
    CHECK = "exhibit.check"
    DESCRIBE = "exhibit.describe"
    TAKE_BACK = "exhibit.take-back"
    WITHHOLD = "exhibit.withhold"
    RELEASE = "exhibit.release"
    SCAN = "exhibit.scan"
    READ_THROUGH = "exhibit.read-through"
    PREVIEW = "exhibit.preview"
    SHOW_PICTURE = "exhibit.show-picture"
    SEE_CUSTODY = "exhibit.see-custody"
    OPEN = "exhibit.open"
    OPEN_DANGEROUS = "exhibit.open-dangerous"
    REDACT = "exhibit.redact"
    DISCLOSE = "bundle.make"
    HAND_OUT = "bundle.hand-out"
    HAND_OVER = "exhibit.hand-over"
    GET_SEALED = "exhibit.get-sealed"
    SWEEP = "exhibit.sweep"
    SWEEP_BACK = "exhibit.sweep-back"
    SWEEP_OUT = "exhibit.sweep-out"
