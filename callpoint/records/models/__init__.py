"""The tables, one file each."""

from callpoint.records.models.message import Message
from callpoint.records.models.outbox import Outbox
from callpoint.records.models.questionnaire import AskedQuestionnaire
from callpoint.records.models.report import Report
from callpoint.records.models.staff import StaffMember, StaffMembers

__all__ = ["AskedQuestionnaire", "Message", "Outbox", "Report", "StaffMember", "StaffMembers"]
