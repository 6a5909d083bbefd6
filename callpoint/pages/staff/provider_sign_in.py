"""Sign-in by the organisation's own provider (OpenID Connect): for accounts that were bound to it by who owns them."""

import logging
import secrets
from typing import Any, Final
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter as accounts
from allauth.account.utils import get_next_redirect_url
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, get_adapter
from allauth.socialaccount.models import SocialAccount, SocialLogin
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from requests import RequestException, Session

from callpoint.pages.access import Audience, opens_to
from callpoint.pages.page import show
from callpoint.pages.staff.frame import staff_frame
from callpoint.pages.staff.pages import ProviderPart, StaffMessagePage
from callpoint.pages.staff.provider_answers import OurProvider, ProviderUnreadableError

log = logging.getLogger(__name__)

PROVIDER = "organisation"
"""The one provider that a deployment may name."""
MULTI_FACTOR = "mfa"
"""What a provider says in `amr` where it asked for more than one factor (RFC 8176, section 2)."""
SAID: Final = frozenset(
    {
        "access_denied",
        "invalid_request",
        "invalid_scope",
        "server_error",
        "temporarily_unavailable",
        "unauthorized_client",
        "unsupported_response_type",
    }
)
"""What a provider may say instead of a code (RFC 6749, section 4.1.2.1); other words may be anybody's."""


class ProviderAccounts(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Nobody signs up by a provider, and no mail address opens an account: only a subject that its owner bound does."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:  # noqa: ARG002 - allauth's signature
        """Nobody signs themselves up."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Refuse an answer that we did not ask for, a subject that is bound to nobody, and one that is another's."""
        claims, state = sociallogin.claims, sociallogin.state
        if not state.get("nonce") or claims.get("nonce") != state["nonce"]:
            log.warning(NOBODY, "its token is for another sign-in")
            raise ImmediateHttpResponse(_refused(request, _NOT_ASKED))
        if state.get("process") == AuthProcess.CONNECT:
            is_others = sociallogin.is_existing and sociallogin.user.pk != request.user.pk
            has_one = SocialAccount.objects.filter(user_id=request.user.pk).exists()
            if is_others or (has_one and not sociallogin.is_existing):
                raise ImmediateHttpResponse(_refused(request, _TAKEN))
        elif not sociallogin.is_existing:
            raise ImmediateHttpResponse(_refused(request, _UNKNOWN))
        trusts = settings.CALLPOINT.sign_in.second_factor == "provider"
        how = claims.get("amr")
        request.had_second_factor = trusts and isinstance(how, list) and MULTI_FACTOR in how  # type: ignore[attr-defined]  # read by `SecondFactors` in this request alone

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: SocialAccount) -> str:  # noqa: ARG002 - allauth's signature
        """Lead back to where it was bound."""
        return reverse("mfa_index")

    def get_requests_session(self) -> Session:
        """Ask the address that is meant and no other: a redirect could carry our secret elsewhere."""
        session: Session = super().get_requests_session()
        session.max_redirects = 0
        return session

    def on_authentication_error(  # noqa: PLR0917 - allauth's signature
        self,
        request: HttpRequest,
        provider: object,
        error: object = None,
        exception: Exception | None = None,
        extra_context: dict[str, Any] | None = None,
    ) -> None:
        """Show one page of ours for all that can go wrong between the provider and us."""
        del provider, error
        onward = ((extra_context or {}).get("state") or {}).get("next", "")
        if exception is not None:
            raise ImmediateHttpResponse(_in_trouble(request, exception, onward=onward))
        said = request.GET.get("error")
        log.warning(NOBODY, f"it said {said if said in SAID else 'another'}" if said else "nothing was begun")
        raise ImmediateHttpResponse(_refused(request, _NOT_ASKED, onward=onward))


NOBODY: Final = "Nobody was signed in by the organisation's provider: %s"
_NOT_ASKED, _UNKNOWN, _TAKEN, _TROUBLE = "not-asked", "unknown", "taken", "trouble"


def _in_trouble(request: HttpRequest, trouble: Exception, *, onward: str = "") -> HttpResponse:
    """Note what went wrong, by words that are ours, and show what to do: the provider's fault, or nobody's."""
    is_ours = isinstance(trouble, ProviderUnreadableError)
    log.warning(NOBODY, str(trouble) if is_ours else type(trouble).__name__)
    is_down = is_ours or isinstance(trouble, RequestException)
    return _refused(request, _TROUBLE if is_down else _NOT_ASKED, onward=onward)


def _refused(request: HttpRequest, why: str, *, onward: str = "") -> HttpResponse:
    """Say that nobody was signed in, and what to do; the way on stays behind the sign-in."""
    words = {
        _NOT_ASKED: _("The sign-in was broken off, or took too long. Begin again."),
        _UNKNOWN: _("This sign-in belongs to no account here. Sign in with your password, then bind it."),
        _TAKEN: _("This sign-in is bound to another account, or yours is bound already. Remove that first."),
        _TROUBLE: _("The sign-in of your organisation does not work right now."),
    }
    is_in = request.user.is_authenticated
    back = reverse("mfa_index" if is_in else "account_login")
    what_to_do = (
        _("Try again in a few minutes.")
        if is_in
        else _("Sign in with your password, or try again in a few minutes.")
    )
    page = StaffMessagePage(
        heading=_("Nothing was bound") if is_in else _("Nobody was signed in"),
        paragraphs=(words[why], *((what_to_do,) if why == _TROUBLE else ())),
        next_text=_("Back to sign-in"),
        next_url=f"{back}?{urlencode({'next': onward})}" if onward and not is_in else back,
        **staff_frame(request),
    )
    return show(request, page, status=503 if why == _TROUBLE else 403)


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
    onward = get_next_redirect_url(request) or ""
    provider, nonce = get_adapter().get_provider(request, PROVIDER), secrets.token_urlsafe(32)
    provider.oauth2_adapter_class = OurProvider
    told = {**provider.get_auth_params(), "nonce": nonce}
    try:
        led = provider.redirect(request, process, next_url=onward or None, auth_params=told, nonce=nonce)
    except (RequestException, OAuth2Error) as trouble:
        return _in_trouble(request, trouble, onward=onward)
    return _goes_on(request, led["Location"])


def _goes_on(request: HttpRequest, there: str) -> HttpResponse:
    """
    Lead to the page of the provider by a page of ours.

    A redirect would be held to `form-action` of the page with the button, which cannot know all hosts: the page of a
    provider may be elsewhere than its issuer, and lead on again. What a page refreshes to is not held to it.
    """
    name = settings.CALLPOINT.sign_in.provider_name
    page = StaffMessagePage(
        heading=_("On to %(name)s") % {"name": name},
        paragraphs=(_("Your browser goes there by itself. If it does not, press the button."),),
        next_text=_("Go on to %(name)s") % {"name": name},
        next_url=there,
        **staff_frame(request),
    )
    answer = show(request, page)
    answer["Refresh"] = f"0; url={there}"
    return answer


@opens_to(Audience.ANYONE)
@require_GET
def come_back(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Take the answer of the provider."""
    _check_named(provider_id)
    try:
        answer: HttpResponseBase = OAuth2CallbackView.adapter_view(OurProvider(request, PROVIDER))(request)
    except (RequestException, OAuth2Error) as trouble:
        return _in_trouble(request, trouble)
    return answer


@opens_to(Audience.STAFF)
@require_POST
def remove(request: HttpRequest) -> HttpResponse:
    """Let the provider sign this person in no more."""
    SocialAccount.objects.filter(user_id=request.user.pk).delete()
    return redirect("mfa_index")
