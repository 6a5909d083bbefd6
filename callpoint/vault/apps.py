"""Names the Django app of the vault."""

from django.apps import AppConfig


class VaultConfig(AppConfig):
    """Evidence and the journal."""

    name = "callpoint.vault"
    label = "vault"
    default_auto_field = "django.db.models.BigAutoField"
