"""Who steers the plan, as its document says: instances and their sittings, the yearly event, the year, linked plans.

Bodies of entries vary from one document to another: every key may be absent, a list may be a text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from data.french import capitalised, day, folded, listing, number, plural, typeset
from data.measures.columns import Row, as_date, records
from data.situation import Situation

OF_THE_PLAN, ROLES, OF_AN_ACTION, ELSEWHERE, WRITING = "plan", "roles", "action", "ailleurs", "elaboration"
GROUPS = {
    OF_THE_PLAN: "Les instances",
    ROLES: "Les fonctions",
    OF_AN_ACTION: "Pour une action ou un lieu",
    ELSEWHERE: "Instances d’autres institutions",
    WRITING: "Pour écrire le plan",
}
"""Groups of instances, in the order of the page, with their French title."""


@dataclass(frozen=True)
class Instance:
    """One instance, or one function, that the document gives a part to.

    Attributes:
        group: a key of GROUPS.
        composition, associated: functions and institutions; never a person's name.
        remarks: what else the document says, in sentences (« à installer dès 2023 »).
        fiche: code of the fiche it is for, None for the whole plan.
        held_on, next_on: its last and next sittings in the calendar.
    """

    title: str
    group: str
    role: str
    chair: str
    frequency: str
    composition: tuple[str, ...]
    associated: tuple[str, ...]
    remarks: tuple[str, ...]
    fiche: str | None
    line: int | None
    held_on: date | None
    next_on: date | None


def of_kind(situation: Situation, *kinds: str) -> list[Row]:
    """The document's entries of these kinds, in its order, their body always a dict and their title typeset."""
    return [
        row | {"body": row["body"] or {}, "title": capitalised(typeset(str(row["title"])))}
        for row in records(situation.entries)
        if row["kind"] in kinds
    ]


def instances(situation: Situation) -> tuple[Instance, ...]:
    """Every instance and function, by group and in the document's order."""
    found = [_instance(situation, row) for row in of_kind(situation, "governance")]
    order = list(GROUPS)
    return tuple(sorted(found, key=lambda one: order.index(one.group)))


def _instance(situation: Situation, row: Row) -> Instance:
    body: dict[str, Any] = row["body"]
    last, coming = _sittings(situation, row["title"])
    fiche = body.get("fiche")
    return Instance(
        title=row["title"],
        group=_group(body),
        role=capitalised(said(body.get("role"))),
        chair=said(body.get("chair")),
        frequency=said(body.get("frequency")),
        composition=listed(body.get("composition")) or listed(body.get("composition_text")),
        associated=listed(body.get("associated")),
        remarks=tuple(
            capitalised(text)
            for key in ("composition_note", "status", "history", "note")
            if (text := said(body.get(key)))
        ),
        fiche=str(fiche) if fiche and fiche in set(situation.fiches["code"]) else None,
        line=row["source_line"],
        held_on=last,
        next_on=coming,
    )


def _group(body: dict[str, Any]) -> str:
    scope, status = folded(said(body.get("scope"))), folded(said(body.get("status")))
    if body.get("kind") in ("rôle", "role"):
        return ROLES
    if scope.startswith("elaboration"):
        return WRITING
    if "autre institution" in (scope + " " + status):
        return ELSEWHERE
    local = scope.startswith(("action", "bassin")) or scope == "territoire"
    return OF_AN_ACTION if body.get("fiche") or local else OF_THE_PLAN


def said(value: object) -> str:
    """A text of a body as the page writes it; "" for what is absent or no text."""
    return typeset(" ".join(value.split())) if isinstance(value, str) else ""


def listed(value: object) -> tuple[str, ...]:
    """A list of texts of a body; a single text is a list of one."""
    items = cast(list[object], value) if isinstance(value, list) else [value]
    return tuple(text.rstrip(" ,;") for item in items if (text := said(item)))


def _sittings(situation: Situation, title: str) -> tuple[date | None, date | None]:
    days = [
        held
        for row in records(situation.meetings)
        if same_instance(str(row["instance"]), title) and (held := as_date(row["held_on"])) is not None
    ]
    past, coming = [d for d in days if d < situation.today], [d for d in days if d >= situation.today]
    return max(past, default=None), min(coming, default=None)


def same_instance(one: str, other: str) -> bool:
    """Two names of an instance, but for capitals, accents, and what stands in brackets."""
    return _bare(one) == _bare(other) != ""


def _bare(name: str) -> str:
    return " ".join(re.sub(r"\([^)]*\)", " ", folded(typeset(name))).replace("’", " ").split())


# The yearly event


@dataclass(frozen=True)
class Edition:
    """One edition. `year` None: it is planned without a year. `note`: a reader's remark."""

    year: int | None
    theme: str
    planned: bool
    note: str
    line: int | None


@dataclass(frozen=True)
class Event:
    """The yearly event, as the plan names it. `instance`: what the document says of it, if it does."""

    name: str
    instance: Instance | None
    editions: tuple[Edition, ...]
    sentence: str


