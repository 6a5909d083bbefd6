"""Makers for tests with a database: reports, drafts, staff, clients that have signed in, and all that is kept."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import cache as cached
from itertools import count
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.apps import apps
from django.contrib.auth.hashers import ScryptPasswordHasher
from django.core.cache import cache
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from callpoint.actions.acting import Actor, ActorKind, newcomer, reporter, system
from callpoint.actions.reporting import Begun, begin_report, submit
from callpoint.actions.staffing import add_staff_member, password_was_changed
from callpoint.records.models import Outbox, Report, StaffMember
from callpoint.rules.access import Role
from callpoint.rules.journal import Leaf, read_leaf
from callpoint.rules.way import DECLARATION
from callpoint.vault.models import JournalLeaf
from tests.sealing.makers import seeded

__all__ = ["seeded"]

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
STORY = "A man rang and said he was from my bank. I sent him 900 pounds."
DESK = "cyber-and-fraud-desk"
"""The unit that a report of fraud in Derbyshire is sent to."""
OTHER_DESK = "local-policing-desk"
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
OUR_TABLES = ("records", "vault")
"""The apps whose every row counts where a refusal must leave no trace."""
_names = count(1)


class LightScrypt(ScryptPasswordHasher):
    """The real way of keeping passwords with the least of its work; tests make many accounts."""

    work_factor = 2


def at(**later: float) -> datetime:
    """Noon of a fixed day, or later or earlier by what `timedelta` takes."""
    return NOON + timedelta(**later)


def a_draft(*, when: datetime = NOON, **answers: str | list[str]) -> Begun:
    """A report that was begun; its answers are a story unless others are named."""
    return begin_report(
        answers=answers or {"story": STORY}, language="en", channel="web", by=newcomer(), at=when
    )


def a_report(*, when: datetime = NOON, unit: str = "", **answers: str | list[str]) -> UUID:
    """A report that was sent; `unit` moves it to a unit whatever its answers say."""
    told = {"story": STORY, "postcode": "S40 1TB", **answers}
    begun = a_draft(when=when, **told)
    sent(begun, when=when)
    if unit:
        Report.objects.filter(id=begun.report_id).update(unit=unit)
    return begun.report_id


def sent(begun: Begun, *, when: datetime = NOON) -> str:
    """Declare a draft true, send it, and give its reference."""
    return submit(
        report_id=begun.report_id,
        answers={DECLARATION: "yes"},
        submit_key="k",
        by=reporter(begun.report_id),
        at=when,
    )


def a_staff_member(
    *, role: str = Role.ASSESSOR, unit: str = DESK, name: str = "Asha Patel"
) -> tuple[StaffMember, str]:
    """A member of staff with a password of their own, and that password."""
    made = add_staff_member(
        username=f"{role}-{next(_names)}", display_name=name, role=role, unit=unit, by=system("test"), at=NOON
    )
    member = StaffMember.objects.get(username=made.username)
    password_was_changed(staff_id=member.pk, by=acting(member), at=NOON)
    member.refresh_from_db()
    return member, made.password


def acting(member: StaffMember) -> Actor:
    """The actor of a member of staff."""
    return Actor(kind=ActorKind.STAFF, id=str(member.pk), badge=member.badge())


def an_actor(*, role: str = Role.ASSESSOR, unit: str = DESK) -> Actor:
    """The actor of a new member of staff."""
    return acting(a_staff_member(role=role, unit=unit)[0])


def with_authenticator(member: StaffMember) -> None:
    """Bind an authenticator app, through the library."""
    totp.TOTP.activate(member, TOTP_SECRET)


def a_code(secret: str = TOTP_SECRET) -> str:
    """What the authenticator app shows now: of the steps that are taken the middle one, so that time may go on."""
    taken = list(totp.yield_hotp_counters_from_time())
    return str(totp.format_hotp_value(totp.hotp_value(secret, taken[len(taken) // 2])))


def signed_in_client(*, role: str = Role.ASSESSOR, unit: str = DESK, name: str = "Asha Patel") -> Client:
    """A client that gave its password and then the code of its app, page by page."""
    member, password = a_staff_member(role=role, unit=unit, name=name)
    with_authenticator(member)
    client = signed_in_by_password(member, password)
    client.post(reverse("mfa_authenticate"), {"code": a_code()})
    return client


def signed_in_by_password(member: StaffMember, password: str) -> Client:
    """A client that gave its password and nothing more; the library's count of tries begins anew."""
    cache.clear()
    client = Client()
    client.post(reverse("account_login"), {"login": member.username, "password": password})
    return client


def with_service(settings: Settings, **changes: object) -> None:
    """Change settings of the service's own section for one test."""
    with_section(settings, "service", **changes)


def with_section(settings: Settings, section: str, **changes: object) -> None:
    """Change settings of one section for one test."""
    changed = getattr(settings.CALLPOINT, section).model_copy(update=changes)
    settings.CALLPOINT = settings.CALLPOINT.model_copy(update={section: changed})


def all_kept() -> Mapping[str, list[dict[str, Any]]]:
    """Every row of every table of ours, to compare before and after."""
    with connection.cursor() as cursor:
        cursor.execute(which_hold_rows())
        filled = {name for (name,) in cursor.fetchall()}
    return {
        name: [
            {column: plain(value) for column, value in row.items()}
            for row in (model._base_manager.order_by("pk").values() if name in filled else ())  # noqa: SLF001 - Django's documented model API
        ]
        for name, model in our_models().items()
    }


@cached
def our_models() -> Mapping[str, type[Model]]:
    """The models of our tables, and of the second factor, by name."""
    ours = [model for app in OUR_TABLES for model in apps.get_app_config(app).get_models()]
    return {model.__name__: model for model in (*ours, Authenticator)}


@cached
def which_hold_rows() -> str:
    """One question to the database in place of a hundred, as most tables of a test are empty."""
    return " UNION ALL ".join(
        f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM {model._meta.db_table})"  # noqa: S608, SLF001 - our own words
        for name, model in our_models().items()
    )


def plain(value: object) -> object:
    """A column's value as both databases give it."""
    return bytes(value) if isinstance(value, memoryview) else value


def leaves() -> list[Leaf]:
    """Every leaf of the journal, read from its bytes."""
    return [read_leaf(bytes(row.body)) for row in JournalLeaf.objects.order_by("index")]


def deeds() -> list[str]:
    """What each leaf says was done, in order."""
    return [leaf.what for leaf in leaves()]


def posted() -> list[tuple[str, str]]:
    """What lies in the outbox: name and object."""
    return list(Outbox.objects.order_by("id").values_list("name", "object_id"))
