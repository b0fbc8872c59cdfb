"""Sentences about territories: what a map shows, who is ahead, who is behind, who has not answered."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from statistics import median

import pandas as pd

from data.french import NBSP, capitalised, listing, number, percent, plural, typeset
from data.measures.columns import Row, records, texts
from data.measures.plan_rules import threshold_of
from data.measures.thresholds import threshold
from data.measures.wording import at_period
from data.place_names import short_name
from data.situation import Situation, where
from data.vocabulary import TerritoryKind


class Known(StrEnum):
    """Why a territory has a colour, or none."""

    VALUE = "valeur"
    NOT_REPORTED = "non_renseigne"
    NOT_CONCERNED = "non_concerne"
    MASKED = "masque"


def layer_sentence(title: str, rows: Sequence[Row], middle: str | None) -> str:
    """« Taux de réalisation : au plus haut, Val de Drôme (15 sur 19, 79 %) ; au plus bas… ; médiane 45 %. »

    `rows` in the order of the layer; `middle` is the median as written.
    """
    known = [row for row in rows if row["value"] is not None]
    parts = [f"{title} : {_ends(known)}"]
    if middle:
        parts.append(f"médiane {middle}")
    parts += _without_value(rows) if known else []
    return typeset(f"{NBSP}; ".join(parts) + ".")


def _without_value(rows: Sequence[Row]) -> list[str]:
    """« 2 non renseignés », « 1 masqué », « 1 non concerné »."""
    counts = {state: sum(row["known"] == state for row in rows) for state in Known}
    words = (
        (Known.NOT_REPORTED, "non renseigné", "non renseignés"),
        (Known.MASKED, "masqué", "masqués"),
        (Known.NOT_CONCERNED, "non concerné", "non concernés"),
    )
    return [plural(counts[state], one, many) for state, one, many in words if counts[state]]


def _ends(known: Sequence[Row]) -> str:
    """Who has the highest and the lowest values, ties named together."""
    if not known:
        return "aucune valeur n’est connue"
    high, low = known[0]["value"], known[-1]["value"]
    if high == low:
        same = {str(row["text"]) for row in known}
        said = f" ({_inside(same.pop())})" if len(same) == 1 else ""
        return _named(known, high) if len(known) == 1 else f"la même valeur partout{said}"
    return f"au plus haut, {_named(known, high)}{NBSP}; au plus bas, {_named(known, low)}"


def _named(rows: Sequence[Row], value: float) -> str:
    same = [row for row in rows if row["value"] == value]
    names = listing([str(row["name"]) for row in same], 3)
    texts = {str(row["text"]) for row in same}
    return f"{names} ({_inside(texts.pop())})" if len(texts) == 1 else names


def _inside(text: str) -> str:
    """A value written between parentheses: « 4 sur 19 (21 %) » → « 4 sur 19, 21 % »."""
    return text.replace(" (", ", ").replace(")", "")


def points(gap: float | None) -> str:
    """« +12,5 points », « −35 points », « à la médiane »; empty without a gap."""
    if gap is None:
        return ""
    if abs(gap) < 0.05:
        return "à la médiane"
    sign = "+" if gap > 0 else "−"
    return f"{sign}{number(abs(gap))}{NBSP}point{'s' if abs(gap) >= 2 else ''}"


def shift(moved: float) -> str:
    """« +22,2 points », « −5 points », « inchangé »: a difference of rates between two dates."""
    return "inchangé" if abs(moved) < 0.05 else points(moved)


def change_sentence(title: str, rows: Sequence[Row]) -> str:
    """« Évolution du taux depuis … : en hausse dans 9 territoires, stable dans 4 ; plus forte hausse, … »."""
    known = [row for row in rows if row["value"] is not None]
    if not known:
        return typeset(f"{title} : aucun territoire n’est comparable aux deux dates.")
    ways = [
        ("en hausse", [row for row in known if row["value"] >= 1]),
        ("stable", [row for row in known if -1 <= row["value"] < 1]),
        ("en recul", [row for row in known if row["value"] < -1]),
    ]
    told = [f"{words} dans {plural(len(group), 'territoire')}" for words, group in ways if group]
    # Under five actions no points are written: such a territory is never the one that is named.
    solid = [row for row in known if not row["small"]]
    high, low = solid[:1], solid[-1:]
    parts = [f"{title} : {', '.join(told)}"]
    parts += [f"plus forte hausse, {row['name']} ({shift(row['value'])})" for row in high if row["value"] >= 1]
    parts += [f"plus fort recul, {row['name']} ({shift(row['value'])})" for row in low if row["value"] < -1]
    return typeset(f"{NBSP}; ".join([*parts, *_without_value(rows)]) + ".")


def page_sentence(situation: Situation, rates: pd.DataFrame) -> str:
    """The answer of the page in two lines: who is behind (else who is ahead), and how many have not answered.

    `rates`: the rows of the layer of rates; the page's sentence is about them whatever the map shows.
    """
    kind = noun(situation)
    peers = len(situation.peers)
    if not peers:
        return typeset("Aucun territoire n’est connu pour ce département : la carte et la liste attendent les siens.")
    if situation.cells.empty:
        between = f" entre les {plural(peers, *kind)}" if peers > 1 else ""
        return typeset(
            f"Aucune action {'affichée' if situation.kept else 'de ce plan'} n’est déclinée par territoire : il n’y a "
            f"pas de taux à comparer{between}."
        )
    rows = records(rates)
    actions = plural(len(set(situation.cells["action_id"])), "action est déclinée", "actions sont déclinées")
    known = [row for row in rows if row["value"] is not None]
    when = capitalised(at_period(situation.period))
    if not known:
        begun = "" if any(row["text"] == "non renseigné" for row in rows) else ", dont aucune n’a commencé"
        one_of = f" pour {_agreed(kind, 'l’un', 'l’une')} des {plural(peers, *kind)}" if peers > 1 else ""
        return typeset(f"{when}, {actions} par territoire{begun} ; personne n’a encore donné d’état{one_of}.")
    silent = sum(row["known"] == Known.NOT_REPORTED for row in rows)
    ones, many = _agreed(kind, "non renseigné", "non renseignée"), _agreed(kind, "non renseignés", "non renseignées")
    unsaid = f" ; {plural(silent, ones, many)}" if silent else ""
    return typeset(f"{when}, {_answer(situation, known, kind)}{unsaid}.")


def _answer(situation: Situation, known: Sequence[Row], kind: tuple[str, str]) -> str:
    """« 4 des 13 intercommunalités renseignées sont à plus de 10 points sous la médiane (52,6 %) : … »."""
    values = [float(row["value"]) for row in known]
    # « 4 sur 4 » ahead of everybody would say more of the few actions than of the territory.
    solid = [row for row in known if not row["small"]] or known
    ahead = f"en tête, {_named(solid, max(float(row['value']) for row in solid))}"
    if len(known) < threshold("smallest_peers"):
        verb = "a répondu" if len(known) == 1 else "ont répondu"
        return f"{plural(len(known), *kind)} seulement {verb} : pas de médiane ; {ahead}"
    low = sorted((row for row in known if row["alert"] and not row["small"]), key=_gap)
    many = f"{number(len(known))} {kind[1]} {_agreed(kind, 'renseignés', 'renseignées')}"
    far = f"à plus de {number(-threshold_of(situation, 'gap_alert'))} points sous la médiane"
    middle = f"({percent(median(values), 1)})"
    if not low:
        return f"{_agreed(kind, 'aucun', 'aucune')} des {many} n’est {far} {middle} ; {ahead}"
    names = listing([f"{row['name']} ({_inside(row['text'])})" for row in low], 2)
    return f"{number(len(low))} des {many} {'est' if len(low) == 1 else 'sont'} {far} {middle} : {names}"


def _gap(row: Row) -> float:
    return float(row["gap"])


NOUNS = {
    TerritoryKind.EPCI: ("intercommunalité", "intercommunalités"),
    TerritoryKind.SOCIAL_TERRITORY: ("territoire d’action sociale", "territoires d’action sociale"),
    TerritoryKind.CANTON: ("canton", "cantons"),
    TerritoryKind.COMMUNE: ("commune", "communes"),
    TerritoryKind.DEPARTEMENT: ("département", "départements"),
}
"""What the territories of a level are called, singular and plural."""


def _agreed(kind: tuple[str, str], masculine: str, feminine: str) -> str:
    """The form that agrees with what the territories are called."""
    return feminine if kind in (NOUNS[TerritoryKind.EPCI], NOUNS[TerritoryKind.COMMUNE]) else masculine


def noun(situation: Situation) -> tuple[str, str]:
    """What the compared territories are called, singular and plural."""
    return NOUNS[TerritoryKind(situation.territory_level)]


INDICATIVE = "composition indicative"
"""What goes with the name of a territory whose composition nobody decided."""


def is_indicative(situation: Situation, code: object) -> bool:
    """Whether nobody decided what a territory is made of. False in periods frozen before such ones came into use."""
    return any(bool(row["indicative"]) for row in records(where(situation.territories, code=code)))


def indicative_note(situation: Situation, kind: TerritoryKind | str) -> str:
    """The sentence that goes with whatever shows the territories of a level; empty when each of them is decided.

    « Composition indicative : le plan nomme ces territoires d’action sociale sans dire leurs communes… »
    """
    rows = records(where(situation.territories, kind=str(kind)))
    doubtful = [str(row["name"]) for row in rows if row["indicative"]]
    if not doubtful:
        return ""
    which = f" ({listing(doubtful, 4)})" if len(doubtful) < len(rows) else ""
    named = f"{capitalised(INDICATIVE)}{which} : le plan nomme ces {NOUNS[TerritoryKind(kind)][1]}"
    return typeset(
        f"{named} sans dire leurs communes ; la répartition montrée ici, par intercommunalités, attend celle du "
        "Département."
    )


def with_composition(rows: pd.DataFrame, situation: Situation) -> pd.DataFrame:
    """A table of territories, for reading and for a spreadsheet, with a column that says which are indicative.

    They are known by « Code » where there is such a column, else by « Territoire », whole or short. The same table when
    none of them is.
    """
    doubtful = records(where(situation.territories, indicative=True))
    key = "Code" if "Code" in list(rows) else "Territoire"
    told = {str(row["code"]) for row in doubtful} if key == "Code" else {
        name for row in doubtful for name in (str(row["name"]), typeset(str(row["name"])), short_name(str(row["name"])))
    }  # fmt: skip
    said = ["indicative" if value in told else "" for value in texts(rows, key)]
    return rows.assign(Composition=said) if any(said) else rows
