"""Adding, naming and removing a passkey, and confirming who one is by it: the library's views with our pages."""

from typing import Any

from allauth.mfa.webauthn import views as webauthn
from django.forms import Form
from django.http import HttpResponse
from django.utils.translation import gettext as _

from callpoint.pages.staff.account import OurPage
from callpoint.pages.staff.pages import PasskeyForm
from callpoint.pages.staff.passkeys import passkey_form


class AddPasskey(OurPage, webauthn.AddWebAuthnView):  # type: ignore[misc]  # allauth has no types
    """A new passkey; the browser makes it, and we keep its public half."""

    def words(self) -> tuple[str, str, str]:
        """Say what this page does; its button is that of the passkey."""
        lead = _(
            "A passkey lives in your device or on a security key. You sign in with your password and it."
        )
        return _("Add a passkey"), lead, ""

    def hints(self) -> dict[str, str]:
        """Say what the name is for."""
        return {"name": _("So that you know it again, for example by the device. Name nobody.")}

    def passkey(self, context: dict[str, Any]) -> PasskeyForm:
        """Ask the browser for a new one."""
        fields = self._lines(context["form"])
        return passkey_form(context, do="create", button=_("Add this passkey"), fields=fields)


class NamePasskey(OurPage, webauthn.EditWebAuthnView):  # type: ignore[misc]  # allauth has no types
    """Another name for a passkey."""

    def words(self) -> tuple[str, str, str]:
        """Say what this page asks."""
        return _("Name your passkey"), _("Only you see this name. Name nobody."), _("Keep this name")


class RemovePasskey(OurPage, webauthn.RemoveWebAuthnView):  # type: ignore[misc]  # allauth has no types
    """A passkey that shall sign in nobody any more."""

    def words(self) -> tuple[str, str, str]:
        """Say what this page does."""
        return (
            _("Remove this passkey?"),
            _("It signs you in no more. Your authenticator app stays. Remove it from your device too."),
            _("Remove it"),
        )


class ConfirmPasskey(OurPage, webauthn.ReauthenticateWebAuthnView):  # type: ignore[misc]  # allauth has no types
    """The passkey once more, before a change to the sign-in itself."""

    def words(self) -> tuple[str, str, str]:
        """Say what this page asks; its button is that of the passkey."""
        return _("Confirm it is you"), _("Use your passkey once more."), ""

    def passkey(self, context: dict[str, Any]) -> PasskeyForm:
        """Ask the browser for one that is known."""
        return passkey_form(context, do="get", button=_("Use a passkey"))

    def form_invalid(self, form: Form) -> HttpResponse:
        """Say on the same page that the passkey was not taken; the library would lead away without a word."""
        return self.render_to_response(self.get_context_data(form=form))
