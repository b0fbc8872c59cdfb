"""The sheet of one territory: who it is, its rate, coverage and mean progress, its actions, its axes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from data.french import capitalised, listing, number, plural, typeset
from data.measures import rates, sentences
from data.measures.columns import Row, keep, records, table, texts, truths
from data.measures.figure import Figure
from data.measures.layer import RATE
from data.measures.lead_axis import Lead, leads
from data.measures.levels import inhabitants
from data.measures.nesting import above as right_above
from data.measures.peer_ranges import Range, standing_sentence, without_axes
from data.measures.tally import tally
from data.measures.territories import communes, is_aside, layer
from data.measures.territory_rates import (
    axis_figures,
    coverage_figure,
    opened_here,
    progress_figure,
    public_figures,
    rate_figure,
)
from data.measures.territory_said import Said, said
from data.measures.territory_words import INDICATIVE, indicative_note, noun
from data.measures.wording import at_period
from data.period import Period
from data.place_names import short_name
from data.situation import Situation, where
from data.vocabulary import Status, TerritoryKind, label


@dataclass(frozen=True)
class Identity:
    """A territory as its sheet names it.

    parent: the one it belongs to, None for the département's own parts. composition: what must be said of a territory
    whose composition nobody decided.
    """

    code: str
    name: str
    short: str
    kind: str
    population: int | None
    population_year: int | None
    communes: int
    parent_code: str | None
    parent_name: str | None
    composition: str = ""
    parent_indicative: bool = False

    @property
    def population_text(self) -> str:
        """« 9 827 habitants (2023) »."""
        if self.population is None:
            return "population inconnue"
        return f"{plural(self.population, 'habitant')} ({self.population_year})"

    @property
    def named(self) -> str:
        """Its short name, and whether nobody decided what it is made of: « Nord (composition indicative) »."""
        return f"{self.short}{f' ({INDICATIVE})' if self.composition else ''}"

    @property
    def parent_text(self) -> str:
        """The same for its parent."""
        return f"{self.parent_name or ''}{f' ({INDICATIVE})' if self.parent_indicative else ''}"


def identity(situation: Situation, code: str) -> Identity | None:
    """The territory of a code, None when the plan does not know it."""
    rows = {str(row["code"]): row for row in records(situation.territories)}
    row = rows.get(code)
    if row is None:
        return None
    parent = rows.get(str(right_above(rows, row)))
    above = parent if parent and parent["kind"] != TerritoryKind.DEPARTEMENT else None
    population, year = inhabitants(situation, row)
    return Identity(
        code=code,
        name=typeset(str(row["name"])),
        short=short_name(str(row["name"])),
        kind=capitalised(label(TerritoryKind(str(row["kind"])))),
        population=population,
        population_year=year,
        communes=len(communes(situation, code)),
        parent_code=None if above is None else str(above["code"]),
        parent_name=None if above is None else short_name(str(above["name"])),
        composition=indicative_note(situation, str(row["kind"])) if row["indicative"] else "",
        parent_indicative=above is not None and bool(above["indicative"]),
    )


def cells_of(situation: Situation, code: str) -> pd.DataFrame:
    """Every déclinée action in a territory, those to come included."""
    return where(situation.cells, territory_code=code)


def standing(row: Mapping[str, Any], compared: int) -> str:
    """« 3e sur 13, +12 points par rapport à la médiane », from a territory's row in the layer of rates."""
    if row["rank"] is None:
        return ""
    place = f"{number(row['rank'])}{'er' if row['rank'] == 1 else 'e'} sur {number(compared)}"
    if row["gap"] is None:
        return place
    against = row["gap_text"] if row["gap_text"] == "à la médiane" else f"{row['gap_text']} par rapport à la médiane"
    return f"{place}, {against}"


def before_words(then: Figure | None, before: Situation | None) -> str:
    """« 10 sur 19 (53 %) au 2e trimestre 2026 »: the same figure the period before."""
    if then is None or before is None:
        return "Première période suivie."
    return typeset(f"{capitalised(at_period(before.period))} : {then.text}.")


