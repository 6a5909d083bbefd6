"""What every request passes: privacy headers, the second factor of staff, fresh content."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from allauth.mfa.models import Authenticator
from callpoint.clock import now
from callpoint.records.knowledge import refresh_knowledge

Respond = Callable[[HttpRequest], HttpResponse]

BEFORE_SECOND_FACTOR = frozenset(
    {
        "account_login",
        "account_logout",
        "account_reauthenticate",
        "mfa_authenticate",
        "mfa_activate_totp",
        "account_change_password",
    }
)
"""Names of the addresses that staff without a second factor may use: those that lead to one."""


class PrivacyHeaders:
    """Nothing we answer is stored by a browser or a proxy, and no device sensor is offered."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with the headers."""
        response = self.get_response(request)
        response.setdefault("Cache-Control", "no-store")
        response.setdefault("X-Robots-Tag", "noindex")
        response.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
        )
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response


class StaffNeedSecondFactor:
    """Sends signed-in staff who have no second factor, or a one-time password, to set that right first."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with the next step where one is missing."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: object
    ) -> HttpResponse | None:
        """Look before the view runs: by then the address is known."""
        del view, args, kwargs
        name = request.resolver_match.url_name if request.resolver_match else ""
        if not request.user.is_authenticated or name in BEFORE_SECOND_FACTOR:
            return None
        if request.user.must_change_password:
            return redirect("account_change_password")
        if not Authenticator.objects.filter(user_id=request.user.pk, type=Authenticator.Type.TOTP).exists():
            return redirect("mfa_activate_totp")
        return None


class FreshKnowledge:
    """Lets changed content come into force without a restart."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Look for changed content, then answer."""
        refresh_knowledge(at=now())
        return self.get_response(request)
