"""The table of all write paths; a new one is added here."""

from collections.abc import Mapping
from typing import Final

from callpoint.project.faults.key_paths import KEYS
from callpoint.project.faults.parts_paths import PARTS
from callpoint.project.faults.paths import WritePath
from callpoint.project.faults.reporter_paths import REPORTS
from callpoint.project.faults.service_paths import SERVICE
from callpoint.project.faults.staff_paths import STAFF

PATHS: Final[Mapping[str, WritePath]] = {
    path.name: path for path in (*REPORTS, *PARTS, *STAFF, *KEYS, *SERVICE)
}
