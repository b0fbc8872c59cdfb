"""The texts that an edition shows and that somebody wrote: pilots' words, decisions, what the presenter typed.

Each has a key and is signed by a function. On the public page a pilot's text needs to be publishable, and every text
accepted by the coordination as it is now written: one word changed since, and it must be reread.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, cast

from data.conference.edition import MENTIONS, EditionRow, SceneRow
from data.conference.scope import Scope
from data.french import day, number, typeset
from data.measures.columns import Row, as_date, records
from data.measures.columns import texts as column_of
from data.measures.decided import kept_decisions
from data.measures.nouns import Noun, noun
from data.measures.one_fiche import fiche_row
from data.period import Period
from data.situation import Situation
from data.vocabulary import SceneKind

HEADINGS = {"done": "Réalisé", "difficulties": "Difficultés", "upcoming": "À venir"}
"""The texts of a report that a scene may show, with their heading. A request for support is never shown."""
COORDINATION = "Coordination du plan"


@dataclass(frozen=True)
class Text:
    """A text as written.

    Attributes:
        key: where it is: « report:PLAN:FICHE:PERIOD:FIELD », « decision:PLAN:CODE », « scene:ID », « titres »,
            « mentions », « editions_passees ».
        text: what is reread and what is shown; of a scene, all that was typed there, signature included.
        by: a function, never a name; about: of what and when.
        publishable: False for a pilot's text that was not marked so: it never leaves the council.
        where: for who rereads it.
    """

    key: str
    text: str
    by: str
    about: str
    publishable: bool
    where: str


def sha_of(text: str) -> str:
    """Checksum of a text as it was reread (SHA-256 of its UTF-8 bytes, in hexadecimal)."""
    return hashlib.sha256(text.encode()).hexdigest()


def accepted(edition: EditionRow, key: str, text: str) -> bool:
    """Whether the coordination accepted this very text for the public page."""
    reread = edition.rereadings.get(key)
    return reread is not None and reread.accepted and reread.sha256 == sha_of(text)


def shows(scope: Scope, text: Text) -> bool:
    """Whether a deck may show a text: inside, always; on the public page, publishable and accepted."""
    return not scope.public or (text.publishable and accepted(scope.edition, text.key, text.text))


# What pilots wrote


def reported(situation: Situation, field: str, fiches: Iterable[str], *, since: date | None = None) -> list[Text]:
    """One field of the reports of some fiches, newest first, then in the plan's order.

    since: reports of periods that ended by then are left out; one year before the Situation's last day by default.
    """
    rank = {str(row["code"]): at for at, row in enumerate(records(situation.fiches))}
    wanted, limit = set(fiches), since or year_before(situation.period.ends_on)
    rows = [
        row
        for row in records(situation.reports)
        if row["fiche_code"] in wanted
        and str(row[field] or "").strip()
        and Period.parse(str(row["period"])).ends_on > limit
    ]
    rows.sort(key=lambda row: (-Period.parse(str(row["period"])).ordinal, rank.get(str(row["fiche_code"]), 0)))
    return [_reported(situation, row, field) for row in rows]


def announced(situation: Situation) -> list[Text]:
    """What the reports of the period described say of what comes; those that may go public first."""
    fiches = [code for code in column_of(situation.fiches, "code") if code]
    found = reported(situation, "upcoming", fiches, since=situation.period.shift(-1).ends_on)
    return sorted(found, key=lambda text: not text.publishable)


def _reported(situation: Situation, row: Row, field: str) -> Text:
    fiche, period = str(row["fiche_code"]), Period.parse(str(row["period"]))
    known = fiche_row(situation, fiche) or {}
    checked = "" if row["validated_on"] else ", non validé"
    kind = fiche_word(situation, known)
    return Text(
        key=f"report:{situation.plan.code}:{fiche}:{period.code}:{field}",
        text=str(row[field]).strip(),
        by=signed(situation, fiche, bool(row["behalf"])),
        about=f"{period.label}{checked}",
        publishable=field in (row["publishable"] or ()),
        where=typeset(f"{kind.capitalize()} {fiche} – {known.get('title', '')} · {HEADINGS[field]}, {period.label}"),
    )


def fiche_word(situation: Situation, fiche: Mapping[str, Any]) -> str:
    """What the plan calls a fiche, in lower case: « projet », or the document's own word for this one."""
    return str(fiche.get("level_name") or situation.plan.levels.get("fiche") or "Fiche").lower()


