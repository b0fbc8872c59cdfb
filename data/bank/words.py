"""Words as the bank compares them: without accents nor capitals, in the singular; apostrophes and hyphens separate."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from data.french import folded

_WORD = re.compile(r"[^\W_]+")
SHORT = 3
"""Letters up to which a word is only ever met whole: « WAS », « RSA », « 41 »."""
EMPTY = frozenset(
    _WORD.findall(
        """a au aux avec c ce ces d dans de des du elle elles en est et il ils j l la le les leur leurs m n ne ou par
        pas plus pour qu que qui s sa se ses son sous sur un une vers y"""
    )
)
"""Words that say nothing of what is looked for."""
_AIL = {"travaux": "travail", "baux": "bail"}


@dataclass(frozen=True)
class Place:
    """A word of a text: its singular, and where it stands."""

    stem: str
    start: int
    end: int


def places(text: str) -> Iterator[Place]:
    """The words of a text, in order."""
    for met in _WORD.finditer(text):
        # Folding may turn one sign into several words (« ½ »): they share its place.
        for word in _WORD.findall(folded(met.group())):
            yield Place(singular(word), met.start(), met.end())


def singular(word: str) -> str:
    """The singular of a folded word, or what stands for it on both sides of a comparison.

    « beguinages » → « beguinage », « departementaux », « departementales » → « departemental », « jeux » → « jeu ».
    A short word stays as it is: « MDS » has no singular.
    """
    if len(word) <= SHORT:
        return word
    if word in _AIL:
        return _AIL[word]
    if word.endswith(("eaux", "eux", "oux")):
        return word[:-1]
    if word.endswith("aux"):
        return word[:-2] + "l"
    if word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    return word[:-1] if word.endswith("ale") and len(word) > len("sale") else word


USUAL = frozenset(
    singular(word)
    for word in _WORD.findall(
        """actions ainsi approche autour autre bien cadre celui comme commun complexe concerne contre cours demarche
        departement departemental developpement dispositif entre equipe espace etat faire fait fiche fonds fonction
        forme grand groupe information levier lieu lors mise mode moyen nouveau nouvel nouvelle objectif offre perte
        place plan pole programme projet public rendez reponse ressource service situation solidaire solidarite suivi
        temps tout toute travail type unique usager vers"""
    )
)
"""Words that any social policy is told with, in the singular: having them in common proves nothing."""


@dataclass(frozen=True)
class Wanted:
    """A word looked for: `typed`, folded; `stem`, its singular."""

    typed: str
    stem: str

    def met(self, stem: str) -> bool:
        """Whether a word of a text is the one looked for: the same, or begun by what was typed of a longer one."""
        return stem == self.stem or (self.begins and stem.startswith(self.typed))

    @property
    def begins(self) -> bool:
        """Whether what was typed may be the beginning of a word."""
        return len(self.typed) > SHORT


MOST_LETTERS = 400
"""Letters of a search that are read; nobody types more, and a pasted page is not a search."""


def wanted(text: str) -> tuple[Wanted, ...]:
    """The words looked for, once each; empty words go, unless they are all there is or stand in capitals (« DU »)."""
    typed = [(met, word) for met in _WORD.findall(text[:MOST_LETTERS]) for word in _WORD.findall(folded(met))]
    telling = [word for met, word in typed if word not in EMPTY or (met.isupper() and len(met) > 1)]
    words = telling or [word for _, word in typed]
    return tuple({singular(word): Wanted(word, singular(word)) for word in words}.values())
