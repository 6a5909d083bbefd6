"""The way into the pages of staff: the addresses that lead to it, and where it leads when all is set right."""

from allauth.account.adapter import get_adapter
from django.http import HttpRequest
from django.urls import reverse

from callpoint.pages.kept import form_before, keep_form

BEFORE_SECOND_FACTOR = frozenset(
    {
        "account_login",
        "account_logout",
        "account_reauthenticate",
        "account_change_password",
        "mfa_authenticate",
        "mfa_reauthenticate",
        "mfa_activate_totp",
        "mfa_view_recovery_codes",
        "theme",
    }
)
"""Names of the addresses that staff without a second factor may use: those that lead to one, and their colours."""

NO_WORK = BEFORE_SECOND_FACTOR | {
    "mfa_add_webauthn",
    "mfa_edit_webauthn",
    "mfa_generate_recovery_codes",
    "mfa_reauthenticate_webauthn",
    "mfa_remove_webauthn",
    "openid_connect_callback",
    "openid_connect_login",
    "staff_presence",
    "staff_provider_remove",
}
"""
Names of the addresses whose forms are no work: those of one's own sign-in, and what a page sends by itself.

They hold passwords and codes, which are kept nowhere; and who sends one has not gone on to other work.
"""

AHEAD = "ahead"


def name_of(request: HttpRequest) -> str:
    """Give the name of the address that was asked for; '' where it has none."""
    return (request.resolver_match.url_name or "") if request.resolver_match else ""


def note_way_on(request: HttpRequest) -> None:
    """Remember what somebody wanted who must set their sign-in right first; a form of theirs is kept."""
    if name_of(request) in NO_WORK:
        return
    if request.method == "POST":
        keep_form(request)
        request.session[AHEAD] = reverse("staff_unsent")
    else:
        request.session.setdefault(AHEAD, request.get_full_path())


def was_reached(request: HttpRequest) -> None:
    """Forget where the way led, once somebody is through."""
    if name_of(request) not in NO_WORK:
        request.session.pop(AHEAD, None)


def to_unsent(request: HttpRequest) -> str:
    """Give the address of the form that waits for this person; '' where none does."""
    return reverse("staff_unsent") if form_before(request) else ""


def way_on(request: HttpRequest) -> str:
    """
    Give where somebody goes when their sign-in is right.

    To a form of theirs that waits, however they came; to what they wanted; else to the first list of their role.
    """
    ahead = to_unsent(request) or request.session.get(AHEAD)
    return str(ahead or get_adapter(request).get_login_redirect_url(request))
