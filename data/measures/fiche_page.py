"""Everything that is told of one fiche: by its page, and by its printed sheet."""

from __future__ import annotations

from dataclasses import dataclass

from data.french import listing, number, plural, typeset
from data.measures import rates
from data.measures.action_rows import ActionRow, action_rows
from data.measures.answers import Answer, answers
from data.measures.columns import Row, records
from data.measures.exceptions import exceptions
from data.measures.figure import Figure
from data.measures.indicator_board import Standing, standings
from data.measures.key_figures import KeyFigure, key_figures
from data.measures.one_fiche import done_already, of_fiche
from data.measures.plan_sentences import fiche_sentence
from data.measures.rate_cards import rate_cards
from data.situation import Situation, where
from data.vocabulary import PilotRole

AWAITED = "decision_attendue"
_PARTS: tuple[tuple[PilotRole, str, str], ...] = (
    (PilotRole.LEAD, "Responsable", "Responsables"),
    (PilotRole.CO_PILOT, "Copilote", "Copilotes"),
    (PilotRole.DEPUTY, "Suppléance", "Suppléances"),
)
NO_LEAD = typeset("aucun n’est désigné ; la coordination du schéma en désigne un.")


@dataclass(frozen=True)
class FichePage:
    """One fiche.

    Attributes:
        whole: its Situation; part: what the filters in force keep of it, that figures describe.
        by_phase: phase → its rate, and what goes with it.
        sentence: what is done, said and awaited; on_paper: without what to do next in the application.
    """

    row: Row
    whole: Situation
    part: Situation
    said: list[Answer]
    alerts: list[Row]
    sentence: str
    on_paper: str
    figures: list[Figure]
    actions: list[ActionRow]
    by_phase: dict[str, tuple[str, str]]
    indicators: list[Standing]
    printed: list[KeyFigure]
    already: list[Row]

    @property
    def code(self) -> str:
        return str(self.row["code"])

    @property
    def awaited(self) -> list[Row]:
        """The decisions that it awaits."""
        return [row for row in self.alerts if row["rule"] == AWAITED]

    @property
    def filtered(self) -> bool:
        return self.part is not self.whole

    @property
    def filter_note(self) -> str:
        """What the filters in force keep of it, to be said before its figures; empty when they keep all."""
        whole, part = self.whole, self.part
        if not self.filtered:
            return ""
        if part.leaves.empty:
            text = "Les filtres en cours ne gardent aucune action d’ici : chiffres et liste sont vides."
        elif part.territory_code is not None:
            text = (
                f"Dans ce territoire, {plural(len(part.leaves), 'action déclinée', 'actions déclinées')} sur "
                f"{number(len(whole.leaves))} : chiffres et liste portent sur celles-ci."
            )
        else:
            text = (
                f"Les filtres en cours gardent {plural(len(part.leaves), 'action')} sur "
                f"{number(len(whole.leaves))} : chiffres et liste portent sur celles-ci."
            )
        return typeset(text)


def fiche_page(plan: Situation, kept: Situation, previous: Situation | None, fiche: Row) -> FichePage:
    """A fiche of `plan`, which no filter narrows; `kept` is what the filters in force leave of it (itself without)."""
    code = str(fiche["code"])
    filtered = bool(kept.kept) or kept.territory_code is not None
    whole = of_fiche(plan, code)
    part = of_fiche(kept, code) if filtered else whole
    if part.territory_code is None and len(part.leaves) == len(whole.leaves):
        part = whole
    said = answers(whole, code)
    # A filtered Situation before would compare other actions.
    alerts = [
        row for row in records(exceptions(plan, None if filtered else previous)) if row["fiche_code"] == code
    ]  # fmt: skip
    alerts.sort(key=lambda row: -int(row["severity"]))
    phases = records(rates.by_phase(part.leaves))
    waiting = sum(row["rule"] == AWAITED for row in alerts)
    return FichePage(
        row=fiche,
        whole=whole,
        part=part,
        said=said,
        alerts=alerts,
        sentence=fiche_sentence(part, said, waiting),
        on_paper=fiche_sentence(part, said, waiting, outside=True),
        figures=rate_cards(part),
        actions=action_rows(part),
        by_phase={str(row["key"]): (str(row["lead"]), str(row["rest"])) for row in phases},
        indicators=standings(whole),
        printed=key_figures(whole),
        already=done_already(plan, fiche),
    )


def carried_by(own: Situation) -> list[tuple[str, str]]:
    """(« Responsable », its pilots), then co-pilots and deputies: who carries the fiche that a Situation is of."""
    parts = [row for row in records(own.assignments) if row["action_code"] is None]
    said: list[tuple[str, str]] = []
    for role, one, many in _PARTS:
        names = list(dict.fromkeys(str(row["pilot"]) for row in parts if row["role"] == role))
        if names:
            said.append((one if len(names) == 1 else many, listing(names)))
    if not any(row["role"] == PilotRole.LEAD for row in parts):
        said.insert(0, ("Responsable", NO_LEAD))
    return said


def publics_of(own: Situation) -> list[tuple[str, str]]:
    """(a public that the fiche names, the document's own words where they differ), in the document's order."""
    titles = {row["code"]: str(row["title"]) for row in records(own.audiences)}
    found: dict[str, dict[str, None]] = {}
    for row in records(own.fiche_audiences):
        word = " ".join(str(part) for part in (row["wording"], row["qualifier"] or "") if part).strip()
        found.setdefault(titles.get(row["audience_code"], ""), {})[typeset(word)] = None
    return [
        (title, listing([typeset(f"« {word} »") for word in words if word and word != title]))
        for title, words in found.items()
    ]


def partners_title(plan: Situation) -> str:
    """What the document calls the list, where it gives the parts of its fiches (« Pilotes et partenaires »)."""
    for entry in records(where(plan.entries, kind="fiche_template")):
        body: Row = entry["body"] or {}
        for part in body.get("sections") or ():
            if "partenaires" in str(part).lower():
                return str(part)
    return "Partenaires"
