"""The actions of a plan as a page lists them: state, period, pilot, publics, words of the document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from data.french import capitalised, day, listing, number, percent, plural, short_day, typeset
from data.measures.calendar import expected_progress, leaf_health
from data.measures.carriers import Carriers, carriers
from data.measures.columns import Row, absent, as_date, as_number, records, where
from data.measures.plan_rules import bands_of
from data.measures.silence import missed_by_fiche, missed_periods
from data.measures.status import UNSAID, parent_status
from data.measures.wording import at_period
from data.period import Period
from data.situation import Situation
from data.vocabulary import Status, label


@dataclass(frozen=True)
class ActionRow:
    """One action. Every text is ready to be read; an absent one is empty.

    Attributes:
        depth: 0 under its fiche or heading, 1 under another action, and so on.
        counted: a leaf that every figure counts; the others are told by their leaves, or not followed.
        status: a Status value; None for what is not followed as an action.
        said: « dit au 2e trimestre 2026 par…, non validé », or what its absence means.
        territories: « 3 territoires sur 5 ».
        pilot, pilot_of_fiche: its own pilots, else those of its fiche.
        publics, inherited: the publics, and whether they are those of the fiche.
        hints: words of the document, never a state.
        notes: what must be known (reason, decision, contradiction…).
    """

    code: str
    title: str
    fiche_code: str | None
    depth: int
    counted: bool
    status: Status | None
    percent: float | None
    said: str
    territories: str
    phase: str | None
    starts_on: date | None
    ends_on: date | None
    own_calendar: str
    recurrent: bool
    pilot: str
    pilot_of_fiche: bool
    publics: tuple[str, ...]
    inherited: bool
    hints: tuple[str, ...]
    sub_items: tuple[str, ...]
    comment: str
    notes: tuple[str, ...]
    line: int | None

    @property
    def status_text(self) -> str:
        """« En cours (60 %) », empty for what is not followed."""
        if self.status is None:
            return ""
        word = label(self.status)
        return f"{word} ({percent(self.percent)})" if self.percent is not None else word

    @property
    def table_row(self) -> dict[str, Any]:
        """The same with French column names, for a table or a file."""
        return {
            "Code": self.code,
            "Action": self.title,
            "État": label(self.status) if self.status else "non suivie",
            "Avancement déclaré": percent(self.percent) if self.percent is not None else "",
            "Dit": self.said,
            "Territoires": self.territories,
            "Phase": self.phase or "",
            "Du": short_day(self.starts_on),
            "Au": short_day(self.ends_on),
            "Récurrente": "oui" if self.recurrent else "",
            "Pilote": self.pilot or "sans pilote",
            "Publics": ", ".join(self.publics),
            "Publics de la fiche": "oui" if self.inherited else "",
            "Mots du document": ", ".join(self.hints),
            "Ligne du document": "" if self.line is None else str(self.line),
        }


def action_rows(situation: Situation, wanted: Sequence[str] | None = None) -> list[ActionRow]:
    """The actions of a Situation in the plan's order, an action before those under it.

    Args:
        wanted: codes to keep (with all that is under them); None keeps all.
    """
    return _Lister(situation).rows(wanted)


class _Lister:
    def __init__(self, situation: Situation) -> None:
        self.situation = situation
        self.leaves = {row["action_id"]: row for row in records(situation.leaves)}
        self.carriers: Carriers = carriers(situation)
        self.actions = records(situation.actions)
        known = {row["code"] for row in self.actions}
        self.below: dict[str | None, list[Row]] = {}
        for row in self.actions:
            above = row["parent_code"] if row["parent_code"] in known else None
            self.below.setdefault(above, []).append(row)
        self.titles = {row["code"]: str(row["title"]) for row in records(situation.audiences)}
        self.publics: dict[Any, list[Row]] = {}
        for row in records(situation.action_audiences):
            self.publics.setdefault(row["action_id"], []).append(row)
        self.comments = self._comments()
        silence = missed_periods(situation.expectations, situation.reports, situation.campaigns, situation.today)
        self.missed = missed_by_fiche(silence)

    def rows(self, wanted: Sequence[str] | None) -> list[ActionRow]:
        asked = None if wanted is None else set(wanted)
        tops = self.below.get(None, []) if asked is None else [r for r in self.actions if r["code"] in asked]
        found: list[ActionRow] = []
        for row in tops:
            self._add(row, 0, found)
        return found

    def _add(self, action: Row, depth: int, found: list[ActionRow]) -> None:
        found.append(self._row(action, depth))
        for child in self.below.get(action["code"], []):
            self._add(child, depth + 1, found)

    def _row(self, action: Row, depth: int) -> ActionRow:
        leaf = self.leaves.get(action["action_id"])
        shown = leaf or action
        own = self.carriers.of_action.get(str(action["code"]), [])
        parts = own or self.carriers.of_fiche.get(str(action["fiche_code"]), [])
        publics = self.publics.get(action["action_id"], [])
        named = dict.fromkeys(self.titles.get(row["audience_code"], "") for row in publics)
        line = as_number(action["source_line"])
        return ActionRow(
            code=str(action["code"]),
            title=typeset(str(action["title"])),
            fiche_code=action["fiche_code"],
            depth=depth,
            counted=leaf is not None,
            status=self._status(action, leaf),
            percent=as_number(leaf["percent"]) if leaf else None,
            said=_said(leaf) if leaf else self._from_below(action),
            territories=_territories(leaf) if leaf else "",
            phase=shown["phase"],
            starts_on=as_date(shown["starts_on"]),
            ends_on=as_date(shown["ends_on"]),
            own_calendar=_own_calendar(action),
            recurrent=bool(action["recurrent"]),
            pilot=listing(list(dict.fromkeys(str(part["pilot"]) for part in parts)), 3),
            pilot_of_fiche=not own and bool(parts),
            publics=tuple(name for name in named if name),
            inherited=bool(publics) and bool(publics[0]["inherited"]),
            hints=_named(action["hints"], "cue"),
            sub_items=tuple(typeset(text) for text in _named(action["sub_items"], "title")),
            comment=self.comments.get((action["action_id"], leaf["state_period"]), "") if leaf else "",
            notes=(*_notes(leaf), *self._health(leaf)) if leaf else (),
            line=None if line is None else int(line),
        )

    def _leaves_below(self, action: Row) -> list[Row]:
        found: list[Row] = []
        for child in self.below.get(action["code"], []):
            leaf = self.leaves.get(child["action_id"])
            found += [leaf] if leaf else self._leaves_below(child)
        return found

    def _status(self, action: Row, leaf: Row | None) -> Status | None:
        if leaf is not None:
            return Status(leaf["status"])
        below = self._leaves_below(action)
        return parent_status(row["status"] for row in below) if below else None

    def _from_below(self, action: Row) -> str:
        below = self._leaves_below(action)
        if not below:
            return "gardée du document, jamais comptée"
        done = sum(row["status"] == Status.DONE for row in below)
        return f"déduit des lignes qu’elle contient\u00a0: {number(done)} sur {number(len(below))}"

    def _health(self, leaf: Row) -> tuple[str, ...]:
        """« En léger retard : 75 % déclarés, 88 % attendus »; nothing where no percent is declared."""
        as_of = self.situation.as_of
        word = leaf_health(leaf, as_of, self.missed.get(str(leaf["fiche_code"]), 0), bands=bands_of(self.situation))
        first, last = as_date(leaf["starts_on"]), as_date(leaf["ends_on"])
        if word is None or first is None or last is None:
            return ()
        expected = percent(expected_progress(first, last, as_of))
        return (typeset(f"{label(word)} : {percent(as_number(leaf['percent']))} déclarés, {expected} attendus"),)

    def _comments(self) -> dict[tuple[Any, Any], str]:
        """(action, period) → last comment said there, for the territory or the département described."""
        place = self.situation.territory_code or self.situation.plan.departement_code
        spoken = where(self.situation.states, "territory_code", lambda code: code == place)
        return {(row["action_id"], row["period"]): str(row["comment"]) for row in records(spoken) if row["comment"]}


def _said(leaf: Row) -> str:
    """When, by whom, checked or not; or what it means that nobody spoke."""
    if leaf["status"] in UNSAID:
        return "sa période n’a pas commencé" if leaf["status"] == Status.UPCOMING else "personne n’en a encore parlé"
    period = Period.parse(leaf["state_period"]).label if leaf["state_period"] else ""
    who = "déduit des territoires" if leaf["derived"] else f"dit par {leaf['author']}" if leaf["author"] else "dit"
    again = leaf["news_period"] if leaf["news_period"] != leaf["state_period"] else None
    parts = [f"{who}, {period}" if period else who]
    if again:
        parts.append(f"rien de nouveau {at_period(Period.parse(again))}")
    if not leaf["validated"]:
        parts.append("non validé")
    return ", ".join(parts)


def _named(items: list[dict[str, Any]] | None, name: str) -> tuple[str, ...]:
    """One field of each of the document's small records."""
    return tuple(str(item[name]) for item in items or [] if item.get(name))


