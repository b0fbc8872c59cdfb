"""Is the store sound, and does it hold what the catalogue says? Used by `python -m data check`."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import func, inspect, select, text
from sqlmodel import Session, col

from data import migrations, triggers
from data.catalogue import Catalogue, catalogue_files, check_wordings, read_audience_table, read_catalogue
from data.database import Store
from data.errors import CapError
from data.french import listing, number, plural
from data.model import (
    Action,
    AudienceWording,
    DocumentEntry,
    Fiche,
    Heading,
    Indicator,
    KeyFigure,
    Objective,
    Partner,
    Plan,
)

_NAMES = {
    "headings": ("niveau", "niveaux"),
    "fiches": ("fiche", "fiches"),
    "actions": ("action", "actions"),
    "indicators": ("indicateur", "indicateurs"),
    "key_figures": ("chiffre", "chiffres"),
    "audiences": ("public", "publics"),
    "partners": ("partenaire", "partenaires"),
    "entries": ("autre élément", "autres éléments"),
    "objectives": ("objectif", "objectifs"),
}
_RESTORE = "Restaurez la dernière sauvegarde."
_LISTS = {
    "headings": Heading,
    "fiches": Fiche,
    "actions": Action,
    "indicators": Indicator,
    "key_figures": KeyFigure,
    "audiences": AudienceWording,
    "partners": Partner,
    "entries": DocumentEntry,
}


def check(store: Store, say: Callable[[str], None]) -> list[str]:
    """French sentences, one a problem; empty when all is well. `say` receives the counts. Never raises CapError."""
    catalogues, problems = _catalogues()
    try:
        if not store.exists():
            return [*problems, f"La base « {store.path} » n’existe pas. Créez-la avec : python -m data init."]
        problems += _structure(store)
        if not problems:
            with store.read() as session:
                for plan in session.scalars(select(Plan).order_by(col(Plan.code))).all():
                    problems += _plan(session, plan, catalogues.get(plan.code), say)
    except CapError as error:
        problems.append(str(error))
    return problems


def _catalogues() -> tuple[dict[str, Catalogue], list[str]]:
    found: dict[str, Catalogue] = {}
    problems: list[str] = []
    for code, path in catalogue_files().items():
        try:
            found[code] = read_catalogue(path)
            check_wordings(read_audience_table(), found[code])
        except CapError as error:
            problems.append(str(error))
    return found, problems


def _structure(store: Store) -> list[str]:
    problems: list[str] = []
    current = migrations.current(store)
    if current != migrations.newest():
        problems.append(
            f"La structure de la base est « {current or 'absente'} » au lieu de « {migrations.newest()} ». "
            "Lancez : python -m data init (les données sont conservées)."
        )
    with store.read() as session:
        if store.is_sqlite:
            for (line,) in session.connection().execute(text("PRAGMA integrity_check")).all()[:3]:
                if line != "ok":
                    problems.append(f"La base est endommagée ({line}). Restaurez la dernière sauvegarde.")
            broken = session.connection().execute(text("PRAGMA foreign_key_check")).all()
            if broken:
                count = plural(len(broken), "référence rompue", "références rompues")
                problems.append(f"{count}, d’abord dans la table « {broken[0][0]} ». Restaurez la dernière sauvegarde.")
            there = {
                name
                for (name,) in session.connection().execute(text("SELECT name FROM sqlite_master WHERE type='trigger'"))
            }
        else:
            there = {
                name
                for (name,) in session.connection().execute(
                    text("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")
                )
            }
        missing = [name for name in triggers.names() if name not in there]
        tables = inspect(session.connection()).get_table_names()
        if missing and "journalentry" in tables:
            problems.append(
                f"{plural(len(missing), 'verrou manque', 'verrous manquent')} (dont « {missing[0]} ») : "
                "relancez python -m data init pour les recréer."
            )
    return problems


def _plan(session: Session, plan: Plan, catalogue: Catalogue | None, say: Callable[[str], None]) -> list[str]:
    problems: list[str] = []
    counts = {
        name: session.scalar(select(func.count()).select_from(table).where(col(table.plan_id) == plan.id)) or 0
        for name, table in _LISTS.items()
    }
    of_plan = col(Fiche.plan_id) == plan.id
    counts["objectives"] = (
        session.scalar(
            select(func.count(col(Objective.id))).join(Fiche, col(Fiche.id) == col(Objective.fiche_id)).where(of_plan)
        )
        or 0
    )
    say(f"{plan.code} : {listing([plural(count, *_NAMES[name]) for name, count in counts.items()])}.")
    if catalogue is None:
        return problems
    for name, count in counts.items():
        expected = len(getattr(catalogue, name))
        # A plan may grow by amendment; it never loses what was voted.
        if count < expected:
            held = plural(count, *_NAMES[name])
            problems.append(f"{plan.code} : {held} dans la base, {number(expected)} au catalogue. {_RESTORE}")
    for name in ("fiches", "actions", "indicators"):
        table = _LISTS[name]
        held = set(session.scalars(select(col(table.code)).where(col(table.plan_id) == plan.id)).all())
        lost = [item.code for item in getattr(catalogue, name) if item.code not in held]
        if lost:
            count = plural(len(lost), *_NAMES[name])
            problems.append(f"{plan.code} : {count} du catalogue hors de la base (dont {lost[0]}). {_RESTORE}")
    return problems
