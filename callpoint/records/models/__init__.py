"""The tables, one file each."""

from callpoint.records.models.abuse import Lowering, ReporterBlock
from callpoint.records.models.addition import Addition
from callpoint.records.models.alert import Alert
from callpoint.records.models.ask import Ask
from callpoint.records.models.assessment import Assessment
from callpoint.records.models.case import (
    Case,
    CaseEntry,
    CaseHandOver,
    CaseMaterial,
    CaseReport,
    CaseTask,
)
from callpoint.records.models.clock import Clock
from callpoint.records.models.closing import Closing, FollowUp, LetterTemplate, Review
from callpoint.records.models.count import Count
from callpoint.records.models.desk import DeskChoice, Presence, SavedView
from callpoint.records.models.disclosure import Disclosure
from callpoint.records.models.hold import Hold
from callpoint.records.models.intervention import Intervention, InterventionAnswer
from callpoint.records.models.judgement import Judgement, Ruling
from callpoint.records.models.lost_amount import LostAmount, ReturnedAmount
from callpoint.records.models.lost_code import LostCodeRequest
from callpoint.records.models.message import Message
from callpoint.records.models.move import Move
from callpoint.records.models.outbox import Outbox
from callpoint.records.models.questionnaire import AskedQuestionnaire
from callpoint.records.models.read import FamilyName, NameAlert, ReadWeek, SampledRead
from callpoint.records.models.recording import Recording
from callpoint.records.models.report import Report
from callpoint.records.models.restriction import Admission, Restriction
from callpoint.records.models.series import Series, SeriesMember, SeriesName
from callpoint.records.models.series_warning import SeriesWarning
from callpoint.records.models.shred_order import ShredOrder
from callpoint.records.models.sighting import PartedValue, Sighting, Value
from callpoint.records.models.staff import StaffMember, StaffMembers
from callpoint.records.models.statement import Statement
from callpoint.records.models.story_sign import StoryBand, StorySign
from callpoint.records.models.support_request import SupportRequest
from callpoint.records.models.support_service import Referral, ReferralEntry, SupportConsent
from callpoint.records.models.trend_count import TrendCount
from callpoint.records.models.welfare import Distress, WelfareChoice

__all__ = [
    "Addition",
    "Admission",
    "Alert",
    "Ask",
    "AskedQuestionnaire",
    "Assessment",
    "Case",
    "CaseEntry",
    "CaseHandOver",
    "CaseMaterial",
    "CaseReport",
    "CaseTask",
    "Clock",
    "Closing",
    "Count",
    "DeskChoice",
    "Disclosure",
    "Distress",
    "FamilyName",
    "FollowUp",
    "Hold",
    "Intervention",
    "InterventionAnswer",
    "Judgement",
    "LetterTemplate",
    "LostAmount",
    "LostCodeRequest",
    "Lowering",
    "Message",
    "Move",
    "NameAlert",
    "Outbox",
    "PartedValue",
    "Presence",
    "ReadWeek",
    "Recording",
    "Referral",
    "ReferralEntry",
    "Report",
    "ReporterBlock",
    "Restriction",
    "ReturnedAmount",
    "Review",
    "Ruling",
    "SampledRead",
    "SavedView",
    "Series",
    "SeriesMember",
    "SeriesName",
    "SeriesWarning",
    "ShredOrder",
    "Sighting",
    "StaffMember",
    "StaffMembers",
    "Statement",
    "StoryBand",
    "StorySign",
    "SupportConsent",
    "SupportRequest",
    "TrendCount",
    "Value",
    "WelfareChoice",
]
