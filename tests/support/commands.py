"""Every command that writes, called once with values that it accepts: for what is true of all of them."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

import data.commands
from data.catalogue import read_audience_table
from data.catalogue.areas import AreaLine
from data.commands.amend import add_action, add_fiche
from data.commands.areas import replace_areas
from data.commands.bank import load_initiatives
from data.commands.campaign import (
    close_campaign,
    excuse,
    expect,
    freeze_closed,
    open_campaign,
    reopen_campaign,
    set_campaign_dates,
)
from data.commands.contribution import contribute
from data.commands.edition import bind_edition, create_edition, edit_edition, remove_edition, set_site
from data.commands.edition_file import add_edition_file, remove_edition_file
from data.commands.evidence import add_file, add_link, remove_evidence
from data.commands.facility import import_facilities, remove_facilities
from data.commands.import_plan import import_plan
from data.commands.indicator import (
    IndicatorSettings,
    MeasureInput,
    configure_indicator,
    record_measures,
    remove_target,
    set_target,
)
from data.commands.indicator_add import add_indicator
from data.commands.journal import redact_account, redact_entry
from data.commands.lead_axis import remove_lead_axis, set_lead_axis
from data.commands.load import complete_territories
from data.commands.meeting import cancel_meeting, plan_meeting
from data.commands.pilot import PartInput, assign, assign_many, end_assignment, hand_over, update_pilot
from data.commands.plan import (
    rate_objective,
    record_decision,
    rename,
    set_calendar,
    set_recurrence,
    set_territorial,
    set_uses_percent,
    set_validation,
)
from data.commands.reminder import send_reminders
from data.commands.report import ReportInput, StateInput, discard_draft, save_draft, submit_report, validate_report
from data.commands.rereading import reread_text
from data.commands.scene import add_scene, edit_scene, move_scene, remove_scene
from data.commands.settings import reset_rule, reset_threshold, set_rule, set_threshold
from data.commands.store import add_account, set_account_active, set_account_email, set_setting
from data.commands.values import RECORD, Said, Saved, ValueChange, record_values, undo_values
from data.conference.edition import EditionInput, EditionRow, SceneInput, SiteOptions
from data.database import MAPS, Store
from data.geography import departement_map
from data.period import Period
from data.permissions import Actor
from data.reading import head, situation
from data.reading.editions import editions
from data.reading.evidence import pieces
from data.reading.journal import timeline
from data.reading.pilots import roster
from data.roster import Held, PilotCard, PilotFacts
from data.situation import where
from data.vocabulary import (
    FileUse,
    ObjectiveRating,
    PilotRole,
    Role,
    SceneKind,
    Status,
    TerritoryKind,
    Validation,
)
from tests.support.bank import small_bank
from tests.support.files import PDF, PNG
from tests.support.plan_store import (
    AIMED,
    AIMED_ON,
    CAME_LATER,
    CMS,
    INSTANCE,
    LEADER,
    LED,
    OWN_RULE,
    OWN_THRESHOLD,
    SITTING,
    journal,
)
from tests.support.quarter import BEFORE, NOW, OTHERS, PLAN, SUBMITTED
from tests.support.small_plan import load_small_plan, small_body

Call = Callable[[Store, Actor], object]
_DAY = date(2026, 1, 1)
NEXT = Period.parse("2026-T4")


def _part(store: Store) -> Held:
    return roster(store, PLAN).parts[0]


def _pilot(store: Store) -> PilotCard:
    return roster(store, PLAN).pilots[0]


def _value() -> ValueChange:
    return ValueChange(
        indicator_code="P1-IND01", territory_code="26", measured_on=date(2026, 6, 30), said=Said(value=3), seen=None
    )


def _saved(store: Store) -> Saved:
    """The story's own value, as a recording that may be taken back."""
    line = journal(store, RECORD)[0]
    return Saved({line["id"]: 1}, datetime.fromisoformat(line["at"]))


