"""A theme found by its words: the fiches, actions, publics and initiatives that « le répit » touches, each with why.

The words of the plan's document are read, and what its reports of the year say was done. Accents, capitals and plurals
are forgiven, as in the bank of initiatives; a longer word of the same family is met too (« participer » for
« participation »), and weighs less.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

from data.bank.search import Index, Span, excerpt_around, index_of
from data.bank.words import EMPTY, USUAL, Place, Wanted, places, wanted
from data.conference.edition import Perimeter
from data.conference.texts import reported
from data.french import capitalised, listing, plural, typeset
from data.measures.columns import Row, records
from data.measures.nouns import action_noun, fiche_noun, in_plural
from data.reading.initiatives import Bank
from data.situation import Situation

FICHE, ACTION, AUDIENCE, HEADING, INITIATIVE = "fiche", "action", "public", "axe", "initiative"
_FAMILY = 8
"""Letters that two words of one family share at their beginning (« particip- »)."""
_THIN = 10
"""Actions under which a theme needs the whole of the fiches that it only brushes: two actions make no conférence."""
_MOST_INITIATIVES = 12
_OWN = ("Titre", "Objectifs")
"""Fields in which a word makes the theme of a fiche, rather than brushes it."""


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


def search(situation: Situation, bank: Bank | None, text: str, *, index: Index | None = None) -> Found:
    """What the words of a theme touch. Whatever is typed, it never raises.

    Args:
        index: of `bank`, when it is built already.
    """
    words = [word for word in wanted(text) if word.typed not in EMPTY and word.typed.isalpha() and len(word.typed) > 1]
    if not words:
        return Found(typeset("Écrivez les mots du thème (« répit », « participation des usagers ») pour le chercher."))
    reader = _Reader(words)
    hits = [*_in_plan(situation, reader)]
    hits += _in_bank(bank, index, text) if bank is not None else []
    return Found(_sentence(situation, text, hits), tuple(hits))


def perimeter_of(found: Found, chosen: Iterable[str] | None = None) -> Perimeter:
    """The perimeter made of what was chosen (keys of `Touched`), of what is suggested by default.

    An action of a chosen fiche adds nothing; an initiative belongs to no plan.
    """
    keys = set(found.suggested if chosen is None else chosen)
    kept = {kind: [hit for hit in found.of(kind) if hit.key in keys] for kind in (HEADING, FICHE, ACTION, AUDIENCE)}
    fiches = tuple(hit.code for hit in kept[FICHE])
    return Perimeter(
        headings=tuple(hit.code for hit in kept[HEADING]),
        fiches=fiches,
        actions=tuple(hit.code for hit in kept[ACTION] if hit.fiche_code not in fiches),
        audiences=tuple(hit.code for hit in kept[AUDIENCE]),
    )


# Reading one thing


@dataclass(frozen=True)
class _Field:
    name: str
    weight: float
    text: str


class _Reader:
    """Finds the words of a theme in the fields of one thing."""

    def __init__(self, words: Sequence[Wanted]) -> None:
        self._words = words
        # « participation des usagers »: everything speaks of usagers, participation makes the theme.
        self._telling = [word for word in words if word.stem not in USUAL] or list(words)

    def read(self, fields: Iterable[_Field], *, any_word: bool = False) -> tuple[Touched | None, bool]:
        """What stands in these fields (kind, code and title are the caller's), and whether every telling word does.

        any_word: a word that any social policy is told with is enough (a public's name).
        """
        met: list[tuple[float, _Field, list[Place]]] = []
        held: dict[str, float] = {}
        bears = False
        for field in fields:
            marks, weights = self._marks(field.text)
            if marks:
                met.append((field.weight * sum(weights.values()), field, marks))
                held = {stem: max(weights.get(stem, 0), held.get(stem, 0)) for stem in {*held, *weights}}
                bears = bears or (field.name in _OWN and max(weights.values()) == 1)
        telling = {word.stem for word in self._telling}
        if not met or not (any_word or held.keys() & telling):
            return None, False
        _, best, marks = max(met, key=lambda one: one[0])
        said = dict.fromkeys(field.text[mark.start : mark.end].lower() for _, field, marks in met for mark in marks)
        where = listing([name.lower() for name in dict.fromkeys(field.name for _, field, _ in met)])
        why = typeset(f"{capitalised(where)} : {listing([f'« {word} »' for word in said], most=3)}")
        score = sum(one[0] for one in met)
        excerpt = excerpt_around(best.text, marks)
        whole = len(held) == len(self._words)
        return Touched("", "", "", best.name, excerpt, why, score, bears=bears, whole=whole), telling <= held.keys()

    def _marks(self, text: str) -> tuple[list[Place], dict[str, float]]:
        """The places of the words looked for in a text, and how much each of these words weighs."""
        marks: list[Place] = []
        weights: dict[str, float] = {}
        for place in places(text):
            for word in self._words:
                weight = 1.0 if word.met(place.stem) else 0.4 if _family(word.stem, place.stem) else 0.0
                if weight:
                    marks.append(place)
                    common = 1.0 if word in self._telling else 0.2
                    weights[word.stem] = max(weights.get(word.stem, 0), weight * common)
        return marks, weights


def _family(one: str, other: str) -> bool:
    return len(one) > _FAMILY <= len(other) and one[:_FAMILY] == other[:_FAMILY]


def _found(touched: Touched | None, kind: str, row: Row, fiche: str | None = None) -> Touched | None:
    if touched is None:
        return None
    title = typeset(str(row["title"]))
    return replace(touched, kind=kind, code=str(row["code"]), title=title, fiche_code=fiche)


# The plan


def _in_plan(situation: Situation, reader: _Reader) -> list[Touched]:
    """Fiches, actions, publics and headings; those that hold every telling word, else those that hold some."""
    everything = [*_actions(situation, reader), *_fiches(situation, reader), *_audiences(situation, reader),
                  *_headings(situation, reader)]  # fmt: skip
    full = [hit for hit, whole in everything if whole]
    kept = _with_actions(situation, full or [hit for hit, _ in everything])
    ranked = _suggesting(situation, kept)
    order = (FICHE, ACTION, AUDIENCE, HEADING)
    return sorted(ranked, key=lambda hit: (order.index(hit.kind), -hit.score))


def _actions(situation: Situation, reader: _Reader) -> Iterator[tuple[Touched, bool]]:
    for row in records(situation.actions):
        items: list[dict[str, Any]] = row["sub_items"] or []
        below = " · ".join(str(item.get("title", "")) for item in items)
        found, whole = reader.read([_field("Titre", 10, row["title"]), _field("Ce qu’elle contient", 5, below)])
        hit = _found(found, ACTION, row, row["fiche_code"])
        if hit is not None:
            yield hit, whole


def _fiches(situation: Situation, reader: _Reader) -> Iterator[tuple[Touched, bool]]:
    publics = _wordings(situation)
    for row in records(situation.fiches):
        code = str(row["code"])
        context: list[dict[str, Any]] = row["context"] or []
        fields = (
            _field("Titre", 10, row["title"]),
            _field("Objectifs", 5, *_titles(situation.objectives, code)),
            _field("Publics", 3, *publics.get(code, ())),
            _field("Contexte", 2, *(each.get("text") for each in context)),
            _field("Indicateurs", 2, *_titles(situation.indicators, code)),
            _field("Points d’avancement de l’année", 2, *(one.text for one in reported(situation, "done", [code]))),
        )
        found, whole = reader.read(fields)
        hit = _found(found, FICHE, row)
        if hit is not None:
            yield hit, whole


def _audiences(situation: Situation, reader: _Reader) -> Iterator[tuple[Touched, bool]]:
    said: dict[str, dict[str, None]] = {}
    for table in (situation.fiche_audiences, situation.action_audiences):
        for row in records(table):
            said.setdefault(str(row["audience_code"]), {})[str(row["wording"])] = None
    for row in records(situation.audiences):
        code = str(row["code"])
        if code in said and not row["universal"]:
            fields = (_field("Nom", 10, row["title"]), _field("Mots du plan", 4, *said[code]))
            found, whole = reader.read(fields, any_word=True)
            hit = _found(found, AUDIENCE, row)
            if hit is not None:
                yield hit, whole


def _headings(situation: Situation, reader: _Reader) -> Iterator[tuple[Touched, bool]]:
    below: dict[str, list[str]] = {}
    for row in records(situation.entries):
        body: dict[str, Any] = row["body"] or {}
        if body.get("heading") and not body.get("fiche"):
            below.setdefault(str(body["heading"]), []).append(str(row["title"]))
    for row in records(situation.headings):
        fields = (
            _field("Titre", 10, row["title"]),
            _field("Introduction", 3, row["intro"]),
            _field("Ce que le document en dit", 1, *below.get(str(row["code"]), ())),
        )
        found, whole = reader.read(fields)
        hit = _found(found, HEADING, row)
        if hit is not None:
            yield hit, whole


def _field(name: str, weight: float, *texts: object) -> _Field:
    """Its parts are joined so that an extract reads well; what is no text says nothing."""
    return _Field(name, weight, typeset(" · ".join(text for text in texts if isinstance(text, str) and text)))


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


def _suggesting(situation: Situation, hits: list[Touched]) -> list[Touched]:
    """Marks what makes a perimeter: what bears the theme in its own title or objectives, or in several actions; an
    action that holds every word, for itself. A theme of a few actions takes the whole of the fiches that hold them."""
    kind = FICHE if not situation.fiches.empty else HEADING
    home = {str(row["code"]): str(row["fiche_code"] or row["heading_code"]) for row in records(situation.actions)}
    touched: dict[str, list[bool]] = {}
    for hit in hits:
        if hit.kind == ACTION:
            touched.setdefault(home[hit.code], []).append(hit.bears)
    several = {code for code, told in touched.items() if len(told) > 1 and any(told)}
    bearing = {hit.code for hit in hits if hit.kind == kind and (hit.bears or hit.code in several)}
    alone = {hit.code for hit in hits if hit.kind == ACTION and hit.whole and home[hit.code] not in bearing}
    if _counted(situation, bearing, home) + len(alone) < _THIN:
        bearing |= {hit.code for hit in hits if hit.kind == kind}
        alone = {code for code in alone if home[code] not in bearing}
    return [
        replace(hit, suggested=(hit.kind == kind and hit.code in bearing) or (hit.kind == ACTION and hit.code in alone))
        for hit in hits
    ]


def _counted(situation: Situation, places_: Collection[str], home: dict[str, str]) -> int:
    return sum(home.get(str(row["code"])) in places_ for row in records(situation.leaves))


# The bank, and the answer


def _in_bank(bank: Bank, index: Index | None, text: str) -> list[Touched]:
    titles = {str(row["code"]): str(row["title"]) for row in records(bank.initiatives)}
    found = (index or index_of(bank)).find(text)
    many = len(found.hits)
    return [
        Touched(INITIATIVE, hit.code, typeset(titles[hit.code]), hit.field, hit.excerpt,
                f"Banque d’initiatives, {hit.field.lower()}", float(many - at))
        for at, hit in enumerate(found.hits[:_MOST_INITIATIVES])
    ]  # fmt: skip


def _sentence(situation: Situation, text: str, hits: Sequence[Touched]) -> str:
    asked = f"« {' '.join(text.split())[:80]} »"
    in_bank = sum(hit.kind == INITIATIVE for hit in hits)
    ideas = plural(in_bank, "initiative de la banque", "initiatives de la banque")
    fiche, action = fiche_noun(situation), action_noun(situation)
    levels = [str(name).lower() for name in situation.plan.levels["headings"]]
    words = (
        (FICHE, fiche.one, in_plural(fiche.one)),
        (ACTION, action.one, in_plural(action.one)),
        (AUDIENCE, "public", "publics"),
        (HEADING, " ou ".join(levels), " ou ".join(in_plural(level) for level in levels)),
    )
    counts = [(sum(hit.kind == kind for hit in hits), one, many) for kind, one, many in words]
    parts = [plural(count, one, many) for count, one, many in counts if count]
    if not parts:
        also = f" ; {ideas} en parle{'nt' if in_bank > 1 else ''}" if in_bank else ""
        todo = "essayez un mot plus court ou voisin, ou choisissez un axe ou un public"
        return typeset(f"Rien dans le plan ne parle de {asked}{also} : {todo}.")
    return typeset(f"{asked} touche {listing([*parts, *([ideas] if in_bank else [])])}.")
