"""The référentiel: the committed table is what the catalogue gives, searched without accents, picked from once."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from data.catalogue.reference import read_reference, reference_indicators, reference_of, same_wording
from data.catalogue.reference_build import build, write
from data.errors import CatalogueError
from data.measures.reference import matching, offered, reference_table, sentence

DROME, GARD, HERAULT = "drome-2025-2030", "gard-2022-2027", "herault-2023-2028"
NBSP = "\u00a0"
WHOLE = reference_indicators()


def test_it_holds_every_indicator_of_the_plans_with_its_line() -> None:
    assert Counter(one.plan for one in WHOLE) == {DROME: 106, GARD: 25, HERAULT: 96}
    assert all(one.line > 0 and one.domain and one.fiche for one in WHOLE)
    assert all(one.publics for one in WHOLE if one.plan != GARD)  # some of its fiches name no public
    one = reference_of(f"{HERAULT}:6.1.1.I4")
    assert one is not None
    assert (one.title, one.unit, one.measure_kind) == ("Nombre d'ordinateurs distribués", "ordinateurs", "suivi")
    assert one.source == "Schéma départemental de l’action sociale 2023-2028 (Hérault), ligne 2306"
    assert "Personnes éloignées du numérique" in one.publics


def test_the_table_is_what_the_catalogue_gives_and_writing_it_changes_nothing(tmp_path: Path) -> None:
    assert build(known=WHOLE) == list(WHOLE)
    write(WHOLE, tmp_path / "referentiel.csv")
    assert read_reference(tmp_path / "referentiel.csv") == WHOLE


def test_a_reading_that_is_not_one_is_refused(tmp_path: Path) -> None:
    for name, text in (("a.json", "{"), ("b.json", "[]"), ("c.json", '{"axes": [{}]}')):
        (tmp_path / name).write_text(text, encoding="utf-8")
        with pytest.raises(CatalogueError, match=f"« {name} » n’a pas la forme attendue"):
            build([tmp_path / name])


@pytest.mark.parametrize(
    ("text", "words"),
    [("code;title\nx;y\n", "ligne 2 : il faut les colonnes"), ("code;title\n\udce9", "absent ou illisible")],
)
def test_a_damaged_table_is_said(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "referentiel.csv"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(CatalogueError, match=words):
        read_reference(path)
    with pytest.raises(CatalogueError, match="absent ou illisible"):
        read_reference(tmp_path / "ailleurs.csv")


def test_the_same_code_twice_is_refused(tmp_path: Path) -> None:
    write([WHOLE[0], replace(WHOLE[1], code=WHOLE[0].code)], tmp_path / "r.csv")
    with pytest.raises(CatalogueError, match="deux fois le même code"):
        read_reference(tmp_path / "r.csv")


def test_a_plan_is_offered_what_it_does_not_follow() -> None:
    titles = [one.title for one in WHOLE if one.plan == DROME]
    assert len(offered(WHOLE, DROME, titles)) == 121
    once = offered(WHOLE, DROME, [*titles, "TAUX de satisfaction des stagiaires."])
    assert len(once) == 119
    assert len(offered(WHOLE, "ailleurs", [])) == 227
    assert len(offered(WHOLE, DROME, [])) == 121  # its own are never offered, even under a title changed since
    assert same_wording("Nombre d'élèves.") == same_wording("nombre  d’ELEVES")


def test_words_begin_words_and_filters_compose() -> None:
    assert [one.title for one in matching(WHOLE, "ordinateurs DISTRIBUES")] == ["Nombre d'ordinateurs distribués"]
    assert matching(WHOLE, "istribués") == []
    assert len(matching(WHOLE)) == 227
    kept = matching(WHOLE, "formes", nature="realisation", public="Professionnels")
    assert kept
    assert all(one.nature == "realisation" and "Professionnels" in one.publics for one in kept)
    assert matching(kept, domain="autre") == []


def test_the_sentence_counts_plans_what_is_left_and_what_is_kept() -> None:
    left = offered(WHOLE, DROME, [one.title for one in WHOLE if one.plan == DROME])
    assert sentence(WHOLE, left, 121) == (
        f"Le référentiel réunit 227 indicateurs de 3 plans (Drôme, Gard et Hérault){NBSP}; "
        "121 ne sont pas encore dans ce plan."
    )
    assert sentence(WHOLE, left, 4).endswith("121 ne sont pas encore dans ce plan, 4 avec ces filtres.")
    table = reference_table(left[:1])
    assert table.iloc[0]["Document"] == "Schéma unique des solidarités sociales 2022-2027 (Gard)"