def _heading(store: Store) -> str:
    """A heading under which fiches hang."""
    return str(situation(store, PLAN).fiches["heading_code"].iloc[0])


def _areas(store: Store) -> list[AreaLine]:
    """The whole département as one territory."""
    epcis = where(situation(store, PLAN).territories, kind=TerritoryKind.EPCI.value)["code"]
    return [AreaLine(2, "26", "tout", "Tout", TerritoryKind.EPCI, str(code), False, "") for code in epcis]


ON_A_PLAN: dict[str, Call] = {
    "add_fiche": lambda s, a: add_fiche(s, a, PLAN, _heading(s), "P22", "Nouvelle fiche", reason="essai"),
    "add_action": lambda s, a: add_action(
        s, a, PLAN, OTHERS, "P1-99", "Nouvelle action", _DAY, date(2027, 12, 31), reason="essai"
    ),
    "rename": lambda s, a: rename(s, a, PLAN, "fiche", OTHERS, "Autre titre", seen_version=1, reason="essai"),
    "set_calendar": lambda s, a: set_calendar(s, a, PLAN, "P1-01", _DAY, date(2027, 12, 31), reason="essai"),
    "set_recurrence": lambda s, a: set_recurrence(s, a, PLAN, "P1-01", 6, reason="essai"),
    "set_territorial": lambda s, a: set_territorial(s, a, PLAN, ["P1-01"], True, reason="essai"),
    "set_uses_percent": lambda s, a: set_uses_percent(s, a, PLAN, False, reason="essai"),
    "set_validation": lambda s, a: set_validation(s, a, PLAN, Validation.DIRECTION, reason="essai"),
    "set_rule": lambda s, a: set_rule(
        s, a, PLAN, "en_retard", active=False, words=None, next_step=None, who=None, reason="essai", seen_version=None
    ),
    "reset_rule": lambda s, a: reset_rule(s, a, PLAN, OWN_RULE, reason="essai", seen_version=1),
    "set_threshold": lambda s, a: set_threshold(s, a, PLAN, "gap_alert", -15, reason="essai", seen_version=None),
    "reset_threshold": lambda s, a: reset_threshold(s, a, PLAN, OWN_THRESHOLD, reason="essai", seen_version=1),
    "assign": lambda s, a: assign(s, a, PLAN, "Unité", role=PilotRole.LEAD, fiche_code=OTHERS, from_on=_DAY),
    "assign_many": lambda s, a: assign_many(s, a, PLAN, [PartInput("Unité", OTHERS, PilotRole.LEAD, _DAY)]),
    "end_assignment": lambda s, a: end_assignment(s, a, PLAN, _part(s).id or 0, _DAY, seen_version=1),
    "hand_over": lambda s, a: hand_over(s, a, PLAN, _pilot(s).pilot_id, "Unité", _DAY, reason="essai"),
    "update_pilot": lambda s, a: update_pilot(
        s, a, PLAN, _pilot(s).pilot_id, name="Unité", facts=PilotFacts(direction="Une autre"), seen_version=1
    ),
    "record_decision": lambda s, a: record_decision(s, a, PLAN, "Oui", instance="Comité", decided_on=_DAY),
    "set_lead_axis": lambda s, a: set_lead_axis(s, a, PLAN, LEADER, "2", "en 2027", reason="essai"),
    "replace_areas": lambda s, a: replace_areas(s, a, PLAN, _areas(s), {}, reason="essai"),
    "remove_lead_axis": lambda s, a: remove_lead_axis(s, a, PLAN, LEADER, LED, reason="essai"),
    "rate_objective": lambda s, a: rate_objective(s, a, PLAN, "P1-OBJ01", 2026, ObjectiveRating.PARTLY),
    "configure_indicator": lambda s, a: configure_indicator(
        s, a, PLAN, "P1-IND01", IndicatorSettings(flagship=True), reason="essai"
    ),
    "set_target": lambda s, a: set_target(s, a, PLAN, "P1-IND01", date(2027, 12, 31), 10),
    "remove_target": lambda s, a: remove_target(s, a, PLAN, AIMED, AIMED_ON, reason="essai"),
    "add_indicator": lambda s, a: add_indicator(s, a, PLAN, fiche_code=OTHERS, title="Nouvelle mesure", reason="essai"),
    "record_measures": lambda s, a: record_measures(
        s, a, PLAN, [MeasureInput(indicator_code="P1-IND01", measured_on=date(2026, 6, 30), value=3)]
    ),
    "import_facilities": lambda s, a: import_facilities(s, a, PLAN, [replace(CMS, code="autre", name="Autre CMS")]),
    "remove_facilities": lambda s, a: remove_facilities(s, a, PLAN, [CMS.code], reason="essai"),
    "record_values": lambda s, a: record_values(s, a, PLAN, [_value()]),
    "undo_values": lambda s, a: undo_values(s, a, PLAN, _saved(s), reason="essai"),
    "open_campaign": lambda s, a: open_campaign(s, a, PLAN, NEXT),
    "set_campaign_dates": lambda s, a: set_campaign_dates(
        s, a, PLAN, Period.parse(NOW), date(2026, 10, 20), date(2026, 11, 20), reason="essai"
    ),
    "excuse": lambda s, a: excuse(s, a, PLAN, NOW, OTHERS, "essai"),
    "expect": lambda s, a: expect(s, a, PLAN, NOW, CAME_LATER),
    "close_campaign": lambda s, a: close_campaign(s, a, PLAN, Period.parse(NOW)),
    "reopen_campaign": lambda s, a: reopen_campaign(s, a, PLAN, Period.parse(BEFORE), reason="essai"),
    "plan_meeting": lambda s, a: plan_meeting(s, a, PLAN, "Comité technique", SITTING),
    "cancel_meeting": lambda s, a: cancel_meeting(s, a, PLAN, INSTANCE, SITTING),
    "submit_report": lambda s, a: submit_report(s, a, PLAN, ReportInput(fiche_code=OTHERS, period_code=NOW)),
    "contribute": lambda s, a: contribute(
        s, a, PLAN, OTHERS, NOW, [StateInput(action_code="P1-01", status=Status.IN_PROGRESS)], {}
    ),
    "validate_report": lambda s, a: validate_report(s, a, PLAN, SUBMITTED, NOW),
    "add_link": lambda s, a: add_link(s, a, PLAN, OTHERS, NOW, title="Essai", url="https://www.exemple.fr/essai"),
    "add_file": lambda s, a: add_file(s, a, PLAN, OTHERS, NOW, title="Essai", filename="essai.pdf", content=PDF),
    "remove_evidence": lambda s, a: remove_evidence(s, a, PLAN, _piece(s, a)),
}
"""Change what a Situation shows: the plan's revision goes up by one."""

