"""The rules of the exceptions, as data: what every plan begins with.

A plan may silence a rule, or change its words, its next step and who takes it: `plan_rules.rules_of(situation)` is
what applies, and what the pages « Pilotage » and « Règles et seuils » read.
"""

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
        counted: how many there are, in the singular and the plural (« décision attendue », « décisions attendues »).
        active: False when the plan silenced it: it raises nothing.
        version: of what the plan changed, None when it keeps the rule as it is here.
    """

    key: str
    title: str
    words: str
    threshold_key: str | None
    next_step: str
    who: str
    severity: int
    counted: tuple[str, str]
    active: bool = True
    version: int | None = None

    @property
    def whose(self) -> str:
        """What `who` answers: « Par qui », or « À défaut de pilote » where a pilot comes first."""
        return "Par qui" if self.key in _NO_PILOT else "À défaut de pilote"

    @property
    def threshold(self) -> float | None:
        """The method's own value; a plan's is `plan_rules.threshold_of`."""
        return threshold(self.threshold_key) if self.threshold_key else None


def _rule(
    key: str,
    title: str,
    words: str,
    threshold_key: str | None,
    next_step: str,
    who: str,
    severity: int,
    counted: tuple[str, str],
) -> Rule:
    one, many = counted
    return Rule(
        key, typeset(title), typeset(words), threshold_key, typeset(next_step), who, severity,
        (typeset(one), typeset(many)),
    )  # fmt: skip


_NO_PILOT = frozenset({"decision_attendue", "ecart_mediane"})
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
        ("décision attendue", "décisions attendues"),
    ),
    _rule(
        "en_retard",
        "En retard",
        "La période de l’action est achevée sans qu’elle soit réalisée ; une récurrente n’a pas été tenue.",
        None,
        "Déclarer l’action réalisée, la reporter avec une décision, ou dire ce qui la bloque.",
        COORDINATION,
        3,
        ("action en retard", "actions en retard"),
    ),
    _rule(
        "sans_nouvelles",
        "Sans nouvelles",
        "La fiche n’a pas répondu à plusieurs périodes de suite : leur nombre atteint le seuil.",
        "alert_after",
        "Relancer le pilote, ou excuser la fiche avec une raison.",
        COORDINATION,
        2,
        ("fiche sans nouvelles", "fiches sans nouvelles"),
    ),
    _rule(
        "a_surveiller",
        "À surveiller",
        "La fiche n’a pas répondu à la dernière période, sans atteindre encore le seuil de l’alerte.",
        "silent_after",
        "Relancer le pilote : « Rien de nouveau » suffit.",
        COORDINATION,
        1,
        ("fiche à surveiller", "fiches à surveiller"),
    ),
    _rule(
        "en_baisse",
        "En baisse",
        "L’état, le pourcentage ou un indicateur a reculé depuis la période précédente.",
        None,
        "Demander au pilote ce qui s’est passé.",
        COORDINATION,
        2,
        ("recul", "reculs"),
    ),
    _rule(
        "ecart_calendrier",
        "Écart important au calendrier",
        "L’avancement déclaré, ou un jalon daté, est loin de ce que le calendrier attend : "
        "leur rapport passe sous le seuil.",
        "health_slightly_late",
        "Demander au pilote ce qui retient l’action et ce qui permettrait de tenir l’échéance.",
        COORDINATION,
        2,
        ("écart au calendrier", "écarts au calendrier"),
    ),
    _rule(
        "ecart_mediane",
        "Écart à la médiane",
        "Le taux de réalisation d’un territoire est loin sous la médiane des territoires : l’écart passe le seuil.",
        "gap_alert",
        "Faire le point avec la direction du territoire.",
        "Direction du territoire",
        2,
        ("territoire sous la médiane", "territoires sous la médiane"),
    ),
    _rule(
        "cible_manquee",
        "Cible non atteinte",
        "La date de la cible d’un indicateur est passée et sa valeur, connue, n’y est pas.",
        None,
        "Décider : un effort de plus, une cible revue avec une raison, ou un constat pour le bilan.",
        COORDINATION,
        2,
        ("cible non atteinte", "cibles non atteintes"),
    ),
    _rule(
        "sans_pilote",
        "Sans pilote",
        "Ni l’action ni sa fiche n’ont de pilote.",
        None,
        "Désigner un pilote.",
        COORDINATION,
        2,
        ("cas sans pilote", "cas sans pilote"),
    ),
    _rule(
        "sans_indicateur_impact",
        "Sans indicateur d’impact",
        "Aucun indicateur de la fiche ne dit ce qu’elle transforme.",
        None,
        "Choisir un indicateur d’impact avec le responsable de la fiche.",
        COORDINATION,
        1,
        ("cas sans indicateur d’impact", "cas sans indicateur d’impact"),
    ),
    _rule(
        "contradictoire",
        "Contradictoire",
        "L’état dit pour le département et celui de ses territoires ne peuvent pas être vrais ensemble.",
        None,
        "Faire confirmer l’état par le pilote et par les territoires.",
        COORDINATION,
        2,
        ("état contradictoire", "états contradictoires"),
    ),
    _rule(
        "valeur_attendue",
        "Indicateur en attente de valeur",
        "La valeur suivante d’un indicateur devrait être connue (fin de la dernière période, rythme et délai passés).",
        None,
        "Saisir la valeur, ou dire pourquoi elle n’est pas disponible.",
        COORDINATION,
        1,
        ("indicateur en attente de valeur", "indicateurs en attente de valeur"),
    ),
    _rule(
        "mi_periode",
        "Non engagée à mi-période",
        "L’action est dite non engagée ou reportée alors que la part écoulée de sa période atteint le seuil.",
        "mid_period",
        "Engager l’action ou la reporter avec une décision.",
        COORDINATION,
        1,
        ("action non engagée à mi-période", "actions non engagées à mi-période"),
    ),
)

BY_KEY: dict[str, Rule] = {rule.key: rule for rule in RULES}
