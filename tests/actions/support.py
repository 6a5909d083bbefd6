"""Makers of requests to be called."""

from collections.abc import Mapping
from datetime import datetime

from callpoint.actions.acting import Actor, newcomer
from callpoint.actions.support_requests import Taken, ask_for_support
from callpoint.rules.access import Role
from tests.makers import NOON, an_actor

NEAR, FAR = "derbyshire-victim-services", "victim-support"
LIAISON = "victim-support-liaison"
"""The unit that takes requests in Derbyshire."""
TOLD = {"way": "call", "contact": "07700 900123", "place": "S40 1TB", "name": "Ann"}


def a_request(
    told: Mapping[str, str] = TOLD, *, when: datetime = NOON, service: str = NEAR, send_key: str = "k"
) -> Taken:
    """A request that was sent."""
    return ask_for_support(
        told=told, service=service, send_key=send_key, language="en", by=newcomer(), at=when
    )


def a_supporter(*, unit: str = LIAISON) -> Actor:
    """A support worker of a unit."""
    return an_actor(role=Role.SUPPORT_WORKER, unit=unit)
