"""What the document itself says under an axe or an orientation: why, in which fields, what is done already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from data.french import listing, plural, typeset
from data.measures.columns import records
from data.situation import Situation

_KINDS = {
    "definition": "Définition",
    "general_finding": "Constats généraux",
    "component": "Composantes",
    "observation": "Observations recueillies",
    "enjeu": "Enjeux",
    "action_field": "Champs d’actions possibles",
    "initiative": "Ce qui se fait déjà",
}
"""Kind of entry → its title, in the order in which they are read."""
_SHORT = ("component", "action_field")
"""Kinds whose entries are a few words: read on one line."""


@dataclass(frozen=True)
class Quote:
    """A sentence or a few words of the document. `line`: of the document, None when it has none."""

    text: str
    line: int | None


@dataclass(frozen=True)
class Part:
    """The quotes of one kind under one heading. `short`: a few words each."""

    kind: str
    title: str
    short: bool
    quotes: tuple[Quote, ...]

    @property
    def in_one_line(self) -> str:
        """As the document prints them: only the first begins with a capital."""
        return listing([quote.text for quote in self.quotes])


@dataclass(frozen=True)
class Said:
    """What the document says under one heading. `name`: « Orientation 1.1 – Sensibiliser… »."""

    code: str
    name: str
    parts: tuple[Part, ...]

    @property
    def sentence(self) -> str:
        """« Le document donne ici 8 observations, 7 enjeux et 8 exemples de ce qui se fait déjà… »."""
        words = {
            "observation": ("observation", "observations"),
            "enjeu": ("enjeu", "enjeux"),
            "initiative": ("exemple de ce qui se fait déjà", "exemples de ce qui se fait déjà"),
        }
        counted = [plural(len(part.quotes), *words[part.kind]) for part in self.parts if part.kind in words]
        if not counted:
            return ""
        done = any(part.kind == "initiative" for part in self.parts)
        end = " ; ces exemples décrivent l’existant et n’entrent dans aucun taux." if done else "."
        return typeset(f"Le document donne ici {listing(counted)}{end}")


def said(situation: Situation) -> tuple[Said, ...]:
    """The headings under which the document says something, in the plan's order; empty for a plan that gives none."""
    found: dict[tuple[str, str], list[Quote]] = {}
    for row in records(situation.entries):
        body: dict[str, object] = row["body"] or {}
        if row["kind"] in _KINDS and body.get("heading") and not body.get("fiche"):
            line = None if row["source_line"] is None else int(row["source_line"])
            quote = Quote(typeset(str(row["title"])), line)
            found.setdefault((str(body["heading"]), str(row["kind"])), []).append(quote)
    return tuple(
        Said(code, typeset(f"{row['level_name']} {code} – {row['title']}"), parts)
        for row in records(situation.headings)
        if (parts := _parts(found, code := str(row["code"])))
    )


def _parts(found: dict[tuple[str, str], list[Quote]], code: str) -> tuple[Part, ...]:
    return tuple(
        Part(kind, title, kind in _SHORT, tuple(found[code, kind]))
        for kind, title in _KINDS.items()
        if (code, kind) in found
    )


def framed(found: Sequence[Said]) -> bool:
    """Whether the document says more under its headings than examples of what is done already."""
    return any(part.kind != "initiative" for one in found for part in one.parts)