def signed(situation: Situation, fiche: str, by_coordination: bool = False) -> str:
    """Who is answerable for a fiche, by function: « Responsable du projet P10 ». Pilots and accounts may be persons:
    their names are never used."""
    known = fiche_row(situation, fiche) or {}
    lead = f"esponsable {of_the(noun(fiche_word(situation, known)))} {fiche}"
    return f"{COORDINATION}, pour le r{lead}" if by_coordination else f"R{lead}"


def of_the(word: Noun) -> str:
    """« du projet », « de la fiche », « de l’action »."""
    if word.one[:1] in "aeiouyéèêh":
        return f"de l’{word.one}"
    return f"de la {word.one}" if word.feminine else f"du {word.one}"


def year_before(on: date) -> date:
    """The same day one year earlier (28 February for a 29th)."""
    return on.replace(year=on.year - 1, day=28 if (on.month, on.day) == (2, 29) else on.day)


# What was decided


def decided(scene: SceneRow, scope: Scope) -> tuple[list[Text], date]:
    """The decisions of a scene, newest first, and the day since which they were taken.

    Those chosen (`codes`), else those of the perimeter since the last edition was held; since a year before the state
    told when nobody said its day.
    """
    whole = scope.whole(scene)
    own = scope.pin(scene) == scope.edition.own
    held = [one.held_on for one in scope.told.earlier if own and one.held_on and one.year < scope.edition.year]
    since = max((on for on in held if on <= whole.as_of), default=year_before(whole.as_of))
    chosen = {str(code) for code in _list(scene.settings.get("codes"))}
    if chosen:
        rows = [row for row in records(whole.decisions) if str(row["code"]) in chosen]
    else:
        rows = decisions_after(scope.of(scene), since)
    rows.sort(key=lambda row: (as_date(row["decided_on"]) or date.min, str(row["code"])), reverse=True)
    return [_decision(whole, row) for row in rows], since


def decisions_after(here: Situation, since: date) -> list[Row]:
    """The decisions of a part of a plan taken after a day, in the order in which they were recorded."""
    return [row for row in kept_decisions(here) if (as_date(row["decided_on"]) or date.min) > since]


def accepted_decisions(edition: EditionRow, situation: Situation) -> frozenset[str]:
    """Codes of the decisions that the coordination accepted for the public page, as they are written there."""
    texts = ((str(row["code"]), _decision(situation, row)) for row in records(situation.decisions))
    return frozenset(code for code, text in texts if accepted(edition, text.key, text.text))


def _decision(situation: Situation, row: Row) -> Text:
    title, more = str(row["title"]).strip(), str(row["text"] or "").strip()
    on = as_date(row["decided_on"])
    return Text(
        key=f"decision:{situation.plan.code}:{row['code']}",
        text=typeset(f"{title}\n{more}" if more else title),
        by=typeset(str(row["instance"] or "").strip()),
        about=day(on) if on else "",
        publishable=True,
        where=typeset(f"Décision {row['code']}, {day(on)}" if on else f"Décision {row['code']}"),
    )


# What the presenter typed


def typed(scene: SceneRow, edition: EditionRow) -> Text | None:
    """All that the presenter typed in a scene, in one text; None where nothing was, or for a kind that types nothing.

    The scene's title is reread with the others (`titled`); its notes never leave.
    """
    parts = _TYPED.get(scene.kind, ())
    said = [said_in(scene, key) for key in parts]
    if scene.kind == SceneKind.NEXT:
        said = [" – ".join(part for part in pair if part) for pair in items_of(scene)]
    if scene.kind == SceneKind.PHOTO:
        photo = next((file for file in edition.files if file.id == scene.settings.get("file")), None)
        said += [photo.title.strip(), photo.credit.strip()] if photo else []
    told = [text for text in said if text]
    if not told:
        return None
    return Text(f"scene:{scene.id}", typeset("\n".join(told)), "", "", True, f"Scène {scene.position}")


