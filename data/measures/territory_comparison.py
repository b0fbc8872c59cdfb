"""Two to four territories side by side, with the median and the spread of all those of their level."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from data.french import capitalised, listing, number, plural, typeset
from data.measures.columns import records, table
from data.measures.figure import Figure
from data.measures.layer import RATE
from data.measures.peer_ranges import Range, names
from data.measures.territories import followed_above, is_followed
from data.measures.territory_rates import coverage_figure, progress_figure, rate_figure
from data.measures.territory_words import noun
from data.measures.wording import at_period
from data.place_names import short_name
from data.situation import Situation, where
from data.vocabulary import TerritoryKind, label

FEWEST, MOST = 2, 4


@dataclass(frozen=True)
class Chosen:
    """codes: territories that can be compared, in the order asked; problems: what was left out, in French."""

    codes: tuple[str, ...]
    problems: tuple[str, ...]


def chosen(situation: Situation, asked: str) -> Chosen:
    """What a list of codes separated by commas asks for; whatever cannot be compared is left out and said."""
    wanted = [code for part in asked.split(",") if (code := part.strip())]
    kept: list[str] = []
    problems: list[str] = []
    for code, times in Counter(wanted).items():
        why = _why_not(situation, code)
        if why is None:
            kept.append(code)
            if times > 1:
                problems.append(f"{_name(situation, code)} était demandé plusieurs fois : compté une fois.")
        else:
            problems.append(why)
    if len(kept) > MOST:
        left = listing([_name(situation, code) for code in kept[MOST:]], 3)
        problems.append(f"{number(MOST)} territoires au plus se comparent ensemble : sans {left}.")
    return Chosen(tuple(kept[:MOST]), tuple(typeset(problem) for problem in problems))


def _why_not(situation: Situation, code: str) -> str | None:
    found = records(where(situation.territories, code=code))
    if not found:
        return f"« {code[:40]} » ne désigne aucun territoire de ce plan : il est laissé de côté."
    if is_followed(situation, code):
        return None
    name, kind = short_name(str(found[0]["name"])), label(TerritoryKind(str(found[0]["kind"]))).lower()
    owner = followed_above(situation, code)
    instead = f" ; comparez plutôt {_name(situation, owner)}" if owner else ""
    return f"{name} ({kind}) n’a pas d’état d’action à comparer{instead}."


def _name(situation: Situation, code: str) -> str:
    return names(situation).get(code, code)


@dataclass(frozen=True)
class Compared:
    """One of the territories compared; the figures are those of its sheet."""

    code: str
    name: str
    rate: Figure
    coverage: Figure
    progress: Figure


@dataclass(frozen=True)
class Comparison:
    """places: in the order asked; ranges: every measure that one of them or a peer has; says: the answer."""

    places: tuple[Compared, ...]
    ranges: tuple[Range, ...]
    says: str


def comparison(situation: Situation, found: Sequence[Range], codes: Sequence[str]) -> Comparison:
    """Compare territories (`chosen`) on what they may be compared on (`peer_ranges.ranges`)."""
    known = names(situation)
    places = tuple(
        Compared(
            code, known[code], rate_figure(situation, code), coverage_figure(situation, code),
            progress_figure(situation, code),
        )
        for code in codes
    )  # fmt: skip
    return Comparison(places, tuple(found), _says(situation, places, found))


def _says(situation: Situation, places: Sequence[Compared], found: Sequence[Range]) -> str:
    """« Au 3e trimestre 2026, actions réalisées : Val de Drôme, 15 sur 19 (79 %) ; Diois, 8 sur 19 (42 %). … »"""
    rate = next((one for one in found if one.key == RATE), None)
    when = capitalised(at_period(situation.period))
    if rate is None:
        return typeset(f"{when}, aucun taux de réalisation n’est connu par territoire.")
    order = sorted(places, key=lambda one: -rate.values.get(one.code, -1.0))
    told = [f"{one.name}, {rate.texts[one.code]}" for one in order]
    whole = f"De {rate.low_text} à {rate.high_text} parmi les {number(rate.known)} {noun(situation)[1]} avec un taux"
    middle = f"médiane {rate.median_text}" if rate.median is not None else "pas de médiane sous 3 territoires connus"
    if rate.known < 2:
        return typeset(f"{when}, actions réalisées : {' ; '.join(told)}. Pas d’étendue : un seul taux est connu.")
    return typeset(f"{when}, actions réalisées : {' ; '.join(told)}. {whole} ; {middle}.")


def standings(found: Comparison) -> str:
    """« Au-dessus de la médiane : Val de Drôme pour 5 des 7 mesures, Diois pour aucune. »"""
    with_median = [one for one in found.ranges if one.median is not None]
    if not with_median:
        return typeset("Pas de médiane : moins de 3 territoires ont une valeur. Chacun se lit entre les extrêmes.")
    told: list[str] = []
    for place in found.places:
        above = sum(one.side(place.code) == 1 for one in with_median)
        told.append(f"{place.name} pour {number(above) if above else 'aucune'}")
    return typeset(f"Au-dessus de la médiane, sur {plural(len(with_median), 'mesure')} : {listing(told)}.")


def side_by_side(found: Comparison) -> pd.DataFrame:
    """One measure a row, one territory a column, then the spread of all peers; French headings."""
    ends = ("Plus bas", "Médiane", "Plus haut", "Territoires", "Calcul")
    heads = [one.name for one in found.places]
    rows = [
        {
            "Mesure": one.title,
            **{place.name: with_note(one, place.code) for place in found.places},
            **dict(zip(ends, (one.low_text, one.median_text, one.high_text, one.known, one.formula), strict=True)),
        }
        for one in found.ranges
    ]
    return table(rows, ("Mesure", *heads, *ends))


def with_note(found: Range, code: str) -> str:
    """A value with its date, where it has one of its own: « 44 usagers, au 30/06/2026 »."""
    on = found.dated(code)
    return f"{found.texts[code]}, {on}" if on else found.texts[code]


def everyone(situation: Situation, found: Sequence[Range]) -> pd.DataFrame:
    """Every peer's value of every measure: what the lowest, the median and the highest were read from."""
    rows = [
        {"Territoire": name, **{one.title: with_note(one, code) for one in found}}
        for code, name in names(situation).items()
    ]
    return table(rows, ("Territoire", *(one.title for one in found)))


def against_peers(found: Sequence[Range], code: str) -> pd.DataFrame:
    """One territory on every measure, with the spread of its peers; French headings."""
    heads = ("Mesure", "Ici", "Plus bas", "Médiane", "Plus haut", "Territoires", "Calcul")
    rows = [
        (one.title, with_note(one, code), one.low_text, one.median_text, one.high_text, one.known, one.formula)
        for one in found
    ]
    return table([dict(zip(heads, row, strict=True)) for row in rows], heads)
