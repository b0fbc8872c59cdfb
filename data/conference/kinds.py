"""What a scene holds, by kind: the keys of its `settings`, all optional, and what each means.

Shared by every kind that counts: {"plan": code of a reviewed plan (the edition's own by default), "whole": True to
leave the theme's perimeter and count the whole plan}.
"""

from __future__ import annotations

from dataclasses import dataclass

from data.vocabulary import SceneKind


@dataclass(frozen=True)
class Kind:
    """`settings`: the keys that this kind reads. `counts`: it shows figures of a Situation. `asks`: for who chooses."""

    settings: tuple[str, ...]
    counts: bool
    asks: str


_COMMON = ("plan", "whole")
KINDS: dict[SceneKind, Kind] = {
    SceneKind.TITLE: Kind(("subtitle",), False, "L’événement, son thème, sa date, qui le préside."),
    # figures: keys of data.conference figures, see `build`; empty: those that the theme calls for.
    SceneKind.KEY_FIGURES: Kind((*_COMMON, "figures"), True, "Trois à quatre chiffres du thème, et leur couverture."),
    # layer: key of a layer of data.measures.territories.offered.
    SceneKind.MAP: Kind((*_COMMON, "layer"), True, "Une carte des territoires, avec sa liste."),
    SceneKind.AXIS: Kind(
        (*_COMMON, "heading"), True, "Où en sont les actions d’un axe (ou de chaque axe, sans en choisir)."
    ),
    SceneKind.PUBLIC: Kind(
        (*_COMMON, "audience"), True, "Ce que le plan fait pour un public (ou pour chacun, sans en choisir)."
    ),
    SceneKind.TERRITORY: Kind((*_COMMON, "territory"), True, "Un territoire, face à la médiane des autres."),
    SceneKind.FICHE: Kind(("plan", "fiche"), True, "Ce qui a été fait d’une fiche, ses actions, ses mots."),
    # since: period code of an earlier pin of the same plan; empty: the earliest pin a year before, else the first.
    SceneKind.BEFORE_AFTER: Kind(
        (*_COMMON, "since"), True, "Le même périmètre, à deux dates figées, à ensemble constant."
    ),
    SceneKind.TRAJECTORY: Kind(
        ("plan", "indicator", "territory"), True, "Un indicateur, ses valeurs et sa cible dans le temps."
    ),
    SceneKind.PARTNER_FIGURE: Kind(
        ("figure", "unit", "label", "said_by", "dated", "address"), False, "Un chiffre cité, avec sa source et sa date."
    ),
    SceneKind.PHOTO: Kind(("file", "caption"), False, "Une photo en grand, avec sa légende et son crédit."),
    SceneKind.QUOTE: Kind(("text", "said_by", "about"), False, "Une phrase de quelqu’un, dite par sa fonction."),
    # codes: decisions kept; empty: the latest of the perimeter.
    SceneKind.DECISIONS: Kind((*_COMMON, "codes"), True, "Les décisions prises depuis la dernière édition."),
    # items: [{"title", "when"}] typed by the presenter; otherwise what the calendar and the reports announce.
    SceneKind.NEXT: Kind((*_COMMON, "items"), True, "Ce qui vient : actions qui s’ouvrent, réunions, engagements."),
    SceneKind.PUBLIC_PAGE: Kind((), False, "Le code QR de la page publique, à lire depuis la salle."),
    SceneKind.THANKS: Kind(("text",), False, "Merci, et à qui écrire."),
}
