"""The three rates of actions, never mixed: taux de réalisation, avancement moyen, répartition.

Over the *applicable* leaves: not abandoned, not postponed, not « non concernées », not recurrent. Tables by
column are partitions and add up; by public or territory the same action counts several times.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from statistics import median
from typing import Any

import pandas as pd

from data.french import typeset
from data.measures import calendar
from data.measures.columns import Row, column, numbers, rows_at, table, texts
from data.measures.explain import authors, rate_flags, used_rows
from data.measures.figure import Coverage, Figure, Stamp
from data.measures.progress import WHOLE, mean_progress
from data.measures.recurrence import recurrent_held
from data.measures.status import UNSAID
from data.measures.tally import Tally, applicable, tally, tally_by
from data.measures.thresholds import small, threshold
from data.vocabulary import DISPLAY_ORDER, Status

__all__ = [
    "applicable", "breakdown", "breakdown_by", "by_phase", "completion", "completion_by",
    "completion_by_audience", "completion_by_territory", "coverage", "due", "mean_progress", "opened",
    "recurrent_held",
]  # fmt: skip

NOT_A_PARTITION = typeset("Une même action peut compter dans plusieurs lignes : elles ne s’additionnent pas.")
_RATE = typeset(
    "Actions réalisées ÷ actions applicables de la même sélection (ni abandonnées, ni reportées, "
    "ni non concernées, ni récurrentes)."
)
RATE_COLUMNS = (
    "key", "total", "numerator", "denominator", "value", "text", "lead", "rest", "percent_shown", "low_coverage",
    "known", "current", "upcoming", "abandoned", "postponed", "not_concerned", "recurrent",
)  # fmt: skip


def opened(leaves: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """The cohort whose period has begun."""
    return calendar.begun(leaves, as_of)


def due(leaves: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """The cohort « arrivée à échéance », whose period has ended."""
    return calendar.ended(leaves, as_of)


def coverage(leaves: pd.DataFrame) -> Coverage:
    """How many of these leaves are known; the « non concernées » are not expected to be."""
    statuses, ages = texts(leaves, "status"), column(leaves, "age")
    said = [(s not in UNSAID, age) for s, age in zip(statuses, ages, strict=True) if s != Status.NOT_CONCERNED]
    return Coverage(len(said), sum(known for known, _ in said), sum(known and age == 0 for known, age in said))


def completion(
    leaves: pd.DataFrame,
    cohort: str = WHOLE,
    stamp: Stamp | None = None,
    key: str = "taux_realisation",
    title: str = "Taux de réalisation",
) -> Figure:
    """Taux de réalisation of one cohort: the same set above and below.

    Args:
        leaves: the cohort (whole plan, `opened`, `due`, one phase…), or cells of a territory.
        cohort: French words for it, as in « parmi les actions dont la période est ouverte ».
        stamp: what the figure describes.
    """
    counts = tally(leaves)
    when = stamp or Stamp()
    return Figure(
        key=key,
        title=title,
        value=counts.value,
        unit="%",
        text=counts.text,
        lead=counts.lead,
        rest=counts.rest,
        sentence=_rate_sentence(counts, cohort),
        formula=_RATE,
        numerator=counts.done if counts.known else None,
        denominator=counts.applicable,
        inputs=used_rows(leaves),
        excluded=counts.excluded,
        coverage=counts.coverage,
        as_of=when.as_of,
        period_code=when.period_code,
        authors=authors(leaves),
        flags=rate_flags(leaves, counts),
    )


def _rate_sentence(counts: Tally, cohort: str) -> str:
    if counts.applicable == 0:
        return typeset(f"Aucune action applicable parmi {cohort} : le taux de réalisation n’est pas calculable.")
    if not counts.known:
        return typeset(f"Personne n’a encore donné l’état d’une action parmi {cohort} : taux non calculable.")
    return typeset(f"Actions réalisées, parmi {cohort} : {counts.text}.")


def completion_by(leaves: pd.DataFrame, name: str) -> pd.DataFrame:
    """Taux de réalisation by the values of a column (a partition: counts add up), in the plan's order.

    Columns: RATE_COLUMNS.
    """
    return _rate_table(tally_by(leaves, column(leaves, name)))


def _rate_table(tallies: dict[Any, Tally]) -> pd.DataFrame:
    return table([rate_row(key, counts) for key, counts in tallies.items()], RATE_COLUMNS)


def rate_row(key: Any, counts: Tally) -> Row:
    """One row of a table of rates."""
    same = ("total", "known", "current", "upcoming", "abandoned", "postponed", "not_concerned", "recurrent")
    return {
        **{name: getattr(counts, name) for name in same},
        "key": key,
        "numerator": counts.done if counts.known else None,
        "denominator": counts.applicable,
        "value": counts.value,
        "text": counts.text,
        "lead": counts.lead,
        "rest": counts.rest,
        "percent_shown": counts.percent_shown,
        "low_coverage": counts.low_coverage,
    }


def by_phase(leaves: pd.DataFrame) -> pd.DataFrame:
    """Taux de réalisation by phase, in order of their beginning: shown beside any whole-plan rate."""
    starts = zip(column(leaves, "phase"), column(leaves, "starts_on"), strict=True)
    begins: dict[Any, date] = {}
    for phase, day in starts:
        begins[phase] = min(begins.get(phase, date.max), day or date.max)
    result = completion_by(leaves, "phase")
    keys = column(result, "key")
    order = sorted(range(len(keys)), key=lambda at: (keys[at] is None, begins[keys[at]], str(keys[at])))
    return rows_at(result, order).reset_index(drop=True)


def completion_by_audience(leaves: pd.DataFrame, action_audiences: pd.DataFrame) -> pd.DataFrame:
    """Taux de réalisation by public. Rows do not add up: `attrs["note"]` says so and must be shown."""
    position = {action: at for at, action in enumerate(column(leaves, "action_id"))}
    pairs = zip(column(action_audiences, "action_id"), texts(action_audiences, "audience_code"), strict=True)
    met = dict.fromkeys((position[action], code) for action, code in pairs if action in position and code)
    spread = rows_at(leaves, [at for at, _ in met])
    result = _rate_table(tally_by(spread, [code for _, code in met]))
    result.attrs["note"] = NOT_A_PARTITION
    return result


def completion_by_territory(cells: pd.DataFrame, alert_under: float | None = None) -> pd.DataFrame:
    """Taux de réalisation, rank and gap of each territory, déclinées actions only.

    Adds to RATE_COLUMNS: `rank` (1 is the highest; equal rates share it), `median` of all territories with a
    rate (at least 3), `gap` in points and `alert`. Rows do not add up: `attrs["note"]` says so.

    Args:
        alert_under: gap under which a territory is in alert, the method's by default.
    """
    limit = threshold("gap_alert") if alert_under is None else alert_under
    result = completion_by(cells, "territory_code")
    values = numbers(result, "value")
    known = [value for value in values if value is not None]
    middle = median(known) if len(known) >= threshold("smallest_peers") else None
    ranks = [None if v is None else 1 + sum(other > v for other in known) for v in values]
    gaps = [None if v is None or middle is None else round(v - middle, 9) for v in values]
    extra = {
        "rank": ranks,
        "median": [middle] * len(values),
        "gap": gaps,
        # Under the size at which a percentage is written, a gap says nothing.
        "alert": [
            gap is not None and gap < limit and not small(whole)
            for gap, whole in zip(gaps, column(result, "denominator"), strict=True)
        ],
    }
    for name, listed in extra.items():
        result[name] = pd.Series(listed, dtype=object)
    result.attrs["note"] = NOT_A_PARTITION
    return result


def breakdown(leaves: pd.DataFrame) -> pd.Series:
    """Répartition: number of leaves in each status, in DISPLAY_ORDER; sums to the number of leaves."""
    counts = Counter(texts(leaves, "status"))
    return pd.Series([counts[status] for status in DISPLAY_ORDER], index=[str(s) for s in DISPLAY_ORDER])


def breakdown_by(leaves: pd.DataFrame, name: str) -> pd.DataFrame:
    """Répartition by the values of a column: `key`, one column per status in DISPLAY_ORDER, `total`."""
    counts: dict[Any, Counter[str | None]] = {}
    for key, status in zip(column(leaves, name), texts(leaves, "status"), strict=True):
        counts.setdefault(key, Counter())[status] += 1
    names = [str(status) for status in DISPLAY_ORDER]
    rows = [{"key": key, **{n: met[n] for n in names}, "total": met.total()} for key, met in counts.items()]
    return table(rows, ["key", *names, "total"])
