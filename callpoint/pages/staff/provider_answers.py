"""
What the organisation's provider answers: read strictly, and believed only where all of it is as it should be.

Nothing of an error's text is shown or logged but our own words: a library quotes in it what the provider sent.

    OAuth2Error (allauth)        the provider refused, or its token proves nobody
    └── ProviderUnreadableError  the provider answered what cannot be used
"""

from typing import Any, Final
from urllib.parse import urlencode, urlsplit

from allauth.socialaccount import app_settings
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialLogin, SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Client, OAuth2Error
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest
from requests import RequestException

WELL_KNOWN: Final = "/.well-known/openid-configuration"
"""Where a provider tells its addresses, after its issuer (OpenID Connect Discovery 1.0, section 4)."""
PAGE: Final = "authorization_endpoint"
ADDRESSES: Final = (PAGE, "token_endpoint", "jwks_uri")
METHODS: Final = "token_endpoint_auth_methods_supported"
"""How it wants to be asked for tokens; it need not say (OpenID Connect Discovery 1.0, section 3)."""
LONGEST: Final = 1000
"""No address of a provider is near this long; ours is put behind it, and browsers end at some length."""
THIS_MACHINE: Final = frozenset({"localhost", "127.0.0.1", "::1"})
"""Hosts that need no TLS: nothing leaves the machine."""


class ProviderUnreadableError(OAuth2Error):  # type: ignore[misc]  # allauth has no types
    """The provider answered what cannot be used; its words are ours and name no word of the answer."""


def issuer_of(address: str) -> str:
    """Give an issuer as it is compared: without the address of its document, and without a slash at its end."""
    return address.removesuffix(WELL_KNOWN).rstrip("/")


def _check_address(name: str, address: object) -> None:
    """
    Refuse an address that is not one of a web page by TLS.

    :raises ProviderUnreadableError: it is none.
    """
    text = address if isinstance(address, str) and len(address) <= LONGEST else ""
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
    except ValueError:
        parts, host = urlsplit(""), ""
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and host in THIS_MACHINE)
    is_plain = text.isascii() and text.isprintable() and " " not in text
    if not (host and is_safe and is_plain):
        message = f"its {name} is no address that starts with https://"
        raise ProviderUnreadableError(message)


def read_discovery(document: object, *, provider: str) -> dict[str, Any]:
    """
    Take a discovery document: it speaks of the provider of the settings, and names addresses that may be followed.

    The pages and the tokens of a provider may be on other hosts than its issuer, as they are at large ones.

    :raises ProviderUnreadableError: it does not.
    """
    if not isinstance(document, dict):
        message = "its discovery document is none"
        raise ProviderUnreadableError(message)
    named = document.get("issuer")
    if not isinstance(named, str) or issuer_of(named) != issuer_of(provider):
        message = "the issuer of its discovery document is not the one of sign_in.provider"
        raise ProviderUnreadableError(message)
    for name in ADDRESSES:
        _check_address(name, document.get(name))
    methods = document.get(METHODS, [])
    if not isinstance(methods, list) or not all(isinstance(one, str) for one in methods):
        message = f"its {METHODS} is no list of words"
        raise ProviderUnreadableError(message)
    return document


class OurClient(OAuth2Client):  # type: ignore[misc]  # allauth has no types
    """Asks for a sign-in at a page whose address may have a query already (RFC 6749, section 3.1)."""

    def get_redirect_url(self, authorization_url: str, scope: list[str], extra_params: dict[str, str]) -> str:
        """Give the address of the provider's page, with all that is asked."""
        told = {
            "client_id": self.consumer_key,
            "redirect_uri": self.callback_url,
            "scope": self.scope_delimiter.join(scope),
            "response_type": "code",
            "state": self.state,
            **extra_params,
        }
        before = "&" if urlsplit(authorization_url).query else "?"
        return f"{authorization_url}{before}{urlencode(told)}"


class OurProvider(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]  # allauth has no types
    """Takes the answers of the provider: signatures are checked, and no claim is kept but the subject."""

    client_class = OurClient
    _told: dict[str, Any] | None = None

    @property
    def openid_config(self) -> dict[str, Any]:
        """Give the discovery document, asked for once a request."""
        if self._told is None:
            provider = settings.CALLPOINT.sign_in.provider
            with get_adapter().get_requests_session() as session:
                answer = session.get(issuer_of(provider) + WELL_KNOWN)
                answer.raise_for_status()
                self._told = read_discovery(answer.json(), provider=provider)
        return self._told

    def get_access_token_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Ask for the token; whatever comes instead of one is the provider's trouble, not the person's."""
        try:
            given = super().get_access_token_data(*args, **kwargs)
            is_whole = isinstance(given["id_token"], str)
        except RequestException:
            raise
        except (OAuth2Error, KeyError, ValueError, TypeError) as unread:
            message = "it gave no token for the code"
            raise ProviderUnreadableError(message) from unread
        if not is_whole:
            message = "its token is none"
            raise ProviderUnreadableError(message)
        return dict(given)

    def parse_token(self, data: dict[str, Any]) -> SocialToken:  # noqa: ARG002 - allauth's signature
        """Take no token of access: we ask the provider for nothing more."""
        return SocialToken(token="")

    def _decode_id_token(self, app: Any, id_token: str) -> dict[str, Any]:
        try:
            claims: dict[str, Any] = jwtkit.verify_and_decode(
                credential=id_token,
                keys_url=self.openid_config["jwks_uri"],
                issuer=self.openid_config["issuer"],
                audience=app.client_id,
                lookup_kid=jwtkit.lookup_kid_jwk,
            )
        except (RequestException, OAuth2Error):
            raise
        except (KeyError, ValueError, TypeError) as unread:
            message = "its keys or its token cannot be read"
            raise ProviderUnreadableError(message) from unread
        return claims

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **kwargs: Any) -> SocialLogin:  # noqa: ARG002 - allauth's signature
        """Read who it is; what the provider tells of the person besides is thrown away."""
        claims = self._decode_id_token(app, kwargs["response"]["id_token"])
        subject = claims.get("sub")
        if not isinstance(subject, str) or not 0 < len(subject) <= app_settings.UID_MAX_LENGTH:
            message = "its token names no subject that we can keep"
            raise ProviderUnreadableError(message)
        login = self.get_provider().sociallogin_from_response(request, {"id_token": {"sub": subject}})
        login.claims, login.account.extra_data, login.email_addresses = claims, {}, []
        return login
