"""Every figure worked out again by hand, from nothing but the table that « D’où vient ce chiffre ? » shows.

A rule for each kind of table. None of them calls a measure: they count rows and divide, as a reader would.
A figure whose table no rule knows fails: give it one here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from data.measures.figure import Figure

Row = dict[str, Any]
UNSAID = {"Non renseignée", "À venir"}
LEFT_OUT = {"Abandonnée": "abandonnée", "Reportée": "reportée", "Non concernée": "non concernée"}


@dataclass(frozen=True)
class Found:
    """What the table gives. None: it cannot be computed. `slack`: what the table's own rounding may hide."""

    value: float | None
    numerator: float | None = None
    denominator: float | None = None
    slack: float = 1e-6


def check(figure: Figure) -> None:
    """Fail unless the figure is what its table says."""
    rows = figure.inputs.to_dict("records")
    if not rows:
        assert figure.value is None or figure.value == 0, f"{figure.key}: {figure.text} comes from an empty table"
        return
    found = _rule(figure)(figure, rows)
    _same(figure, "value", figure.value, found.value, found.slack)
    if found.numerator is not None:
        # The slack of a mean is that of each of its rows.
        slack = found.slack * max(1, found.denominator or 1)
        _same(figure, "numerator", figure.numerator, found.numerator, slack)
    if found.denominator is not None:
        _same(figure, "denominator", figure.denominator, found.denominator, found.slack)
    if found.value is None:
        assert "0 %" not in figure.text.replace("\u00a0", " "), f"{figure.key}: unknown is not zero"


def _same(figure: Figure, what: str, said: float | None, counted: float | None, slack: float) -> None:
    agree = said is None and counted is None
    if said is not None and counted is not None:
        agree = abs(said - counted) <= slack
    assert agree, f"{figure.key} « {figure.title} »: its {what} is {said}, its table gives {counted}"


def _rule(figure: Figure) -> Callable[[Figure, Sequence[Row]], Found]:
    names = {str(name) for name in figure.inputs.columns}
    for needed, rule in RULES:
        if needed <= names:
            return rule
    raise AssertionError(f"{figure.key}: no rule works {sorted(names)} out; add one in tests/support/recompute.py")


def _of_actions(figure: Figure, rows: Sequence[Row]) -> Found:
    """Rates, coverages and means of actions."""
    counted = [row for row in rows if row["Compte"] == "oui"]
    _excluded(figure, rows)
    known = [row for row in counted if row["État"] not in UNSAID]
    current = sum(row["À jour"] == "oui" for row in counted)
    assert (figure.coverage.total, figure.coverage.ever, figure.coverage.current) == (len(counted), len(known), current)
    if figure.key.startswith("avancement"):
        return _mean(known, weighted=any(row.get("Poids") for row in counted))
    if figure.key.startswith("couverture"):
        return _share(len(known), len(counted))
    done = sum(row["État"] == "Réalisée" for row in counted)
    if not known:
        return Found(None, None, len(counted))
    assert f"{done} sur {len(counted)}" in figure.text.replace("\u202f", "")
    return _share(done, len(counted))


def _excluded(figure: Figure, rows: Sequence[Row]) -> None:
    """What is announced as left out is what the table marks so, kind by kind."""
    said = {re.sub(r"s\b", "", name): count for name, count in figure.excluded.items() if name != "sans poids"}
    counts: dict[str, int] = {}
    for row in rows:
        if row["Compte"] != "oui":
            name = "récurrente" if row["Compte"] == "non (récurrente)" else LEFT_OUT[row["État"]]
            counts[name] = counts.get(name, 0) + 1
    assert said == counts, f"{figure.key}: says {said} left out, its table {counts}"


def _mean(known: Sequence[Row], *, weighted: bool) -> Found:
    kept = [(row, float(row["Poids"] or 0) if weighted else 1.0) for row in known]
    kept = [(row, weight) for row, weight in kept if weight]
    whole = sum(weight for _, weight in kept)
    if not whole:
        return Found(None)
    above = sum(_done(row) * weight for row, weight in kept)
    return Found(above / whole, above, whole, slack=0.006)


def _done(row: Row) -> float:
    if row["État"] in ("Réalisée", "Non engagée"):
        return 100.0 if row["État"] == "Réalisée" else 0.0
    return 50.0 if row["Avancement"] is None else _number(row["Avancement"])


def _share(part: int, whole: int) -> Found:
    return Found(100 * part / whole if whole else None, part, whole)


def _number(text: str) -> float:
    """« 1 240,5 usagers » → 1240.5."""
    found = re.search(r"[-−]?[\d\u202f\u00a0 ]*\d(?:,\d+)?", text)
    assert found, f"no number in « {text} »"
    return float(re.sub(r"[\u202f\u00a0 ]", "", found[0]).replace(",", ".").replace("−", "-"))


def _recurrent(_: Figure, rows: Sequence[Row]) -> Found:
    now = [row for row in rows if row["En cours"] == "oui"]
    if not now or all(row["Renseignée"] == "non" for row in rows):
        return Found(None, None, len(now))
    return _share(sum(row["Tenue"] == "oui" for row in now), len(now))


