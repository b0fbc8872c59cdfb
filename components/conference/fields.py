"""The fields of a scene, by kind: how each setting of `data.conference.kinds` is chosen or typed.

A form field holds a text, a code, a list of codes or a yes: `value` makes it from a setting, `setting` the contrary.
An empty field is no setting.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from components.conference import choices
from components.conference.choices import Choices
from components.conference.shown import Shown, joined, lines
from data.conference.edition import SceneRow
from data.conference.kinds import KINDS
from data.french import typeset
from data.situation import Situation
from data.vocabulary import SceneKind

How = Literal["line", "text", "choice", "several", "yes", "items", "file"]
Offers = Callable[[Shown, SceneRow, Situation], Choices]
BAR = "|"
"""Between a thing to come and its date."""


@dataclass(frozen=True)
class Field:
    """One field. `empty`: what is shown when nothing is chosen; `offers`: what it is chosen from."""

    name: str
    label: str
    how: How
    empty: str = ""
    offers: Offers | None = None


def _here(found: Callable[[Situation], Choices]) -> Offers:
    return lambda _shown, _scene, here: found(here)


_FIGURES = Field("figures", "Chiffres montrés", "several", "Ceux que le thème appelle", choices.figures)
_ALL: tuple[Field, ...] = (
    Field("plan", "Plan", "choice", "", choices.plans),
    Field("whole", "Compter tout le plan, et non le seul thème", "yes"),
    Field("subtitle", "Sous-titre", "line", "Facultatif"),
    _FIGURES,
    Field("layer", "Ce que montre la carte", "choice", "Ce qui dit le plus", choices.layers),
    Field("heading", "Axe ou orientation", "choice", "Chaque axe", _here(choices.followed_headings)),
    Field("audience", "Public", "choice", "Chaque public", _here(choices.audiences)),
    Field("territory", "Territoire", "choice", "Choisir un territoire", _here(choices.peers)),
    Field("fiche", "Fiche", "choice", "Choisir une fiche", _here(choices.fiches)),
    Field("since", "Depuis", "choice", "Un an plus tôt", choices.earlier),
    Field("indicator", "Indicateur", "choice", "Choisir un indicateur", _here(choices.indicators)),
    Field("figure", "Chiffre", "line", "12,5"),
    Field("unit", "Unité", "line", "%, places, familles…"),
    Field("label", "Ce qu’il compte", "line", "Aidants qui ont pris un congé dans l’année"),
    Field("said_by", "Source", "line", "Organisme qui le publie"),
    Field("dated", "Date du chiffre", "line", "Décembre 2025"),
    Field("address", "Adresse de la source", "line", "Facultatif"),
    Field("file", "Photo", "file", "Choisir une photo"),
    Field("caption", "Légende", "line", "Facultatif"),
    Field("text", "Texte", "text"),
    Field("about", "De quoi, quand", "line", "Facultatif"),
    Field("codes", "Décisions", "several", "Les dernières du thème", _here(choices.decisions)),
    Field("items", "Ce qui vient", "items", f"Réunion publique {BAR} 12 mars 2027"),
)
_BY_NAME = {field.name: field for field in _ALL}
_SAID_BY = Field("said_by", "Dit par", "line", "Une fonction, jamais un nom\u00a0: une aidante de la Biovallée")
_TERRITORY = Field("territory", "Territoire", "choice", "Tout le département", _here(choices.peers))
NAMES = {field.name: field.label for field in _ALL} | {
    "title": "Titre", "notes": "Notes", "public": "Sur la page publique", "theme": "Thème", "year": "Année",
    "held_on": "Date", "place": "Lieu", "chairs": "Présidence", "on_site": "Sur place", "remote": "À distance",
}  # fmt: skip


def of(kind: SceneKind) -> tuple[Field, ...]:
    """The fields of a kind, in the order in which they are asked: its own first, then what it counts on."""
    own = [_BY_NAME[name] for name in KINDS[kind].settings]
    if kind is SceneKind.QUOTE:
        own = [_SAID_BY if field.name == "said_by" else field for field in own]
    if kind is SceneKind.TRAJECTORY:
        own = [_TERRITORY if field.name == "territory" else field for field in own]
    return tuple(sorted(own, key=lambda field: field.name in ("plan", "whole")))


def value(field: Field, settings: Mapping[str, Any]) -> Any:
    """What the field holds for these settings."""
    held = settings.get(field.name)
    if field.how == "yes":
        return bool(held)
    if field.how == "several":
        return list(held or ())
    if field.how == "items":
        return joined([_line(item) for item in held or ()])
    if field.how in ("choice", "file"):
        return held or None
    return str(held or "")


def setting(field: Field, held: Any) -> Any:
    """The setting that a field says; None when it says nothing."""
    if field.how == "several":
        return list(held or ()) or None
    if field.how == "items":
        return [_item(line) for line in lines(str(held or ""))] or None
    if field.how in ("line", "text"):
        return typeset(str(held or "").strip()) or None
    return held or None


def _line(item: Mapping[str, Any]) -> str:
    when = str(item.get("when") or "")
    return f"{item.get('title', '')} {BAR} {when}" if when else str(item.get("title", ""))


def _item(line: str) -> dict[str, str]:
    title, _, when = line.rpartition(BAR) if BAR in line else (line, "", "")
    return {"title": typeset(title.strip()), "when": typeset(when.strip())}
