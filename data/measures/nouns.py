"""What a plan calls its parts, as nouns that agree: its actions, its fiches, the rows that its rates count."""

from __future__ import annotations

import re
from dataclasses import dataclass

from data.french import folded, number
from data.situation import Situation

_FEMININE = re.compile(r"(tion|sion|ite|ure|che|ape|ive|gne|ance|ence)$")
"""How the feminine names of levels end: action, fiche, mesure, étape, initiative, priorité…"""
_COMPLEMENT = re.compile(r"( (?:de|du|des|à|au|aux|en|pour) | d’)")
"""What begins the complement of a noun."""
VOWEL = re.compile(r"^[aeiouhy]")


@dataclass(frozen=True)
class Noun:
    """A common noun with its gender: what a plan calls its actions or its fiches, in lower case."""

    one: str
    feminine: bool
    many: str | None = None
    """Its plural, when it is not that of its words."""

    def named(self, count: int) -> str:
        """The noun alone, agreed in number."""
        return self.one if count < 2 else self.many or in_plural(self.one)

    def agreed(self, template: str, count: int) -> str:
        """`template` agreed in gender and number.

        {noun}; {s} the plural mark; {e} the feminine one; {es} both, for a participle in -s (« repris »); {new}
        « nouveau »; {est} and {a} the auxiliaries; {nt} the mark of a plural verb; {il} the pronoun.
        """
        many = count > 1
        return template.format(
            noun=self.named(count),
            s="s" if many else "",
            e="e" if self.feminine else "",
            es=("es" if many else "e") if self.feminine else "",
            new=self._new(many),
            est="sont" if many else "est",
            a="ont" if many else "a",
            nt="nt" if many else "",
            il=("elle" if self.feminine else "il") + ("s" if many else ""),
        )

    def counted(self, template: str, count: int) -> str:
        """« 2 actions réalisées »: the number, then the agreed template."""
        return f"{number(count)} {self.agreed(template, count)}"

    def _new(self, many: bool) -> str:
        if self.feminine:
            return "nouvelles" if many else "nouvelle"
        if many:
            return "nouveaux"
        return "nouvel" if VOWEL.match(folded(self.one)) else "nouveau"


def noun(name: str) -> Noun:
    """The noun of a level's name (« Sous-action », « Engagement »); its gender is that of its first word."""
    words = name.strip().lower()
    return Noun(words, bool(_FEMININE.search(folded(words.split(" ")[0]))))


def action_noun(situation: Situation) -> Noun:
    """What the plan calls its actions."""
    return noun(str(situation.plan.levels.get("action") or "Action"))


def fiche_noun(situation: Situation) -> Noun:
    """What the plan calls its fiches."""
    return noun(str(situation.plan.levels.get("fiche") or "Fiche"))


ACTION = Noun("action", True)


def leaf_noun(situation: Situation) -> Noun:
    """What the rates count: « action », unless the plan calls its fiches so; then its own words for what they hold.

    In the Hérault, « sous-action ou opération ». Always feminine, as the sentences that count leaves are written.
    """
    levels = situation.plan.levels
    if str(levels.get("fiche")).lower() != ACTION.one:
        return ACTION
    below = [noun(str(levels[level])) for level in ("action", "nested_action") if levels.get(level)]
    if not below or not all(each.feminine for each in below):
        return ACTION
    return Noun(" ou ".join(each.one for each in below), True, " et ".join(each.named(2) for each in below))


def in_plural(words: str) -> str:
    """« objectif opérationnel » → « objectifs opérationnels »; a word in -s, -x or -z is left as it is, and so is what
    completes the noun: « objectifs de la fiche »."""
    named, *completed = _COMPLEMENT.split(words, maxsplit=1)
    return "".join([" ".join(word if word[-1:] in "sxz" else f"{word}s" for word in named.split()), *completed])
