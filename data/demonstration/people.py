"""Who carries what in the demonstration: units and functions, never a person; and the profiles that act.

Names are plausible, their parts are invented. Nobody here is real but the partner organisations that the plan names.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from data.commands.pilot import assign
from data.commands.store import add_account, set_account_active
from data.database import Store
from data.demonstration.calendar import PLAN, TODAY, moment
from data.french import folded
from data.permissions import SYSTEM, Actor, actor_of
from data.reading import head
from data.vocabulary import PilotRole, Role

AUTONOMY = "Direction de l’autonomie"
CHILDHOOD = "Direction enfance, famille et santé"
INCLUSION = "Direction de l’insertion et du logement"
TERRITORIES = "Direction des territoires d’action sociale"
SUPPORT = "Direction des ressources et de la transformation"
SOLIDARITIES = "Direction générale adjointe des solidarités"

INSERTION = "Service insertion"
"""The unit of the demonstration's pilot: it leads P5 (silent), P7 (to fill) and P11 (submitted)."""


@dataclass(frozen=True)
class Unit:
    """A pilot: a unit of the council with its direction, or an organisation outside it."""

    name: str
    direction: str | None = None
    organisation: str | None = None

    @property
    def external(self) -> bool:
        return self.organisation is not None


UNITS: tuple[Unit, ...] = (
    Unit("Mission qualité et participation", SOLIDARITIES),
    Unit("Service formation et compétences", SUPPORT),
    Unit("Coordination des centres médico-sociaux", TERRITORIES),
    Unit(INSERTION, INCLUSION),
    Unit("Service logement et habitat", INCLUSION),
    Unit("Service communication des solidarités", SUPPORT),
    Unit("Service prévention et promotion de la santé", CHILDHOOD),
    Unit("Service de protection maternelle et infantile", CHILDHOOD),
    Unit("Service de l’aide sociale à l’enfance", CHILDHOOD),
    Unit("Cellule de recueil des informations préoccupantes", CHILDHOOD),
    Unit("Pôle autonomie", AUTONOMY),
    Unit("Pôle établissements et qualité", AUTONOMY),
    Unit("Service vie sociale en établissement", AUTONOMY),
    Unit("Mission animation territoriale", TERRITORIES),
    Unit("Service attractivité des métiers", SUPPORT),
    Unit("Mission transition écologique", SUPPORT),
    Unit("MDPH de la Drôme", organisation="Maison départementale des personnes handicapées"),
    Unit("ADIL", organisation="Agence départementale d’information sur le logement"),
    Unit("CAF de la Drôme", organisation="Caisse d’allocations familiales"),
    Unit("CPAM de la Drôme", organisation="Caisse primaire d’assurance maladie"),
    Unit("ARS – délégation de la Drôme", organisation="Agence régionale de santé"),
    Unit("DDETS de la Drôme", organisation="Services de l’État"),
    Unit("France Travail Drôme", organisation="France Travail"),
    Unit("CEDER", organisation="Espace conseil en énergie du sud Drôme"),
)

WITHOUT_ADDRESS = frozenset({"ADIL", "Mission transition écologique"})
"""Units whose address nobody has given: reminders say so."""

LEADS: dict[str, str] = {
    "P1": "Mission qualité et participation",
    "P2": "Service formation et compétences",
    "P3": "Mission qualité et participation",
    "P4": "Coordination des centres médico-sociaux",
    "P5": INSERTION,
    "P6": "Coordination des centres médico-sociaux",
    "P7": INSERTION,
    "P8": "Service communication des solidarités",
    "P9": "Service prévention et promotion de la santé",
    "P10": "Pôle autonomie",
    "P11": INSERTION,
    "P12": "Pôle établissements et qualité",
    "P13": "Service vie sociale en établissement",
    "P14": "Cellule de recueil des informations préoccupantes",
    "P15": "MDPH de la Drôme",
    "P17": "Mission animation territoriale",
    "P19": "Service attractivité des métiers",
    "P20": "Mission transition écologique",
    "P21": "ADIL",
}
"""Fiche → its lead. P16 and P18 have none: exception « sans pilote », their reports fall to the coordination."""

OTHERS: tuple[tuple[str, str, PilotRole], ...] = (
    ("P4", "Service de protection maternelle et infantile", PilotRole.CO_PILOT),
    ("P7", "CAF de la Drôme", PilotRole.CO_PILOT),
    ("P9", "CPAM de la Drôme", PilotRole.CO_PILOT),
    ("P10", "CPAM de la Drôme", PilotRole.CO_PILOT),
    ("P12", "ARS – délégation de la Drôme", PilotRole.CO_PILOT),
    ("P15", "Service de l’aide sociale à l’enfance", PilotRole.CO_PILOT),
    ("P17", "DDETS de la Drôme", PilotRole.CO_PILOT),
    ("P19", "France Travail Drôme", PilotRole.CO_PILOT),
    ("P21", "CEDER", PilotRole.CO_PILOT),
    ("P1", "Service formation et compétences", PilotRole.DEPUTY),
    ("P10", "Pôle établissements et qualité", PilotRole.DEPUTY),
)
"""(fiche, unit, part): co-pilots and deputies."""

