"""Which initiatives are close to a fiche, and which fiches to an initiative: suggestions, each with its reasons.

An initiative is close to a fiche when it names a public of it *and* its theme is one that the committed table
(`data/catalogue/themes.csv`) gives to the fiche's heading, or to the nearest heading above that the table speaks of.
Where a heading cuts across the themes, or no public is named, words in common stand for what is missing. The score
only ranks: publics, words in common (those of the fiche's own title count twice), then what makes an initiative worth
reading: results, indicators, an expert's appraisal.
A plan without fiches is linked by its headings.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from data.bank.tables import Bank
from data.bank.words import USUAL, places
from data.catalogue.audiences import UNIVERSAL
from data.catalogue.themes import ThemeTable, theme_table
from data.french import capitalised, listing, plural, typeset
from data.situation import Situation, rows_of, where

_Row = dict[str, Any]

_ENOUGH_WORDS = 2
"""Weight of the words in common that stand for a theme or a public that is not said."""
_COMMON = 0.08
"""A word met in more than this share of the initiatives tells nothing of any…"""
_COMMON_HERE = 0.25
"""… nor does one met under more than this share of the plan's fiches."""
_MOST_WORDS = 6
"""Weight of the words in common beyond which more of them prove nothing more."""
_LETTERS = 4
"""Shorter words are left out: acronyms and small words meet by chance."""
_OF_HEADING = frozenset({"observation", "enjeu", "action_field", "component", "initiative"})
"""Kinds of entries whose titles say what a heading is about."""


@dataclass(frozen=True)
class Suggestion:
    """Something close.

    Attributes:
        why: a French sentence.
        score: higher is closer; comparable within one list only.
        kind: « initiative », « fiche », or « heading » in a plan without fiches.
    """

    code: str
    title: str
    why: str
    score: float
    kind: str = "initiative"


@dataclass(frozen=True)
class _Place:
    """A fiche, or a heading of a plan without fiches, as it is compared.

    `own`: the telling words of its title; `stems`: these, and those of what stands under it.
    """

    kind: str
    code: str
    title: str
    themes: tuple[str, ...]
    publics: frozenset[str]
    own: frozenset[str]
    stems: frozenset[str]

    @property
    def across(self) -> bool:
        """No theme answers to it."""
        return not self.themes

    def weight(self, words: Iterable[str]) -> int:
        """How much words in common tell: those of its own title twice as much."""
        return sum(2 if stem in self.own else 1 for stem in words)


@dataclass(frozen=True)
class _Idea:
    """An initiative, as it is compared. `stems`: its telling words, singular → as printed."""

    code: str
    title: str
    theme: str
    theme_title: str
    publics: dict[str, str]
    stems: dict[str, str]
    body: _Row


def similar_initiatives(
    bank: Bank, situation: Situation, code: str, limit: int = 5, table: ThemeTable | None = None
) -> list[Suggestion]:
    """The initiatives close to a fiche, closest first.

    Args:
        code: a fiche's; a heading's in a plan without fiches. An unknown one has nothing close.
        table: which themes answer to which headings; the committed one by default.
    """
    place = next((place for place in _places(situation, table or theme_table()) if place.code == code), None)
    if place is None:
        return []
    close = [(idea, _close(idea, place)) for idea in _ideas(bank)]
    return _best([Suggestion(idea.code, idea.title, *said) for idea, said in close if said], limit)


def related_fiches(
    bank: Bank, situation: Situation, initiative_code: str, limit: int = 5, table: ThemeTable | None = None
) -> list[Suggestion]:
    """The fiches (the headings, in a plan without fiches) close to an initiative, closest first."""
    idea = next((idea for idea in _ideas(bank) if idea.code == initiative_code), None)
    if idea is None:
        return []
    close = [(place, _close(idea, place)) for place in _places(situation, table or theme_table())]
    return _best([Suggestion(place.code, place.title, *said, place.kind) for place, said in close if said], limit)


def _best(found: list[Suggestion], limit: int) -> list[Suggestion]:
    return sorted(found, key=lambda suggestion: -suggestion.score)[:limit]


def _close(idea: _Idea, place: _Place) -> tuple[str, float] | None:
    """Why, and how much; None when nothing says that they are close."""
    if not place.across and idea.theme not in place.themes:
        return None
    publics = [code for code in idea.publics if code in place.publics]
    words = [stem for stem in idea.stems if stem in place.stems]
    if place.publics and idea.publics and not publics:
        return None
    if (place.across or not publics) and place.weight(words) < _ENOUGH_WORDS:
        return None
    words.sort(key=lambda stem: stem not in place.own)
    return _why(idea, place, publics, [idea.stems[stem] for stem in words]), _score(idea, place, publics, words)


def _score(idea: _Idea, place: _Place, publics: list[str], words: list[str]) -> float:
    # « Tout public » is shared by nearly everything: it opens the door and weighs nothing.
    telling = [code for code in publics if code != UNIVERSAL]
    return (
        2 * len(telling) / max(len(idea.publics), 1)
        + min(place.weight(words), _MOST_WORDS)
        + (1 if idea.body.get("results") else 0)
        + (0.5 if idea.body.get("indicators") else 0)
        + (1 if idea.body.get("expert_reference") else 0)
    )


def _why(idea: _Idea, place: _Place, publics: list[str], words: list[str]) -> str:
    named = [idea.publics[code] for code in publics]
    reasons: list[str] = []
    if not place.across:
        reasons.append(f"thème « {idea.theme_title} »")
    if named:
        several = "publics communs" if len(named) > 1 else "public commun"
        reasons.append(f"{several} : {listing(named, most=3)}")
    if words:
        several = "mots communs" if len(words) > 1 else "mot commun"
        reasons.append(f"{several} : {listing(words, most=4)}")
    if place.across:
        reasons.append("aucun thème du recueil ne répond à ce niveau du plan")
    if not place.publics:
        reasons.append("le plan ne nomme pas de public ici")
    return typeset(f"{capitalised(' ; '.join(reasons))}. {_worth(idea.body)}".strip())


