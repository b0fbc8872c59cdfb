"""The tables. One module a subject; import from here so that the metadata is complete."""

from data.model.bank import Collection, Initiative, InitiativeAudience
from data.model.campaign import Campaign, Expectation, Meeting, Reminder
from data.model.edition import Edition, EditionFile, Rereading, Scene
from data.model.evidence import Evidence, EvidenceFile
from data.model.follow import ActionState, Decision, Draft, ObjectiveYear, Report
from data.model.frozen import FrozenPeriod, TrendFigure
from data.model.indicator import Indicator, KeyFigure, Measure, Target
from data.model.people import Account, Assignment, Pilot
from data.model.plan import (
    Action,
    ActionAudience,
    Audience,
    AudienceWording,
    DocumentEntry,
    Fiche,
    FicheAudience,
    FichePartner,
    Heading,
    Objective,
    Partner,
    Phase,
    Plan,
    WordingAudience,
)
from data.model.settings import RuleSetting, ThresholdSetting
from data.model.store import JournalEntry, Setting
from data.model.territory import Facility, LeadAxis, Territory

__all__ = [
    "Account",
    "Action",
    "ActionAudience",
    "ActionState",
    "Assignment",
    "Audience",
    "AudienceWording",
    "Campaign",
    "Collection",
    "Decision",
    "DocumentEntry",
    "Draft",
    "Edition",
    "EditionFile",
    "Evidence",
    "EvidenceFile",
    "Expectation",
    "Facility",
    "Fiche",
    "FicheAudience",
    "FichePartner",
    "FrozenPeriod",
    "Heading",
    "Indicator",
    "Initiative",
    "InitiativeAudience",
    "JournalEntry",
    "KeyFigure",
    "LeadAxis",
    "Measure",
    "Meeting",
    "Objective",
    "ObjectiveYear",
    "Partner",
    "Phase",
    "Pilot",
    "Plan",
    "Reminder",
    "Report",
    "Rereading",
    "RuleSetting",
    "Scene",
    "Setting",
    "Target",
    "Territory",
    "ThresholdSetting",
    "TrendFigure",
    "WordingAudience",
]
