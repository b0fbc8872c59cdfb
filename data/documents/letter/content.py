"""What the letter says, in French, from one Situation and the one before: no name, no météo, health or difficulty.

Of what the pilots wrote, only « Réalisé » and « À venir » can be there, and only a text that its author marked
publiable in a report that was validated: nobody else read it before it leaves.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from data.documents.provenance import INVENTED, kept_words, provenance, shared
from data.french import capitalised, day, plural, typeset
from data.measures import rates, sentences
from data.measures.changes.actions import leaves_by_code
from data.measures.changes.constant import constant_set
from data.measures.changes.told import Changes
from data.measures.columns import Row, as_date, records, texts
from data.measures.decided import decided_in_period
from data.measures.figure import Figure, Stamp
from data.measures.nouns import action_noun, fiche_noun
from data.measures.wording import at_period
from data.reminders.neutral import line, lines
from data.situation import Situation
from data.vocabulary import ReportStatus

TITLES = {3: "La lettre du trimestre", 6: "La lettre du semestre", 12: "La lettre de l’année"}
DONE, COMING = "done", "upcoming"
_LONGEST = 2_000
"""Characters of one text: more is no longer a letter."""
_MEETINGS = 4


@dataclass(frozen=True)
class Told:
    """One publiable text, with the fiche that it is about."""

    fiche: str
    title: str
    text: str


@dataclass(frozen=True)
class Part:
    """One axis. `rate`: its taux de réalisation as written, empty when there is nothing to say."""

    title: str
    rate: str
    told: tuple[Told, ...]


@dataclass(frozen=True)
class KeyFigure:
    """A figure of the plan as a card: « 41 sur 104 (39 %) », and how much of it is known."""

    title: str
    lead: str
    rest: str
    coverage: str
    formula: str


@dataclass(frozen=True)
class Letter:
    """Everything the letter prints, already written.

    Attributes:
        opening: the answer first; compared: how it moved since the period before, empty when that is not known.
        done, coming: publiable texts by axis; done_says, coming_says: how many, or that there are none.
        decisions: (title, « Comité technique, 4 décembre 2025 »).
        meetings: (instance, day) of the next sittings.
        react: how to answer, a sentence each.
        origin: label and text of each line on where the figures come from.
        waiting: publiable texts left out because their report is not validated; never printed.
    """

    title: str
    plan: str
    departement: str
    period: str
    opening: str
    compared: str
    figures: tuple[KeyFigure, ...]
    done: tuple[Part, ...]
    done_says: str
    decisions: tuple[tuple[str, str], ...]
    decisions_says: str
    coming: tuple[Part, ...]
    coming_says: str
    meetings: tuple[tuple[str, str], ...]
    react: tuple[str, ...]
    origin: tuple[tuple[str, str], ...]
    demonstration: str
    filters: str
    waiting: int

    @property
    def methods(self) -> tuple[tuple[str, str], ...]:
        """Names of the figures that share a formula, and the formula."""
        return shared([(one.title, one.formula) for one in self.figures])


def letter(situation: Situation, previous: Situation | None, *, frozen: int | None = None) -> Letter:
    """The letter of the period of a Situation.

    Args:
        situation: narrowed by the filters in force.
        previous: the period before, narrowed the same way; None for the first period, or when a filter by status
            keeps other actions in each period.
        frozen: number of the frozen state shown, None for the plan as it stands.
    """
    done, coming = _by_axis(situation, DONE), _by_axis(situation, COMING)
    figures = _figures(situation)
    decisions = tuple((_clean(row["title"]), _where(row)) for row in decided_in_period(situation))
    return Letter(
        title=TITLES[situation.period.months],
        plan=typeset(situation.plan.title),
        departement=situation.plan.departement_name,
        period=situation.period.label.removeprefix("année "),
        opening=sentences.pilotage(situation, outside=True),
        compared="" if previous is None else _compared(previous, situation),
        figures=figures,
        done=done,
        done_says=_said(situation, done, bool(figures)),
        decisions=decisions,
        decisions_says=_decisions_say(situation, decisions),
        coming=tuple(part for part in coming if part.told),
        coming_says=_coming_say(situation, coming),
        meetings=_meetings(situation),
        react=_react(situation),
        origin=tuple(provenance(situation, frozen, outside=True)),
        demonstration=INVENTED if situation.demonstration else "",
        filters=typeset(f"Sur une partie du plan. {kept_words(situation, outside=True)}.") if situation.kept else "",
        waiting=len(publishable_rows(situation, validated=False)),
    )


def publishable_rows(situation: Situation, *, validated: bool = True) -> list[tuple[Row, str]]:
    """(report, « done » or « upcoming ») of the texts of this period that may leave, or that wait to be validated."""
    fiches = set(texts(situation.fiches, "code"))
    found: list[tuple[Row, str]] = []
    for row in records(situation.reports):
        if row["period"] != situation.period.code or row["fiche_code"] not in fiches or row["nothing_new"]:
            continue
        if (row["status"] == ReportStatus.VALIDATED) is validated:
            marked = row["publishable"] or ()
            found += [(row, name) for name in (DONE, COMING) if name in marked and str(row[name] or "").strip()]
    return found


def _by_axis(situation: Situation, name: str) -> tuple[Part, ...]:
    """Every axis that has a rate or a publiable text of that name, in the plan's order."""
    said = {str(row["fiche_code"]): str(row[name]) for row, of in publishable_rows(situation) if of == name}
    opened = rates.opened(situation.leaves, situation.as_of)
    known = [row for row in records(rates.completion_by(opened, "axis_code")) if row["value"] is not None]
    rate = {str(row["key"]): str(row["text"]) for row in known}
    fiches = records(situation.fiches)
    level, parts = situation.level_name(1), list[Part]()
    for axis in records(situation.axes):
        code = str(axis["code"])
        told = tuple(
            Told(str(row["code"]), _clean(row["title"]), lines(said[str(row["code"])], _LONGEST))
            for row in fiches
            if str(row["axis_code"]) == code and str(row["code"]) in said
        )
        if told or code in rate:
            parts.append(Part(typeset(f"{level} {code} – {_clean(axis['title'])}"), rate.get(code, ""), told))
    return tuple(parts)