def _worth(body: _Row) -> str:
    said: list[str] = []
    if body.get("results"):
        said.append(plural(len(body["results"]), "résultat déclaré", "résultats déclarés"))
    if body.get("indicators"):
        said.append(plural(len(body["indicators"]), "indicateur proposé", "indicateurs proposés"))
    if body.get("expert_reference"):
        said.append("une référence d’expert")
    return f"L’initiative donne {listing(said)}." if said else ""


def _ideas(bank: Bank) -> list[_Idea]:
    publics: dict[str, dict[str, str]] = {}
    of_publics: set[str] = set()
    for row in rows_of(bank.audiences):
        publics.setdefault(str(row["code"]), {})[str(row["audience_code"])] = str(row["audience_title"])
        # Publics are compared as such: their words must not count twice.
        of_publics |= _stems([row["audience_title"], row["wording"]]).keys()
    rows = rows_of(bank.initiatives)
    stems = [_stems([row["title"], *row["body"].get("keywords", []), row["body"].get("digital_tool")]) for row in rows]
    left_out = _frequent(stems, _COMMON) | of_publics
    return [
        _Idea(
            code=str(row["code"]),
            title=str(row["title"]),
            theme=str(row["theme"]),
            theme_title=str(row["theme_title"]),
            publics=publics.get(str(row["code"]), {}),
            stems={stem: printed for stem, printed in each.items() if stem not in left_out},
            body=row["body"],
        )
        for row, each in zip(rows, stems, strict=True)
    ]


def _frequent(stems: Sequence[Iterable[str]], share: float) -> set[str]:
    """Words met in more than a share of several texts; those of one or two texts are never frequent."""
    met = Counter(stem for each in stems for stem in each)
    return {stem for stem, times in met.items() if times > max(share * len(stems), 2)}


def _places(situation: Situation, table: ThemeTable) -> list[_Place]:
    """The fiches; the headings of the deepest level when the plan has none."""
    with_fiches = len(situation.fiches) > 0
    if with_fiches:
        kind, column, rows = "fiche", "fiche_code", rows_of(situation.fiches)
    else:
        kind, column, rows = "heading", "heading_code", _deepest(situation)
    titles, publics = _titles(situation, column), _publics(situation, column)
    stems = [_stems([row["title"], row.get("intro"), *titles.get(str(row["code"]), ())]) for row in rows]
    left_out = _frequent(stems, _COMMON_HERE)
    return [
        _Place(
            kind=kind,
            code=str(row["code"]),
            title=str(row["title"]),
            themes=_themes(situation, table, str(row["heading_code"] if with_fiches else row["code"])),
            publics=frozenset(publics.get(str(row["code"]), ())),
            own=frozenset(_stems([row["title"]])),
            stems=frozenset(each.keys() - left_out) | frozenset(_stems([row["title"]])),
        )
        for row, each in zip(rows, stems, strict=True)
    ]


def _deepest(situation: Situation) -> list[_Row]:
    if not len(situation.headings):
        return []
    return rows_of(where(situation.headings, depth=int(situation.headings["depth"].max())))


def _themes(situation: Situation, table: ThemeTable, heading: str) -> tuple[str, ...]:
    """Themes of a heading, else of the nearest one above that the table speaks of."""
    parents = dict(zip(situation.headings["code"], situation.headings["parent_code"], strict=True))
    spoken = {row.heading for row in table.rows if row.plan == situation.plan.code}
    at: str | None = heading
    while at is not None:
        if at in spoken:
            return table.themes(situation.plan.code, at)
        at = parents.get(at)
    return ()


def _publics(situation: Situation, column: str) -> dict[str, set[str]]:
    """Publics that each fiche (`column` « fiche_code ») or heading (« heading_code ») names, or whose actions' own
    sentences name them."""
    found: dict[str, set[str]] = {}
    if column == "fiche_code":
        for row in rows_of(situation.fiche_audiences):
            found.setdefault(str(row["fiche_code"]), set()).add(str(row["audience_code"]))
    place = dict(zip(situation.actions["action_id"], situation.actions[column], strict=True))
    for row in rows_of(situation.action_audiences):
        code = place.get(row["action_id"])
        if not row["inherited"] and code is not None:
            found.setdefault(str(code), set()).add(str(row["audience_code"]))
    return found


def _titles(situation: Situation, column: str) -> dict[str, list[str]]:
    """Titles of what stands under each fiche or heading."""
    found: dict[str, list[str]] = {}
    for table in (situation.actions, situation.objectives):
        for row in rows_of(table):
            if row.get(column) is not None:
                found.setdefault(str(row[column]), []).append(str(row["title"]))
    key = column.removesuffix("_code")
    for row in rows_of(where(situation.entries, kind=_OF_HEADING)):
        if row["body"].get(key):
            found.setdefault(str(row["body"][key]), []).append(str(row["title"]))
    return found


def _stems(texts: Iterable[object]) -> dict[str, str]:
    """Telling words: singular → as first printed, in lower case. What is no text says nothing."""
    found: dict[str, str] = {}
    for text in texts:
        if isinstance(text, str):
            for stem, printed in _telling(text):
                found.setdefault(stem, printed)
    return found


@lru_cache(maxsize=20_000)
def _telling(text: str) -> tuple[tuple[str, str], ...]:
    return tuple(
        (place.stem, text[place.start : place.end].lower())
        for place in places(text)
        if len(place.stem) >= _LETTERS and place.stem not in USUAL and not place.stem.isdecimal()
    )
