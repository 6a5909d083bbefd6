"""Sign-in by the organisation's own provider (OpenID Connect): for accounts that were bound to it by who owns them."""

import secrets
from functools import wraps
from typing import Any, ParamSpec, cast
from urllib.parse import urlsplit

from allauth.account.adapter import get_adapter as accounts
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, get_adapter
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialAccount, SocialLogin
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from requests import RequestException

from callpoint.pages.access import Audience, View, opens_to
from callpoint.pages.page import show
from callpoint.pages.staff.frame import staff_frame
from callpoint.pages.staff.pages import ProviderPart, StaffMessagePage

P = ParamSpec("P")
PROVIDER = "organisation"
"""The one provider that a deployment may name."""
MULTI_FACTOR = "mfa"
"""What a provider says in `amr` where it asked for more than one factor (RFC 8176, section 2)."""


class ProviderAccounts(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Nobody signs up by a provider, and no mail address opens an account: only a subject that its owner bound does."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:  # noqa: ARG002 - allauth's signature
        """Nobody signs themselves up."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Refuse an answer that we did not ask for, a subject that is bound to nobody, and one that is another's."""
        claims, state = sociallogin.claims, sociallogin.state
        if not state.get("nonce") or claims.get("nonce") != state["nonce"]:
            raise ImmediateHttpResponse(_refused(request, _NOT_ASKED))
        if state.get("process") == AuthProcess.CONNECT:
            is_others = sociallogin.is_existing and sociallogin.user.pk != request.user.pk
            has_one = SocialAccount.objects.filter(user_id=request.user.pk).exists()
            if is_others or (has_one and not sociallogin.is_existing):
                raise ImmediateHttpResponse(_refused(request, _TAKEN))
        elif not sociallogin.is_existing:
            raise ImmediateHttpResponse(_refused(request, _UNKNOWN))
        trusts = settings.CALLPOINT.sign_in.second_factor == "provider"
        request.had_second_factor = trusts and MULTI_FACTOR in claims.get("amr", ())  # type: ignore[attr-defined]  # read by `SecondFactors` in this request alone

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: SocialAccount) -> str:  # noqa: ARG002 - allauth's signature
        """Lead back to where it was bound."""
        return reverse("mfa_index")

    def on_authentication_error(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Show one page of ours for all that can go wrong between the provider and us."""
        del args, kwargs
        raise ImmediateHttpResponse(_refused(request, _NOT_ASKED))


class OurProvider(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]  # allauth has no types
    """Takes the token of the provider: its signature is checked, and none of its claims is kept but the subject."""

    def _decode_id_token(self, app: Any, id_token: str) -> dict[str, Any]:
        claims: dict[str, Any] = jwtkit.verify_and_decode(
            credential=id_token,
            keys_url=self.openid_config["jwks_uri"],
            issuer=settings.CALLPOINT.sign_in.provider,
            audience=app.client_id,
            lookup_kid=jwtkit.lookup_kid_jwk,
        )
        return claims

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **kwargs: Any) -> SocialLogin:  # noqa: ARG002 - allauth's signature
        """Read who it is; what the provider tells of the person besides is thrown away."""
        try:
            claims = self._decode_id_token(app, kwargs["response"]["id_token"])
            login = self.get_provider().sociallogin_from_response(
                request, {"id_token": {"sub": claims["sub"]}}
            )
        except (KeyError, ValueError, TypeError) as unread:
            raise OAuth2Error from unread
        login.claims, login.account.extra_data, login.email_addresses = claims, {}, []
        return login


_NOT_ASKED, _UNKNOWN, _TAKEN = "not-asked", "unknown", "taken"


def _refused(request: HttpRequest, why: str) -> HttpResponse:
    """Say that nobody was signed in, and what to do."""
    words = {
        _NOT_ASKED: _("The sign-in was broken off, or took too long. Begin again."),
        _UNKNOWN: _("This sign-in belongs to no account here. Sign in with your password, then bind it."),
        _TAKEN: _("This sign-in is bound to another account, or yours is bound already. Remove that first."),
    }
    there = "mfa_index" if request.user.is_authenticated else "account_login"
    page = StaffMessagePage(
        heading=_("Nobody was signed in") if not request.user.is_authenticated else _("Nothing was bound"),
        paragraphs=(words[why],),
        next_text=_("Back to sign-in"),
        next_url=reverse(there),
        **staff_frame(request),
    )
    return show(request, page, status=403)


def provider_part(staff_id: int | None = None) -> ProviderPart | None:
    """Give the provider of this deployment, and since when somebody is bound to it; None where there is none."""
    said = settings.CALLPOINT.sign_in
    if not said.provider:
        return None
    bound = SocialAccount.objects.filter(user_id=staff_id).first() if staff_id else None
    return ProviderPart(
        name=said.provider_name,
        url=reverse("openid_connect_login", args=[PROVIDER]),
        bound_at=bound.date_joined if bound else None,
        remove_url=reverse("staff_provider_remove"),
    )


def leads_to_provider(view: View[P]) -> View[P]:
    """Let the forms of a page lead to the provider: the policy of every other page names no other host."""

    @wraps(view)
    def led(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        answer = view(request, *args, **kwargs)
        provider = urlsplit(settings.CALLPOINT.sign_in.provider)
        if provider.netloc:
            answer._csp_update = {"form-action": [f"{provider.scheme}://{provider.netloc}"]}  # type: ignore[attr-defined]  # noqa: SLF001 - how django-csp's own decorator says it
        return answer

    return cast("View[P]", led)


def _check_named(provider_id: str) -> None:
    if provider_id != PROVIDER or not settings.CALLPOINT.sign_in.provider:
        raise Http404


@opens_to(Audience.ANYONE)
@require_POST
def begin(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Send somebody to the provider: to sign in, or, who is signed in already, to bind it to their account."""
    _check_named(provider_id)
    process = AuthProcess.LOGIN
    if request.user.is_authenticated:
        process = AuthProcess.CONNECT
        if accounts(request).is_reauthentication_required(app="allauth.socialaccount"):
            return redirect(f"{reverse('account_reauthenticate')}?next={reverse('mfa_index')}")
    provider, nonce = get_adapter().get_provider(request, PROVIDER), secrets.token_urlsafe(32)
    told = {**provider.get_auth_params(), "nonce": nonce}
    try:
        sent: HttpResponseBase = provider.redirect(request, process, auth_params=told, nonce=nonce)
    except (RequestException, KeyError, ValueError):
        return _refused(request, _NOT_ASKED)
    return sent


@opens_to(Audience.ANYONE)
@require_GET
def come_back(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Take the answer of the provider."""
    _check_named(provider_id)
    answer: HttpResponseBase = OAuth2CallbackView.adapter_view(OurProvider(request, PROVIDER))(request)
    return answer


@opens_to(Audience.STAFF)
@require_POST
def remove(request: HttpRequest) -> HttpResponse:
    """Let the provider sign this person in no more."""
    SocialAccount.objects.filter(user_id=request.user.pk).delete()
    return redirect("mfa_index")
