"""A campaign's board as figures and tables: by fiche, by direction, by axis; the parts of a table add up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import pandas as pd

from data.french import share, short_day, typeset
from data.measures.campaign_board import NO_DIRECTION, CampaignBoard, Counts, Line, count
from data.measures.campaign_words import delay_words, note_words, stage_words
from data.measures.columns import Row, table
from data.measures.figure import NO_COVERAGE, Figure
from data.measures.thresholds import threshold
from data.measures.wording import periods_missed

_LINE_COLUMNS = (
    "Fiche",
    "État",
    "Délai",
    "Envoyé le",
    "Sans nouvelles",
    "Pilote",
    "Intitulé",
    "À savoir",
    "Direction",
    "Axe",
)


def figures(found: CampaignBoard, as_of: date) -> tuple[Figure, Figure, Figure]:
    """Received, validated, late."""
    counts = found.counts
    asked = [line for line in found.lines if line.expected]
    excluded = {"excusées": counts.excused}
    received = _figure(
        "points_recus", "Points reçus", counts.received, counts.expected,
        "Points soumis ou validés ÷ points attendus. Une fiche excusée n’est pas attendue ; un point renvoyé à "
        "compléter n’est plus reçu.",
        asked, excluded, as_of, found,
    )  # fmt: skip
    validated = _figure(
        "points_valides", "Points validés, parmi les reçus", counts.validated, counts.received,
        "Points validés ÷ points reçus. Un point soumis et non validé compte déjà, avec cette mention.",
        [line for line in asked if line.received], excluded, as_of, found,
    )  # fmt: skip
    late = _figure(
        "points_en_retard", "Points en retard", counts.late, counts.expected,
        "Points reçus après l’échéance, ou pas encore reçus une fois l’échéance passée ÷ points attendus. C’est le "
        "premier envoi qui compte.",
        asked, excluded, as_of, found,
    )  # fmt: skip
    return received, validated, late


def _figure(
    key: str, title: str, part: int, whole: int, formula: str, lines: Sequence[Line], excluded: dict[str, int],
    as_of: date, found: CampaignBoard,
) -> Figure:  # fmt: skip
    text = share(part, whole, int(threshold("smallest_whole"))) if whole else "aucun point"
    return Figure(
        key=key,
        title=title,
        value=100 * part / whole if whole else None,
        unit="%",
        text=text,
        sentence=found.sentence,
        formula=typeset(formula),
        numerator=part,
        denominator=whole,
        inputs=rows(lines, found.months),
        excluded=excluded,
        coverage=NO_COVERAGE,
        as_of=as_of,
        period_code=found.period,
    )


def rows(lines: Iterable[Line], months: int) -> pd.DataFrame:
    """The board as a table with French headings."""
    return table(
        [
            {
                "Fiche": line.fiche_code,
                "Intitulé": line.title,
                "Pilote": line.pilot,
                "Direction": line.direction,
                "Axe": line.axis,
                "État": stage_words(line),
                "À savoir": note_words(line),
                "Envoyé le": short_day(line.came.sent_on) if line.came else None,
                "Délai": delay_words(line),
                "Sans nouvelles": periods_missed(line.missed, months) if line.missed else None,
            }
            for line in lines
        ],
        _LINE_COLUMNS,
    )


def by_direction(lines: Sequence[Line]) -> pd.DataFrame:
    """One row a direction, the total last."""
    return _grouped(lines, [line.direction for line in lines], "Direction")


def by_axis(lines: Sequence[Line], name: str) -> pd.DataFrame:
    """One row an axis (`name`: the plan's own word), the total last."""
    return _grouped(lines, [line.axis for line in lines], name)


COUNTED = ("Attendus", "Reçus à l’heure", "Reçus en retard", "À compléter", "Manquants", "dont hors délai")
"""« Attendus » is the sum of the next four; « dont hors délai » is part of the two before it."""
APART = ("Excusés", "Sans nouvelles")


def _grouped(lines: Sequence[Line], groups: Sequence[str], name: str) -> pd.DataFrame:
    order = sorted(set(groups), key=lambda group: (group == NO_DIRECTION, groups.index(group)))
    found = [
        _row(group, name, count(line for line, its in zip(lines, groups, strict=True) if its == group))
        for group in order
    ]
    return table([*found, _row("Ensemble", name, count(lines))], (name, *COUNTED, *APART))


def _row(group: str, name: str, counts: Counts) -> Row:
    return {
        name: group,
        "Attendus": counts.expected,
        "Reçus à l’heure": counts.on_time,
        "Reçus en retard": counts.late_in,
        "À compléter": counts.to_complete,
        "Manquants": counts.missing,
        "dont hors délai": counts.overdue,
        "Excusés": counts.excused,
        "Sans nouvelles": counts.silent,
    }
