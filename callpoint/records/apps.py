"""Names the Django app of the records."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """What the service remembers."""

    name = "callpoint.records"
    label = "records"
    default_auto_field = "django.db.models.BigAutoField"
