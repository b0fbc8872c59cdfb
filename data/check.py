"""Is the store sound, and does it hold what the catalogue says? Used by `python -m data check`."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import func, inspect, select, text
from sqlmodel import Session, SQLModel, col

from data import migrations, triggers
from data.catalogue import Catalogue, catalogue_files, check_wordings, read_audience_table, read_catalogue
from data.catalogue.areas import read_areas
from data.check_bank import check_bank, check_files
from data.check_catalogue import card_differences, differences
from data.database import MAPS, Store
from data.errors import CapError, GeographyError, StoreError
from data.export import export_plan
from data.freezing.trends import Trend, trends
from data.french import listing, number, plural
from data.geography import departement_map
from data.model import (
    Action,
    ActionAudience,
    AudienceWording,
    DocumentEntry,
    Fiche,
    FicheAudience,
    FichePartner,
    Heading,
    Indicator,
    JournalEntry,
    KeyFigure,
    Objective,
    Partner,
    Plan,
    Territory,
)
from data.period import Period
from data.reading.evidence import damaged
from data.reading.frozen import frozen_cards, frozen_situation, kept_trends
from data.vocabulary import TerritoryKind

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
                plans = session.scalars(select(Plan).order_by(col(Plan.code))).all()
                codes = [plan.code for plan in plans]
                problems += _lost_plans(session, set(codes))
                for plan in plans:
                    problems += _plan(session, plan, catalogues.get(plan.code), say)
                    problems += _links(session, plan, catalogues.get(plan.code))
                    problems += _territories(session, plan, say)
                problems += check_bank(session, say)
                problems += damaged(session)
            for code in codes:
                problems += _frozen(store, code, say)
                # Whatever no count shows: every row of the plan is read back, as an export would.
                export_plan(store, code)
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
    return found, problems + check_files(found.values())


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
        lacking = _lacking(session)
        if lacking and not problems:
            problems.append(f"La base a perdu {listing(lacking, most=3)}. {_RESTORE}")
        if missing and not lacking:
            problems.append(
                f"{plural(len(missing), 'verrou manque', 'verrous manquent')} (dont « {missing[0]} ») : "
                "relancez python -m data init pour les recréer."
            )
    return problems


def _lacking(session: Session) -> list[str]:
    """« la table x », « la colonne x.y »: what the models have and the store does not."""
    seen = inspect(session.connection())
    tables = set(seen.get_table_names())
    lost: list[str] = []
    for table in SQLModel.metadata.sorted_tables:
        if table.name not in tables:
            lost.append(f"la table « {table.name} »")
            continue
        columns = {column["name"] for column in seen.get_columns(table.name)}
        lost += [f"la colonne « {table.name}.{name} »" for name in table.columns.keys() if name not in columns]  # noqa: SIM118
    return lost


def _frozen(store: Store, code: str, say: Callable[[str], None]) -> list[str]:
    """Each frozen state is read back, and its trend figures computed again from it."""
    problems: list[str] = []
    cards = frozen_cards(store, code)
    for card in cards:
        period = Period.parse(card.period)
        try:
            again = trends(frozen_situation(store, code, card.period, card.number))
        except StoreError as error:
            problems.append(f"{code} : état figé n° {card.number} {period.of}. {error}")
            continue
        kept = {_place(trend): trend for trend in kept_trends(store, code, card.period, card.number)}
        wrong = [trend for trend in again if kept.get(_place(trend)) != trend]
        if wrong or len(kept) != len(again):
            count = max(len(wrong), abs(len(kept) - len(again)))
            verb = "correspond" if count == 1 else "correspondent"
            problems.append(
                f"{code} : {plural(count, 'chiffre de tendance', 'chiffres de tendance')} de l’état figé "
                f"n° {card.number} {period.of} ne {verb} plus à ce qui a été figé. {_RESTORE}"
            )
    if cards:
        read = plural(len(cards), "état figé, relu et recalculé", "états figés, relus et recalculés")
        say(f"{code} : {read}.")
    return problems


def _place(trend: Trend) -> tuple[str, str, str]:
    return trend.scope, trend.code, trend.measure


def _lost_plans(session: Session, held: set[str]) -> list[str]:
    """Plans that the journal saw arrive and that are no longer there."""
    loaded = select(col(JournalEntry.row_key)).where(col(JournalEntry.command) == "Charger le plan").distinct()
    lost = sorted(set(session.scalars(loaded).all()) - held)
    return [f"Le plan {code}, chargé autrefois, n’est plus dans la base. {_RESTORE}" for code in lost]


def _links(session: Session, plan: Plan, catalogue: Catalogue | None) -> list[str]:
    """Publics and partners tied to the fiches and actions: never fewer than the catalogue's."""
    if catalogue is None:
        return []
    expected = {
        FicheAudience: (Fiche, "fiche_id", sum(len(fiche.audiences) for fiche in catalogue.fiches)),
        FichePartner: (Fiche, "fiche_id", sum(len(fiche.partners) for fiche in catalogue.fiches)),
        ActionAudience: (Action, "action_id", sum(len(action.audiences) for action in catalogue.actions)),
    }
    problems: list[str] = []
    for link, (owner, key, least) in expected.items():
        query = select(func.count()).select_from(link).join(owner, col(owner.id) == getattr(link, key))
        held = session.scalar(query.where(col(owner.plan_id) == plan.id)) or 0
        if held < least:
            what = "partenaires" if link is FichePartner else "publics"
            problems.append(
                f"{plan.code} : {number(held)} rattachements de {what} dans la base, {number(least)} au catalogue. "
                f"{_RESTORE}"
            )
    return problems


