"""The table of questionnaires: what was asked, under the hash of its words."""

from django.db import models


class AskedQuestionnaire(models.Model):
    """The questions in force on some day; written once, when the first report answers them."""

    version = models.CharField(max_length=64, primary_key=True)
    body = models.TextField()
    first_used_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.version[:12]
