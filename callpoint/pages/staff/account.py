"""Sign-in, second factor and password: the library's views with our pages."""

from abc import ABC, abstractmethod
from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from django.forms import BoundField, Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import lazystr
from django.utils.translation import gettext as _
from markupsafe import Markup

from callpoint.pages.access import Audience, opens_to
from callpoint.pages.page import FieldError, show
from callpoint.pages.staff.frame import staff_frame
from callpoint.pages.staff.pages import (
    AccountPage,
    CodesPage,
    FieldLine,
    PasskeyForm,
    ProviderPart,
    SecondFactorPage,
    StaffMessagePage,
)
from callpoint.pages.staff.passkeys import has_passkeys, passkey_form, passkeys_of
from callpoint.pages.staff.provider_sign_in import provider_part
from callpoint.pages.way_in import way_on

LABELS = {
    "login": lazystr("User name"),
    "password": lazystr("Password"),
    "code": lazystr("Code from your app"),
    "oldpassword": lazystr("Password you have now"),
    "password1": lazystr("New password"),
    "password2": lazystr("New password again"),
    "name": lazystr("Name of this passkey"),
}
AUTOCOMPLETE = {
    "login": "username",
    "password": "current-password",
    "code": "one-time-code",
    "oldpassword": "current-password",
    "password1": "new-password",
    "password2": "new-password",
    "name": "off",
}
PASSKEY = "#passkey"
"""The place of the form of a passkey."""
SECRET_FIELDS = frozenset({"password", "oldpassword", "password1", "password2"})


class OurPage(ABC):
    """Shows a form of the library as one of our pages; the subclass says its words."""

    request: HttpRequest

    @abstractmethod
    def words(self) -> tuple[str, str, str]:
        """Give heading, lead and the label of the button."""

    def hints(self) -> dict[str, str]:
        """Give a hint for each field that needs one."""
        return {}

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        """Show our page instead of the library's template."""
        del kwargs
        form: Form = context["form"]
        passkey = self.passkey(context)
        heading, lead, button = self.words()
        page = AccountPage(
            heading=heading,
            lead=lead,
            fields=() if passkey and passkey.fields else self._lines(form),
            button=button,
            redirect_field=str(context.get("redirect_field_name") or ""),
            redirect_to=str(context.get("redirect_field_value") or ""),
            picture=_inline(context.get("totp_svg", "")),
            secret=str(getattr(form, "secret", "")) if "totp_svg" in context else "",
            passkey=passkey,
            provider=self.provider(),
            user_name=self.request.user.get_username() if "oldpassword" in form.fields else "",
            problems=tuple(str(error) for error in form.non_field_errors()),
            errors=(*self._errors(form), *_refused(context.get("webauthn_form"))),
            **staff_frame(self.request),
        )
        return show(self.request, page, status=422 if page.errors else 200)

    def passkey(self, context: dict[str, Any]) -> PasskeyForm | None:
        """Give what a passkey is asked for; None where it is not."""
        del context
        return None

    def provider(self) -> ProviderPart | None:
        """Give the organisation's own sign-in where it is offered."""
        return None

    def _lines(self, form: Form) -> tuple[FieldLine, ...]:
        return tuple(self._line(form[name]) for name in form.fields if name in LABELS)

    def _errors(self, form: Form) -> list[FieldError]:
        whole = [FieldError(text=str(error), href=f"#{_first_id(form)}") for error in form.non_field_errors()]
        return whole + [
            FieldError(text=str(error), href=PASSKEY if name == "credential" else f"#{form[name].auto_id}")
            for name, errors in form.errors.items()
            if name in form.fields
            for error in errors
        ]

    def _line(self, field: BoundField) -> FieldLine:
        name = field.html_name
        return FieldLine(
            name=name,
            id=str(field.auto_id),
            label=_(str(LABELS[name])),
            hint=self.hints().get(name, ""),
            value="" if name in SECRET_FIELDS or name == "code" else str(field.value() or ""),
            type="password" if name in SECRET_FIELDS else "text",
            autocomplete=AUTOCOMPLETE[name],
            inputmode="numeric" if name == "code" else "text",
            error=str(field.errors[0]) if field.errors else "",
        )


def _refused(form: Form | None) -> tuple[FieldError, ...]:
    """Say that a passkey could not be taken."""
    refused = form is not None and form.is_bound and not form.is_valid()
    return (
        (FieldError(text=_("This passkey was not taken. Try again, or type a code."), href=PASSKEY),)
        if refused
        else ()
    )


def _inline(svg: str) -> Markup:
    """Take away what stands before the picture: HTML has no XML declaration, and browsers stumble over it."""
    return Markup(svg[svg.find("<svg") :] if svg else "")  # noqa: S704 - made by the qrcode library from our own address


def _first_id(form: Form) -> str:
    return str(next((form[name].auto_id for name in form.fields if name in LABELS), PASSKEY[1:]))


class SignIn(OurPage, account.LoginView):  # type: ignore[misc]  # allauth has no types
    """Name and password."""

    def words(self) -> tuple[str, str, str]:
        """Say what this page asks."""
        return (
            _("Staff sign-in"),
            _("This page is for staff. To report something, go to the public pages."),
            _("Go on"),
        )

    def provider(self) -> ProviderPart | None:
        """Offer the organisation's own sign-in where one is set."""
        return provider_part()


