"""What a theme's words touch, as plain values."""

from __future__ import annotations

from dataclasses import dataclass

from data.bank.search import Span

FICHE, ACTION, AUDIENCE, HEADING, INITIATIVE = "fiche", "action", "public", "axe", "initiative"


@dataclass(frozen=True)
class Touched:
    """Something that the theme's words touch.

    Attributes:
        kind: FICHE, ACTION, AUDIENCE, HEADING or INITIATIVE.
        field: French name of where the extract stands (« Titre », « Objectifs »…).
        excerpt: the text around the words found, in pieces.
        why: a French sentence.
        score: higher is closer; comparable within one kind only.
        suggested: proposed as part of the perimeter.
        fiche_code: of an action.
        bears: a telling word itself, not one of its family, stands in its title or objectives; whole: every word does.
    """

    kind: str
    code: str
    title: str
    field: str
    excerpt: tuple[Span, ...]
    why: str
    score: float
    suggested: bool = False
    fiche_code: str | None = None
    bears: bool = False
    whole: bool = False

    @property
    def key(self) -> str:
        """What names it among the others: « fiche:P10 »."""
        return f"{self.kind}:{self.code}"


@dataclass(frozen=True)
class Found:
    """What a theme's words touch, each kind best first. `sentence` says it, or what to do when nothing was found."""

    sentence: str
    hits: tuple[Touched, ...] = ()

    def of(self, kind: str) -> tuple[Touched, ...]:
        return tuple(hit for hit in self.hits if hit.kind == kind)

    @property
    def suggested(self) -> tuple[str, ...]:
        """Keys of what is proposed as the perimeter."""
        return tuple(hit.key for hit in self.hits if hit.suggested)
