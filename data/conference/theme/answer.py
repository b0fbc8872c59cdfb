"""A theme found by its words, and the perimeter that they make."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from data.bank.search import Index, index_of
from data.bank.tables import Bank
from data.bank.words import EMPTY, wanted
from data.conference.edition import Perimeter
from data.conference.theme.plan import in_plan
from data.conference.theme.reader import Reader
from data.conference.theme.touched import ACTION, AUDIENCE, FICHE, HEADING, INITIATIVE, Found, Touched
from data.french import listing, plural, typeset
from data.measures.columns import records
from data.measures.nouns import action_noun, fiche_noun, in_plural
from data.situation import Situation

_MOST_INITIATIVES = 12


def search(situation: Situation, bank: Bank | None, text: str, *, index: Index | None = None) -> Found:
    """What the words of a theme touch. Whatever is typed, it never raises.

    Args:
        index: of `bank`, when it is built already.
    """
    words = [word for word in wanted(text) if word.typed not in EMPTY and word.typed.isalpha() and len(word.typed) > 1]
    if not words:
        return Found(typeset("Écrivez les mots du thème (« répit », « participation des usagers ») pour le chercher."))
    reader = Reader(words)
    hits = [*in_plan(situation, reader)]
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
