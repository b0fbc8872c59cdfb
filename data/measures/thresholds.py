"""Every threshold of the formulas, in one table. The page « Règles et seuils » shows this very table.

A formula never holds a threshold of its own: it asks `threshold(key)`, or `plan_rules.threshold_of(situation, key)`
for one that a plan may change. A plan changes when something is brought to somebody's attention, never how a figure
is computed: a rate must read the same from one plan to another.
"""

from __future__ import annotations

from dataclasses import dataclass

from data.french import NBSP, number, typeset


@dataclass(frozen=True)
class Threshold:
    """One threshold.

    Attributes:
        key: identifier used by the formulas.
        value: the number, in `unit`.
        unit: French unit (« actions », « % », « points », « trimestres »…).
        words: what it decides, in French.
        used_in: where a user meets it, in French.
        minimum, maximum: what a plan may give it; both None for a threshold of the method, the same for every plan.
        version: of what the plan set, None when it keeps the method's (`plan_rules.thresholds_of`).
    """

    key: str
    value: float
    unit: str
    words: str
    used_in: str
    minimum: float | None = None
    maximum: float | None = None
    version: int | None = None

    @property
    def editable(self) -> bool:
        """A plan may change it."""
        return self.minimum is not None and self.maximum is not None

    def admits(self, value: float) -> bool:
        """`value` is within what a plan may set (never for NaN, nor for a threshold of the method)."""
        return self.minimum is not None and self.maximum is not None and self.minimum <= value <= self.maximum

    @property
    def text(self) -> str:
        """« 50 % »."""
        return self.written(self.value)

    @property
    def bounds(self) -> str:
        """« de 10 à 90 % », empty for a threshold of the method."""
        if self.minimum is None or self.maximum is None:
            return ""
        return f"de {number(self.minimum, 2)} à {self.written(self.maximum)}"

    def written(self, value: float) -> str:
        """A value of this threshold with its unit."""
        return f"{number(value, 2)}{NBSP}{self.unit}" if self.unit else number(value, 2)


def _row(
    key: str, value: float, unit: str, words: str, used_in: str, bounds: tuple[float, float] | None = None
) -> Threshold:
    minimum, maximum = bounds or (None, None)
    return Threshold(key, value, unit, typeset(words), typeset(used_in), minimum, maximum)


TABLE: tuple[Threshold, ...] = (
    _row(
        "smallest_whole",
        5,
        "actions",
        "Sous ce nombre d’actions, aucun pourcentage n’est écrit : « 1 sur 3 ».",
        "Tous les taux",
    ),
    _row(
        "low_coverage",
        50,
        "%",
        "Sous cette part d’actions renseignées, le taux se lit « au moins… » "
        "et l’avancement moyen n’est pas mis en avant.",
        "Taux de réalisation, avancement moyen",
    ),
    _row(
        "assumed_percent",
        50,
        "%",
        "Avancement supposé d’une action en cours ou suspendue sans pourcentage déclaré ; "
        "toujours signalé, jamais utilisé ailleurs.",
        "Avancement moyen",
    ),
    _row(
        "health_ahead",
        1.05,
        "",
        "Au-dessus de ce rapport entre avancement réel et attendu : en avance.",
        "Santé au regard du calendrier",
    ),
    _row(
        "health_on_track",
        0.95,
        "",
        "À partir de ce rapport : conforme au calendrier.",
        "Santé au regard du calendrier",
    ),
    _row(
        "health_slightly_late",
        0.85,
        "",
        "À partir de ce rapport : en léger retard ; en dessous : écart important au calendrier.",
        "Santé au regard du calendrier, exceptions",
        (0.5, 0.94),
    ),
    _row("health_cap", 1, "", "Plafond d’un rapport avant toute moyenne.", "Santé au regard du calendrier"),
    _row(
        "silent_after",
        1,
        "période manquée",
        "À partir de là, la santé se lit « sans nouvelles » et la fiche est à surveiller.",
        "Santé, exceptions",
        (1, 3),
    ),
    _row(
        "alert_after",
        2,
        "périodes manquées",
        "À partir de là, une fiche sans nouvelles est une alerte.",
        "Pilotage, campagne, exceptions",
        (2, 8),
    ),
    _row(
        "gap_alert",
        -10,
        "points",
        "Sous cet écart à la médiane des territoires comparables : alerte.",
        "Territoires, exceptions",
        (-50, -1),
    ),
    _row(
        "smallest_peers",
        3,
        "territoires",
        "Nombre de territoires comparables en dessous duquel aucune médiane n’est calculée.",
        "Territoires, indicateurs",
    ),
    _row(
        "masking",
        5,
        "personnes",
        "Sous ce nombre de personnes, la valeur d’un indicateur est masquée "
        "(le département peut décider d’un autre seuil).",
        "Indicateurs, cartes, exports",
    ),
    _row("masking_income", 11, "personnes", "Même règle pour les revenus.", "Indicateurs, cartes, exports"),
    _row(
        "mid_period",
        50,
        "%",
        "Part écoulée de sa période à partir de laquelle une action non commencée est « non engagée à mi-période ».",
        "Exceptions, calendrier",
        (10, 90),
    ),
    _row(
        "recurrence_months",
        12,
        "mois",
        "Rythme d’une action récurrente quand personne ne l’a précisé.",
        "Actions récurrentes",
    ),
    _row(
        "well_underway",
        50,
        "%",
        "Pourcentage à partir duquel une action en cours se dit « bien engagée » dans les mots du bilan de l’Ardèche.",
        "Plan de l’Ardèche",
    ),
)

THRESHOLDS: dict[str, Threshold] = {row.key: row for row in TABLE}
_BY_KEY: dict[str, float] = {row.key: row.value for row in TABLE}


def threshold(key: str) -> float:
    """The value of a threshold; an unknown key is a programming error (KeyError)."""
    return _BY_KEY[key]


def small(whole: float) -> bool:
    """True when `whole` is too small for a percentage to be written."""
    return whole < _BY_KEY["smallest_whole"]
