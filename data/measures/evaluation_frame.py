"""How the document says that the plan is evaluated: questions, criteria, kinds of indicators, domains, steps, words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from data.french import capitalised, listing, plural, typeset
from data.measures.columns import Row
from data.measures.governance import listed, of_kind, said
from data.situation import Situation

_PARTS: tuple[tuple[str, str, tuple[str, str]], ...] = (
    ("evaluation_principle", "Principes", ("principe", "principes")),
    ("evaluation_component", "Composantes", ("composante", "composantes")),
    ("evaluation_dimension", "Ce qui est évalué", ("dimension", "dimensions")),
    ("evaluation_question", "Questions", ("question", "questions")),
    ("evaluation_criterion", "Critères", ("critère", "critères")),
    ("indicator_type", "Sortes d’indicateurs", ("sorte d’indicateurs", "sortes d’indicateurs")),
    ("impact_domain", "Domaines d’impact", ("domaine d’impact", "domaines d’impact")),
    ("evaluation_step", "Étapes", ("étape", "étapes")),
    ("evaluation_source", "Sources", ("source", "sources")),
    ("report", "Bilans", ("bilan", "bilans")),
)
"""Kind of entry, title of its part, how it is counted; in the order of the page."""


@dataclass(frozen=True)
class Item:
    """One line of a part. `group`: the document's own sub-group; `under`: the item that it belongs to, or None.

    `counted` is False for what qualifies the others (« quantitatifs ou qualitatifs »)."""

    title: str
    text: str
    group: str
    under: str | None
    counted: bool
    line: int | None


@dataclass(frozen=True)
class Part:
    """One part of the frame, « 5 critères » in `words`."""

    kind: str
    title: str
    words: str
    items: tuple[Item, ...]


def frame(situation: Situation) -> tuple[Part, ...]:
    """The parts that the document has, in the order of the page."""
    parts: list[Part] = []
    for kind, title, counted in _PARTS:
        rows = of_kind(situation, kind)
        titles = {str(row["code"]): str(row["title"]) for row in rows}
        items = tuple(_item(row, titles) for row in rows)
        if items:
            count = len([one for one in items if one.counted])
            parts.append(Part(kind, title, plural(count, *counted), items))
    return tuple(parts)


def _item(row: Row, titles: dict[str, str]) -> Item:
    body: dict[str, Any] = row["body"]
    values = listed(body.get("values"))
    texts = [said(body.get(key)) for key in ("motto", "definition", "purpose", "frequency", "quote", "note")]
    examples = listed(body.get("examples"))
    told = [text for text in texts if text]
    told += [f"exemples : {listing(examples)}"] if examples else []
    told += [listing(values)] if values else []
    under = body.get("part_of")
    return Item(
        title=str(row["title"]).rstrip(" ,;"),
        text=capitalised(typeset(" · ".join(told))),
        group=capitalised(said(body.get("use") or body.get("introduction"))),
        under=titles.get(str(under)) if under else None,
        counted=not values and not under,
        line=row["source_line"],
    )


def sentence(parts: tuple[Part, ...]) -> str:
    """« Le document donne 3 questions et 5 critères. »"""
    words = [part.words for part in parts]
    if not words:
        return typeset("Le document ne dit pas comment le plan sera évalué.")
    return typeset(f"Pour évaluer le plan, le document donne {listing(words)}.")


@dataclass(frozen=True)
class Word:
    """A word of the document for the state of an action. `context`: where it uses it."""

    title: str
    context: str
    line: int | None


def status_words(situation: Situation) -> tuple[Word, ...]:
    """The document's own words for states, those of its tracking table included."""
    found = [
        Word(row["title"], said(row["body"].get("context")), row["source_line"])
        for row in of_kind(situation, "status_word")
    ]
    for row in of_kind(situation, "tracking_template"):
        states = row["body"].get("states")
        for state in cast(list[object], states) if isinstance(states, list) else []:
            line = row["body"].get("states_line") or row["source_line"]
            found.append(Word(said(state), said(row["title"]), line if isinstance(line, int) else None))
    return tuple(found)
