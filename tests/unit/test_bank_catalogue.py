"""The collection's file is what was counted in the document; a broken one is refused in French, item by item."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from data.catalogue import catalogue_files, check_wordings, read_audience_table, read_catalogue
from data.catalogue.bank import bank_files, counted, read_bank
from data.catalogue.themes import check_headings, read_theme_table
from data.errors import CatalogueError
from data.french import NBSP
from tests.support.bank import CODE, odas


def test_the_collection_holds_what_was_counted_in_the_document() -> None:
    bank = odas()
    assert counted(bank.initiatives) == bank.counts
    counts = bank.counts
    assert (counts.initiatives, counts.fiches, counts.notices, counts.territories) == (179, 117, 62, 63)
    assert counts.by_theme == {
        "insertion": 46, "autonomie": 60, "enfance": 39, "logement": 9, "developpement_social": 25,
    }  # fmt: skip
    assert (counts.by_departement["62"], counts.by_departement["33"]) == (17, 16)
    assert (counts.by_public["pa"], counts.by_public["rsa"], counts.by_public["ph"]) == (46, 27, 33)
    assert (counts.by_start_year["non_precise"], counts.by_maturity["non_precise"]) == (62, 115)
    assert (counts.with_results, counts.with_digital_tool, counts.with_budget_amount) == (59, 30, 11)
    assert (counts.similar_elsewhere, counts.embedded) == (17, 12)


def test_what_is_silent_stays_silent() -> None:
    by_code = {item.code: item for item in odas().initiatives}
    job = by_code["INS-01"]
    assert (job.budget, job.maturity, job.results) == (None, None, ())
    assert (job.line, job.title) == (22, "La plateforme « Job 41 »")
    # Figures observed and effects hoped for are apart; money has its nature and its quotation.
    living_lab = by_code["AUT-28"].budget
    assert living_lab is not None
    assert (living_lab.amount_eur, living_lab.line) == (1_400_000, 2627)
    assert living_lab.nature.startswith("budget du projet")
    assert Counter(item.kind for item in odas().initiatives) == {"fiche": 117, "notice": 62}


def test_collections_are_not_taken_for_plans() -> None:
    assert CODE not in catalogue_files()
    assert list(bank_files()) == [CODE]


def test_each_public_of_the_collection_is_shared() -> None:
    table = read_audience_table()
    check_wordings(table, odas())
    assert len(odas().publics) == 23
    assert all(table.shared(CODE, public.code) for public in odas().publics)
    assert table.shared(CODE, "pa") == ("personnes_agees",)
    assert table.shared(CODE, "tous") == ("tout_public",)


def test_the_table_of_themes_speaks_of_every_heading_and_leaves_some_out_with_a_reason() -> None:
    table = read_theme_table()
    themes = {theme.code for theme in odas().themes}
    for path in catalogue_files().values():
        check_headings(table, read_catalogue(path), themes)
    across = [row for row in table.rows if row.theme is None]
    assert len(across) >= 10
    assert all(row.reason for row in across)
    assert table.themes("drome-2025-2030", "2.1") == ("autonomie", "enfance")
    assert table.themes("drome-2025-2030", "3.3") == table.themes("ailleurs", "1") == ()


Break = Callable[[dict[str, Any]], object]


@pytest.mark.parametrize(
    ("harm", "says"),
    [
        (lambda b: b["initiatives"].pop(), "décompte « initiatives » : 179 annoncés, 178 dans la liste"),
        (lambda b: b["initiatives"][1].update(code="INS-01"), "initiative INS-01 : ce code est employé 2 fois"),
        (lambda b: b["initiatives"][0].update(theme="sport"), "initiative INS-01 : thème « sport » inconnu"),
        (lambda b: b["initiatives"][0].update(publics=["chats"]), "initiative INS-01 : public « chats » inconnu"),
        (lambda b: b["initiatives"][0].update(maturity="fini"), "initiative INS-01 : maturité « fini » inconnu"),
        (lambda b: b["initiatives"][0].update(sub_theme="Ailleurs"), "rubrique « Ailleurs » n’est pas de son thème"),
        (lambda b: b["initiatives"][0].update(line_end=9999), "ligne 9999 d’un document de 5763"),
        (lambda b: b["initiatives"][0].update(line_end=3), "elle finit avant de commencer"),
        (lambda b: b["initiatives"][0].update(start_year="2016"), "initiative INS-01, champ « start_year »"),
        (lambda b: b["initiatives"][0].update(kind="autre"), "initiative INS-01, champ « kind »"),
        (lambda b: b["initiatives"][0].update(couleur="bleu"), "initiative INS-01, champ « couleur » : champ inconnu"),
        (lambda b: b["initiatives"][0].pop("note"), "initiative INS-01, champ « note » : champ absent"),
        (lambda b: b["initiatives"][0].update(note="écrire à nom@exemple.fr"), "élément INS-01 : une adresse"),
        (lambda b: b["initiatives"][0].update(note="au 04 75 00 00 00"), "élément INS-01 : une adresse"),
        (lambda b: b["initiatives"][0].update(status_raw="+33 475000000"), "élément INS-01 : une adresse"),
        (lambda b: b.update(format=2), "numéro de format « 2 » au lieu de 1"),
    ],
)  # fmt: skip
def test_a_broken_collection_is_refused(harm: Break, says: str, tmp_path: Path) -> None:
    body = json.loads(bank_files()[CODE].read_text(encoding="utf-8"))
    harm(body)
    path = tmp_path / "recueil.json"
    path.write_text(json.dumps(body), encoding="utf-8")
    with pytest.raises(CatalogueError) as caught:
        read_bank(path)
    assert says in str(caught.value).replace(NBSP, " ")
    assert "Rien n’a été modifié" in str(caught.value)


def test_a_collection_that_is_no_json_or_not_there_is_refused(tmp_path: Path) -> None:
    broken = tmp_path / "recueil.json"
    broken.write_text("{", encoding="utf-8")
    for path, says in ((broken, "JSON lisible"), (tmp_path / "absent.json", "introuvable")):
        with pytest.raises(CatalogueError, match=says):
            read_bank(path)


HEADER = "plan;heading;theme;reason"


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        (["plan;heading"], "ligne 1 : l’en-tête"),
        ([HEADER, "p;1;insertion"], "ligne 2 : 3 colonnes au lieu de 4"),
        ([HEADER, "p;1;;"], "ligne 2 (niveau 1) : sans thème, il faut une raison"),
        ([HEADER, "p;;insertion;"], "une cellule est vide"),
        ([HEADER, "p;1;insertion;", "p;1;insertion;"], "ligne 3 (niveau 1) : cette paire est déjà dans la table"),
        ([HEADER, "p;1;insertion;", "p;1;;transversal"], "ligne 3 (niveau 1) : ce niveau a un thème sur une ligne"),
        ([HEADER, 'p;1;"insertion'], "illisible"),
    ],
)
def test_a_broken_table_of_themes_is_refused(lines: list[str], says: str, tmp_path: Path) -> None:
    path = tmp_path / "themes.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    with pytest.raises(CatalogueError) as caught:
        read_theme_table(path)
    assert says in str(caught.value).replace(NBSP, " ")


def test_a_heading_without_line_or_a_theme_that_is_not_one_is_refused() -> None:
    plan = read_catalogue(catalogue_files()["drome-2025-2030"])
    table = read_theme_table()
    with pytest.raises(CatalogueError, match="n’existe pas"):
        check_headings(table, plan, {"insertion"})
    missing = plan.model_copy(update={"headings": plan.headings[:-1]})
    with pytest.raises(CatalogueError, match=r"niveau 3\.3\s: inconnu du plan"):
        check_headings(table, missing, {theme.code for theme in odas().themes})
