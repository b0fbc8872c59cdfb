"""What the talk « Le répit » of the demonstration must show, counted by hand from the tables of its frozen Situations.

No measure is called: a number that a writer changes, or that a scene counts otherwise, is not found here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Any

from data.french import day, short_day, typeset
from data.place_names import short_name
from data.situation import Situation
from data.vocabulary import SceneKind, Status, label
from tests.support.recount import Row, counted, rate, rows

THEME = ("P10", "P16")
LAST_HELD, HELD = date(2025, 11, 20), date(2026, 11, 26)
SPACE, THIN = "\u00a0", "\u202f"


@dataclass(frozen=True)
class Shown:
    """What a scene shows: (lead, note) of its large figures, the rows of its table, the values and texts of its series,
    « territory : text » of its map, and the numbers of its sentences, in order."""

    numbers: tuple[tuple[str, str], ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    series: tuple[tuple[str, tuple[float | None, ...], tuple[str, ...]], ...] = ()
    labels: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    told: tuple[str, ...] = ()


def counted_talk(now: Situation, before: Situation) -> list[tuple[SceneKind, Shown]]:
    """The scenes that count, in the order of the talk."""
    return [
        (SceneKind.KEY_FIGURES, _key_figures(now)),
        (SceneKind.PUBLIC, _publics(now)),
        (SceneKind.MAP, _map(now)),
        (SceneKind.FICHE, _fiche(now, "P10")),
        (SceneKind.FICHE, _fiche(now, "P16")),
        (SceneKind.BEFORE_AFTER, _before_after(before, now)),
        (SceneKind.TRAJECTORY, trajectory(now, "P10-IND06", "26")),
        (SceneKind.DECISIONS, _decisions(now)),
        (SceneKind.NEXT, _coming(now)),
    ]


def of_theme(table: Any) -> list[Row]:
    return [row for row in rows(table) if row["fiche_code"] in THEME]


def grouped(value: float) -> str:
    """« 3 038 »."""
    return f"{value:,.0f}".replace(",", THIN)


def part(done: int, whole: int) -> str:
    """« 2 sur 9 (22 %) »: no percentage under five."""
    return f"{done} sur {whole}" + (f" ({int(100 * done / whole + 0.5)}{SPACE}%)" if whole >= 5 else "")


def covered(leaves: Iterable[Row], situation: Situation) -> str:
    """« 9 renseignées sur 9 (100 %), dont 8 à jour »."""
    kept = counted(leaves, situation)
    known = [row for row in kept if row["status"] not in ("non_renseigne", "a_venir")]
    current = sum(row["age"] == 0 for row in known)
    share = part(len(known), len(kept))
    text = share.replace(" sur", f" renseignée{'s' if len(known) > 1 else ''} sur", 1)
    return f"{text}, dont {current or 'aucune'} à jour" if known else text


def _answer(done: int, whole: int) -> tuple[str, ...]:
    """Of « Au 2e trimestre 2026, 2 des 9 actions … (22 %) »."""
    return (str(done), str(whole), *((str(int(100 * done / whole + 0.5)),) if whole >= 5 else ()))


def _key_figures(now: Situation) -> Shown:
    leaves = of_theme(now.leaves)
    done, whole, _ = rate(leaves, now)
    aims = [row["code"] for row in of_theme(now.objectives)]
    rated = [
        row["rating"] for row in rows(now.objective_ratings) if row["objective_code"] in aims and row["year"] == 2025
    ]
    known = [rating for rating in rated if rating in ("atteint", "partiellement", "non_atteint")]
    reached = known.count("atteint")
    visits = _given(now, "P10-IND06", "26")[-1]
    milestone = _given(now, "P10-IND02", "26")[-1]
    aim = next(row for row in rows(now.targets) if row["indicator_code"] == "P10-IND02")
    assert milestone["value"] == 0
    numbers = (
        (part(done, whole), covered(leaves, now)),
        (
            f"{reached} objectif{'s' if reached > 1 else ''} atteint{'s' if reached > 1 else ''} sur {len(known)}",
            part(len(known), len(aims)).replace(" sur", " objectifs notés sur"),
        ),
        (f"{grouped(visits['value'])} visites à domicile", f"au {day(visits['on'])}"),
        (f"pas encore fait, prévu le {day(aim['due_on'])}", f"au {day(milestone['on'])}"),
    )
    names = {row["code"]: row["title"] for row in rows(now.indicators)}
    titles = (
        "Actions réalisées, parmi celles dont la période est ouverte", "Objectifs atteints en 2025",
        names["P10-IND06"], names["P10-IND02"],
    )  # fmt: skip
    return Shown(
        numbers,
        tuple((title, *number) for title, number in zip(titles, numbers, strict=True)),
        told=_answer(done, whole),
    )


def _publics(now: Situation) -> Shown:
    leaves = of_theme(now.leaves)
    done, whole, _ = rate(leaves, now)
    lines: list[tuple[str, int, int]] = []
    for public in rows(now.audiences):
        acted = {row["action_id"] for row in rows(now.action_audiences) if row["audience_code"] == public["code"]}
        own = rate([row for row in leaves if row["action_id"] in acted], now)
        if own[1]:
            lines.append((public["title"], own[0], own[1]))
    lines.sort(key=lambda line: -line[2])
    bars = lines[:8]
    return Shown(
        ((part(done, whole), covered(leaves, now)),),
        tuple((name, str(open_), part(done, open_)) for name, done, open_ in lines),
        (
            (
                "Réalisées",
                tuple(100 * done / open_ if open_ >= 5 else None for _, done, open_ in bars),
                tuple(part(done, open_) for _, done, open_ in bars),
            ),
        ),
        tuple(name for name, _, _ in bars),
        told=_answer(done, whole),
    )


def _map(now: Situation) -> Shown:
    cells = of_theme(now.cells)
    found: list[tuple[str, str, str, float | None, str]] = []
    for place in rows(now.peers):
        own = [cell for cell in cells if cell["territory_code"] == place["code"]]
        done, whole, known = rate(own, now)
        text = part(done, whole) if known else "non renseigné" if whole else "non concerné"
        aside = sum(cell["status"] == "non_concernee" and cell["starts_on"] <= now.as_of for cell in own)
        precision = covered(own, now) if whole else f"{aside} actions sans objet ici"
        found.append((place["code"], short_name(place["name"]), text, 100 * done / whole if known else None, precision))
    rates = [value for *_, value, _ in found if value is not None]
    table = tuple(
        (name, text, "—" if value is None else str(1 + sum(other > value for other in rates)), precision)
        for _, name, text, value, precision in found
    )
    done, whole, _ = rate(cells, now)
    middle = f"{median(rates):.1f}".replace(".", ",").removesuffix(",0")
    states = [text for _, _, text, _, _ in found]
    best, worst = max(rates), min(rates)
    least = [text for _, _, text, value, _ in found if value == worst]
    ends = [next(text for _, _, text, value, _ in found if value == end) for end in (best, worst)]
    return Shown(
        ((part(done, whole), covered(cells, now)), (f"{middle}{SPACE}%", "")),
        table,
        places=tuple(f"{name} : {text}" for _, name, text, _, _ in found),
        told=(
            *_digits(ends[0]), str(len(least) - 3), *_digits(ends[1]), middle,
            str(states.count("non renseigné")), str(states.count("non concerné")),
        ),
    )  # fmt: skip


def _fiche(now: Situation, code: str) -> Shown:
    own = [row for row in rows(now.leaves) if row["fiche_code"] == code]
    done, whole, _ = rate(own, now)
    lines: list[tuple[str, ...]] = []
    for row in own:
        declared = (
            "" if row["percent"] is None or row["percent"] != row["percent"] else f" ({row['percent']:.0f}{SPACE}%)"
        )
        places = ""
        if row["territorial"]:
            places = f"{row['territories_done']:.0f} territoires sur {row['territories_applicable']:.0f}"
            if row["status"] == "a_venir":
                places = f"déclinée dans {row['territories_applicable']:.0f} territoires"
        lines.append((row["code"], typeset(row["title"]), label(Status(row["status"])) + declared, places))
    later = sum(row["starts_on"] > now.as_of for row in own)
    return Shown(((part(done, whole), covered(own, now)),), tuple(lines), told=(*_answer(done, whole), str(later)))


def _before_after(before: Situation, now: Situation) -> Shown:
    first, last = ({row["code"]: row for row in counted(of_theme(each.leaves), each)} for each in (before, now))
    both = [code for code in last if code in first]
    then, today = ([held[code]["status"] for code in both] for held in (first, last))
    done = (then.count("realisee"), today.count("realisee"))
    points = round(100 * (done[1] - done[0]) / len(both))
    order = [one for one in _ORDER if one in {*then, *today}]
    lines = [(label(Status(one)), str(then.count(one)), str(today.count(one))) for one in order]
    return Shown(
        (
            (part(done[0], len(both)), ""),
            (part(done[1], len(both)), ""),
            (f"+{points}{SPACE}points", ""),
        ),
        (*lines, ("Total", str(len(both)), str(len(both)))),
        tuple(
            (name, (float(one), float(two)), (one, two)) for name, one, two in lines
        ),
        ("3e trimestre 2025", "2e trimestre 2026"),
        told=(
            str(len(both)), str(done[1]), str(done[0]), str(points), str(len(last)),
            str(len(last) - len(both)), str(len(first) - len(both)),
        ),
    )  # fmt: skip


_ORDER = ("realisee", "en_cours", "non_engagee", "suspendue", "reportee", "abandonnee", "non_renseigne", "a_venir")


def trajectory(now: Situation, indicator: str, place: str) -> Shown:
    """The values given for a territory; « masqué » under the threshold of the indicator, as for a neighbour that would
    give it back."""
    known = {row["on"]: row["value"] for row in _given(now, indicator, place)}
    of_it = next(row for row in rows(now.indicators) if row["code"] == indicator)
    assert of_it["periodicity_months"] == 6, "the table has one line each half-year"
    aim = next(
        (row for row in rows(now.targets) if row["indicator_code"] == indicator and row["territory_code"] == place),
        None,
    )
    days = _half_years(min(known), max(known))
    unit = of_it["unit"]
    said = {on: known.get(on) for on in days}
    shown = {
        on: "non renseigné" if value is None else "masqué" if value < of_it["threshold"] else grouped(value)
        for on, value in said.items()
    }
    starts = {row["on"] for row in _given(now, indicator, place) if row["baseline"]}
    lines = [(short_day(on), "départ" if on in starts else "valeur", text) for on, text in shown.items()]
    if aim is None:
        return Shown(rows=tuple(lines))
    last = max(known)
    ends = f"{grouped(aim['value'])} {unit}"
    both = [*days, aim["due_on"]]
    # The tolerance of an indicator to be kept level: within it, it is held whole.
    assert abs(known[last] - aim["value"]) <= of_it["tolerance"]
    return Shown(
        (
            (f"{grouped(known[last])} {unit}", f"au {day(last)}"),
            (ends, f"au {day(aim['due_on'])}"),
            (f"cible tenue à 100{SPACE}%", ""),
        ),
        (*lines, (short_day(aim["due_on"]), "cible", grouped(aim["value"]))),
        (
            (
                "Valeur",
                (*(said[on] for on in days), None),
                (*(text if said[on] is None else f"{text} {unit}" for on, text in shown.items()), ""),
            ),
            ("Cible", (*(None for _ in days), aim["value"]), (*("" for _ in days), ends)),
        ),
        tuple(short_day(on) for on in both),
        told=(grouped(known[last]), grouped(aim["value"]), "100"),
    )


def _decisions(now: Situation) -> Shown:
    """Told as a list: the sentence counts them."""
    taken = [row for row in of_theme(now.decisions) if row["decided_on"] > LAST_HELD]
    return Shown(told=(str(len(taken)),))


def _coming(now: Situation) -> Shown:
    out = ("realisee", "abandonnee", "non_concernee")
    opening = [
        row
        for row in of_theme(now.leaves)
        if HELD < row["starts_on"] <= HELD.replace(year=HELD.year + 1) and row["status"] not in out
    ]
    return Shown(told=(str(len(opening)),))


def _given(now: Situation, indicator: str, place: str) -> list[Row]:
    found = [row for row in rows(now.measures) if row["indicator_code"] == indicator and row["territory_code"] == place]
    return sorted(found, key=lambda row: row["on"])


def _half_years(first: date, last: date) -> Sequence[date]:
    ends = [date(year, month, end) for year in range(first.year, last.year + 1) for month, end in ((6, 30), (12, 31))]
    return [on for on in ends if first <= on <= last]


def _digits(text: str) -> list[str]:
    return [word for word in text.split() if word.isdigit()]
