"""Two states of the same things, compared row by row: what the tables of a Situation say otherwise.

Nothing is interpreted here: `SPECS` lists which columns are compared, by which key, and what each is called.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, cast

from data.measures.carrying import last_day
from data.measures.changes.indicators import by_key
from data.measures.columns import Row, as_date, records
from data.situation import Situation

Key = tuple[Any, ...]


@dataclass(frozen=True)
class Spec:
    """How one table is compared.

    Attributes:
        keys: the columns that name a row.
        fields: column → (its French name, the cause of a difference).
        whole: the cause of a row that only one state holds; None when that is told elsewhere.
        until: the column that dates a row, a period or a day; None for what has no date.
    """

    table: str
    keys: tuple[str, ...]
    fields: Mapping[str, tuple[str, str]] = field(default_factory=dict[str, tuple[str, str]])
    whole: str | None = None
    until: str | None = None


@dataclass(frozen=True)
class Difference:
    """One column of one row that differs, or a whole row (`column` None) that only one state holds.

    `row`: the row as it is after, or as it was when it is gone.
    """

    spec: Spec
    key: Key
    cause: str
    column: str | None
    name: str
    before: Any
    after: Any
    row: Row


_STATE = ("corrections", ("status", "état"), ("percent", "avancement"), ("comment", "précision"), ("reason", "motif"),
          ("decision", "décision"), ("new_starts_on", "nouveau début"), ("new_ends_on", "nouvelle fin"))  # fmt: skip
_REPORT = ("points_corriges", ("done", "Réalisé"), ("difficulties", "Difficultés et points à surveiller"),
           ("request", "Décision ou appui demandé"), ("upcoming", "À venir\u00a0: travaux, partenaires"),
           ("weather", "météo"), ("nothing_new", "rien de nouveau"), ("publishable", "textes publiables"),
           ("status", "suite donnée"), ("comment", "commentaire de la validation"))  # fmt: skip
_ACTION = ("reglages", ("fiche_code", "fiche"), ("parent_code", "rattachement"), ("recurrent", "récurrence"),
           ("recurrence_months", "rythme en mois"), ("territorial", "déclinaison par territoire"),
           ("trackable", "suivi"), ("weight", "poids"), ("phase", "phase"))  # fmt: skip
_INDICATOR = ("reglages", ("unit", "unité"), ("nature", "nature"), ("measure_kind", "mesure"), ("direction", "sens"),
              ("tolerance", "tolérance"), ("territory_aggregation", "somme des territoires"),
              ("time_aggregation", "lecture dans le temps"), ("periodicity_months", "périodicité en mois"),
              ("availability_months", "délai en mois"), ("threshold", "seuil des petits nombres"),
              ("flagship", "indicateur phare"), ("fiche_code", "fiche"))  # fmt: skip
_VALUE = ("valeurs_corrigees", ("value", "valeur"), ("numerator", "valeur"), ("denominator", "valeur"),
          ("qualifier", "valeur"), ("text", "texte"), ("source", "source"))  # fmt: skip
_DECISION = ("decisions_corrigees", ("title", "intitulé"), ("text", "texte"), ("instance", "instance"),
             ("decided_on", "date"), ("fiche_code", "fiche"),
             ("answers_period", "période de la demande"))  # fmt: skip


def _fields(cause: str, *names: tuple[str, str]) -> dict[str, tuple[str, str]]:
    return {column: (name, cause) for column, name in names}


_TITLE = _fields("intitules", ("title", "intitulé"))
_PARENT = _fields("reglages", ("heading_code", "rattachement"))
_DATES = _fields("calendriers", ("starts_on", "début"), ("ends_on", "fin"))

STATES = Spec("states", ("action_id", "territory_code", "period"), _fields(*_STATE), "corrections", "period")
REPORTS = Spec("reports", ("fiche_code", "period"), _fields(*_REPORT), "points_corriges", "period")
VALUES = Spec(
    "measures", ("indicator_code", "territory_code", "on", "baseline"), _fields(*_VALUE), "valeurs_corrigees", "on"
)
RATINGS = Spec(
    "objective_ratings", ("objective_code", "year"),
    _fields("objectifs_corriges", ("rating", "cotation"), ("comment", "commentaire")), "objectifs_corriges",
)  # fmt: skip
DECISIONS = Spec("decisions", ("code",), _fields(*_DECISION), "decisions_corrigees")
AMENDED = (
    Spec("headings", ("code",), _TITLE | _fields("reglages", ("parent_code", "rattachement")), "reglages"),
    Spec("fiches", ("code",), _TITLE | _PARENT),
    Spec("actions", ("code",), _TITLE | _DATES | _fields(*_ACTION)),
    Spec("objectives", ("code",), _TITLE | _fields("reglages", ("fiche_code", "fiche")), "reglages"),
    Spec("indicators", ("code",), _TITLE | _fields(*_INDICATOR), "reglages"),
    Spec("targets", ("indicator_code", "territory_code", "due_on"),
         _fields("cibles_fixees", ("value", "cible")), "cibles_fixees"),
    Spec("fiche_audiences", ("fiche_code", "audience_code"), {}, "rattachements"),
    Spec("partners", ("fiche_code", "code"), {}, "rattachements"),
)  # fmt: skip
"""What amending the plan changes, whatever the period."""
CAMPAIGN = (
    Spec("expectations", ("fiche_code", "period", "pilot"),
         _fields("attentes", ("excused", "excusé"), ("reason", "motif")), "attentes"),
    Spec("assignments", ("fiche_code", "action_code", "pilot", "role"), {}, "pilotages"),
    Spec("evidence", ("evidence_id",), _fields("pieces", ("title", "intitulé"), ("url", "adresse")), "pieces"),
)  # fmt: skip
"""What goes with the reports of a period."""


def differences(before: Situation, after: Situation, spec: Spec, until: date | None = None) -> Iterator[Difference]:
    """What differs of one table, in the order of `after`, rows that are gone last.

    Args:
        until: only rows dated up to that day, for a table that `spec` dates.
    """
    old, new = _rows(before, spec, until), _rows(after, spec, until)
    for key, row in new.items():
        if key in old:
            yield from _columns(spec, key, old[key], row)
        elif spec.whole:
            yield Difference(spec, key, spec.whole, None, "", None, row, row)
    for key, row in old.items():
        if key not in new and spec.whole:
            yield Difference(spec, key, spec.whole, None, "", row, None, row)


def _rows(situation: Situation, spec: Spec, until: date | None) -> dict[Key, Row]:
    if spec is VALUES:
        rows = cast(dict[Key, Row], by_key(situation))
    else:
        rows = {tuple(_plain(row[name]) for name in spec.keys): row for row in records(getattr(situation, spec.table))}
    if until is None or spec.until is None:
        return rows
    return {key: row for key, row in rows.items() if _dated(row[spec.until]) <= until}


def _dated(value: Any) -> date:
    """The day of a row, or the last one of its period."""
    return as_date(value) or last_day(str(value))


def _columns(spec: Spec, key: Key, old: Row, new: Row) -> Iterator[Difference]:
    for column, (name, cause) in spec.fields.items():
        before, after = _plain(old[column]), _plain(new[column])
        if before != after:
            yield Difference(spec, key, cause, column, name, before, after, new)


def _plain(value: Any) -> Any:
    """A value as it is compared: nothing and an empty text are the same, a day has no hour, a list is ordered."""
    if isinstance(value, datetime | date):
        return as_date(value)
    if isinstance(value, list | tuple):
        return tuple(cast(list[Any], value)) or None
    if isinstance(value, str):
        return str(value).strip() or None
    return value
