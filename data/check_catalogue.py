"""Does a plan of the store still say what its catalogue file says, item by item? Used by `data.check`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from data.catalogue import AudienceTable, Catalogue
from data.commands.loading.plan import DEFAULT_EVENT
from data.commands.loading.shelf import rest
from data.french import plural
from data.model import (
    Action,
    Audience,
    AudienceWording,
    DocumentEntry,
    Fiche,
    Heading,
    Indicator,
    JournalEntry,
    KeyFigure,
    Objective,
    Partner,
    Phase,
    Plan,
    WordingAudience,
)

_RESTORE = "Restaurez la dernière sauvegarde."
_LISTS: dict[str, tuple[type[Any], str, str]] = {
    "headings": (Heading, "niveau", "niveaux"),
    "fiches": (Fiche, "fiche", "fiches"),
    "objectives": (Objective, "objectif", "objectifs"),
    "actions": (Action, "action", "actions"),
    "indicators": (Indicator, "indicateur", "indicateurs"),
    "key_figures": (KeyFigure, "chiffre", "chiffres"),
    "audiences": (AudienceWording, "public", "publics"),
    "partners": (Partner, "partenaire", "partenaires"),
    "entries": (DocumentEntry, "autre élément", "autres éléments"),
}
"""Lists of a catalogue: their table, what one item and several are called."""
_SAID: dict[str, tuple[str, ...]] = {
    "headings": ("depth",),
    "actions": ("text", "trackable"),
    "key_figures": ("value", "unit", "qualifier", "denominator"),
    "entries": ("body",),
}
"""What is compared beside the title and the line: what no command changes."""
_PLACED: dict[str, tuple[str, ...]] = {
    "headings": ("parent",),
    "fiches": ("heading",),
    "objectives": ("fiche",),
    "actions": ("fiche", "heading", "parent", "phase"),
    "indicators": ("fiche", "heading"),
    "key_figures": ("fiche", "heading"),
}
"""What an item hangs from, by its field: the row's column is that name and « _id »."""
_DETAILED = {
    "headings": frozenset[str](),
    "fiches": frozenset({"audiences", "partners", "lead", "pilots"}),
    "actions": frozenset({"pilots", "audiences", "audiences_inherited"}),
    "audiences": frozenset[str](),
    "partners": frozenset[str](),
}
"""Lists whose `details` keep what else the item says, but for these fields, which have their own tables."""


def differences(session: Session, plan: Plan, catalogue: Catalogue) -> list[str]:
    """French sentences: items of the catalogue that the plan lost, and those that it no longer says as the document.

    A title changed by the command of that name, with its reason, is no difference.
    """
    problems: list[str] = []
    renamed = _renamed(session, plan)
    codes = _codes(session, plan)
    for name, (table, one, many) in _LISTS.items():
        held = {_key(name, row): row for row in session.scalars(_rows(table, plan)).all()}
        lost: list[str] = []
        changed: list[str] = []
        for item in getattr(catalogue, name):
            row = held.get(_key(name, item))
            if row is None:
                lost.append(item.code)
            elif any(_differs(name, item, row, codes, (str(table.__tablename__), str(row.id)) in renamed)):
                changed.append(item.code)
        if lost:
            count = plural(len(lost), one, many)
            problems.append(f"{plan.code} : {count} du catalogue hors de la base (dont {lost[0]}). {_RESTORE}")
        if changed:
            verb = "ne dit" if len(changed) == 1 else "ne disent"
            problems.append(
                f"{plan.code} : {plural(len(changed), one, many)} {verb} plus ce que dit le catalogue : "
                f"titre, ligne, place ou contenu (dont {changed[0]}). {_RESTORE}"
            )
    return problems


def _rows(table: type[Any], plan: Plan) -> Any:
    if table is Objective:
        return (
            select(Objective).join(Fiche, col(Fiche.id) == col(Objective.fiche_id)).where(col(Fiche.plan_id) == plan.id)
        )
    return select(table).where(table.plan_id == plan.id)


def _key(name: str, item: Any) -> tuple[str, str]:
    """Entries have a code within their kind."""
    return (item.kind if name == "entries" else "", item.code)


