"""What a difference is about, in French: the thing, its code and title, and how its values are written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any

from data.french import day, listing, lowered, number, percent, typeset
from data.measures.carrying import parsed
from data.measures.changes.differences import Difference
from data.measures.columns import Row, records
from data.measures.masking import MASKED
from data.measures.nouns import action_noun, fiche_noun
from data.measures.readable import readable_measures
from data.measures.units import written
from data.situation import Situation
from data.vocabulary import (
    Aggregation,
    Direction,
    MeasureKind,
    Nature,
    ObjectiveRating,
    PilotRole,
    ReportStatus,
    Status,
    Weather,
    label,
)

_VOCABULARIES: dict[tuple[str, str], type[StrEnum]] = {
    ("states", "status"): Status,
    ("reports", "status"): ReportStatus,
    ("reports", "weather"): Weather,
    ("indicators", "nature"): Nature,
    ("indicators", "measure_kind"): MeasureKind,
    ("indicators", "direction"): Direction,
    ("indicators", "territory_aggregation"): Aggregation,
    ("indicators", "time_aggregation"): Aggregation,
    ("objective_ratings", "rating"): ObjectiveRating,
}
_TEXTS = {"done": "Réalisé", "difficulties": "Difficultés", "request": "Décision ou appui", "upcoming": "À venir"}
LONG = {"done", "difficulties", "request", "upcoming", "comment", "reason", "text"}
"""Columns that hold prose: a sentence says that they were rewritten, only the table quotes them."""


@dataclass(frozen=True)
class Subject:
    """What a difference is about. `where`: the period, the territory, the day that it concerns; may be empty."""

    kind: str
    code: str
    title: str
    fiche: str | None
    where: str = ""


class Subjects:
    """Titles and written values, read in both states; the later one's words win."""

    def __init__(self, before: Situation, after: Situation) -> None:
        self._of: dict[str, dict[Any, Row]] = {
            name: {row[key]: row for each in (before, after) for row in records(getattr(each, name))}
            for name, key in _NAMED.items()
        }
        self._nouns = {"actions": action_noun(after).one, "fiches": fiche_noun(after).one}
        self._levels = after.level_name
        self._whole = after.plan.departement_code
        self._filtered = bool(after.kept)
        self._both = (before, after)

    @cached_property
    def _values(self) -> tuple[dict[Any, str], dict[Any, str]]:
        """The values of indicators as anybody may read them: written only when one of them differs."""
        return _written(self._both[0]), _written(self._both[1])

    def subject(self, found: Difference) -> Subject | None:
        """What it is about; None for what the filter in force leaves out."""
        return _FINDERS[found.spec.table](self, found.row)

    def values(self, found: Difference) -> tuple[str, str]:
        """(before, after) as written; « — » where there is nothing."""
        texts = self._value(found, found.before), self._value(found, found.after)
        if found.spec.table != "measures" or found.column == "source":
            return texts
        written = self._values[0].get(found.key, "—"), self._values[1].get(found.key, "—")
        if found.column != "text":
            return written
        # A comment goes with the count that it may say.
        before, after = (MASKED if said == MASKED else text for said, text in zip(written, texts, strict=True))
        return before, after

    def _value(self, found: Difference, value: Any) -> str:
        table, column = found.spec.table, found.column or ""
        if value is None:
            return "—"
        if found.column is None:
            return _whole(table, value)
        words = _VOCABULARIES.get((table, column))
        if words is not None:
            return label(words(str(value)))
        if isinstance(value, bool):
            return "oui" if value else "non"
        if isinstance(value, date):
            return day(value)
        if column == "percent":
            return percent(float(value))
        if column == "publishable":
            return listing([_TEXTS.get(str(each), str(each)) for each in value])
        if column == "answers_period":
            return parsed(str(value)).label
        if isinstance(value, int | float):
            return number(value, 2)
        return typeset(str(value))

    def title(self, table: str, key: Any) -> str:
        row = self._of[table].get(key)
        return typeset(str(row["title" if "title" in row else "name"])) if row else ""

    def action(self, row: Row) -> Subject | None:
        return self._named(row, self._nouns["actions"])

    def fiche(self, row: Row) -> Subject | None:
        return self._named(row, self._nouns["fiches"])

    def state(self, row: Row) -> Subject | None:
        action = self._of["actions"].get(row["action_id"])
        if action is None:
            return None
        place = str(row["territory_code"])
        where = [parsed(str(row["period"])).label] + ([self.title("territories", place)] * (place != self._whole))
        return replace(self._named(action, self._nouns["actions"]), where=", ".join(where))

    def of_fiche(self, kind: str, row: Row, where: str) -> Subject | None:
        """Something that a fiche holds; what hangs from none is told without one."""
        code = row["fiche_code"]
        if code is None:
            return Subject(kind, "", "", None, where)
        return Subject(kind, str(code), self.title("fiches", code), str(code), where)

    def indicator(self, row: Row, where: str = "", kind: str = "indicateur") -> Subject | None:
        code = row.get("indicator_code") or row["code"]
        known = self._of["indicators"].get(code)
        if known is None:
            return None
        return Subject(kind, str(code), self.title("indicators", code), known["fiche_code"], where)

    def place(self, row: Row) -> str:
        """« , Territoire X » after a day; nothing for the département."""
        place = str(row["territory_code"])
        return "" if place == self._whole else f", {self.title('territories', place)}"

    def heading(self, row: Row) -> Subject | None:
        if self._filtered and row["code"] not in {fiche["heading_code"] for fiche in self._of["fiches"].values()}:
            return None
        return Subject(self._levels(int(row["depth"])).lower(), str(row["code"]), typeset(str(row["title"])), None)

    def objective(self, row: Row) -> Subject | None:
        code = row.get("objective_code") or row["code"]
        known = self._of["objectives"].get(code)
        where = str(row["year"]) if "year" in row else ""
        if known is None:
            return None
        return Subject(
            "cotation" if where else "objectif", str(code), self.title("objectives", code), known["fiche_code"], where
        )

    def decision(self, row: Row) -> Subject | None:
        if self._filtered and row["fiche_code"] not in self._of["fiches"]:
            return None
        return Subject("décision", str(row["code"]), typeset(str(row["title"])), row["fiche_code"])

    def _named(self, row: Row, kind: str) -> Subject:
        fiche = row["fiche_code"] if "fiche_code" in row else row["code"]
        return Subject(kind, str(row["code"]), typeset(str(row["title"])), fiche)


