"""The designed cases, second part: what becomes of actions and territories (`story` has the reports).

Each case says which page it feeds. A series of five figures runs from T3 2025 to T3 2026.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

FINISHED: dict[str, tuple[str, ...]] = {
    # Taux de réalisation: rises each quarter, near 40 % of the opened actions at T3 2026.
    "2025-T3": ("P2-01", "P3-03", "P15-01", "P20-01"),
    "2025-T4": ("P1-01", "P3-01", "P4-01", "P5-01", "P6-04", "P15-02", "P17-02", "P19-03", "P20-02"),
    "2026-T1": ("P1-02", "P2-02", "P7-02", "P10-01", "P11-02", "P12-05", "P14-01", "P21-02"),
    "2026-T2": ("P1-03", "P3-04", "P4-05", "P12-03", "P15-04", "P16-02", "P19-02", "P19-05", "P20-06"),
    "2026-T3": ("P1-04", "P2-04", "P3-02", "P10-03", "P11-06", "P12-06", "P17-08", "P21-05"),
}
"""Quarter → actions declared done in it. P4-05 is contradictory, P12-03 is corrected the quarter after."""

CORRECTED: dict[tuple[str, str], tuple[float, str]] = {
    # Pilotage, « en baisse »: said done, then under way again; and a percent that drops.
    ("P12-03", "2026-T3"): (
        70,
        "Correction : deux thématiques restent à cartographier, l’action a été déclarée trop tôt.",
    ),
    ("P12-02", "2026-T3"): (
        55,
        "Baisse : les outils de suivi doivent être repris après le retour des établissements.",
    ),
}

PERCENTS: dict[str, tuple[int, int, int, int, int]] = {
    "P12-02": (20, 45, 70, 80, 55),
    "P11-01": (15, 40, 60, 75, 80),
    "P8-01": (20, 35, 50, 50, 50),
    "P18-01": (0, 0, 30, 60, 60),
    "P12-01": (30, 45, 60, 75, 92),
}
"""Declared percents that are designed; others are drawn, and about one in four is not given."""

NOT_STARTED = ("P6-03", "P9-04", "P15-03", "P17-05", "P20-04")
"""« Non engagée à mi-période », and P6-03 beyond its own calendar."""

UNSAID = ("P5-03", "P15-07", "P17-06", "P20-07")
"""Nobody speaks of them though their fiche answers: « non renseignée »."""

ANTICIPATED: dict[str, str] = {"P14-04": "2026-T2", "P1-05": "2026-T3"}
"""Actions of 2027-2030 begun early: action → quarter in which it is said."""

SUSPENDED: dict[str, tuple[str, str]] = {
    "P16-04": (
        "2026-T2",
        "Consultation infructueuse : l’expérimentation est suspendue le temps de revoir le besoin.",
    ),
    "P20-03": ("2026-T2", "Poste d’animation vacant : les sessions reprendront après le recrutement."),
}

ABANDONED: dict[str, tuple[str, str, str]] = {
    "P4-06": ("2026-T1", "D-003", "Action redondante avec les actions culturelles mobiles."),
    "P20-08": ("2026-T2", "D-006", "Cadre d’assurance non trouvé."),
}
"""Action → (quarter, decision, reason)."""


@dataclass(frozen=True)
class Postponement:
    quarter: str
    decision: str
    reason: str
    ends_on: date
    starts_on: date | None = None


POSTPONED: dict[str, Postponement] = {
    "P20-05": Postponement(
        "2025-T4", "D-002", "Les référents sont à désigner d’abord.", date(2027, 6, 30), date(2026, 7, 1)
    ),
    "P14-03": Postponement("2026-T1", "D-004", "Calendrier national décalé.", date(2027, 12, 31), date(2027, 1, 1)),
    "P10-05": Postponement(
        "2026-T2", "D-007", "À adosser au prochain appel à projets.", date(2028, 12, 31), date(2027, 1, 1)
    ),
}

CALENDARS: dict[str, tuple[date, date]] = {
    # Pilotage, « en retard »: ended before the reference day, not done.
    "P6-03": (date(2025, 7, 1), date(2026, 3, 31)),
    "P8-01": (date(2025, 7, 1), date(2026, 3, 31)),
    "P9-01": (date(2025, 7, 1), date(2026, 6, 30)),
    "P11-01": (date(2025, 7, 1), date(2026, 6, 30)),
    "P12-03": (date(2025, 7, 1), date(2026, 6, 30)),
    "P16-01": (date(2025, 10, 1), date(2026, 6, 30)),
    "P18-01": (date(2025, 10, 1), date(2026, 6, 30)),
    # Done in time, and one done late (P19-02).
    "P1-01": (date(2025, 1, 1), date(2025, 12, 31)),
    "P4-01": (date(2025, 1, 1), date(2025, 12, 31)),
    "P15-01": (date(2025, 1, 1), date(2025, 9, 30)),
    "P19-02": (date(2025, 1, 1), date(2025, 12, 31)),
    # Recurrent, twice a year from the second half of 2025.
    "P8-02": (date(2025, 7, 1), date(2026, 12, 31)),
}

RECURRENCES: dict[str, int] = {"P2-03": 12, "P8-02": 6, "P17-01": 12, "P17-04": 12}
HELD: dict[str, tuple[str, ...]] = {
    "P2-03": ("2025-T4", "2026-T2"),
    "P8-02": ("2025-T4", "2026-T1"),  # not yet held in its current window
    "P17-01": ("2025-T4", "2026-T2"),
    "P17-04": (),  # not held in 2025: late; 2026 still to be held
}
"""Recurrent action → quarters in which it took place."""

# --- Territories --------------------------------------------------------

TERRITORIAL: tuple[str, ...] = (
    "P3-05",
    "P4-02",
    "P4-03",
    "P4-04",
    "P4-05",
    "P6-02",
    "P7-01",
    "P7-03",
    "P9-02",
    "P10-02",
    "P10-04",
    "P10-06",
    "P11-03",
    "P11-04",
    "P11-07",
    "P13-02",
    "P17-03",
    "P21-03",
    "P21-04",
    # of the next phase: « à venir » everywhere
    "P6-11",
    "P11-09",
    "P16-12",
    "P17-11",
    "P17-12",
    "P18-02",
)
"""Actions déclinées by EPCI, chosen where the wording is territorial."""

CONTRADICTORY = "P4-05"
LAGGING_IN_CONTRADICTION = ("200068229", "242600534")
"""The two EPCI where P4-05 is still under way when its fiche declares it done for the département."""


@dataclass(frozen=True)
class Pace:
    """How an EPCI fares: shares of its déclinées actions that are done at the end, never said, not concerned."""

    done: float
    unsaid: float = 0.0
    not_concerned: float = 0.0


PACES: dict[str, Pace] = {
    "242600252": Pace(0.80),  # Val de Drôme: far ahead
    "200068781": Pace(0.70, 0.05),  # Valence Romans
    "200040459": Pace(0.60),  # Montélimar
    "200073096": Pace(0.50, 0.05),  # Arche Agglo
    "200040509": Pace(0.50),  # Crestois et Saillans
    "200040491": Pace(0.45),  # Porte de DrômArdèche
    "242600534": Pace(0.40, 0.05),  # Diois
    "200042901": Pace(0.40, 0.10),  # Drôme Sud Provence
    "242600492": Pace(0.40, 0.0, 0.15),  # Dieulefit-Bourdeaux
    "200067767": Pace(0.35, 0.10),  # Royans-Vercors
    "200068229": Pace(0.10, 0.10),  # Baronnies: more than ten points under the median
    # A few communes of the département only: mostly « non concernée ».
    "200068765": Pace(0.15, 0.0, 0.75),  # Sisteronais-Buëch
    "200035723": Pace(0.15, 0.0, 0.80),  # Ventoux Sud
    "200071033": Pace(0.0, 0.0, 1.0),  # Jabron-Lure-Vançon-Durance: concerned by nothing
    # Enclave des Papes (200040681) and Vaison Ventoux (248400335) never answer.
}
SILENT_EPCI = ("200040681", "248400335")
