"""The names of the write paths, for whoever asks before Django is set up; a test holds them to the table."""

from typing import Final

NAMES: Final = (
    "draft",
    "answer",
    "submit",
    "upload",
    "first-upload",
    "take-back",
    "discard",
    "message",
    "withdraw",
    "add",
    "support",
    "parts",
    "drop",
    "read",
    "reply",
    "hand-over",
    "cohort",
    "rotate",
    "rewrap",
    "shred",
    "erase",
    "worker",
    "migrate",
)
