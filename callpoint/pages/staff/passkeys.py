"""Passkeys of staff: which somebody has, and what a browser is asked for."""

import json
from typing import Any

from allauth.mfa.models import Authenticator
from django.urls import reverse

from callpoint.pages.staff.pages import FieldLine, PasskeyForm, PasskeyLine


def has_passkeys(staff_id: int) -> bool:
    """Say whether somebody has a passkey."""
    return bool(_passkeys(staff_id).exists())


def passkeys_of(staff_id: int | None) -> tuple[PasskeyLine, ...]:
    """Give somebody's passkeys, the oldest first."""
    return tuple(
        PasskeyLine(
            name=each.wrap().name,
            added_at=each.created_at,
            used_at=each.last_used_at,
            name_url=reverse("mfa_edit_webauthn", args=[each.pk]),
            remove_url=reverse("mfa_remove_webauthn", args=[each.pk]),
        )
        for each in _passkeys(staff_id).order_by("created_at", "pk")
    )


def _passkeys(staff_id: int | None) -> Any:
    return Authenticator.objects.filter(user_id=staff_id, type=Authenticator.Type.WEBAUTHN)


def passkey_form(
    context: dict[str, Any], *, do: str, button: str, fields: tuple[FieldLine, ...] = ()
) -> PasskeyForm:
    """Make the form from what the library tells the browser."""
    told = context["js_data"]["creation_options" if do == "create" else "request_options"]
    return PasskeyForm(do=do, options=json.dumps(told), fields=fields, button=button)
