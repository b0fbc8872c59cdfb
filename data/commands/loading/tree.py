"""Headings, phases, fiches with their objectives and pilots, actions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from data.catalogue import Catalogue
from data.catalogue import items as read
from data.commands.loading.shelf import Shelf
from data.model import (
    Action,
    ActionAudience,
    Assignment,
    Fiche,
    FicheAudience,
    FichePartner,
    Heading,
    Objective,
    Phase,
    Pilot,
)
from data.vocabulary import PilotRole


def load_headings(shelf: Shelf, catalogue: Catalogue) -> None:
    deepest = max((heading.depth for heading in catalogue.headings), default=0)
    for depth in range(1, deepest + 1):
        shelf.add(
            "headings",
            [
                Heading(
                    **shelf.columns(heading, same=("depth", "rank"), elsewhere=("parent",)),
                    parent_id=shelf.maybe("headings", heading.parent),
                )
                for heading in catalogue.headings
                if heading.depth == depth
            ],
        )


def load_phases(shelf: Shelf, catalogue: Catalogue) -> None:
    shelf.add("phases", [Phase(plan_id=shelf.plan_id, **p.model_dump()) for p in catalogue.phases])


def load_fiches(shelf: Shelf, catalogue: Catalogue) -> None:
    elsewhere = ("heading", "audiences", "partners", "lead", "pilots")
    shelf.add(
        "fiches",
        [
            Fiche(
                **shelf.columns(fiche, same=("rank",), elsewhere=elsewhere),
                heading_id=shelf.id("headings", fiche.heading),
            )
            for fiche in catalogue.fiches
        ],
    )
    for fiche in catalogue.fiches:
        fiche_id = shelf.id("fiches", fiche.code)
        _name_audiences(shelf, fiche, fiche_id)
        shelf.session.add_all(
            FichePartner(fiche_id=fiche_id, partner_id=shelf.id("partners", code)) for code in fiche.partners
        )
        if fiche.lead:
            _entrust(shelf, [fiche.lead], PilotRole.LEAD, fiche_id=fiche_id)
        others = [name for name in fiche.pilots if name != fiche.lead]
        _entrust(shelf, others, PilotRole.CO_PILOT, fiche_id=fiche_id)
    shelf.add(
        "objectives",
        [
            Objective(
                fiche_id=shelf.id("fiches", objective.fiche),
                code=objective.code,
                title=objective.title,
                rank=objective.rank,
                source_line=objective.line,
            )
            for objective in catalogue.objectives
        ],
    )


def _name_audiences(shelf: Shelf, fiche: read.Fiche, fiche_id: int) -> None:
    # The first line that names a public gives its qualifier.
    lines = {code: line for line in reversed(fiche.beneficiaries) for code in line.audiences}
    for code in fiche.audiences:
        line = lines.get(code)
        shelf.session.add(
            FicheAudience(
                fiche_id=fiche_id,
                wording_id=shelf.id("audiences", code),
                qualifier=line.qualifier if line else None,
                source_line=line.line if line else None,
            )
        )


def _entrust(
    shelf: Shelf,
    names: Iterable[str],
    role: PilotRole,
    *,
    fiche_id: int | None = None,
    action_id: int | None = None,
) -> None:
    """Pilots as the document words them: the plan's own, never chosen by us."""
    for name in names:
        pilot_id = shelf.pilots.get(name)
        if pilot_id is None:
            pilot = Pilot(plan_id=shelf.plan_id, name=name)
            shelf.session.add(pilot)
            shelf.session.flush()
            assert pilot.id is not None
            pilot_id = shelf.pilots[name] = pilot.id
        shelf.session.add(
            Assignment(
                pilot_id=pilot_id,
                fiche_id=fiche_id,
                action_id=action_id,
                role=role.value,
                from_on=shelf.first_day,
            )
        )


def load_actions(shelf: Shelf, catalogue: Catalogue) -> None:
    """Actions, parents before children (the catalogue's checks refuse a loop)."""
    pending = list(catalogue.actions)
    while pending:
        ready = [a for a in pending if a.parent is None or shelf.knows("actions", a.parent)]
        shelf.add("actions", [_action(shelf, action, catalogue.plan.ends_year) for action in ready])
        pending = [a for a in pending if not shelf.knows("actions", a.code)]
    for action in catalogue.actions:
        action_id = shelf.id("actions", action.code)
        shelf.session.add_all(
            ActionAudience(action_id=action_id, wording_id=shelf.id("audiences", code)) for code in action.audiences
        )
        _entrust(shelf, action.pilots, PilotRole.ACTION, action_id=action_id)


def _action(shelf: Shelf, a: read.Action, last_year: int) -> Action:
    """An action with the document's own calendar for it; one that begins and has no end goes to the plan's end."""
    own = a.calendar
    starts = date(own.starts_year, 1, 1) if own and own.starts_year else None
    last = (own.ends_year or (last_year if own.starts_year else None)) if own else None
    ends = date(last, 12, 31) if last else None
    recurrence = a.recurrence
    columns = shelf.columns(
        a,
        same=("text", "rank", "trackable", "territorial"),
        elsewhere=(
            "fiche",
            "heading",
            "parent",
            "phase",
            "pilots",
            "audiences",
            "audiences_inherited",
            "hints",
            "sub_items",
        ),
    )
    return Action(
        **columns,
        fiche_id=shelf.maybe("fiches", a.fiche),
        heading_id=shelf.maybe("headings", a.heading),
        parent_id=shelf.maybe("actions", a.parent),
        phase_id=shelf.maybe("phases", a.phase),
        starts_on=starts,
        ends_on=ends,
        calendar_text=own.text if own else (recurrence.text if recurrence else None),
        recurrent=recurrence is not None,
        recurrence_months=recurrence.months if recurrence else None,
        hints=[hint.model_dump(mode="json", exclude_none=True) for hint in a.hints],
        sub_items=[item.model_dump(mode="json") for item in a.sub_items],
    )
