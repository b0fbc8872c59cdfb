"""The rules of the exceptions, as data: the trust page and the pilotage page read this table."""

from __future__ import annotations

from dataclasses import dataclass

from data.french import typeset
from data.measures.thresholds import threshold


@dataclass(frozen=True)
class Rule:
    """One rule.

    Attributes:
        key: stable identifier, value of the column `rule`.
        title: French name of the group of exceptions.
        words: what makes a row appear.
        threshold_key: key of the threshold it uses, or None.
        next_step: what to do next.
        who: who does it when no pilot is known.
        severity: 3 asks for a decision, 2 is an alert, 1 is to watch.
    """

    key: str
    title: str
    words: str
    threshold_key: str | None
    next_step: str
    who: str
    severity: int

    @property
    def threshold(self) -> float | None:
        return threshold(self.threshold_key) if self.threshold_key else None


def _rule(key: str, title: str, words: str, threshold_key: str | None, next_step: str, who: str, severity: int) -> Rule:
    return Rule(key, typeset(title), typeset(words), threshold_key, typeset(next_step), who, severity)


COORDINATION = "Coordination du schéma"

RULES: tuple[Rule, ...] = (
    _rule(
        "decision_attendue",
        "Décision attendue",
        "Un point d’avancement demande une décision ou un appui, et aucune décision n’a été prise depuis.",
        None,
        "Inscrire la demande à l’ordre du jour du prochain comité.",
        "Comité de pilotage",
        3,
    ),
    _rule(
        "en_retard",
        "En retard",
        "La période de l’action est achevée sans qu’elle soit réalisée ; une récurrente n’a pas été tenue.",
        None,
        "Déclarer l’action réalisée, la reporter avec une décision, ou dire ce qui la bloque.",
        COORDINATION,
        3,
    ),
    _rule(
        "sans_nouvelles",
        "Sans nouvelles",
        "La fiche n’a pas répondu à deux périodes de suite ou plus.",
        "alert_after",
        "Relancer le pilote, ou excuser la fiche avec une raison.",
        COORDINATION,
        2,
    ),
    _rule(
        "a_surveiller",
        "À surveiller",
        "La fiche n’a pas répondu à la dernière période.",
        "silent_after",
        "Relancer le pilote : « Rien de nouveau » suffit.",
        COORDINATION,
        1,
    ),
    _rule(
        "en_baisse",
        "En baisse",
        "L’état, le pourcentage ou un indicateur a reculé depuis la période précédente.",
        None,
        "Demander au pilote ce qui s’est passé.",
        COORDINATION,
        2,
    ),
    _rule(
        "ecart_mediane",
        "Écart à la médiane",
        "Le taux de réalisation d’un territoire est à plus de 10 points sous la médiane des territoires.",
        "gap_alert",
        "Faire le point avec la direction du territoire.",
        "Direction du territoire",
        2,
    ),
    _rule(
        "sans_pilote",
        "Sans pilote",
        "Ni l’action ni sa fiche n’ont de pilote.",
        None,
        "Désigner un pilote.",
        COORDINATION,
        2,
    ),
    _rule(
        "sans_indicateur_impact",
        "Sans indicateur d’impact",
        "Aucun indicateur de la fiche ne dit ce qu’elle transforme.",
        None,
        "Choisir un indicateur d’impact avec le responsable de la fiche.",
        COORDINATION,
        1,
    ),
    _rule(
        "contradictoire",
        "Contradictoire",
        "L’état dit pour le département et celui de ses territoires ne peuvent pas être vrais ensemble.",
        None,
        "Faire confirmer l’état par le pilote et par les territoires.",
        COORDINATION,
        2,
    ),
    _rule(
        "mi_periode",
        "Non engagée à mi-période",
        "L’action est dite non engagée ou reportée alors que la moitié de sa période est passée.",
        "mid_period",
        "Engager l’action ou la reporter avec une décision.",
        COORDINATION,
        1,
    ),
)

BY_KEY: dict[str, Rule] = {rule.key: rule for rule in RULES}