def sheet_sentence(situation: Situation, found: Identity) -> str:
    """What the sheet says first: how many actions are déclinées there, and how many are done."""
    cells = cells_of(situation, found.code)
    when = at_period(situation.period)
    if cells.empty:
        return typeset(
            f"{capitalised(when)}, aucune action {'de cette sélection ' if situation.kept else ''}n’est déclinée ici."
        )
    counts = tally(opened_here(situation, found.code))
    here = sum(status != Status.NOT_CONCERNED for status in texts(cells, "status"))
    if not here:
        return typeset(f"{capitalised(when)}, aucune des {len(cells)} actions déclinées ne concerne ce territoire.")
    if is_aside(counts):
        left = [plural(counts.applicable, "non renseignée", "non renseignées")] if counts.applicable else []
        left += [f"{number(here - counts.applicable)} à venir"] if here > counts.applicable else []
        gone = f"{number(len(cells) - here)} des {number(len(cells))} actions déclinées sont sans objet ici"
        return typeset(f"{capitalised(when)}, {gone} ; {listing(left)}.")
    said = f"{capitalised(when)}, {plural(here, 'action est déclinée', 'actions sont déclinées')} ici"
    if not counts.applicable:
        return typeset(f"{said} ; aucune n’a encore commencé.")
    if not counts.known:
        begun = plural(counts.applicable, "a déjà commencé", "ont déjà commencé")
        return typeset(f"{said}, {begun} ; personne n’a encore donné leur état.")
    return typeset(f"{said} ; parmi celles dont la période est ouverte, réalisées : {counts.text}.")


ACTION_COLUMNS = ("code", "title", "fiche_code", "axis_code", "status", "percent", "said", "author", "validated")


def declined_actions(situation: Situation, code: str, statuses: tuple[str, ...] = ()) -> pd.DataFrame:
    """The actions déclinées in a territory and what was said of each there. Columns: ACTION_COLUMNS."""
    rows = records(cells_of(situation, code))
    return _listed([row for row in rows if not statuses or row["status"] in statuses])


def whole_actions(situation: Situation, statuses: tuple[str, ...] = ()) -> pd.DataFrame:
    """The actions that have one state for the whole département: listed beside a territory, never counted in it."""
    leaves = situation.leaves
    rows = records(keep(leaves, [not here for here in truths(leaves, "territorial")]))
    return _listed([row for row in rows if not statuses or row["status"] in statuses])


def _listed(rows: list[Row]) -> pd.DataFrame:
    same = ("code", "title", "fiche_code", "axis_code", "status", "percent", "author", "validated")
    return table(
        [
            {
                **{name: row[name] for name in same},
                "said": "" if row["state_period"] is None else Period.parse(str(row["state_period"])).short,
            }
            for row in rows
        ],
        ACTION_COLUMNS,
    )


def level_words(situation: Situation) -> str:
    """« intercommunalité », for « les communes n’ont pas d’état : il se dit par intercommunalité »."""
    return noun(situation)[0]


@dataclass(frozen=True)
class Sheet:
    """Everything computed for the sheet of a followed territory.

    Attributes:
        says: its sentence; standing: its place among the others; before: the rate one period earlier, as written.
        cells: its déclinée actions, those to come included; counts: their répartition by axis
            (`rates.breakdown_by`); counts_say: the sentence that goes with it.
        axes, publics: its rates by axis and by public; publics do not add up.
        leads: the axes that it leads.
        said: difficulties, requests, decisions and its own comments.
        ranges: where it stands among its peers; ranges_say: the sentence that goes with it.
    """

    says: str
    rate: Figure
    standing: str
    before: str
    coverage: Figure
    progress: Figure
    cells: pd.DataFrame
    counts: pd.DataFrame
    counts_say: str
    axes: tuple[Figure, ...]
    publics: tuple[Figure, ...]
    leads: tuple[Lead, ...]
    said: Said
    ranges: tuple[Range, ...]
    ranges_say: str


def sheet(situation: Situation, before: Situation | None, found: Identity, compared: Sequence[Range]) -> Sheet:
    """Compute the sheet of a territory in which actions are déclinées.

    Args:
        before: the period before, None for the first.
        compared: what territories are compared on (`peer_ranges.ranges`).
    """
    code = found.code
    rows = records(layer(situation, RATE, {}).rows)
    cells = cells_of(situation, code)
    among = without_axes(compared)
    return Sheet(
        says=sheet_sentence(situation, found),
        rate=rate_figure(situation, code),
        standing=standing(
            next(row for row in rows if row["code"] == code), sum(row["rank"] is not None for row in rows)
        ),
        before=before_words(None if before is None else rate_figure(before, code), before),
        coverage=coverage_figure(situation, code),
        progress=progress_figure(situation, code),
        cells=cells,
        counts=rates.breakdown_by(cells, "axis_code"),
        counts_say=sentences.breakdown(cells),
        axes=axis_figures(situation, code),
        publics=public_figures(situation, code),
        leads=leads(situation, code),
        said=said(situation, code),
        ranges=among,
        ranges_say=standing_sentence(among, code),
    )
