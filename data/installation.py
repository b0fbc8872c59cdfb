"""Make stores ready: tables, first accounts, plans of the catalogue, the demonstration beside.

Used by the command line. Each step is safe to run again: what is there is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from sqlmodel import col, select

from data import migrations
from data.catalogue import catalogue_files, check_wordings, read_audience_table, read_catalogue
from data.catalogue.areas import read_areas
from data.catalogue.bank import bank_files, read_bank
from data.commands.bank import load_initiatives
from data.commands.campaign import freeze_closed
from data.commands.load import complete_territories, load_plan
from data.commands.store import add_account, set_setting, setting
from data.database import MAPS, Store, demonstration_url, real_url
from data.demonstration import build as build_demonstration
from data.errors import CatalogueError, GeographyError, StoreError
from data.french import plural
from data.geography import departement_map
from data.geography.france import france_map
from data.model import Account, Campaign, Collection, FrozenPeriod, Plan, Territory
from data.permissions import SYSTEM
from data.situation import where
from data.vocabulary import Role, TerritoryKind

Say = Callable[[str], None]

_FIRST_ACCOUNTS = (
    ("lecture", "Lecture", Role.READER),
    ("coordination", "Coordination du schéma", Role.COORDINATOR),
    ("direction", "Direction", Role.DIRECTION),
    ("presentation", "Présentation", Role.PRESENTER),
)


def init(store: Store, say: Say) -> None:
    """Create or upgrade a store: tables, triggers and the first accounts, no plan."""
    say("Structure de la base…")
    migrations.upgrade(store)
    with store.read() as session:
        known = set(session.exec(select(Account.code)).all())
    for code, name, role in _FIRST_ACCOUNTS:
        if code not in known:
            add_account(store, SYSTEM, code, name, role)
    _freeze_closed(store, say)


def _freeze_closed(store: Store, say: Say) -> None:
    """Periods closed by a version that did not freeze are frozen now, and said to be."""
    with store.read() as session:
        late = session.exec(
            select(Plan.code, Campaign.period)
            .join(Campaign, col(Campaign.plan_id) == col(Plan.id))
            .outerjoin(FrozenPeriod, col(FrozenPeriod.campaign_id) == col(Campaign.id))
            .where(col(Campaign.closed_on).is_not(None), col(FrozenPeriod.id).is_(None))
        ).all()
    for code in dict.fromkeys(code for code, _ in late):
        frozen = freeze_closed(store, SYSTEM, code)
        say(f"Plan {code} : {plural(len(frozen), 'période close figée', 'périodes closes figées')} après coup.")


def load(store: Store, codes: Iterable[str] | None, say: Say) -> list[str]:
    """Load what the store does not hold of the catalogue: plans and collections of initiatives, by code (all of them
    by default). Returns the codes of the plans loaded."""
    files, banks = catalogue_files(), bank_files()
    wanted = list(codes) if codes is not None else [*sorted(files), *banks]
    with store.read() as session:
        held = set(session.exec(select(col(Plan.code))).all())
    loaded: list[str] = []
    for code in wanted:
        if code in banks:
            _load_bank(store, code, banks[code], say)
            continue
        if code not in files:
            raise CatalogueError(
                f"Aucun plan « {code} » au catalogue. Plans disponibles : {', '.join(sorted(files))} ; "
                f"recueils d’initiatives : {', '.join(banks)}. Rien n’a été modifié."
            )
        if code in held:
            say(f"Le plan {code} est déjà dans la base : il est laissé tel quel.")
            _complete(store, code, files[code], say)
            continue
        say(f"Lecture du plan {code}…")
        catalogue, audiences = read_catalogue(files[code]), read_audience_table()
        check_wordings(audiences, catalogue)
        say(f"Carte du département {catalogue.plan.departement_code}…")
        try:
            places = departement_map(catalogue.plan.departement_code, MAPS)
        except GeographyError as error:
            # The plan lives without its map: pages say so, and `load` adds the territories once it can be prepared.
            say(str(error))
            places = None
        counts = load_plan(store, SYSTEM, catalogue, audiences, places, read_areas())
        say(
            f"Plan {code} chargé : {plural(counts['fiches'], 'fiche')}, {plural(counts['actions'], 'action')}, "
            f"{plural(counts['indicators'], 'indicateur')}."
        )
        loaded.append(code)
    return loaded


def _load_bank(store: Store, code: str, file: Path, say: Say) -> None:
    """A collection of initiatives that the store does not hold; one that it holds is left as it is."""
    with store.read() as session:
        if session.exec(select(Collection.id).where(Collection.code == code)).first() is not None:
            return
    bank, audiences = read_bank(file), read_audience_table()
    check_wordings(audiences, bank)
    count = load_initiatives(store, SYSTEM, bank, audiences)
    say(f"Recueil {code} chargé : {plural(count, 'initiative')}.")


def _complete(store: Store, code: str, file: Path, say: Say) -> None:
    """A plan loaded when its map could not be prepared gets its territories once it can, and one loaded before
    cantons or territoires d'action sociale came into use gets them."""
    with store.read() as session:
        of_plan = select(Territory.kind).join(Plan, col(Plan.id) == col(Territory.plan_id)).where(Plan.code == code)
        kinds = session.exec(of_plan).all()
    # None: the plan is not held.
    if not kinds:
        return
    departement = read_catalogue(file).plan.departement_code
    try:
        areas = read_areas()
        lacks_areas = TerritoryKind.SOCIAL_TERRITORY not in kinds and any(
            line.departement == departement for line in areas
        )
        if TerritoryKind.CANTON in kinds and not lacks_areas:
            return
        places = departement_map(departement, MAPS)
        # One: the département alone. A few départements have no canton.
        if len(kinds) > 1 and not lacks_areas and not len(where(places.places, level=TerritoryKind.CANTON.value)):
            return
        added = complete_territories(store, SYSTEM, code, places, areas)
    except (CatalogueError, GeographyError) as error:
        # The plan lives on as it is: its territories come once the map or the table is mended.
        say(str(error))
        return
    say(f"{added} territoires ajoutés au plan {code}.")