class EnterCode(OurPage, mfa.AuthenticateView):  # type: ignore[misc]  # allauth has no types
    """The code of the authenticator app."""

    def words(self) -> tuple[str, str, str]:
        """Say what this page asks."""
        return (
            _("Enter your code"),
            _("Open your authenticator app and type the code it shows."),
            _("Sign in"),
        )

    def hints(self) -> dict[str, str]:
        """Say what else is accepted."""
        return {"code": _("A recovery code works too.")}

    def passkey(self, context: dict[str, Any]) -> PasskeyForm | None:
        """Offer a passkey to who has one."""
        if not has_passkeys(self.stage.login.user.pk):
            return None
        return passkey_form(context, do="get", button=_("Use a passkey"))


class ConfirmPassword(OurPage, account.ReauthenticateView):  # type: ignore[misc]  # allauth has no types
    """The password once more, before a change to the sign-in itself."""

    def words(self) -> tuple[str, str, str]:
        """Say what this page asks."""
        return _("Confirm it is you"), _("Type your password once more."), _("Go on")


class ConfirmCode(OurPage, mfa.ReauthenticateView):  # type: ignore[misc]  # allauth has no types
    """The code once more, before a change to the sign-in itself."""

    def words(self) -> tuple[str, str, str]:
        """Say what this page asks."""
        return _("Confirm it is you"), _("Type the code your app shows."), _("Go on")


class SetUpApp(OurPage, totp.ActivateTOTPView):  # type: ignore[misc]  # allauth has no types
    """Binding an authenticator app."""

    def words(self) -> tuple[str, str, str]:
        """Say what this page asks."""
        return (
            _("Set up your authenticator app"),
            _("Every member of staff signs in with a second factor. Scan the picture with your app."),
            _("Turn it on"),
        )


class ChangePassword(OurPage, account.PasswordChangeView):  # type: ignore[misc]  # allauth has no types
    """A password of one's own."""

    def words(self) -> tuple[str, str, str]:
        """Say what this page asks."""
        return (
            _("Choose your own password"),
            _("Your one-time password worked. Now choose one that only you know."),
            _("Keep this password"),
        )

    def hints(self) -> dict[str, str]:
        """Say how long it must be."""
        return {"password1": _("At least 12 characters. Three random words are good.")}

    def get_success_url(self) -> str:
        """Lead on to what was wanted, or to the second factor where it is missing."""
        return way_on(self.request)


class SignOut(account.LogoutView):  # type: ignore[misc]  # allauth has no types
    """Signing out, after one press, so that no foreign page can do it."""

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        """Ask once."""
        del context, kwargs
        page = AccountPage(
            heading=_("Sign out?"),
            lead=_("What you typed and did not send is lost."),
            fields=(),
            button=_("Sign out"),
            redirect_field="",
            redirect_to="",
            picture=Markup(),
            secret="",
            passkey=None,
            provider=None,
            user_name="",
            problems=(),
            **staff_frame(self.request, back=reverse("staff_queue")),
        )
        return show(self.request, page)


class MakeRecoveryCodes(OurPage, recovery.GenerateRecoveryCodesView):  # type: ignore[misc]  # allauth has no types
    """New recovery codes; the old ones stop working."""

    def words(self) -> tuple[str, str, str]:
        """Say what this page does."""
        return _("Make new recovery codes"), _("Your old recovery codes stop working."), _("Make new codes")


class RecoveryCodes(recovery.ViewRecoveryCodesView):  # type: ignore[misc]  # allauth has no types
    """The recovery codes that are left."""

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        """Show the codes."""
        del kwargs
        page = CodesPage(
            heading=_("Your recovery codes"),
            codes=tuple(context["unused_codes"]),
            next_url=way_on(self.request),
            **staff_frame(self.request),
        )
        return show(self.request, page)


@opens_to(Audience.STAFF)
def second_factor(request: HttpRequest) -> HttpResponse:
    """Say how one's second factor stands."""
    left = Authenticator.objects.filter(
        user_id=request.user.pk, type=Authenticator.Type.RECOVERY_CODES
    ).first()
    page = SecondFactorPage(
        heading=_("Your second factor"),
        codes_left=len(left.wrap().get_unused_codes()) if left else 0,
        passkeys=passkeys_of(request.user.pk),
        add_url=reverse("mfa_add_webauthn"),
        codes_url=reverse("mfa_generate_recovery_codes"),
        provider=provider_part(request.user.pk),
        **staff_frame(request, back=reverse("staff_sessions")),
    )
    return show(request, page)


@opens_to(Audience.ANYONE)
def inactive(request: HttpRequest) -> HttpResponse:
    """Say that an account is closed."""
    page = StaffMessagePage(
        heading=_("This account is closed"),
        paragraphs=(_("Ask an administrator if you think this is wrong."),),
        next_text=_("Back to sign-in"),
        next_url=reverse("account_login"),
        **staff_frame(request),
    )
    return show(request, page, status=403)


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """Lead to the sign-in: there is no sign-up and no reset by mail."""
    del request
    return redirect("account_login")
