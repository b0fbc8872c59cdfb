"""What was said that touches a territory: its own comments, and the words of the fiches déclinées there.

Only comments belong to the territory. A difficulty, a request or a decision is said of a fiche for the whole
département: it carries `local` False and is never shown as if it came from here, unless a state of this very
territory names the decision.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from data.french import day, typeset
from data.measures.carrying import last_day
from data.measures.columns import Row, as_date, records, texts
from data.measures.exceptions import answers
from data.period import Period
from data.situation import Situation, where
from data.vocabulary import Status


@dataclass(frozen=True)
class Word:
    """One text of one fiche.

    Attributes:
        title: of a decision, or the action's for a comment; empty for a report's text.
        fiche_code: None for a decision that answers no fiche.
        who: function that said it, or instance that decided.
        local: said of this territory; False: said for the département.
        note: what became of it (« répondue par D-001, 20 novembre 2025 »), or what it answers.
        validated: None for a decision.
    """

    text: str
    fiche_code: str | None
    who: str
    on: date | None
    period: Period | None
    local: bool
    title: str = ""
    note: str = ""
    validated: bool | None = None

    @property
    def signed(self) -> str:
        """« Pôle autonomie, 3e trimestre 2026, 29 septembre 2026, non validé »."""
        parts = [self.who, self.period.label if self.period else "", day(self.on) if self.on else ""]
        parts += ["non validé"] if self.validated is False else []
        return typeset(", ".join(part for part in parts if part))


@dataclass(frozen=True)
class Said:
    """difficulties, requests: of the last report of each fiche that gave news; decisions: newest first;
    comments: the last of each action, newest first; older: how many were replaced by a later one."""

    fiches: tuple[str, ...]
    difficulties: tuple[Word, ...]
    requests: tuple[Word, ...]
    decisions: tuple[Word, ...]
    comments: tuple[Word, ...]
    older: int

    @property
    def nothing(self) -> bool:
        return not (self.difficulties or self.requests or self.decisions or self.comments)


def said(situation: Situation, code: str) -> Said:
    """What touches a territory as of the period; `code` is one in which actions may be déclinées."""
    cells = records(where(situation.cells, territory_code=code))
    concerned = {row["fiche_code"] for row in cells if row["status"] != Status.NOT_CONCERNED}
    fiches = tuple(str(name) for name in texts(situation.fiches, "code") if name in concerned)
    last = _last_reports(situation, set(fiches))
    comments, older = _comments(situation, code)
    decided = records(situation.decisions)
    return Said(
        fiches=fiches,
        difficulties=tuple(_of_report(row, "difficulties") for row in last if _filled(row, "difficulties")),
        requests=tuple(
            _of_report(row, "request", _answer(row, decided)) for row in last if _filled(row, "request")
        ),
        decisions=_decisions(situation, code, set(fiches), decided),
        comments=comments,
        older=older,
    )  # fmt: skip


def _last_reports(situation: Situation, fiches: set[str]) -> list[Row]:
    """The last report of each fiche that says something, newest first; « rien de nouveau » leaves the one before."""
    last: dict[str, Row] = {}
    for row in records(where(situation.reports, fiche_code=fiches)):
        if not row["nothing_new"]:
            last[str(row["fiche_code"])] = row
    return sorted(last.values(), key=lambda row: last_day(str(row["period"])), reverse=True)


def _filled(row: Row, name: str) -> bool:
    return bool(str(row[name] or "").strip())


def _of_report(row: Row, name: str, note: str = "") -> Word:
    return Word(
        text=str(row[name]).strip(),
        fiche_code=str(row["fiche_code"]),
        who=_who(row),
        on=as_date(row["submitted_on"]),
        period=Period.parse(str(row["period"])),
        local=False,
        note=note,
        validated=row["validated_on"] is not None,
    )


def _who(row: Row) -> str:
    """« Pilote, par la coordination »: who is answerable, and who signed in their place."""
    author = str(row["author"] or "")
    return f"{row['behalf']} (saisi par {author})" if row["behalf"] else author


def _answer(report: Row, decided: list[Row]) -> str:
    found = [row for row in decided if row["fiche_code"] == report["fiche_code"] and answers(row, report)]
    if not found:
        return "sans réponse à ce jour"
    return typeset(f"réponse : {found[-1]['code']}, {day(as_date(found[-1]['decided_on']))}")


def _decisions(situation: Situation, code: str, fiches: set[str], decided: list[Row]) -> tuple[Word, ...]:
    """Those on which a state rests here (local) or for the département, and those that answer a fiche déclinée here."""
    declined = {row["action_id"] for row in records(where(situation.cells, territory_code=code))}
    states = [row for row in records(situation.states) if row["decision"] and row["action_id"] in declined]
    here = {row["decision"] for row in states if row["territory_code"] == code}
    whole = {row["decision"] for row in states if row["territory_code"] == situation.plan.departement_code}
    kept = [row for row in decided if row["code"] in here | whole or row["fiche_code"] in fiches]
    kept.sort(key=lambda row: (as_date(row["decided_on"]) or date.min, str(row["code"])), reverse=True)
    return tuple(
        Word(
            text=str(row["text"] or "").strip(),
            fiche_code=None if row["fiche_code"] is None else str(row["fiche_code"]),
            who=str(row["instance"]),
            on=as_date(row["decided_on"]),
            period=None,
            local=row["code"] in here,
            title=f"{row['code']} – {row['title']}",
            note=_asked(row["answers_period"]),
        )
        for row in kept
    )


def _asked(period: str | None) -> str:
    return typeset(f"répond au point {Period.parse(period).of}") if period else ""


def _comments(situation: Situation, code: str) -> tuple[tuple[Word, ...], int]:
    """The last comment of each action in this territory, and how many came before."""
    actions = {row["action_id"]: row for row in records(situation.actions)}
    rows = [row for row in records(where(situation.states, territory_code=code)) if _filled(row, "comment")]
    rows = sorted((row for row in rows if row["action_id"] in actions), key=lambda row: last_day(str(row["period"])))
    last: dict[int, Row] = {int(row["action_id"]): row for row in rows}
    newest = sorted(last.values(), key=lambda row: last_day(str(row["period"])), reverse=True)
    found = tuple(
        Word(
            text=str(row["comment"]).strip(),
            fiche_code=actions[row["action_id"]]["fiche_code"],
            who=_who(row),
            on=as_date(row["said_on"]),
            period=Period.parse(str(row["period"])),
            local=True,
            title=typeset(f"{actions[row['action_id']]['code']} – {actions[row['action_id']]['title']}"),
            validated=bool(row["validated"]),
        )
        for row in newest
    )
    return found, len(rows) - len(found)
