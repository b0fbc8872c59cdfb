"""What a theme's words touch in a plan: its fiches, actions, publics and headings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, cast

from data.conference.texts import reported
from data.conference.theme.reader import Reader, field_of
from data.conference.theme.suggested import suggesting
from data.conference.theme.touched import ACTION, AUDIENCE, FICHE, HEADING, Touched
from data.french import listing, typeset
from data.measures.columns import Row, records
from data.measures.nouns import action_noun
from data.situation import Situation


def in_plan(situation: Situation, reader: Reader) -> list[Touched]:
    """Fiches, actions, publics and headings; those that hold every telling word, else those that hold some."""
    everything = [*_actions(situation, reader), *_fiches(situation, reader), *_audiences(situation, reader),
                  *_headings(situation, reader)]  # fmt: skip
    full = [hit for hit, whole in everything if whole]
    kept = _with_actions(situation, full or [hit for hit, _ in everything])
    ranked = suggesting(situation, kept)
    order = (FICHE, ACTION, AUDIENCE, HEADING)
    return sorted(ranked, key=lambda hit: (order.index(hit.kind), -hit.score))


def _actions(situation: Situation, reader: Reader) -> Iterator[tuple[Touched, bool]]:
    for row in records(situation.actions):
        items: list[dict[str, Any]] = row["sub_items"] or []
        below = " · ".join(str(item.get("title", "")) for item in items)
        found, whole = reader.read([field_of("Titre", 10, row["title"]), field_of("Ce qu’elle contient", 5, below)])
        hit = _found(found, ACTION, row, row["fiche_code"])
        if hit is not None:
            yield hit, whole


def _fiches(situation: Situation, reader: Reader) -> Iterator[tuple[Touched, bool]]:
    publics = _wordings(situation)
    for row in records(situation.fiches):
        code = str(row["code"])
        context: list[dict[str, Any]] = row["context"] or []
        fields = (
            field_of("Titre", 10, row["title"]),
            field_of("Objectifs", 5, *_titles(situation.objectives, code)),
            field_of("Publics", 3, *publics.get(code, ())),
            field_of("Contexte", 2, *(each.get("text") for each in context)),
            field_of("Indicateurs", 2, *_titles(situation.indicators, code)),
            field_of("Points d’avancement de l’année", 2, *(one.text for one in reported(situation, "done", [code]))),
        )
        found, whole = reader.read(fields)
        hit = _found(found, FICHE, row)
        if hit is not None:
            yield hit, whole


def _audiences(situation: Situation, reader: Reader) -> Iterator[tuple[Touched, bool]]:
    said: dict[str, dict[str, None]] = {}
    for table in (situation.fiche_audiences, situation.action_audiences):
        for row in records(table):
            said.setdefault(str(row["audience_code"]), {})[str(row["wording"])] = None
    for row in records(situation.audiences):
        code = str(row["code"])
        if code in said and not row["universal"]:
            fields = (field_of("Nom", 10, row["title"]), field_of("Mots du plan", 4, *said[code]))
            found, whole = reader.read(fields, any_word=True)
            hit = _found(found, AUDIENCE, row)
            if hit is not None:
                yield hit, whole


def _headings(situation: Situation, reader: Reader) -> Iterator[tuple[Touched, bool]]:
    below: dict[str, list[str]] = {}
    for row in records(situation.entries):
        body: dict[str, Any] = row["body"] or {}
        if body.get("heading") and not body.get("fiche"):
            below.setdefault(str(body["heading"]), []).append(str(row["title"]))
    for row in records(situation.headings):
        fields = (
            field_of("Titre", 10, row["title"]),
            field_of("Introduction", 3, row["intro"]),
            field_of("Ce que le document en dit", 1, *below.get(str(row["code"]), ())),
        )
        found, whole = reader.read(fields)
        hit = _found(found, HEADING, row)
        if hit is not None:
            yield hit, whole


def _titles(table: Any, fiche: str) -> list[str]:
    return [str(row["title"]) for row in records(table) if row["fiche_code"] == fiche]


def _wordings(situation: Situation) -> dict[str, list[str]]:
    titles = {str(row["code"]): str(row["title"]) for row in records(situation.audiences)}
    found: dict[str, list[str]] = {}
    for row in records(situation.fiche_audiences):
        words = (str(row["wording"]), titles.get(str(row["audience_code"]), ""))
        found.setdefault(str(row["fiche_code"]), []).extend(dict.fromkeys(words))
    return found


def _with_actions(situation: Situation, hits: list[Touched]) -> list[Touched]:
    """The fiches, those that are touched through their actions alone included, with how many of these speak of it.

    In a plan without fiches, the same for its headings.
    """
    fiched = not situation.fiches.empty
    kind, rows = (FICHE, situation.fiches) if fiched else (HEADING, situation.headings)
    column = "fiche_code" if fiched else "heading_code"
    home = {str(row["code"]): row[column] for row in records(situation.actions)}
    below: dict[str, list[Touched]] = {}
    for hit in hits:
        if hit.kind == ACTION and home.get(hit.code):
            below.setdefault(str(home[hit.code]), []).append(hit)
    own = {hit.code: hit for hit in hits if hit.kind == kind}
    found = [hit for hit in hits if hit.kind != kind]
    for row in records(rows):
        code = str(row["code"])
        if code in own or code in below:
            found.append(_completed(situation, row, kind, own.get(code), below.get(code, [])))
    return found


def _completed(situation: Situation, row: Row, kind: str, own: Touched | None, below: list[Touched]) -> Touched:
    if not below:
        return cast(Touched, own)
    count = action_noun(situation).counted("{noun} en parle{nt}", len(below))
    codes = f"{count} ({listing([hit.code for hit in below], most=3)})"
    best = max(below, key=lambda hit: hit.score)
    base = own or Touched(
        kind, str(row["code"]), typeset(str(row["title"])), f"{situation.plan.levels.get('action') or 'Action'} "
        f"{best.code}", best.excerpt, "", 0.0,
    )  # fmt: skip
    why = typeset(f"{base.why} ; {codes}" if own else codes)
    return replace(base, why=why, score=base.score + 3 * min(len(below), 5))


def _found(touched: Touched | None, kind: str, row: Row, fiche: str | None = None) -> Touched | None:
    if touched is None:
        return None
    title = typeset(str(row["title"]))
    return replace(touched, kind=kind, code=str(row["code"]), title=title, fiche_code=fiche)
