"""What the speaker is proposed to say on each scene, and for how many minutes. No figure: those of the slide change
with the state that it is told from, a note does not."""

from __future__ import annotations

from data.french import typeset
from data.vocabulary import SceneKind

MINUTES: dict[SceneKind, int] = {SceneKind.FICHE: 3} | dict.fromkeys(
    (SceneKind.QUOTE, SceneKind.PHOTO, SceneKind.PARTNER_FIGURE, SceneKind.PUBLIC_PAGE, SceneKind.THANKS), 1
)
"""How long a scene takes to say, two minutes by default."""

_SAY: dict[SceneKind, str] = {
    SceneKind.TITLE: "Accueillez la salle et les personnes à distance. Présentez par leur fonction les personnes qui "
    "président. Dites pourquoi ce thème, cette année. Prévenez : les chiffres viennent d’un état figé du plan, les "
    "mêmes pour tous, et ne bougeront plus.",
    SceneKind.KEY_FIGURES: "Dites le premier chiffre, laissez un silence, puis dites sur combien d’actions nous avons "
    "des nouvelles : une action sans nouvelle n’est pas une action abandonnée. Ne commentez pas tous les chiffres.",
    SceneKind.AXIS: "Partez de ce qui est réalisé, puis dites ce qui est en cours. Ne nommez qu’une ligne, celle qui a "
    "le plus changé, avec un exemple. Les autres se lisent sur la page publique.",
    SceneKind.PUBLIC: "Choisissez un public et donnez un exemple concret de ce qui change pour lui. Une même action "
    "peut servir plusieurs publics : les lignes ne s’additionnent pas.",
    SceneKind.MAP: "Montrez un territoire qui a beaucoup avancé et dites ce qu’il a fait. Un territoire pâle n’est pas "
    "en faute : il a pu commencer plus tard, ou ne pas encore avoir répondu.",
    SceneKind.FICHE: "Racontez une situation vécue, puis une chose faite, avec les mots de l’écran. Terminez par ce "
    "qui reste à faire. Si on vous demande qui : donnez la fonction, jamais un nom.",
    SceneKind.BEFORE_AFTER: "Dites d’où nous venons, puis où nous sommes. Les deux dates comptent exactement les mêmes "
    "actions.",
    SceneKind.TRAJECTORY: "Dites ce que l’indicateur compte, sa première valeur, puis la dernière. S’il a une cible, "
    "dites-la. Il ne dit pas à lui seul l’effet du plan.",
    SceneKind.QUOTE: "Lisez la phrase lentement, sans la commenter. Demandez avant l’accord de la personne ; elle est "
    "citée par sa fonction ou sa situation, jamais par son nom.",
    SceneKind.DECISIONS: "Pour chaque décision : ce qui a été tranché, par quelle instance, et ce que cela change.",
    SceneKind.NEXT: "Donnez une date et une chose à attendre. Dites comment prendre part : à qui écrire, où venir.",
    SceneKind.PUBLIC_PAGE: "Laissez le code à l’écran le temps que chacun le lise. À distance : donnez l’adresse dans "
    "la discussion.",
    SceneKind.THANKS: "Remerciez, annoncez la suite de la journée, ouvrez les questions.",
}
OTHER_PLAN = (
    "Dites ce que ce plan a de commun avec le thème. N’en comparez pas les taux : les plans n’ont ni les mêmes "
    "actions, ni le même calendrier."
)
"""Of a scene of another plan."""


def note(kind: SceneKind, say: str = "") -> str:
    """« 2 min. Montrez un territoire… »."""
    return typeset(f"{minutes(kind)} min. {say or _SAY.get(kind, '')}".strip())


def minutes(kind: SceneKind) -> int:
    """How long a scene takes to say."""
    return MINUTES.get(kind, 2)
