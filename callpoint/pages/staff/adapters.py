"""How the sign-in library works here: nobody signs up, second factors are sealed, passwords are noted."""

import secrets
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from callpoint.actions.acting import Actor, ActorKind
from callpoint.actions.staffing import password_was_changed
from callpoint.clock import now
from callpoint.pages.staff.ran_out import ran_out
from callpoint.pages.way_in import to_unsent
from callpoint.records.keys import keyring
from callpoint.records.transaction import writing
from callpoint.rules.access import Deed, may
from callpoint.rules.one_time import has_run_out
from callpoint.sealing.index import seal_for_session, unseal_from_session

FRESH_SECONDS = 300
"""How long a sign-in counts as fresh for changing the sign-in itself."""

SECOND_FACTOR = "second factor"
"""What a sealed second factor is bound to."""


class StaffAccounts(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Accounts are made by `callpoint staff add`; there is no sign-up page and no mail."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's signature
        """Nobody signs themselves up."""
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Lead to a form that waits; else to the first list that a role may see: reports, else requests to talk."""
        waiting = to_unsent(request)
        if waiting:
            return waiting
        badge = request.user.badge()  # type: ignore[union-attr]  # asked after a sign-in only
        if may(badge, Deed.SEE_REQUESTS) and not may(badge, Deed.SEE_QUEUE):
            return reverse("staff_requests")
        return str(super().get_login_redirect_url(request))

    @writing
    def set_password(self, user: Any, password: str) -> None:
        """Keep a new password and note that it is the person's own: both or neither, else the journal would disagree."""
        super().set_password(user, password)
        by = Actor(kind=ActorKind.STAFF, id=str(user.pk), badge=user.badge())
        password_was_changed(staff_id=user.pk, by=by, at=now())
        user.must_change_password, user.password_given_at = False, None

    def pre_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponseBase | None:
        """Refuse a one-time password that has run out: only who typed it rightly learns so."""
        refused: HttpResponseBase | None = super().pre_login(request, user, **kwargs)
        if refused is not None or not user.must_change_password:
            return refused
        days = settings.CALLPOINT.sign_in.one_time_password_days
        return ran_out(request) if has_run_out(user.password_given_at, days=days, at=now()) else None

    def is_reauthentication_required(self, *, app: str) -> bool:  # noqa: ARG002 - allauth's signature
        """Ask for the password again only where the sign-in itself is some minutes old."""
        records = get_authentication_records(self.request, self.request.user)
        newest = max((record["at"] for record in records), default=0)
        return bool(now().timestamp() - newest > FRESH_SECONDS)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send nothing: sign-in mails would tell a mail provider who works here."""


class SecondFactors(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """Secrets of authenticator apps and recovery codes are sealed at rest."""

    def is_mfa_enabled(self, user: Any, types: Any = None) -> bool:
        """Ask for ours, unless this very request brought the word of a provider that settings trust with it."""
        if getattr(context.request, "had_second_factor", False):
            return False
        return bool(super().is_mfa_enabled(user, types))

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Name this service to the browser; a passkey holds for its host alone."""
        return {**super().get_public_key_credential_rp_entity(), "name": settings.CALLPOINT.service.name}

    def generate_authenticator_name(self, user: Any, type: str) -> str:  # noqa: A002 - allauth's signature
        """Name a passkey that nobody named by its number."""
        kept = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return _("Passkey %(number)s") % {"number": kept + 1}

    def encrypt(self, text: str) -> str:
        """Seal a secret."""
        return seal_for_session(keyring(), text.encode(), session=SECOND_FACTOR, chance=secrets.token_bytes)

    def decrypt(self, encrypted_text: str) -> str:
        """Open a secret."""
        return unseal_from_session(keyring(), encrypted_text, session=SECOND_FACTOR).decode()
