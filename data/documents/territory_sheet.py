"""The sheet of a territory on one A4 page, with the figures and the words of its screen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from data import glossary
from data.documents.letters import printable, printed, texts_in
from data.documents.locator import Feature, locator
from data.documents.typst_pdf import compiled, picture
from data.drawing.look import ON_PAPER
from data.french import day, listing, number, plural, shortened, typeset
from data.measures import rates, territory_sheet
from data.measures.columns import Row, records
from data.measures.figure import Coverage, Figure
from data.measures.peer_ranges import Range, ranges
from data.measures.territory_indicators import read_by_territory
from data.measures.territory_said import Word
from data.measures.territory_sheet import Identity, Sheet
from data.place_names import short_name
from data.situation import Situation
from data.vocabulary import DISPLAY_ORDER, Status, label

TEMPLATE = "territory_sheet"
_LONGEST = 260
_INTERNAL = "Document interne : les textes des pilotes n’ont pas été relus pour être publiés."


def territory_sheet_pdf(
    situation: Situation,
    previous: Situation | None,
    code: str,
    *,
    compared: Sequence[Range] | None = None,
    frozen: int | None = None,
    features: Mapping[str, Feature] | None = None,
) -> bytes:
    """The page as PDF/UA-1.

    Args:
        situation: narrowed as on the page of territories (neither by territory nor by status).
        previous: the period before, None for the first.
        code: of a territory in which actions are déclinées; KeyError otherwise.
        compared: what territories are compared on, when it is known already (`peer_ranges.ranges`).
        frozen: number of the frozen state shown, None for the plan as it stands.
        features: shapes of its level by code (GeoJSON); without them the page has no map.
    """
    said = content(situation, previous, code, compared=compared, frozen=frozen, features=features)
    return compiled(TEMPLATE, said, situation.today)


def territory_sheet_png(situation: Situation, previous: Situation | None, code: str, **options: Any) -> bytes:
    """The page as a picture."""
    return picture(TEMPLATE, content(situation, previous, code, **options))


def content(
    situation: Situation,
    previous: Situation | None,
    code: str,
    *,
    compared: Sequence[Range] | None = None,
    frozen: int | None = None,
    features: Mapping[str, Feature] | None = None,
) -> dict[str, Any]:
    """What the template prints, every text already written in French."""
    found = territory_sheet.identity(situation, code)
    if found is None or code not in set(situation.peers["code"]):
        raise KeyError(code)
    if compared is None:
        compared = ranges(situation, read_by_territory(situation))
    read = territory_sheet.sheet(situation, previous, found, compared)
    svg = locator(features or {}, code)
    known = any(one.computable for one in read.publics)
    said: dict[str, Any] = {
        **_head(situation, found, read, frozen),
        "cards": [
            _card(read.rate, read.standing, read.before),
            _card(read.coverage, "", _current(read.coverage.coverage)),
            _card(read.progress, "", read.progress.coverage.text),
        ],
        "axes_title": f"Où en sont ses actions, par {situation.level_name(1).lower()}",
        "axes_say": read.counts_say,
        "axes": _axes(situation, read),
        "legend": [{"label": label(one), "colour": ON_PAPER.tone(one.value)} for one in _present(read)],
        "publics": [{"title": one.title, "text": one.text} for one in read.publics if known],
        "publics_none": typeset("Non calculables : personne n’a encore donné l’état d’une action ici.")
        if read.publics
        else "Aucun public n’est nommé par une action ouverte ici.",
        "publics_note": rates.NOT_A_PARTITION,
        "ranges_say": read.ranges_say,
        "ranges": [_range(one, code) for one in read.ranges],
        "said": _said(read),
    }
    clean = printed(said)
    clean["acronyms"] = _acronyms(situation, clean)
    return clean | {"map": svg, "map_alt": f"Situation de {found.short} dans le département"}


def _head(situation: Situation, found: Identity, read: Sheet, frozen: int | None) -> dict[str, Any]:
    facts = [found.kind, found.population_text]
    facts += [plural(found.communes, "commune")] if found.communes else []
    facts += [found.parent_text] if found.parent_name else []
    state = f"état figé n° {number(frozen)}, du {day(situation.today)}" if frozen is not None else (
        f"chiffres au {day(situation.today)}, ils peuvent encore changer"
    )  # fmt: skip
    return {
        "plan": typeset(f"{situation.plan.title} · {situation.plan.departement_name}"),
        "period": situation.period.label,
        "state": typeset(state),
        "demonstration": "Données de démonstration : avancements, pilotes et valeurs sont inventés."
        if situation.demonstration
        else "",
        "internal": _INTERNAL,
        "kept": typeset(f"Filtres : {listing(situation.kept)}.") if situation.kept else "",
        "name": found.name,
        "short": short_name(found.name),
        "facts": " · ".join(facts),
        "composition": found.composition,
        "sentence": read.says,
        "leads": typeset(f"Axe porté : {listing([one.text for one in read.leads])}.") if read.leads else "",
        "formula": typeset(f"{read.rate.title} : {read.rate.formula}"),
    }


def _card(found: Figure, trend: str, note: str) -> dict[str, str]:
    alone = "" if not found.computable or found.headline else "À ne pas citer seul : trop peu d’actions renseignées."
    parts = [alone, found.rest if found.computable else "", trend, note]
    return {
        "title": found.title,
        "lead": found.lead or found.text,
        "notes": typeset(" · ".join(part for part in parts if part)),
    }


def _current(found: Coverage) -> str:
    """« dont 8 à jour »; nothing while nobody spoke."""
    return f"dont {number(found.current) if found.current else 'aucune'} à jour" if found.ever else ""


def _present(read: Sheet) -> list[Status]:
    return [one for one in DISPLAY_ORDER if one.value in read.counts and read.counts[one.value].sum()]


def _axes(situation: Situation, read: Sheet) -> list[dict[str, Any]]:
    titles = {str(row["code"]): str(row["title"]) for row in records(situation.axes)}
    rate = {one.key.rpartition("_")[2]: one.text for one in read.axes}
    level = situation.level_name(1)
    return [
        {
            "title": typeset(f"{level} {row['key']} – {titles[str(row['key'])]}"),
            "text": rate.get(str(row["key"]), "aucune n’a commencé"),
            "total": int(row["total"]),
            "bar": _bar(row, read),
            "alt": typeset(f"{level} {row['key']} : {_counts(row, read)}"),
        }
        for row in records(read.counts)
    ]


def _bar(row: Row, read: Sheet) -> list[dict[str, Any]]:
    return [
        {"count": int(row[one.value]), "colour": ON_PAPER.tone(one.value), "dark": one in _DARK}
        for one in _present(read)
        if row[one.value]
    ]


_DARK = (Status.DONE, Status.SUSPENDED, Status.POSTPONED, Status.ABANDONED)
"""Colours on which a figure is printed in white."""


def _counts(row: Row, read: Sheet) -> str:
    return listing([f"{number(row[one.value])} {label(one).lower()}" for one in _present(read) if row[one.value]])


def _range(found: Range, code: str) -> dict[str, Any]:
    low, middle, high = found.bounds
    return {
        "title": found.title,
        "here": found.texts[code],
        "on": found.dated(code),
        "low": low,
        "median": middle or "—",
        "high": high,
        "at": found.place(found.values.get(code)),
        "middle": found.place(found.median),
    }


def _said(read: Sheet) -> list[dict[str, Any]]:
    groups: Sequence[tuple[str, tuple[Word, ...]]] = (
        ("Commentaires de ce territoire", read.said.comments),
        ("Difficultés, dites pour le département", read.said.difficulties),
        ("Demandes, faites pour le département", read.said.requests),
        ("Décisions", read.said.decisions),
    )
    told = [(title, words, "département" in title) for title, words in groups if words]
    return [{"title": title, "items": [_word(one, whole) for one in words]} for title, words, whole in told]


def _word(one: Word, whole: bool) -> dict[str, str]:
    """whole: the title of its group already says that it is said for the département."""
    scope = "" if one.local or whole else "pour le département"
    signed = [f"Fiche {one.fiche_code}" if one.fiche_code else "", one.signed, scope, one.note]
    return {
        "title": shortened(printable(one.title), 110),
        "text": shortened(printable(one.text), _LONGEST),
        "signed": typeset(" · ".join(part for part in signed if part)),
    }


def _acronyms(situation: Situation, page: dict[str, Any]) -> list[dict[str, str]]:
    """The acronyms that the page uses, with what the plan's document says of them."""
    found = glossary.found_in(texts_in(page), glossary.acronyms(situation))
    return [{"name": printable(name), "meaning": printable(meaning)} for name, meaning in found.items()]
