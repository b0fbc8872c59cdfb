"""Figures printed in the document, on the Drôme's: as written, with what contradicts them."""

import json
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest

from data.measures.key_figures import KeyFigure, as_written, key_figures, key_figures_table, sentence
from tests.support.measures import DROME, drome, situation

NBSP, THIN = "\u00a0", "\u202f"


@pytest.fixture(scope="module")
def figures() -> dict[str, KeyFigure]:
    raw = json.loads(DROME.read_text(encoding="utf-8"))["key_figures"]
    rows: list[dict[str, Any]] = [
        {
            **{name: row[name] for name in ("code", "title", "value", "unit", "qualifier")},
            **{name: row[name] for name in ("kind", "note", "denominator")},
            "year": None if row["year"] is None else str(row["year"]),
            "heading_code": row["heading"], "axis_code": None, "fiche_code": row["fiche"], "source_line": row["line"],
        }
        for row in raw
    ]  # fmt: skip
    return {each.code: each for each in key_figures(situation(drome(), key_figures=rows))}


def test_all_are_there_and_told_apart(figures: dict[str, KeyFigure]) -> None:
    assert Counter(each.kind for each in figures.values()) == {"chiffre_cle": 43, "contexte": 23}


@pytest.mark.parametrize(
    ("code", "value", "label"),
    [
        ("CC1.1-02", f"+{NBSP}de 15{THIN}000", "Enfants vus par un médecin de PMI ou une infirmière-puéricultrice"),
        ("CC2.1-06", f"Près{NBSP}de 312", "Internes en médecine accueillis en Drôme"),
        ("CC2.2-01", "9 sur 14", "9 résidences autonomie sur 14 accueillent des personnes en situation de handicap"),
        ("CC3.1-02", f"1{THIN}540", "Participants aux conférences annuelles des solidarités"),
        ("CTX-01", f"Près de 514{THIN}700 habitants", "Population de la Drôme"),
        ("CTX-03", f"5,2{NBSP}%", "Part des ménages drômois bénéficiaires du RSA"),
        ("CTX-07", f"83{NBSP}%", "Objectifs atteints du schéma précédent"),
    ],
)
def test_a_value_is_as_the_document_writes_it(figures: dict[str, KeyFigure], code: str, value: str, label: str) -> None:
    assert (figures[code].value, figures[code].label) == (value, label)


def test_two_values_for_one_thing_are_both_kept_and_say_so(figures: dict[str, KeyFigure]) -> None:
    first, second = figures["CC1.1-06"], figures["CC2.1-02"]
    assert (first.value, second.value) == (f"3{THIN}620", f"4{THIN}733")
    assert first.conflict
    assert second.conflict
    assert first.note == (
        f"Autre valeur dans le document{NBSP}: 4 733 (ligne{NBSP}1081) "
        "pour le même millésime 2023 et le même intitulé PCH"
    )
    assert not figures["CC1.1-04"].conflict


def test_a_missing_year_is_said_and_a_span_kept(figures: dict[str, KeyFigure]) -> None:
    assert figures["CC1.2-01"].year == "année non précisée"
    assert figures["CTX-05"].year == "2019-2024"
    assert figures["CC1.1-01"].line == 377


def test_a_quarter_is_said_in_words() -> None:
    row = {"code": "C1", "title": "Taux de chômage", "value": 7.2, "unit": "%", "qualifier": None, "kind": "reference",
           "note": "France", "denominator": None, "year": "2022-T3", "heading_code": None, "axis_code": None,
           "fiche_code": None, "source_line": 3}  # fmt: skip
    assert [one.year for one in key_figures(situation(drome(), key_figures=[row]))] == ["3e trimestre 2022"]


def test_the_sentence_says_they_are_no_series(figures: dict[str, KeyFigure]) -> None:
    said = sentence(list(figures.values()))
    assert said.startswith("Le document donne 43 chiffres clés et 23 chiffres de contexte, chacun à une date")
    assert "30 n’ont pas d’année" in said
    assert "les deux sont gardées" in said
    assert sentence([]) == "Aucun chiffre du document dans cette sélection."


def test_one_figure_is_told_in_the_singular(figures: dict[str, KeyFigure]) -> None:
    one = replace(figures["CC1.1-01"], kind="cible", dated=True, conflict=False)
    said = "Le document donne 1 cible écrite dans le texte, à une date : ce n’est pas une évolution."
    assert sentence([one]) == said.replace(" :", f"{NBSP}:")
    undated = replace(one, dated=False)
    assert sentence([undated]) == said.replace("à une date :", f"sans année{NBSP}:")
    both = sentence([undated, replace(undated, code="CC1.1-02")])
    assert both.endswith(f"chacun sans année{NBSP}: aucun n’est une évolution.")


def test_a_remark_that_gives_another_value_is_a_conflict() -> None:
    notes = {
        "« plus de 1500 » ; l. 5124 donne 1 600": True,
        "ONPE ; l. 3719 : 14 % ; l. 3940 : 14,7 %": True,
        "répété l. 2665": False,
        "« Quatre associations » ; 7 secteurs communaux nommés (l. 792-794)": False,
    }
    row = {"code": "F", "title": "Enfants confiés", "value": 1500, "unit": "enfants", "qualifier": None, "year": None}
    row |= {"denominator": None, "kind": "contexte", "source_line": 1, "heading_code": None}
    plan = situation(drome(), key_figures=[row | {"note": note} for note in notes])
    found = key_figures(plan)
    assert [one.conflict for one in found] == list(notes.values())
    assert found[0].note == f"«{NBSP}plus de 1500{NBSP}»{NBSP}; ligne{NBSP}5124 donne 1 600"


def test_the_table_has_a_line_each(figures: dict[str, KeyFigure]) -> None:
    rows = key_figures_table(list(figures.values()))
    assert len(rows) == 66
    assert rows.loc[0, "Ligne du document"] == "377"


def test_an_absent_value_is_not_zero() -> None:
    row = {"title": "Sans valeur", "value": None, "unit": None, "qualifier": None, "denominator": None}
    assert as_written(row) == ("—", "Sans valeur")
    assert as_written({**row, "value": 0, "unit": "places"})[0] == "0 places"


def test_a_figure_given_in_words_is_those_words() -> None:
    row = {"title": "Coordination", "value": None, "unit": "%", "qualifier": "près de la moitié", "denominator": None}
    assert as_written(row) == ("Près de la moitié", "Coordination")
    crowd = {**row, "title": "Participants", "value": 100, "unit": "personnes", "qualifier": "une centaine"}
    assert as_written(crowd) == ("Une centaine de personnes", "Participants")
