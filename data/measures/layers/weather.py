"""The layer of the météo: declared by fiche, never by territory, so what is drawn is a number of fiches."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from data.french import NBSP, number, plural
from data.measures.answers import declared_weathers
from data.measures.classes import TROUBLED
from data.measures.columns import Row, records
from data.measures.layer import ASIDE, UNSAID, WEATHER, Layer, made, place_row
from data.measures.layers.tallied import asides, level, opened_cells
from data.measures.plan_sentences import weather_word
from data.measures.status import OUT_OF_COUNT
from data.measures.territory_words import Known
from data.situation import Situation
from data.vocabulary import Weather

_TROUBLED = (Weather.OVERCAST, Weather.STORM)


def weather(situation: Situation) -> Layer:
    """How many of the fiches that have actions in a territory declared « couvert » or « orage », the last time."""
    declared = {code: said for code, (said, _) in declared_weathers(situation).items()}
    fiches: dict[str, set[str]] = {}
    for cell in records(opened_cells(situation)):
        if cell["status"] not in OUT_OF_COUNT and cell["fiche_code"] is not None:
            fiches.setdefault(str(cell["territory_code"]), set()).add(str(cell["fiche_code"]))
    aside = asides(situation)
    rows: list[Row] = []
    for place in records(situation.peers):
        code = str(place["code"])
        row = place_row(place, **_said(fiches.get(code, set()), declared))
        if code in aside:
            row |= {"known": Known.NOT_CONCERNED, "value": None, "text": ASIDE, "note": aside[code]}
        elif code not in fiches:
            row["text"] = "aucune fiche n’y a d’action ouverte"
        rows.append(row)
    return made(WEATHER, level(situation), rows, TROUBLED, ranked=False)


def has_weather(situation: Situation) -> bool:
    """Whether a fiche that has déclinées actions ever declared its météo."""
    return not declared_weathers(situation).keys().isdisjoint(situation.cells["fiche_code"])


def _said(fiches: set[str], declared: Mapping[str, str]) -> Row:
    met = Counter(declared[code] for code in fiches if code in declared)
    if not met:
        return {"value": None, "text": UNSAID}
    troubled = sum(met[word] for word in _TROUBLED)
    text = f"{number(troubled)} sur {plural(met.total(), 'fiche')} au couvert ou à l’orage"
    words = [f"{weather_word(word).lower()}{NBSP}: {number(met[word])}" for word in Weather if met[word]]
    silent = len(fiches) - met.total()
    words += [f"sans météo{NBSP}: {number(silent)}"] if silent else []
    return {"value": float(troubled), "text": text, "note": ", ".join(words)}
