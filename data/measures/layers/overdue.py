"""The layer of late actions: « en retard » as the exceptions say it, in each territory."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from data.french import number, plural
from data.measures.calendar import has_ended, is_overdue
from data.measures.classes import LATE
from data.measures.columns import Row, as_date, keep, records, texts, truths
from data.measures.layer import ASIDE, OVERDUE, Layer, made, place_row
from data.measures.layers.tallied import asides, level
from data.measures.recurrence import recurrent_windows
from data.measures.status import UNSAID
from data.measures.territory_words import Known
from data.situation import Situation
from data.vocabulary import Status


@dataclass(frozen=True)
class Late:
    """What is late among the cells of one territory, or of several.

    Attributes:
        here: cells in which the action has an object; total: every cell.
        due: those whose period has ended, abandoned ones left out, and recurrent ones of which a period has ended.
        late: those « en retard »; unsaid: of these, nobody said anything; missed: of these, recurrent ones not held.
    """

    total: int = 0
    here: int = 0
    due: int = 0
    late: int = 0
    unsaid: int = 0
    missed: int = 0

    @property
    def text(self) -> str:
        """« 3 actions en retard »."""
        return plural(self.late, "action en retard", "actions en retard") if self.late else "aucune action en retard"

    @property
    def note(self) -> str:
        """« sur 7 arrivées à échéance, dont 2 sans état »."""
        if not self.due:
            return "aucune n’est arrivée à échéance"
        parts = [f"sur {plural(self.due, 'arrivée à échéance', 'arrivées à échéance')}"]
        parts += [f"dont {number(self.unsaid)} sans état"] if self.unsaid else []
        parts += [plural(self.missed, "récurrente non tenue", "récurrentes non tenues")] if self.missed else []
        return ", ".join(parts)


def late_by_territory(situation: Situation) -> dict[str, Late]:
    """Territory code → what is late there; a territory without any cell is absent."""
    places = texts(situation.cells, "territory_code")
    found: dict[str, Late] = {}
    for code in dict.fromkeys(place for place in places if place):
        found[code] = late_in(situation, keep(situation.cells, [place == code for place in places]))
    return found


def late_in(situation: Situation, cells: pd.DataFrame) -> Late:
    """What is late among these cells."""
    rows = records(cells)
    usual = [row for row in rows if not row["recurrent"]]
    ended = [row for row in usual if has_ended(as_date(row["ends_on"]), situation.as_of)]
    late = [row for row in usual if is_overdue(row, situation.as_of)]
    due, missed = _recurrent(situation, cells)
    return Late(
        total=len(rows),
        here=sum(row["status"] != Status.NOT_CONCERNED for row in rows),
        due=sum(row["status"] not in (Status.ABANDONED, Status.NOT_CONCERNED) for row in ended) + len(due),
        late=len(late) + len(missed),
        unsaid=sum(row["status"] in UNSAID for row in late),
        missed=len(missed),
    )


def late_cells(situation: Situation, cells: pd.DataFrame) -> pd.DataFrame:
    """The cells that `late_in` counts as late, in order."""
    _, missed = _recurrent(situation, cells)
    return keep(
        cells,
        [
            is_overdue(row, situation.as_of) or (str(row["code"]), str(row["territory_code"])) in missed
            for row in records(cells)
        ],
    )


_Cells = set[tuple[str, str]]


def _recurrent(situation: Situation, cells: pd.DataFrame) -> tuple[_Cells, _Cells]:
    """(recurrent cells of which a period has ended, those of which one ended without it): action and territory."""
    recurrent = keep(cells, truths(cells, "recurrent"))
    due: _Cells = set()
    missed: _Cells = set()
    places = texts(recurrent, "territory_code")
    for place in dict.fromkeys(str(code) for code in places):
        here = keep(recurrent, [code == place for code in places])
        for window in records(recurrent_windows(here, situation.states, situation.as_of)):
            key = (str(window["code"]), place)
            due |= {key} if window["ends_on"] <= situation.as_of else set()
            missed |= {key} if window["late"] else set()
    return due, missed


def overdue(situation: Situation) -> Layer:
    """Late actions; a territory in which nothing is déclinée has no value, one in which nothing applies is aside."""
    found, aside = late_by_territory(situation), asides(situation)
    rows: list[Row] = []
    for place in records(situation.peers):
        code = str(place["code"])
        late = found.get(code, Late())
        row = place_row(place, value=float(late.late), text=late.text, note=late.note)
        if not late.total:
            row |= {"known": Known.NOT_REPORTED, "value": None, "text": "aucune action déclinée", "note": ""}
        elif not late.here or (code in aside and not late.late):
            row |= {"known": Known.NOT_CONCERNED, "value": None, "text": ASIDE, "note": aside.get(code, "")}
        rows.append(row)
    return made(OVERDUE, level(situation), rows, LATE, ranked=False)
