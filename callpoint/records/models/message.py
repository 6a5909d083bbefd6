"""The table of messages between the reporter and the staff."""

from django.db import models

from callpoint.records.fields import SaltField, SealedField
from callpoint.records.models.report import Report
from callpoint.records.models.staff import StaffMember


class Message(models.Model):
    """One message about one report, in either direction; `staff` is empty where the reporter or the service wrote it."""

    id = models.UUIDField(primary_key=True)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="messages")
    staff = models.ForeignKey(StaffMember, on_delete=models.PROTECT, null=True, related_name="+")
    is_from_service = models.BooleanField(default=False)
    salt = SaltField()
    text = SealedField()
    send_key = models.CharField(max_length=64, unique=True)
    sent_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["report", "sent_at"], name="message_thread")]

    def __str__(self) -> str:
        return f"message {self.id}"