def event(situation: Situation) -> Event:
    """The event and its editions, oldest first, the planned ones last."""
    name = typeset(situation.plan.event_name)
    editions: list[Edition] = []
    for row in of_kind(situation, "conference"):
        year = row["body"].get("year")
        known = int(year) if isinstance(year, int) else None
        editions.append(
            Edition(
                known,
                row["title"],
                known is None or known > situation.today.year,
                said(row["body"].get("reading") or row["body"].get("note")),
                row["source_line"],
            )
        )
    editions.sort(key=lambda one: (one.planned, one.year or 9999))
    return Event(name, _of_the_event(situation), tuple(editions), _event_sentence(name, editions))


def _of_the_event(situation: Situation) -> Instance | None:
    wanted = _bare(situation.plan.event_name)
    for one in instances(situation):
        names = {_bare(one.title), *(_bare(inside) for inside in re.findall(r"\(([^)]*)\)", one.title))}
        if wanted in names:
            return one
    return None


def _event_sentence(name: str, editions: list[Edition]) -> str:
    past = [one for one in editions if not one.planned]
    planned = len(editions) - len(past)
    text = f"L’événement annuel du plan s’appelle « {name} »"
    if not editions:
        return typeset(f"{text} ; le document ne cite aucune de ses éditions.")
    years = sorted(one.year for one in past if one.year is not None)
    when = f" de {years[0]} à {years[-1]}" if len(years) > 1 else f" en {years[0]}" if years else ""
    cited = f"{plural(len(past), 'édition citée', 'éditions citées')}{when}" if past else "aucune édition passée citée"
    coming = f", et {plural(planned, 'édition prévue', 'éditions prévues')}" if planned else ""
    return typeset(f"{text} : {cited}{coming}.")


# The year, and the plans beside


@dataclass(frozen=True)
class Beat:
    """Something that comes back. `rhythm`: as worded."""

    title: str
    rhythm: str
    note: str
    line: int | None


def year(situation: Situation) -> tuple[Beat, ...]:
    """What comes back in the life of the plan: the document's own calendar, else what it says of each instance."""
    beats = [_beat(row) for row in of_kind(situation, "calendar_event")]
    if not beats:
        beats = [
            Beat(one.title, one.frequency, "", one.line)
            for one in instances(situation)
            if one.frequency and one.group in (OF_THE_PLAN, ROLES)
        ]
        beats += [
            Beat(row["title"], rhythm, said(row["body"].get("quote")), row["source_line"])
            for row in of_kind(situation, "report")
            if (rhythm := said(row["body"].get("frequency")))
        ]
    return tuple(beats)


def _beat(row: Row) -> Beat:
    times, every = row["body"].get("per_year"), said(row["body"].get("periodicity"))
    words = {
        "trimestre": "chaque trimestre",
        "an": "chaque année",
        "mois": "chaque mois",
        "semestre": "chaque semestre",
    }
    rhythm = words.get(every, every)
    if isinstance(times, int) and times > 1 and every == "an":
        rhythm = f"{number(times)} fois par an"
    return Beat(row["title"], rhythm, said(row["body"].get("note")), row["source_line"])


@dataclass(frozen=True)
class LinkedPlan:
    """A plan or a scheme that the document names beside itself, with every line that does."""

    title: str
    note: str
    lines: tuple[int, ...]


def linked_plans(situation: Situation) -> tuple[LinkedPlan, ...]:
    """In alphabetical order."""
    found: list[LinkedPlan] = []
    for row in of_kind(situation, "linked_plan"):
        lines = row["body"].get("lines")
        own = [one for one in cast(list[object], lines) if isinstance(one, int)] if isinstance(lines, list) else []
        first = row["source_line"]
        found.append(LinkedPlan(row["title"], said(row["body"].get("note")), tuple(own or ([first] if first else []))))
    return tuple(sorted(found, key=lambda one: folded(one.title)))


def sentence(situation: Situation) -> str:
    """« Le document décrit 11 instances et 4 fonctions. », then the next sitting of one of them."""
    found = instances(situation)
    if not found:
        return typeset("Le document ne décrit aucune instance de pilotage.")
    bodies = len([one for one in found if one.group == OF_THE_PLAN])
    roles = len([one for one in found if one.group == ROLES])
    others = len(found) - bodies - roles
    parts = [plural(bodies, "instance")] if bodies else []
    parts += [plural(roles, "fonction")] if roles else []
    text = f"Le document décrit {listing(parts)}" if parts else "Le document ne décrit aucune instance du plan"
    text += f", et en cite {number(others)} autre{'s' if others > 1 else ''} autour de lui." if others else "."
    coming = sorted((one.next_on, one.title) for one in found if one.next_on is not None)
    return typeset(f"{text}{_coming(coming)}")


def _coming(coming: list[tuple[date, str]]) -> str:
    if not coming:
        return ""
    on, title = coming[0]
    return f" Prochaine réunion inscrite : {title}, le {day(on)}."