def _figures(situation: Situation) -> tuple[KeyFigure, ...]:
    leaves, when = situation.leaves, Stamp(situation.as_of, situation.period.code)
    if leaves.empty:
        return ()
    opened, due = rates.opened(leaves, situation.as_of), rates.due(leaves, situation.as_of)
    found = [rates.completion(opened, "les actions dont la période est ouverte", when)]
    if not due.empty:
        words = "les actions arrivées à échéance"
        found.append(rates.completion(due, words, when, title="Taux de réalisation à échéance"))
    mean = rates.mean_progress(opened, "les actions dont la période est ouverte", when)
    # What nobody can compute yet is said by the opening sentence.
    return tuple(_card(one) for one in (*found, mean) if one.computable and (one is not mean or mean.headline))


def _card(found: Figure) -> KeyFigure:
    return KeyFigure(
        found.title, found.lead or found.text, found.rest if found.computable else "", found.coverage.text,
        found.formula,
    )  # fmt: skip


def _compared(previous: Situation, situation: Situation) -> str:
    """The rate on the same actions at both dates; empty when no difference can be computed."""
    noun = action_noun(situation)
    same = constant_set(leaves_by_code(previous), leaves_by_code(situation), previous, situation, noun)
    if same.points is None:
        return ""
    return Changes(previous.period, situation.period, noun, same, (), ()).sentence


def _said(situation: Situation, parts: Sequence[Part], figures: bool) -> str:
    """« 8 projets ont rendu public ce qui a été fait. », or that none did."""
    count = sum(len(part.told) for part in parts)
    if count:
        return typeset(f"{fiche_noun(situation).counted('{noun} {a} rendu public ce qui a été fait', count)}.")
    above = " Les chiffres ci-dessus disent où en est le plan." if figures else ""
    return typeset(f"Aucun texte n’a été rendu public {_for(situation)}.{above}")


def _coming_say(situation: Situation, parts: Sequence[Part]) -> str:
    count = sum(len(part.told) for part in parts)
    if count:
        return ""
    return typeset(f"Aucune suite n’a été rendue publique {_for(situation)}.")


def _decisions_say(situation: Situation, found: Sequence[object]) -> str:
    if not found:
        return typeset(f"Aucune décision n’a été prise {at_period(situation.period)}.")
    verb = "a été prise" if len(found) == 1 else "ont été prises"
    return typeset(f"{plural(len(found), 'décision')} {verb} {at_period(situation.period)}.")


def _for(situation: Situation) -> str:
    return f"pour {situation.period.the}"


def _where(row: Row) -> str:
    return typeset(f"{_clean(row['instance'])}, {day(as_date(row['decided_on']))}")


def _meetings(situation: Situation) -> tuple[tuple[str, str], ...]:
    dated = [(on, _clean(row["instance"])) for row in records(situation.meetings) if (on := as_date(row["held_on"]))]
    coming = sorted((on, name) for on, name in dated if on > situation.today)
    return tuple((name, day(on)) for on, name in coming[:_MEETINGS])


def _react(situation: Situation) -> tuple[str, ...]:
    event = typeset(situation.plan.event_name)
    told = [
        "Une question, une précision, une expérience à partager ? Répondez à cette lettre, ou écrivez à la "
        "coordination du plan, au Département.",
        "Vous ne souhaitez plus la recevoir ? Dites-le en répondant.",
    ]
    if event:
        told.insert(1, f"Le plan est présenté chaque année : {event}.")
    return tuple(typeset(text) for text in told)


def _clean(text: object) -> str:
    return capitalised(typeset(line(str(text or ""), 400)))