def ready(store: Store, say: Say) -> None:
    """Create the real store with the plans of the catalogue, or bring it up to date.

    One without any plan is filled (a first start may have been interrupted), unless somebody wanted it empty.
    """
    init(store, say)
    with store.read() as session:
        filled = session.exec(select(Plan.id)).first() is not None
    if filled:
        for code, file in catalogue_files().items():
            _complete(store, code, file, say)
        if setting(store, EMPTY) != "true":
            load(store, bank_files(), say)
    elif setting(store, EMPTY) != "true":
        load(store, None, say)


EMPTY = "empty"
"""Setting of a store that somebody made without any plan (`init --empty`)."""


def demonstration(say: Say) -> Store:
    """The demonstration's own store, built if absent. Deterministic: the same each time."""
    store = Store(demonstration_url())
    there = store.exists() and migrations.current(store) is not None
    finished = there and setting(store, "demonstration") == "true"
    if finished and migrations.current(store) == migrations.newest() and not _lacks_its_map(store):
        load(store, bank_files(), say)
        return store
    if there and not _is_ours(store):
        raise StoreError(
            f"La base « {store.path} » n’est pas une démonstration : elle n’a pas été remplacée et rien n’a été "
            "modifié. Donnez un autre emplacement à la démonstration (DEMO_DATABASE_URL)."
        )
    if store.path is not None:
        for suffix in ("", "-wal", "-shm"):
            Path(f"{store.path}{suffix}").unlink(missing_ok=True)
    say("Base de démonstration, à côté de la base réelle…")
    init(store, say)
    # Until it is finished: an interrupted build is known for what it is, and built anew.
    set_setting(store, SYSTEM, "demonstration", "false")
    load(store, None, say)
    say("Données de démonstration…")
    build_demonstration(store, say)
    return store


def _lacks_its_map(store: Store) -> bool:
    """A demonstration built without territories tells half of its story: it is built anew once its map can be made."""
    with store.read() as session:
        plans = session.exec(select(Plan.id, Plan.departement_code)).all()
        for plan_id, departement in plans:
            if len(session.exec(select(Territory.id).where(Territory.plan_id == plan_id)).all()) > 1:
                continue
            try:
                departement_map(departement, MAPS)
            except GeographyError:
                continue
            return True
    return False


def draw_france(say: Say) -> None:
    """Prepare the map of the départements, so that nobody waits for it; without it, pages keep their list."""
    try:
        france_map(MAPS)
    except GeographyError as error:
        say(str(error))


def _is_ours(store: Store) -> bool:
    """Whether a store may be replaced by the demonstration: it was begun as one, or holds no plan."""
    if setting(store, "demonstration") is not None:
        return True
    with store.read() as session:
        return session.exec(select(Plan.id)).first() is None


def keep_empty(store: Store) -> None:
    """Remember that a store is meant to hold no plan until one is loaded by name."""
    set_setting(store, SYSTEM, EMPTY, "true")


def show_first(shown: str) -> None:
    """As `show`, unless somebody has chosen already."""
    if setting(Store(real_url()), "shown") is None:
        show(shown)


def show(shown: str) -> None:
    """Which store the application opens first: « demonstration » or « real »."""
    set_setting(Store(real_url()), SYSTEM, "shown", shown)


def shown() -> str:
    """What `show` chose; the real store when nobody chose."""
    return setting(Store(real_url()), "shown") or "real"