def _territories(session: Session, plan: Plan, say: Callable[[str], None]) -> list[str]:
    """The département, its EPCI and its communes, as many as its map has; not counted where no map can be made."""
    held = session.scalar(select(func.count()).select_from(Territory).where(col(Territory.plan_id) == plan.id)) or 0
    if held == 1:
        say(f"{plan.code} : sans ses intercommunalités ni ses communes ; python -m data load les ajoute.")
        return []
    try:
        places = departement_map(plan.departement_code, MAPS).places["level"]
    except GeographyError:
        return []
    least = 1 + int(places.isin(["epci", "commune"]).sum())
    if held < least:
        return [
            f"{plan.code} : {plural(held, 'territoire')} dans la base, {number(least)} attendus. "
            "Lancez python -m data load pour les ajouter, ou restaurez la dernière sauvegarde."
        ]
    return _areas(session, plan, say)


def _areas(session: Session, plan: Plan, say: Callable[[str], None]) -> list[str]:
    """The territoires d'action sociale: there where the table composes some, and each commune in one of them."""
    of_plan = col(Territory.plan_id) == plan.id
    social = col(Territory.kind) == TerritoryKind.SOCIAL_TERRITORY.value
    areas = session.scalars(select(Territory).where(of_plan, social)).all()
    if not areas:
        if not any(line.departement == plan.departement_code for line in read_areas()):
            return []
        return [f"{plan.code} : sans ses territoires d’action sociale. Lancez python -m data load pour les ajouter."]
    communes = col(Territory.kind) == TerritoryKind.COMMUNE.value
    lost = session.scalar(
        select(func.count()).select_from(Territory).where(of_plan, communes, col(Territory.area_id).is_(None))
    )
    if lost:
        return [
            f"{plan.code} : {plural(lost, 'commune')} hors de tout territoire d’action sociale. Recomposez-les avec "
            "python -m data territories."
        ]
    doubtful = sum(area.indicative for area in areas)
    said = f", dont {number(doubtful)} à la composition indicative" if doubtful else ""
    say(f"{plan.code} : {plural(len(areas), 'territoire')} d’action sociale{said}.")
    return []


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
    return (
        problems
        + card_differences(session, plan, catalogue, read_audience_table())
        + differences(session, plan, catalogue)
    )