DRAFTS: dict[str, Call] = {
    "save_draft": lambda s, a: save_draft(s, a, PLAN, OTHERS, NOW, {"done": "début"}),
    "discard_draft": lambda s, a: discard_draft(s, a, PLAN, OTHERS, NOW),
    # Nobody of this store has an address: nothing leaves.
    "send_reminders": lambda s, a: send_reminders(s, a, PLAN),
}
"""Outside the Situation."""


def _edition(store: Store) -> EditionRow:
    """The edition that the story prepared: two scenes and a photo."""
    return editions(store, PLAN)[0]


_THANKS = SceneInput(SceneKind.THANKS, "Merci")
_SAID = EditionInput(2026, "La participation")

EDITIONS: dict[str, Call] = {
    "create_edition": lambda s, a: create_edition(s, a, PLAN, _SAID, period=BEFORE),
    "edit_edition": lambda s, a: edit_edition(s, a, PLAN, _edition(s).id, _SAID, seen=1),
    "bind_edition": lambda s, a: bind_edition(s, a, PLAN, _edition(s).id, period=BEFORE, seen=1),
    "set_site": lambda s, a: set_site(s, a, PLAN, _edition(s).id, SiteOptions(weather=True), seen=1),
    "remove_edition": lambda s, a: remove_edition(s, a, PLAN, _edition(s).id, seen=1),
    "add_scene": lambda s, a: add_scene(s, a, PLAN, _edition(s).id, _THANKS),
    "edit_scene": lambda s, a: edit_scene(s, a, PLAN, _edition(s).scenes[0].id, _THANKS, seen=1),
    "move_scene": lambda s, a: move_scene(s, a, PLAN, _edition(s).scenes[0].id, 2),
    "remove_scene": lambda s, a: remove_scene(s, a, PLAN, _edition(s).scenes[0].id),
    "add_edition_file": lambda s, a: add_edition_file(
        s, a, PLAN, _edition(s).id, use=FileUse.LOGO, filename="logo.png", content=PNG
    ),
    "remove_edition_file": lambda s, a: remove_edition_file(s, a, PLAN, _edition(s).files[0].id),
    "reread_text": lambda s, a: reread_text(
        s, a, PLAN, _edition(s).id, text_key="scene:1", text="Un texte", accepted=True
    ),
}
"""Change what is told of the plan, not the plan: journalled, outside the Situation."""