def titled(edition: EditionRow) -> Text | None:
    """The theme, the place, the chairs and the titles of the public scenes, reread at one glance; None without any."""
    titles = [scene.title for scene in sorted(edition.scenes, key=lambda one: one.position) if scene.public]
    said = [text.strip() for text in (edition.theme, edition.place, *edition.chairs, *titles) if text.strip()]
    if not said:
        return None
    return Text("titres", typeset("\n".join(said)), "", "", True, "Thème, lieu, présidence et titres des scènes")


def mentioned(edition: EditionRow) -> Text | None:
    """Who answers for the public page, reread at one glance; None while nobody said."""
    said = [f"{title} : {text}" for title, text in edition.site.mentions if text]
    if not said:
        return None
    return Text("mentions", typeset("\n".join(said)), "", "", True, "Mentions légales de la page publique")


def past_themes(scope: Scope) -> Text | None:
    """The themes of the editions before, as they were typed there, reread at one glance; None without any."""
    before = [one for one in scope.told.earlier if one.year < scope.edition.year and one.theme.strip()]
    if not before:
        return None
    said = "\n".join(f"{one.year} : {one.theme.strip()}" for one in before)
    return Text("editions_passees", typeset(said), "", "", True, "Thèmes des éditions passées")


def as_reread(edition: EditionRow) -> EditionRow:
    """The edition as the public page may name it: scenes bear the name of their kind until the titles are accepted, and
    nobody answers for the page until the mentions are."""
    titles, mentions = titled(edition), mentioned(edition)
    if titles is not None and not accepted(edition, titles.key, titles.text):
        bare = tuple(replace(scene, title="") for scene in edition.scenes)
        edition = replace(edition, theme="", place="", chairs=(), scenes=bare)
    if mentions is not None and not accepted(edition, mentions.key, mentions.text):
        edition = replace(edition, site=replace(edition.site, **dict.fromkeys(MENTIONS, "")))
    return edition


_TYPED: dict[SceneKind, tuple[str, ...]] = {
    SceneKind.TITLE: ("subtitle",),
    SceneKind.PARTNER_FIGURE: ("figure", "unit", "label", "said_by", "dated", "address"),
    SceneKind.PHOTO: ("caption",),
    SceneKind.QUOTE: ("text", "said_by", "about"),
    SceneKind.THANKS: ("text",),
}


def shows_typed(scene: SceneRow, scope: Scope) -> bool:
    """Whether a deck may show what the presenter typed in a scene."""
    text = typed(scene, scope.edition)
    return text is None or shows(scope, text)


def said_in(scene: SceneRow, key: str) -> str:
    """A text of the settings, typeset; "" when absent. A number is written in French."""
    value = scene.settings.get(key)
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, int | float):
        return number(value, 2)
    return typeset(str(value).strip())


def items_of(scene: SceneRow) -> list[tuple[str, str]]:
    """(title, when) of each line typed in « La suite »."""
    found: list[tuple[str, str]] = []
    for item in _list(scene.settings.get("items")):
        if isinstance(item, dict):
            row = cast(dict[str, object], item)
            title, when = (typeset(str(row.get(key) or "").strip()) for key in ("title", "when"))
            found += [(title, when)] if title or when else []
    return found


def _list(value: object) -> list[object]:
    return list(cast(Iterable[object], value)) if isinstance(value, list | tuple) else []


def joined(*parts: str) -> str:
    """The parts that say something, between « · »."""
    return " · ".join(part for part in parts if part)


def placed(text: Text, scene: SceneRow, name: str) -> Text:
    """The same, telling who rereads it in which scene it stands."""
    return replace(text, where=f"Scène {scene.position}, {name}")
