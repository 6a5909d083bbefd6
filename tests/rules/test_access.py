"""Who may do what: the table, walked whole."""

from itertools import product

import pytest

from callpoint.rules.access import DEEDS, EVERY_UNIT, Badge, Deed, NotAllowedError, Role, check_may, may

READERS = {Role.ASSESSOR, Role.INVESTIGATOR, Role.ANALYST, Role.SUPERVISOR}


@pytest.mark.parametrize(("role", "deed"), list(product(Role, Deed)))
def test_a_role_may_do_its_deeds_in_its_own_unit_and_no_other(role: Role, deed: Deed) -> None:
    badge = Badge(role=role, unit="desk")
    allowed = deed in DEEDS[role]
    assert (may(badge, deed), may(badge, deed, unit="desk"), may(badge, deed, unit="other")) == (
        allowed,
        allowed,
        allowed and role in EVERY_UNIT,
    )


def test_only_those_who_work_on_reports_open_them() -> None:
    assert {role for role in Role if Deed.OPEN_REPORT in DEEDS[role]} == READERS


def test_somebody_without_a_role_may_do_nothing() -> None:
    assert not any(may(Badge(role=role, unit="desk"), deed) for role in ("", "boss") for deed in Deed)


def test_a_refusal_says_who_and_what() -> None:
    with pytest.raises(NotAllowedError, match="A auditor of this unit may not open a report") as refused:
        check_may(Badge(role="auditor", unit="desk"), Deed.OPEN_REPORT)
    assert (refused.value.role, refused.value.deed) == ("auditor", Deed.OPEN_REPORT)


def test_what_is_allowed_passes() -> None:
    check_may(Badge(role="assessor", unit="desk"), Deed.OPEN_REPORT, unit="desk")