def _territories(leaf: Row) -> str:
    """« 3 territoires sur 5 », for a déclinée action seen from the département."""
    whole = as_number(leaf["territories_applicable"])
    if not leaf["territorial"] or whole is None:
        return ""
    if leaf["status"] in UNSAID:  # nobody spoke anywhere: that is not « 0 »
        return f"déclinée dans {plural(int(whole), 'territoire')}"
    return f"{plural(int(leaf['territories_done']), 'territoire')} sur {number(whole)}"


def _own_calendar(action: Row) -> str:
    """Its own calendar in the document's words, else its days; empty when it follows its phase."""
    text = str(action["calendar_text"] or "").strip()
    if text and (action["own_calendar"] or action["recurrent"]):
        return text
    if not action["own_calendar"]:
        return ""
    return f"du {short_day(as_date(action['starts_on']))} au {short_day(as_date(action['ends_on']))}"


def _notes(leaf: Row) -> tuple[str, ...]:
    """What must be known of a state: why, decided by what, contradicted by whom."""
    found: list[str] = []
    status = Status(leaf["status"])
    if status is Status.POSTPONED:
        found.append(f"Nouvelle période : du {day(as_date(leaf['starts_on']))} au {day(as_date(leaf['ends_on']))}")
    if not absent(leaf["reason"]) and str(leaf["reason"]).strip():
        found.append(f"Motif : {str(leaf['reason']).strip()}")
    if not absent(leaf["decision"]):
        found.append(f"Décision {leaf['decision']}")
    if leaf["contradictory"]:
        derived = label(Status(leaf["overruled"])).lower() if leaf["overruled"] else "autre chose"
        found.append(f"Contradictoire : d’après les territoires, « {derived} »")
    return tuple(typeset(capitalised(note)) for note in found)
