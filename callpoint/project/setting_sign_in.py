"""The settings of the sign-in: the organisation's own provider (OpenID Connect), and one-time passwords."""

from typing import Literal, Self

from pydantic import Field, model_validator

from callpoint.project.setting_section import Section
from callpoint.project.setting_values import OptionalPath, SecureAddress


class SignIn(Section):
    """How staff sign in; by name and password alone where no provider is named."""

    provider: SecureAddress = Field(
        "",
        description="The address of your organisation's OpenID Connect provider (its issuer), as in "
        "`https://login.example.org`, with or without a slash at its end. Empty: staff sign in by name and password "
        "alone.",
    )
    provider_name: str = Field(
        "your organisation",
        min_length=1,
        max_length=60,
        description="What staff call that provider, as it stands on the button.",
    )
    client_id: str = Field("", max_length=200, description="The name of this service at the provider.")
    client_secret_file: OptionalPath = Field(
        None,
        description="The file with the secret that the provider gave this service, open to its owner alone.",
    )
    second_factor: Literal["ours", "provider"] = Field(
        "ours",
        description="`ours`: the code or passkey is asked for after the provider too. `provider`: not where the "
        "provider itself says that it asked for a second factor (`amr` with `mfa`).",
    )

    one_time_password_days: int = Field(
        7,
        ge=1,
        le=90,
        description="How many days the one-time password of a new or reset account is good for its first sign-in. "
        "After that a new one is needed: *People*, or `callpoint staff reset`.",
    )

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if self.provider and not (self.client_id and self.client_secret_file):
            message = "sign_in.provider is set, so client_id and client_secret_file must be set too"
            raise ValueError(message)
        return self