def _of_indicator(figure: Figure, rows: Sequence[Row]) -> Found:
    """The last value: what the last line says, a starting value only without another."""
    given = [row for row in rows if not str(row["Valeur"]).startswith("non renseigné")]
    last = next((row for row in reversed(given) if not str(row["Valeur"]).endswith("(départ)")), None) or given[-1]
    said = str(last["Valeur"]).removesuffix(" (départ)")
    if figure.value is None:
        wanted = (said, f"{last['Nuance']} {said}", last["Commentaire"])
        assert any(str(text) in figure.text for text in wanted if text), f"{figure.key}: {figure.text} is not {said}"
        return Found(None)
    return Found(_number(said), slack=0.051)


def _of_indicators(_: Figure, rows: Sequence[Row]) -> Found:
    part = sum(row["Compte"] == "oui" for row in rows)
    return Found(float(part), part, len(rows))


def _of_target(figure: Figure, rows: Sequence[Row]) -> Found:
    """Way to the target: (VA − VI) ÷ (VC − VI), or what is left of a tolerance."""
    values = {str(row["Élément"]).partition(" (")[0]: float(row["Valeur"]) for row in rows}
    start, now, aim = (values.get(name) for name in ("Départ", "Valeur actuelle", "Cible"))
    if now is None or aim is None:
        return Found(None)
    if "toléré" in figure.formula:
        slack = values.get("Tolérance", 0.0)
        beyond = max(0.0, abs(now - aim) - slack)
        raw = (100.0 if now == aim else 0.0) if not slack else 100 * max(0.0, 1 - beyond / slack)
    elif start is None or figure.value is None:
        return Found(None)
    elif start == aim:
        raw = figure.value
        assert raw in (0, 100)
    else:
        raw = 100 * (now - start) / (aim - start)
    return Found(min(100.0, max(0.0, raw)), raw)


def _due(_: Figure, rows: Sequence[Row]) -> Found:
    part = sum(row["État"] == "dépassée" for row in rows)
    return Found(float(part), part, len(rows))


def _objectives(figure: Figure, rows: Sequence[Row]) -> Found:
    rated = [row["Note"] for row in rows if row["Note"] not in ("Non noté", "Trop tôt pour le dire")]
    assert sum(figure.excluded.values()) == len(rows) - len(rated)
    reached = sum(note == "Atteint" for note in rated)
    return _share(reached, len(rated)) if rated else Found(None, None, 0)


def _led(_: Figure, rows: Sequence[Row]) -> Found:
    return _share(sum(row["Responsable"] is not None for row in rows), len(rows))


def _campaign(figure: Figure, rows: Sequence[Row]) -> Found:
    received = [row for row in rows if row["État"] in ("Soumis, non validé", "Validé")]
    if figure.key == "points_valides":
        return _share(sum(row["État"] == "Validé" for row in received), len(received))
    late = [row for row in rows if row["Délai"] == "En retard"]
    return _share(len(late if figure.key == "points_en_retard" else received), len(rows))


def _checks(_: Figure, rows: Sequence[Row]) -> Found:
    return _share(sum(row["Contrôles passés"] for row in rows), sum(row["Contrôles"] for row in rows))


def _constant_set(_: Figure, rows: Sequence[Row]) -> Found:
    """A difference in points on the actions that both dates count."""
    both = [row for row in rows if row["Compte"] == "aux deux dates"]
    if not both or any(all(row[name] in UNSAID for row in both) for name in ("Avant", "Après")):
        return Found(None, None, len(both))
    more = sum((row["Après"] == "Réalisée") - (row["Avant"] == "Réalisée") for row in both)
    return Found(100 * more / len(both), more, len(both))


def _listed(_: Figure, rows: Sequence[Row]) -> Found:
    return Found(float(len(rows)))


RULES: tuple[tuple[set[str], Callable[[Figure, Sequence[Row]], Found]], ...] = (
    ({"Code", "Action", "État", "Compte", "À jour"}, _of_actions),
    ({"Code", "Avant", "Après", "Compte"}, _constant_set),
    ({"Code", "En cours", "Tenue", "Renseignée"}, _recurrent),
    ({"Date", "Valeur", "Nuance", "Commentaire"}, _of_indicator),
    ({"Code", "Indicateur", "Dernière valeur", "Compte"}, _of_indicators),
    ({"Élément", "Date", "Valeur"}, _of_target),
    ({"Échéance", "État", "Ce qui est dû"}, _due),
    ({"Code", "Objectif", "Note"}, _objectives),
    ({"Code", "Fiche", "Responsable"}, _led),
    ({"Fiche", "État", "Délai", "Envoyé le"}, _campaign),
    ({"Fiche", "Contrôles passés", "Contrôles"}, _checks),
    ({"Code", "Type", "Nom", "Commune"}, _listed),
)
"""The columns that a table must have → how it is worked out."""
