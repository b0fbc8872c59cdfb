"""What the scenes that count share: their settings, and a Figure as a number, its origin, a line of a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

import pandas as pd

from data.conference.edition import SceneRow
from data.conference.scope import Scope
from data.conference.slide import Number, Origin, Series, Slide, Table
from data.french import day, number, typeset
from data.measures.columns import column
from data.measures.figure import NO_COVERAGE, Figure, Stamp
from data.measures.thresholds import small
from data.period import Period
from data.situation import Situation
from data.vocabulary import DISPLAY_ORDER, Status, label

MOST = 8
"""Lines of a chart: beyond, nobody reads it from the back of the room. The table has them all."""
NOT_ALONE = "à ne pas citer seul, trop peu d’actions renseignées"


def asked(scene: SceneRow, name: str) -> str:
    """A setting as text; empty when it is absent or anything else."""
    value = scene.settings.get(name)
    return value.strip() if isinstance(value, str) else ""


def asked_list(scene: SceneRow, name: str) -> tuple[str, ...]:
    """A setting as distinct texts, in order; what is not a text is left out."""
    value = scene.settings.get(name)
    if not isinstance(value, list | tuple):
        return ()
    held = cast(Sequence[object], value)
    return tuple(dict.fromkeys(each.strip() for each in held if isinstance(each, str) and each.strip()))


def missing(scene: SceneRow, title: str, why: str, words: str = "") -> Slide:
    """The slide of a scene that has nothing to show, and why."""
    return Slide(scene.id, 0, scene.kind, typeset(scene.title) or title, missing=typeset(why), scope=words)


def stamp(situation: Situation) -> Stamp:
    """The day and the period that a figure of this Situation is true of."""
    return Stamp(situation.as_of, situation.period.code)


def in_public(situation: Situation) -> Situation:
    """The same without its silences: who gave no news is a matter for the pilotage, never for a room."""
    return situation.with_(expectations=situation.expectations.iloc[:0])


def scope_words(scene: SceneRow, scope: Scope, here: Situation) -> str:
    """What a slide is computed on: another plan, the theme, « plan entier » when the theme is left; may be empty."""
    other = scope.pin(scene) != scope.edition.own
    parts = [f"{here.plan.title} ({here.plan.departement_name})"] if other else []
    left = not other and not here.kept and not scope.edition.perimeter.whole
    parts += ["Plan entier"] if left else []
    return typeset(" · ".join([*parts, *here.kept]))


def dated(scene: SceneRow, scope: Scope, here: Situation) -> list[tuple[str, str]]:
    """The lines that say on what, and as of when, a number is computed."""
    pin = scope.pin(scene)
    when = Period.parse(pin.period).label
    state = f"{day(here.as_of)}, {when}, état figé n°\u00a0{number(pin.number)}"
    frozen = scope.told.frozen_on.get(pin)
    state += f" du {day(frozen)}" if frozen else ""
    said = scope_words(scene, scope, here)
    return [("Date", typeset(state)), *([("Périmètre", said)] if said else [])]


def origin_of(figure: Figure, scene: SceneRow, scope: Scope, here: Situation, title: str = "") -> Origin:
    """« D’où vient ce chiffre ? » of a Figure. Who said it stays inside the council; a figure that counts no action
    has no coverage to speak of."""
    left = {"Dit par"} if scope.public else set[str]()
    left |= {"Couverture"} if figure.computable and figure.coverage == NO_COVERAGE else set()
    lines = [line for line in figure.explained() if line[0] not in left]
    return Origin(title or typeset(figure.title), (*lines, *dated(scene, scope, here)))


def origin(title: str, formula: str, scene: SceneRow, scope: Scope, here: Situation) -> Origin:
    """The same for what has a formula and no Figure (a layer of a map)."""
    return Origin(title, (("Formule", typeset(formula)), *dated(scene, scope, here)))


def number_of(figure: Figure, title: str = "") -> Number:
    """A Figure set large, what goes with it and its coverage in small; its text says « non calculable », « masqué »."""
    alone = "" if figure.headline or not figure.computable else NOT_ALONE
    covered = figure.coverage.text if figure.coverage.total else ""
    return Number(
        label=title or typeset(figure.title),
        lead=figure.lead or figure.text,
        note=typeset(" ; ".join(part for part in (alone, figure.rest, covered) if part)),
        value=figure.value,
    )


def drawn_rate(figure: Figure) -> float | None:
    """A rate as a bar; None under the number of actions at which a percentage may be written."""
    return None if small(figure.denominator or 0) else figure.value


def table_of(
    rows: pd.DataFrame, title: str, names: Sequence[str] = (), numeric: Sequence[str] = (), spare: Sequence[str] = ()
) -> Table:
    """A table of a measure as texts. `names`: the columns kept, all by default; `numeric`: those set to the right;
    `spare`: those that a slide may leave to its notes, the first to go first."""
    kept = list(names) or [str(name) for name in rows.columns]
    columns = [[_cell(value) for value in column(rows, name)] for name in kept]
    ranks = tuple(at for at, name in enumerate(kept) if name in numeric)
    leaving = tuple(kept.index(name) for name in spare if name in kept)
    return Table(title, tuple(kept), tuple(zip(*columns, strict=True)), ranks, leaving)


def _cell(value: Any) -> str:
    if value is None:
        return "—"
    return number(value) if isinstance(value, int | float) else str(value)


def statuses_of(counts: Sequence[Mapping[str, int]]) -> list[Status]:
    """The statuses that at least one line holds, in their order."""
    return [status for status in DISPLAY_ORDER if any(line.get(status, 0) for line in counts)]


def first_of(title: str, drawn: int, total: int, what: str) -> str:
    """« …, par état · 8 axes sur 11 » over a chart that leaves some out; the title alone when it has them all."""
    return title if drawn == total else typeset(f"{title} · {number(drawn)} {what} sur {number(total)}")


def stacked(counts: Sequence[Mapping[str, int]]) -> tuple[Series, ...]:
    """One series a status, from the counts of each line."""
    return tuple(
        Series(
            label(status),
            tuple(float(line.get(status, 0)) for line in counts),
            tuple(number(line.get(status, 0)) for line in counts),
            status.value,
        )
        for status in statuses_of(counts)
    )
