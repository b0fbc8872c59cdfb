"""The tables. One module a subject; import from here so that the metadata is complete."""

from data.model.follow import (
    ActionState,
    Campaign,
    Decision,
    Draft,
    Expectation,
    ObjectiveYear,
    Report,
)
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
from data.model.store import JournalEntry, Setting
from data.model.territory import Territory

__all__ = [
    "Account",
    "Action",
    "ActionAudience",
    "ActionState",
    "Assignment",
    "Audience",
    "AudienceWording",
    "Campaign",
    "Decision",
    "DocumentEntry",
    "Draft",
    "Expectation",
    "Fiche",
    "FicheAudience",
    "FichePartner",
    "Heading",
    "Indicator",
    "JournalEntry",
    "KeyFigure",
    "Measure",
    "Objective",
    "ObjectiveYear",
    "Partner",
    "Phase",
    "Pilot",
    "Plan",
    "Report",
    "Setting",
    "Target",
    "Territory",
    "WordingAudience",
]