ON_THE_STORE: dict[str, Call] = {
    "load_plan": lambda s, a: load_small_plan(s, actor=a),
    "import_plan": lambda s, a: import_plan(s, a, small_body()),
    "load_initiatives": lambda s, a: load_initiatives(s, a, small_bank(), read_audience_table()),
    "set_setting": lambda s, a: set_setting(s, a, "shown", "real"),
    "add_account": lambda s, a: add_account(s, a, "nouveau", "Nouveau profil", Role.READER),
    "set_account_email": lambda s, a: set_account_email(s, a, "lecture", "lecture@departement.example"),
    "set_account_active": lambda s, a: set_account_active(s, a, "lecture", False, reason="essai"),
    "redact_entry": lambda s, a: redact_entry(s, a, timeline(s, PLAN, SUBMITTED, limit=1)[0].id, reason="essai"),
}
"""Change no plan that is there."""

ON_EVERY_PLAN: dict[str, Call] = {
    "redact_account": lambda s, a: redact_account(s, a, "lecture", reason="essai"),
}
"""Change what every plan shows: the name of an author."""


def _piece(store: Store, actor: Actor) -> int:
    """Id of the piece that the story joins."""
    return pieces(store, actor, PLAN, SUBMITTED, NOW)[0].evidence_id


def _without_map(store: Store) -> str:
    """Code of the plan that has no territory but its département (a test may have renamed it)."""
    return next(plan.code for plan in head(store).plans if plan.code != PLAN)


ON_A_PLAN_WITHOUT_MAP: dict[str, Call] = {
    "complete_territories": lambda s, a: complete_territories(s, a, _without_map(s), departement_map("26", MAPS)),
}
"""The plan that was loaded without its territories."""

OF_THE_SYSTEM: dict[str, Call] = {
    "freeze_closed": lambda s, a: freeze_closed(s, a, PLAN),
}
"""Belong to the upgrade of a store, on each of its plans."""

ALL = ON_A_PLAN | OF_THE_SYSTEM | DRAFTS | EDITIONS | ON_THE_STORE | ON_EVERY_PLAN | ON_A_PLAN_WITHOUT_MAP


def written_commands() -> set[str]:
    """Names of the public functions of `data.commands` that take a store and an actor."""
    found: set[str] = set()
    for module in pkgutil.walk_packages(data.commands.__path__, "data.commands."):
        for name, function in inspect.getmembers(importlib.import_module(module.name), inspect.isfunction):
            parameters = list(inspect.signature(function).parameters)
            if parameters[:2] == ["store", "actor"] and not name.startswith("_"):
                found.add(name)
    return found - {"writing"}
