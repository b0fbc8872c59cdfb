"""One territory against the median of the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from data.conference.edition import SceneRow
from data.conference.scenes.counting import asked, drawn_rate, missing, number_of, origin_of, scope_words, table_of
from data.conference.scope import Scope
from data.conference.slide import Chart, Number, Series, Slide
from data.french import capitalised, percent, typeset
from data.measures import territory_sheet
from data.measures.figure import Figure
from data.measures.layer import INDICATOR, OVERDUE, RATE
from data.measures.peer_ranges import AXIS, Range, ranges, standing_sentence
from data.measures.territories import followed_above, is_followed
from data.measures.territory_comparison import against_peers
from data.measures.territory_indicators import read_by_territory
from data.measures.territory_sheet import Sheet
from data.situation import Situation
from data.vocabulary import SceneKind, label

TITLE = label(SceneKind.TERRITORY)
_INDICATORS = 4
"""Indicators in the table: those with a value here, in the plan's order."""
_UNDRAWN = "—"
_COLUMNS = ("Mesure", "Ici", "Plus bas", "Médiane", "Plus haut", "Territoires")


def build(scene: SceneRow, scope: Scope) -> Slide:
    """The territory asked for; it must be one in which actions have a state."""
    here = scope.of(scene)
    words = scope_words(scene, scope, here)
    code = asked(scene, "territory")
    if not code:
        return missing(scene, TITLE, "Aucun territoire n’est choisi : choisissez-en un dans la scène.", words)
    found = territory_sheet.identity(here, code)
    if found is None:
        why = f"« {code[:40]} » ne désigne aucun territoire de ce plan : choisissez-en un autre dans la scène."
        return missing(scene, TITLE, why, words)
    if not is_followed(here, code):
        return missing(scene, found.name, _not_followed(here, code, found.name), words)
    if here.cells.empty:
        why = f"Aucune action {'de ce thème' if here.kept else 'de ce plan'} n’est déclinée par territoire."
        return missing(scene, found.name, why, words)
    indicators = scope.once(scene, "territories", read_by_territory)
    compared = _kept(scope.once(scene, "ranges", lambda each: ranges(each, indicators)), code, scope)
    read = territory_sheet.sheet(here, None, found, compared)
    about = " · ".join(part for part in (words, found.composition) if part)
    return Slide(
        scene.id,
        0,
        scene.kind,
        typeset(scene.title) or found.name,
        sentence=f"{read.says} {standing_sentence(compared, code)}",
        numbers=_numbers(read, compared),
        chart=_chart(read, compared, code, found.named),
        table=table_of(against_peers(compared, code), found.name, _COLUMNS, ("Territoires",)),
        origins=tuple(
            origin_of(figure, scene, scope, here, f"{figure.title}, {found.short}")
            for figure in (read.rate, read.coverage, read.progress)
        ),
        scope=about,
    )


def _not_followed(here: Situation, code: str, name: str) -> str:
    instead = territory_sheet.identity(here, followed_above(here, code) or "")
    after = f" ; choisissez plutôt {instead.short}" if instead else " ; choisissez-en un autre dans la scène"
    return f"Les actions de ce plan n’ont pas d’état propre à {name}{after}."


def _kept(found: Sequence[Range], code: str, scope: Scope) -> tuple[Range, ...]:
    """Rates, axes, then a few indicators. Delays reach the public page when the edition says so."""
    late = scope.public and not scope.edition.site.health
    rates = [one for one in found if not one.key.startswith(INDICATOR) and not (late and one.key == OVERDUE)]
    indicators = [one for one in found if one.key.startswith(INDICATOR) and code in one.values]
    return (*rates, *indicators[:_INDICATORS])


def _numbers(read: Sheet, compared: Sequence[Range]) -> tuple[Number, ...]:
    """The rate with its place among the others, what is known of it, the mean progress when it can be cited."""
    rate = number_of(read.rate, "Actions réalisées ici, parmi celles dont la période est ouverte")
    found = [replace(rate, note=typeset(" ; ".join(part for part in (read.standing, rate.note) if part)))]
    middle = next((one for one in compared if one.key == RATE and one.median is not None), None)
    if middle is not None:
        found.append(Number("Médiane des territoires", middle.median_text, value=middle.median))
    if read.progress.headline:
        found.append(number_of(read.progress))
    return tuple(found)


def _chart(read: Sheet, compared: Sequence[Range], code: str, name: str) -> Chart | None:
    """The rates here and at the median, of all actions then of each axis; nothing is drawn under five actions."""
    own: dict[str, Figure] = {RATE: read.rate}
    own |= {f"{AXIS}{one.key.rpartition('_axe_')[2]}": one for one in read.axes}
    drawn = [(one, own[one.key]) for one in compared if one.key in own and code in one.values]
    if not drawn:
        return None
    labels = tuple(typeset(f"{_short(one)} : {figure.lead.partition(' (')[0]}") for one, figure in drawn)
    bars = tuple(drawn_rate(figure) for _, figure in drawn)
    here = tuple(_UNDRAWN if value is None else percent(value) for value in bars)
    middle = tuple(one.median for one, _ in drawn)
    medians = tuple(_UNDRAWN if value is None else percent(value, 1) for value in middle)
    told = " ; ".join(
        f"{label} ({text}), médiane {value}" for label, text, value in zip(labels, here, medians, strict=True)
    )
    return Chart(
        "columns",
        typeset(f"Taux de réalisation, {name} et la médiane des territoires"),
        labels,
        (Series(name, bars, here), Series("Médiane", middle, medians, "muted")),
        "%",
        typeset(f"{told}."),
        highest=100,
    )


def _short(found: Range) -> str:
    """« Ensemble », « Axe 1 »: the title of each would repeat « taux de réalisation »."""
    return "Ensemble" if found.key == RATE else capitalised(found.title.rpartition(", ")[2])
