"""A map of the territories, with the list of what it shows."""

from __future__ import annotations

import pandas as pd

from data.conference.edition import SceneRow
from data.conference.scenes.counting import (
    asked,
    missing,
    number_of,
    origin,
    origin_of,
    scope_words,
    table_of,
)
from data.conference.scenes.earlier import before_of
from data.conference.scope import Scope
from data.conference.slide import Drawing, Number, Place, Slide
from data.french import typeset
from data.measures.columns import Row, records, table
from data.measures.layer import OVERDUE, WEATHER, Layer
from data.measures.layers.together import together
from data.measures.small_multiples import MEASURES
from data.measures.territories import layer, offered
from data.measures.territory_indicators import read_by_territory
from data.measures.territory_words import indicative_note, with_composition
from data.situation import Situation

TITLE = "Carte des territoires"


def build(scene: SceneRow, scope: Scope) -> Slide:
    """The layer asked for; without one, the first that this part of the plan has."""
    here = scope.of(scene)
    words = scope_words(scene, scope, here)
    indicators = scope.once(scene, "territories", read_by_territory)
    previous = scope.once(scene, "before", lambda each: before_of(scene, scope, each))
    known = offered(here, indicators, previous)
    kept = {key: title for key, title in known.items() if _may_show(key, scope)}
    key = asked(scene, "layer")
    if key in known and key not in kept:
        why = f"La carte « {known[key]} » n’est pas sur la page publique : l’édition ne l’a pas choisi."
        return missing(scene, known[key], why, words)
    if key and key not in kept:
        why = f"La carte « {key[:60]} » n’existe pas dans cet état du plan : choisissez-en une autre dans la scène."
        return missing(scene, TITLE, why, words)
    if not kept:
        why = "Aucune carte à montrer : aucun territoire de ce plan n’a de valeur connue."
        return missing(scene, TITLE, why, words)
    wanted = [key] if key else list(kept)
    # Without one asked for, a map on which something is known comes before one that is all unknown.
    found = (layer(here, each, indicators, previous) for each in wanted)
    first = next((each for each in found if any(row["value"] is not None for row in records(each.rows))), None)
    return _slide(scene, scope, here, first or layer(here, wanted[0], indicators, previous), words)


def _may_show(key: str, scope: Scope) -> bool:
    """The météo and what is late reach the public page only when the edition says so."""
    if not scope.public:
        return True
    site = scope.edition.site
    return (key != WEATHER or site.weather) and (key != OVERDUE or site.health)


def _slide(scene: SceneRow, scope: Scope, here: Situation, found: Layer, words: str) -> Slide:
    rows = records(found.rows)
    note = indicative_note(here, found.kind)
    numbers: list[Number] = []
    origins = [origin(found.title, found.formula, scene, scope, here)]
    if found.key in MEASURES and len(here.cells):
        whole = together(found.key, here)
        title = typeset(f"{found.title}, tous territoires ensemble")
        numbers.append(number_of(whole, title))
        origins.append(origin_of(whole, scene, scope, here, title))
    if found.median_text:
        numbers.append(Number("Médiane des territoires", found.median_text))
    return Slide(
        scene.id,
        0,
        scene.kind,
        typeset(scene.title) or found.title,
        sentence=found.says,
        numbers=tuple(numbers),
        drawing=Drawing(
            departement=here.plan.departement_code,
            level=found.kind.value,
            title=found.title,
            bands=tuple(one.label for one in found.bins),
            places=tuple(_place(row) for row in rows),
            says=found.says,
        ),
        table=table_of(_listed(rows, found, here), found.title, numeric=("Rang",), spare=("Précision", "Rang")),
        origins=tuple(origins),
        scope=" · ".join(part for part in (words, note) if part),
    )


def _place(row: Row) -> Place:
    """A rate under five actions keeps its band and its text, and no percentage."""
    value = None if row["small"] else row["value"]
    return Place(str(row["code"]), str(row["name"]), str(row["text"]), row["bin"], value)


def _listed(rows: list[Row], found: Layer, here: Situation) -> pd.DataFrame:
    """One line a territory, in the order of the layer: what the map shows of it, and how much is known."""
    names = ("Territoire", found.title, "Rang", "Précision")
    lines = [dict(zip(names, (row["name"], row["text"], row["rank"], row["note"] or "—"), strict=True)) for row in rows]
    ranked = any(row["rank"] is not None for row in rows)
    shown = table(lines, names if ranked else [name for name in names if name != "Rang"])
    return with_composition(shown, here)
