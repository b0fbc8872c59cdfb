"""The open data of the demonstration: what its schema says, the sums of the measures, nothing hidden comes back."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZipFile

import pytest

from data.documents.open_data import open_data, open_data_zip
from data.measures import rates
from data.measures.columns import records
from data.measures.masking import count_of
from data.measures.nesting import FINEST, owners
from data.measures.readable import readable_measures
from data.measures.units import smallest_of
from data.selection import Filter, narrow
from data.situation import Situation
from data.vocabulary import DISPLAY_ORDER, Weather, label
from tests.support.table_schema import faults, read

At = Callable[[str], Situation]
FILTERS = (
    Filter(),
    Filter(axes=("2",)),
    Filter(audiences=("personnes_agees",)),
    Filter(territory="242600534"),
    Filter(statuses=("abandonnee",)),
    Filter(axes=("rien",)),
)


@pytest.mark.parametrize("wanted", FILTERS, ids=str)
def test_every_file_is_what_its_schema_says(demo_now: Situation, wanted: Filter) -> None:
    files = open_data(narrow(demo_now, wanted))
    assert faults(files) == []
    assert len([name for name in files if name.endswith(".csv")]) == 13


def test_the_dictionary_has_a_line_for_each_column_and_the_reader_a_word_for_each_file(demo_now: Situation) -> None:
    files = open_data(demo_now)
    package = json.loads(files["schema.json"])
    known = [(one["path"], field["name"]) for one in package["resources"] for field in one["schema"]["fields"]]
    assert [(row["fichier"], row["colonne"]) for row in read(files, "dictionnaire.csv")] == known
    told = files["LISEZMOI.txt"].decode()
    assert all(one["path"] in told for one in package["resources"])
    assert package["licenses"][0]["name"] == "etalab-2.0"
    assert "le choix de la licence, et celui de publier, reviennent au Département" in told


def test_counts_are_those_of_the_measures(demo_now: Situation) -> None:
    files = open_data(demo_now)
    actions = [row for row in read(files, "actions.csv") if row["comptee"] == "true"]
    counted = Counter(row["statut"] for row in actions)
    shown = rates.breakdown(demo_now.leaves)
    assert {str(word): counted[word.value] for word in DISPLAY_ORDER} == {str(k): int(v) for k, v in shown.items()}
    out = {"abandonnee", "reportee", "non_concernee"}
    applicable = [row for row in actions if row["statut"] not in out and row["recurrente"] == "false"]
    whole = rates.completion(demo_now.leaves)
    assert whole.denominator == len(applicable)
    assert whole.numerator == sum(row["statut"] == "realisee" for row in applicable)
    states = Counter((row["territoire_code"], row["statut"]) for row in read(files, "etats_territoires.csv"))
    for row in records(rates.breakdown_by(demo_now.cells, "territory_code")):
        assert {w: row[w.value] for w in DISPLAY_ORDER} == {w: states[row["key"], w.value] for w in DISPLAY_ORDER}


def test_a_value_is_the_one_of_the_screen_or_is_masked(demo_now: Situation) -> None:
    written = {
        (row["indicateur_code"], row["territoire_code"], row["date"], row["depart"]): row
        for row in read(open_data(demo_now), "valeurs.csv")
    }
    shown = readable_measures(demo_now)
    assert len(written) == sum(len(rows) for rows in shown.values())
    masked = 0
    for code, rows in shown.items():
        for row in records(rows):
            found = written[code, row["territory_code"], row["on"].isoformat(), str(bool(row["baseline"])).lower()]
            if row["masked"]:
                masked += 1
                assert (found["valeur"], found["numerateur"], found["denominateur"]) == ("", "", "")
                assert (found["masque"], found["approximative"]) == ("true", "false")
            elif row["value"] is not None:
                assert float(found["valeur"]) == pytest.approx(float(row["value"]))
    assert masked > 20


def test_no_masked_count_comes_back_by_subtraction(demo_now: Situation) -> None:
    """A reader who knows only the files: one hidden part alone of a published sum would be given back."""
    values = read(open_data(demo_now), "valeurs.csv")
    indicators = {str(row["code"]): row for row in records(demo_now.indicators)}
    whole = demo_now.plan.departement_code
    kinds = {row["code"]: row["kind"] for row in records(demo_now.territories)}
    nested = [owners(demo_now.territories, kind) for kind in FINEST]
    looked = 0
    for code, indicator in indicators.items():
        if smallest_of(indicator) is None or indicator["territory_aggregation"] in ("aucune", "derniere"):
            continue
        rows = [row for row in values if row["indicateur_code"] == code]
        for day in {(row["date"], row["depart"]) for row in rows}:
            at = {row["territoire_code"]: row for row in rows if (row["date"], row["depart"]) == day}
            for kind in set(kinds.values()):
                families: dict[str, list[str]] = {whole: [c for c in at if kinds[c] == kind and c != whole]}
                for owner_of in nested:
                    for place in at:
                        if kinds[place] == kind and place in owner_of:
                            families.setdefault(owner_of[place], []).append(place)
                for owner, parts in families.items():
                    hidden = [place for place in dict.fromkeys(parts) if at[place]["masque"] == "true"]
                    if owner in at and at[owner]["masque"] == "false" and hidden:
                        looked += 1
                        assert len(hidden) > 1, (code, day, owner, hidden)
    assert looked


def test_small_counts_are_nowhere(demo_now: Situation) -> None:
    """Every count under the threshold of its indicator is absent from its row, whoever gave it."""
    shown = {
        (row["indicateur_code"], row["territoire_code"], row["date"], row["depart"]): row
        for row in read(open_data(demo_now), "valeurs.csv")
    }
    small = 0
    indicators = {str(row["code"]): row for row in records(demo_now.indicators)}
    for row in records(demo_now.measures):
        indicator = indicators[str(row["indicator_code"])]
        least, count = smallest_of(indicator), count_of(row)
        local = row["territory_code"] != demo_now.plan.departement_code
        if least is None or count is None or count >= least or not local or row["numerator"] is not None:
            continue
        if indicator["unit"] and re.search(r"%|taux|délai|durée|note|indice", str(indicator["unit"])):
            continue
        small += 1
        key = (row["indicator_code"], row["territory_code"], row["on"].isoformat(), str(bool(row["baseline"])).lower())
        assert shown[key]["valeur"] == ""
    assert small


def test_nothing_that_somebody_wrote_of_the_follow_up_is_in_it(demo_now: Situation) -> None:
    body = "\n".join(part.decode() for part in open_data(demo_now).values())
    names = {str(row["name"]) for row in records(demo_now.pilots) if len(str(row["name"])) > 8}
    texts = {
        str(row[name]).strip()
        for row in records(demo_now.reports)
        for name in ("done", "difficulties", "request", "upcoming")
        if len(str(row[name] or "")) > 12
    }
    texts |= {str(row["comment"]).strip() for row in records(demo_now.states) if len(str(row["comment"] or "")) > 12}
    # The plan's own titles may hold the name of an institution.
    titles = " ".join(str(row["title"]) for table in (demo_now.actions, demo_now.fiches, demo_now.indicators,
                                                     demo_now.objectives, demo_now.headings, demo_now.decisions)
                      for row in records(table))  # fmt: skip
    units = " ".join(str(row["unit"] or "") for row in records(demo_now.indicators))
    assert names
    assert texts
    assert [name for name in names if name in body and name not in titles + units] == []
    assert [text for text in texts if text in body and text not in titles] == []
    assert [label(word) for word in Weather if label(word) in body] == []


def test_it_says_where_it_comes_from_and_names_no_pilot(demo_at: At) -> None:
    now = demo_at("2026-T2")
    pilot = str(now.assignments["pilot_id"].iloc[0])
    name = str(now.pilots.loc[now.pilots["pilot_id"].astype(str) == pilot, "name"].iloc[0])
    narrowed = narrow(now, Filter(axes=("1",), pilots=(pilot,)))
    assert any(name in words for words in narrowed.kept)
    files = open_data(narrowed, frozen=2, sha256="a" * 64)
    (plan,) = read(files, "plan.csv")
    assert (plan["periode"], plan["etat_fige"], plan["empreinte"]) == ("2026-T2", "2", "a" * 64)
    assert plan["demonstration"] == "true"
    assert plan["filtres"].startswith("Axe 1")
    told = files["LISEZMOI.txt"].decode()
    for text in (plan["filtres"], told, files["schema.json"].decode()):
        assert name not in text
        assert "noms non publiés" in text
    assert "Données de démonstration" in told
    assert "état figé n° 2" in told


@pytest.mark.parametrize(
    "typed", ["=1+1", "@SUM(A1)", "+33 1", "ligne\r\nautre, « ; »", 'des "guillemets"', "\x00\u202e"]
)
def test_what_was_typed_stays_a_text_on_one_line(demo_now: Situation, typed: str) -> None:
    decisions = demo_now.decisions.copy()
    decisions["title"] = [typed, *decisions["title"].tolist()[1:]]
    rows = list(csv.reader(StringIO(open_data(replace(demo_now, decisions=decisions))["decisions.csv"].decode())))
    assert all(len(row) == len(rows[0]) for row in rows)
    assert not rows[1][1].startswith(("=", "@", "+"))
    assert not {"\n", "\r", "\x00", "\u202e"} & set(rows[1][1])


def test_a_plan_without_anything_followed_still_comes_out(demo_now: Situation) -> None:
    empty: dict[str, Any] = {
        name: getattr(demo_now, name).iloc[:0]
        for name in ("headings", "fiches", "actions", "leaves", "cells", "states", "indicators", "measures", "targets",
                     "objectives", "objective_ratings", "decisions", "reports")
    }  # fmt: skip
    files = open_data(demo_now.with_(**empty))
    assert faults(files) == []
    assert read(files, "actions.csv") == []


def test_the_archive_is_the_same_files_and_the_same_bytes_each_time(demo_now: Situation) -> None:
    body = open_data_zip(demo_now, frozen=1)
    assert body == open_data_zip(demo_now, frozen=1)
    with ZipFile(BytesIO(body)) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == open_data(demo_now, frozen=1)
