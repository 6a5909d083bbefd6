"""The tables of keyed signatures of stories, and of the bands under which near-copies are found."""

from django.db import models

from callpoint.records.models.report import Report


class StorySign(models.Model):
    """
    The signature of one report's story: computed from it, and computed again at any time.

    It has no salt and no digest in the journal for that reason. It goes with its report. Without the index key it
    tells which stories are alike and about how long they are, and nothing of what they say.
    """

    report = models.OneToOneField(
        Report, on_delete=models.CASCADE, primary_key=True, related_name="story_sign"
    )
    key_id = models.CharField(max_length=40)
    """The index key it was made with; signatures under two keys cannot be compared."""
    slots = models.BinaryField()

    def __str__(self) -> str:
        return f"signature of the story of {self.report_id}"


class StoryBand(models.Model):
    """One of the bands of a signature; stories that share one may be near-copies."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="story_bands")
    band = models.BigIntegerField()

    class Meta:
        indexes = [
            # The probe reads nothing else: whose story has this band, in the order of the report ids.
            models.Index(fields=["band", "report"], name="stories_of_a_band"),
        ]

    def __str__(self) -> str:
        return f"band of the story of {self.report_id}"