def _codes(session: Session, plan: Plan) -> dict[str, dict[int, str]]:
    """What a row may hang from: its code by its id, list by list."""
    tables: dict[str, type[Any]] = {"headings": Heading, "fiches": Fiche, "actions": Action, "phase": Phase}
    return {
        name: {row.id: row.code for row in session.scalars(select(table).where(table.plan_id == plan.id))}
        for name, table in tables.items()
    }


def _differs(name: str, item: Any, row: Any, codes: dict[str, dict[int, str]], renamed: bool) -> Iterator[bool]:
    yield row.title != item.title and not renamed
    yield row.source_line != item.line
    for column in _SAID.get(name, ()):
        yield getattr(row, column) != _as_stored(getattr(item, column))
    for above in _PLACED.get(name, ()):
        known = codes[name if above == "parent" else _ABOVE[above]]
        yield known.get(getattr(row, f"{above}_id")) != getattr(item, above)
    if name in _DETAILED:
        columns = _LISTS[name][0].__table__.columns.keys()
        yield row.details != _as_stored(rest(item, {"line", *_PLACED.get(name, ()), *_DETAILED[name], *columns}))
    if name == "key_figures":
        yield row.year != (None if item.year is None else str(item.year))


_ABOVE = {"heading": "headings", "fiche": "fiches", "phase": "phase"}


def card_differences(session: Session, plan: Plan, catalogue: Catalogue, audiences: AudienceTable) -> list[str]:
    """French sentences: the plan's own words, its phases, and the shared publics of its wordings, when they are no
    longer the catalogue's."""
    said, problems = catalogue.plan, list[str]()
    card = {
        "title": said.title,
        "departement_code": said.departement_code,
        "departement_name": said.departement_name,
        "reporting_months": said.reporting_months,
        "levels": said.levels.model_dump(mode="json"),
        "event_name": said.event_name or DEFAULT_EVENT,
        "source_file": said.source_file,
        "source_line": said.line,
        "details": rest(said, {*Plan.model_fields, "line"}),
    }
    wrong = [_CARD.get(name, "source") for name, value in card.items() if getattr(plan, name) != _as_stored(value)]
    if wrong:
        problems.append(
            f"{plan.code} : la fiche d’identité du plan n’est plus celle du catalogue ({wrong[0]}). {_RESTORE}"
        )
    held = {
        (row.code, row.title, row.starts_on, row.ends_on)
        for row in session.scalars(select(Phase).where(col(Phase.plan_id) == plan.id))
    }
    lost = [
        phase for phase in catalogue.phases if (phase.code, phase.title, phase.starts_on, phase.ends_on) not in held
    ]
    if lost:
        problems.append(f"{plan.code} : la phase {lost[0].code} n’est plus celle du catalogue. {_RESTORE}")
    query = (
        select(col(AudienceWording.code), col(Audience.code))
        .join(WordingAudience, col(WordingAudience.wording_id) == col(AudienceWording.id))
        .join(Audience, col(Audience.id) == col(WordingAudience.audience_id))
        .where(col(AudienceWording.plan_id) == plan.id)
    )
    links = {(row[0], row[1]) for row in session.connection().execute(query).all()}
    meant = {(w.code, code) for w in catalogue.audiences for code in audiences.shared(catalogue.plan.code, w.code)}
    if meant - links:
        count = plural(len(meant - links), "rapprochement de public perdu", "rapprochements de publics perdus")
        problems.append(f"{plan.code} : {count} (dont {min(meant - links)[0]}). {_RESTORE}")
    return problems


_CARD = {
    "title": "titre",
    "departement_code": "département",
    "departement_name": "département",
    "reporting_months": "rythme du suivi",
    "levels": "noms des niveaux",
    "event_name": "événement annuel",
    "details": "détails",
}


def _as_stored(value: Any) -> Any:
    return json.loads(json.dumps(value)) if isinstance(value, dict) else value


def _renamed(session: Session, plan: Plan) -> set[tuple[str, str]]:
    """(table, id) of what somebody gave another title."""
    query = select(col(JournalEntry.table_name), col(JournalEntry.row_key)).where(
        col(JournalEntry.plan_id) == plan.id, col(JournalEntry.command) == "Modifier un intitulé"
    )
    return {(table, key) for table, key in session.connection().execute(query).all()}