ACTIONS: tuple[tuple[str, str], ...] = (
    # The fourth fiche of the demonstration's pilot: one action of a fiche led by somebody else.
    ("P17-07", INSERTION),
    ("P4-03", "Service de protection maternelle et infantile"),
    ("P4-04", "Service de protection maternelle et infantile"),
    ("P5-04", "Service logement et habitat"),
    ("P6-04", "Service logement et habitat"),
    ("P7-03", "CAF de la Drôme"),
    ("P8-03", "Service logement et habitat"),
    ("P10-06", "CPAM de la Drôme"),
    ("P12-04", "Service attractivité des métiers"),
    ("P14-03", "Pôle autonomie"),
    ("P15-06", "Service de l’aide sociale à l’enfance"),
    ("P15-07", "Service logement et habitat"),
    ("P15-08", "ARS – délégation de la Drôme"),
    ("P17-02", "Service de l’aide sociale à l’enfance"),
    ("P17-03", "ARS – délégation de la Drôme"),
    ("P17-06", "Service logement et habitat"),
    ("P21-01", "CEDER"),
    # Fiches without a lead: some actions have a pilot, the others show in « sans pilote ».
    ("P16-01", "Pôle autonomie"),
    ("P16-03", "Pôle autonomie"),
    ("P18-01", "DDETS de la Drôme"),
)
"""(action, unit): actions that have a pilot of their own."""

PERSONAS: tuple[tuple[str, str, Role], ...] = (
    ("demo-direction", "Direction", Role.DIRECTION),
    ("demo-pilote", "Pilote de fiches", Role.FICHE_LEAD),
    ("demo-coordination", "Coordination", Role.COORDINATOR),
    ("demo-presentation", "Présentation", Role.PRESENTER),
    ("demo-lecture", "Lecture", Role.READER),
)
"""The profile switch of the demonstration, in its order."""

SETTLED_ON = date(2025, 7, 1)


@dataclass(frozen=True)
class Cast:
    """Who acts in the replay."""

    direction: Actor
    coordinator: Actor
    lead_of: dict[str, Actor]
    """Fiche → the actor who signs its reports."""
    units: tuple[str, ...]
    """Accounts of the units, put to rest once the story is told."""

    def author(self, fiche: str) -> Actor:
        """Who reports on a fiche: its lead, else the coordination."""
        return self.lead_of.get(fiche, self.coordinator)


def settle(store: Store) -> Cast:
    """Give the demonstration its pilots, their parts, and its profiles in place of the first accounts."""
    now = moment(SETTLED_ON)
    pilots = _assign(store, now)
    for code in [actor.code for actor in head(store).profiles]:
        set_account_active(store, SYSTEM, code, False, reason="profils propres à la démonstration", now=now)
    for code, name, role in PERSONAS:
        pilot_id = pilots[INSERTION] if role is Role.FICHE_LEAD else None
        email = _address(name) if role is Role.COORDINATOR else None
        add_account(store, SYSTEM, code, name, role, pilot_id=pilot_id, email=email, now=now)
    accounts = {INSERTION: "demo-pilote"}
    for rank, unit in enumerate((unit for unit in dict.fromkeys(LEADS.values()) if unit != INSERTION), start=1):
        accounts[unit] = f"demo-service-{rank:02d}"
        add_account(store, SYSTEM, accounts[unit], unit, Role.FICHE_LEAD, pilot_id=pilots[unit], now=now)
    with store.read() as session:
        return Cast(
            direction=actor_of(session, "demo-direction"),
            coordinator=actor_of(session, "demo-coordination"),
            lead_of={fiche: actor_of(session, accounts[unit]) for fiche, unit in LEADS.items()},
            units=tuple(code for unit, code in accounts.items() if unit != INSERTION),
        )


def rest(store: Store, cast: Cast) -> None:
    """Take the units' accounts out of the profile switch: what they signed keeps their name."""
    for code in cast.units:
        set_account_active(store, SYSTEM, code, False, reason="profil du récit de démonstration", now=moment(TODAY))


def _assign(store: Store, now: datetime) -> dict[str, int]:
    """Hand out every part, as the coordination does; unit → its pilot's id."""
    with store.read() as session:
        coordinator = actor_of(session, "coordination")
    units = {unit.name: unit for unit in UNITS}
    parts: list[tuple[str, PilotRole, str | None, str | None]] = [
        (unit, PilotRole.LEAD, fiche, None) for fiche, unit in LEADS.items()
    ]
    parts += [(unit, role, fiche, None) for fiche, unit, role in OTHERS]
    parts += [(unit, PilotRole.ACTION, None, action) for action, unit in ACTIONS]
    ids: dict[str, int] = {}
    for name, role, fiche, action in parts:
        unit = units[name]
        ids[name] = assign(
            store,
            coordinator,
            PLAN,
            name,
            role=role,
            from_on=SETTLED_ON,
            fiche_code=fiche,
            action_code=action,
            direction=unit.direction,
            organisation=unit.organisation,
            external=unit.external,
            email=None if name in WITHOUT_ADDRESS else _address(name),
            now=now,
        )
    return ids


def _address(unit: str) -> str:
    """An invented address at a domain that can receive nothing (RFC 2606)."""
    letters = "".join(letter if letter.isalnum() else "-" for letter in folded(unit))
    return f"{re.sub('-+', '-', letters).strip('-')}@demonstration.invalid"
