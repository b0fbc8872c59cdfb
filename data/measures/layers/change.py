"""The layer of change: the rate of each territory at two dates, on the same actions, and the points between them."""

from __future__ import annotations

from data.french import number, plural
from data.measures.changes.constant import counts
from data.measures.changes.words import elided
from data.measures.classes import change_bins
from data.measures.columns import Row, records, table
from data.measures.layer import ASIDE, CHANGE, UNSAID, Layer, made, place_row
from data.measures.layers.tallied import asides, level
from data.measures.tally import Tally, tally
from data.measures.territory_words import Known, change_sentence, shift
from data.measures.wording import since_period
from data.situation import COLUMNS, Situation

_NONE_IN_COMMON = "aucune action ouverte aux deux dates"


def title(previous: Situation) -> str:
    """« Évolution du taux depuis le 2e trimestre 2026 »."""
    return f"Évolution du taux {since_period(previous.period)}"


def change(situation: Situation, previous: Situation) -> Layer:
    """Difference of the taux de réalisation, in points, on the cells applicable and open at both dates.

    Without a value where nothing is in common, where nobody spoke at one of the dates, and where under half of the
    actions were known then: two lower bounds have no difference.
    """
    before, now = _counted(previous), _counted(situation)
    aside = asides(situation)
    rows: list[Row] = []
    for place in records(situation.peers):
        old, new = before.get(str(place["code"]), {}), now.get(str(place["code"]), {})
        same = [code for code in new if code in old]
        first, last = (tally(table([cells[code] for code in same], COLUMNS["cells"])) for cells in (old, new))
        row = place_row(place, **_moved(first, last, len(new) - len(same), len(old) - len(same)))
        if place["code"] in aside:
            row |= {"known": Known.NOT_CONCERNED, "value": None, "text": ASIDE, "note": aside[place["code"]]}
        rows.append(row)
    return made(
        CHANGE, level(situation), rows, change_bins(), title=title(previous), diverging=True, says=change_sentence
    )


def _counted(situation: Situation) -> dict[str, dict[str, Row]]:
    """Territory → action code → its cell, for the cells in the denominator of the open actions."""
    found: dict[str, dict[str, Row]] = {}
    for cell in records(situation.cells):
        if counts(cell, situation):
            found.setdefault(str(cell["territory_code"]), {})[str(cell["code"])] = cell
    return found


def _moved(first: Tally, last: Tally, entered: int, left: int) -> Row:
    if not last.applicable:
        return {"value": None, "text": _NONE_IN_COMMON}
    if first.value is None or last.value is None:
        return {"value": None, "text": UNSAID, "note": _coverages(first, last)}
    words = f"{elided(first.lead)} à {last.lead}"
    if first.low_coverage or last.low_coverage:
        return {"value": None, "text": f"{words}, trop peu renseigné", "note": _coverages(first, last)}
    moved = round(last.value - first.value, 9)
    parts = [f"{plural(last.applicable, 'action comptée', 'actions comptées')} aux deux dates"]
    parts += [f"{number(entered)} de plus maintenant"] if entered else []
    parts += [f"{number(left)} de moins"] if left else []
    return {
        "value": moved,
        "text": f"{words} · {shift(moved)}" if last.percent_shown else words,
        "small": not last.percent_shown,
        "note": ", ".join(parts),
    }


def _coverages(first: Tally, last: Tally) -> str:
    return f"{first.coverage.text}, puis {last.coverage.text}"
