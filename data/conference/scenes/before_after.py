"""The same actions at two frozen dates: those that are open and applicable at both."""

from __future__ import annotations

from collections.abc import Mapping

from data.conference.edition import Pin, SceneRow
from data.conference.scenes.counting import asked, missing, origin_of, scope_words, stacked, statuses_of
from data.conference.scenes.earlier import a_year_before, past_pins, same_part
from data.conference.scope import Scope
from data.conference.slide import Chart, Number, Origin, Slide, Table
from data.errors import CapError
from data.french import capitalised, day, listing, number, share, typeset
from data.measures import rates
from data.measures.changes import Changes, ConstantSet, set_figure
from data.measures.changes.actions import leaves_by_code
from data.measures.changes.constant import constant_set
from data.measures.figure import Figure
from data.measures.nouns import action_noun
from data.measures.territory_words import shift
from data.measures.thresholds import small
from data.measures.wording import at_period
from data.period import Period
from data.situation import Situation, where
from data.vocabulary import label

TITLE = "Avant, après"


def build(scene: SceneRow, scope: Scope) -> Slide:
    """The constant set of actions, from the date asked for (a year before by default) to the edition's own."""
    here = scope.of(scene)
    words = scope_words(scene, scope, here)
    pin = _since(scene, scope, here)
    before, now = same_part(scene, scope, pin)
    noun = action_noun(now)
    same = constant_set(leaves_by_code(before), leaves_by_code(now), before, now, noun)
    if same.points is None:
        return missing(scene, TITLE, _not_computable(same, before, now), words)
    changes = Changes(before.period, now.period, noun, same, (), ())
    figure = set_figure(before, now)
    counts = [_counts(each, figure) for each in (before, now)]
    labels = (capitalised(before.period.label), capitalised(now.period.label))
    title = typeset(f"{noun.counted('{noun} ouvert{e}{s}', same.size)} aux deux dates, par état")
    return Slide(
        scene.id,
        0,
        scene.kind,
        typeset(scene.title) or TITLE,
        sentence=" ".join(line for line in (changes.sentence, changes.of_the_set) if line),
        numbers=_numbers(same, before, now),
        chart=Chart(
            "stacked",
            title,
            labels,
            stacked(counts),
            noun.named(2),
            typeset(" ; ".join(_told(name, line) for name, line in zip(labels, counts, strict=True)) + "."),
        ),
        table=_table(title, labels, counts),
        origins=(_with_start(origin_of(figure, scene, scope, now), scope, pin, before),),
        scope=words,
    )


def _since(scene: SceneRow, scope: Scope, here: Situation) -> Pin:
    """The earlier state asked for. Raises CapError when the edition does not hold it."""
    pins, code = past_pins(scene, scope), asked(scene, "since")
    if not pins:
        raise CapError(
            typeset(
                "Aucun état figé antérieur de ce plan n’est lié à cette édition : il en faut un pour montrer ce qui a "
                "changé."
            )
        )
    found = next((pin for pin in pins if pin.period == code), None) if code else a_year_before(pins, here.period)
    if found is None:
        held = listing([Period.parse(pin.period).label for pin in pins], 4)
        raise CapError(
            typeset(f"L’état figé de « {code[:20]} » n’est pas lié à cette édition. Elle connaît aussi : {held}.")
        )
    return found


def _not_computable(same: ConstantSet, before: Situation, now: Situation) -> str:
    dates = f"{before.period.of} {now.period.to}"
    if not same.size:
        return f"Non calculable : aucune action n’est ouverte et applicable aux deux dates, {dates}."
    return f"Non calculable : personne n’a donné l’état de ces actions à l’une des deux dates, {dates}."


def _numbers(same: ConstantSet, before: Situation, now: Situation) -> tuple[Number, ...]:
    """What was done of the set at each date, and the difference; no percentage under five actions."""
    found = [
        Number(
            typeset(f"Réalisées {at_period(each.period)}"),
            share(done, same.size),
            value=100 * done / same.size,
        )
        for done, each in ((same.before, before), (same.now, now))
    ]
    if same.points is not None and not small(same.size):
        found.append(Number("Évolution, sur les mêmes actions", capitalised(shift(same.points)), value=same.points))
    return tuple(found)


def _counts(situation: Situation, figure: Figure) -> dict[str, int]:
    """Status → number of actions, among those that both dates count."""
    rows = figure.inputs
    both = set(rows[rows["Compte"] == "aux deux dates"]["Code"])
    return {str(key): int(value) for key, value in rates.breakdown(where(situation.leaves, code=both)).items()}


def _told(name: str, counts: Mapping[str, int]) -> str:
    return f"{name} : " + ", ".join(f"{label(one).lower()} {number(counts[one])}" for one in statuses_of([counts]))


def _table(title: str, labels: tuple[str, str], counts: list[dict[str, int]]) -> Table:
    rows = [(label(one), *(number(line[one]) for line in counts)) for one in statuses_of(counts)]
    rows.append(("Total", *(number(sum(line.values())) for line in counts)))
    return Table(title, ("État", *labels), tuple(rows), (1, 2))


def _with_start(found: Origin, scope: Scope, pin: Pin, before: Situation) -> Origin:
    """The origin, with the earlier state too."""
    frozen = scope.told.frozen_on.get(pin)
    start = f"{before.period.label}, état figé n°\u00a0{number(pin.number)}{f' du {day(frozen)}' if frozen else ''}"
    return Origin(found.title, (*found.lines, ("Comparé avec", typeset(start))))