_NAMED = {"actions": "action_id", "fiches": "code", "indicators": "code", "objectives": "code", "territories": "code",
          "audiences": "code"}  # fmt: skip

_FINDERS: dict[str, Callable[[Subjects, Row], Subject | None]] = {
    "headings": Subjects.heading,
    "fiches": Subjects.fiche,
    "actions": Subjects.action,
    "objectives": Subjects.objective,
    "objective_ratings": Subjects.objective,
    "indicators": Subjects.indicator,
    "targets": lambda s, row: s.indicator(row, f"{day(row['due_on'])}{s.place(row)}", "cible"),
    "measures": lambda s, row: s.indicator(row, f"{day(row['on'])}{s.place(row)}", "valeur"),
    "states": Subjects.state,
    "reports": lambda s, row: s.of_fiche("point d’avancement", row, parsed(str(row["period"])).label),
    "expectations": lambda s, row: s.of_fiche("point attendu", row, parsed(str(row["period"])).label),
    "assignments": lambda s, row: s.of_fiche("pilotage", row, _part(row)),
    "evidence": lambda s, row: s.of_fiche("pièce", row, typeset(str(row["title"]))),
    "decisions": Subjects.decision,
    "fiche_audiences": lambda s, row: s.of_fiche("public", row, s.title("audiences", row["audience_code"])),
    "partners": lambda s, row: s.of_fiche("partenaire", row, typeset(str(row["title"]))),
}


HELD = "présent"
"""What is written of a row that one state only holds, when it is no value."""


def _whole(table: str, row: Row) -> str:
    """A row that one state only holds, as a value."""
    if table == "states":
        share = f" à {percent(row['percent'])}" if row["percent"] is not None else ""
        return f"{label(Status(str(row['status'])))}{share}"
    if table == "objective_ratings":
        return label(ObjectiveRating(str(row["rating"])))
    return number(row["value"], 2) if table == "targets" else HELD


def _part(row: Row) -> str:
    action = f", {row['action_code']}" if row["action_code"] else ""
    return typeset(f"{row['pilot']} ({lowered(label(PilotRole(str(row['role']))))}{action})")


def _written(situation: Situation) -> dict[Any, str]:
    """Values as anybody may read them, by key."""
    units = {str(row["code"]): row["unit"] for row in records(situation.indicators)}
    found: dict[Any, str] = {}
    for code, rows in readable_measures(situation).items():
        for row in records(rows):
            if row["summed"] is None:
                key = (code, str(row["territory_code"]), row["on"], bool(row["baseline"]))
                words = written(row, units.get(code))
                found[key] = typeset(str(row["text"])) if words == "—" and row["text"] else words
    return found
