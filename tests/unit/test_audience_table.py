"""The table of publics covers each plan word for word, and a broken one is refused in French, by line."""

from pathlib import Path

import pytest

from data.catalogue.audiences import TABLE, check_wordings, read_audience_table
from data.catalogue.format import catalogue_files, read_catalogue
from data.catalogue.items import Catalogue
from data.errors import CatalogueError

DROME = "drome-2025-2030"
NBSP = "\u00a0"


@pytest.fixture(scope="module")
def drome() -> Catalogue:
    return read_catalogue(catalogue_files()[DROME])


def test_the_table_covers_each_plan_word_for_word() -> None:
    table = read_audience_table()
    for path in catalogue_files().values():
        check_wordings(table, read_catalogue(path))
    assert len({row.wording_code for row in table.rows if row.plan == DROME}) == 38
    assert 15 <= len(table.audiences) <= 26
    assert [audience.code for audience in table.audiences if audience.universal] == ["tout_public"]


def test_the_table_is_many_to_many() -> None:
    table = read_audience_table()
    assert set(table.shared(DROME, "ASE")) == {"protection_enfance", "enfants", "jeunes"}
    assert table.shared(DROME, "PARENTS") == table.shared(DROME, "FAM") == ("familles",)
    assert table.shared(DROME, "inconnu") == ()


def test_a_wording_that_fits_nothing_may_be_absent(drome: Catalogue, tmp_path: Path) -> None:
    path = tmp_path / "audiences.csv"
    row = f"{DROME};AIDANTS;Aidants;aidants;Aidants;\n"
    text = TABLE.read_text(encoding="utf-8")
    assert row in text
    path.write_text(text.replace(row, ""), encoding="utf-8")
    table = read_audience_table(path)
    check_wordings(table, drome, path)
    assert table.shared(DROME, "AIDANTS") == ()


HEADER = "plan;wording_code;wording;audience_code;audience;reason"
GOOD = "p;PA;Personnes âgées;agees;Personnes âgées;"


@pytest.mark.parametrize(
    ("lines", "what"),
    [
        (["plan;code"], "ligne 1 : l’en-tête"),
        ([HEADER], "la table est vide"),
        ([HEADER, GOOD, "p;PH;Handicap"], "ligne 3 : 3 colonnes au lieu de 6"),
        ([HEADER, GOOD, "p;PH;Handicap;;Handicap;"], "ligne 3 (public PH) : une cellule est vide"),
        ([HEADER, GOOD, GOOD], "ligne 3 (public PA) : cette paire est déjà dans la table"),
        (
            [HEADER, GOOD, "p;PA;Seniors;autre;Autre;"],
            "ligne 3 (public PA) : ce code a déjà un autre libellé",
        ),
        ([HEADER, GOOD, "p;PH;Handicap;agees;Âgés;"], "ligne 3 (public PH) : « agees » a déjà un autre nom"),
        ([HEADER, 'p;PA;"Personnes'], "illisible"),
    ],
)
def test_a_broken_table_is_refused(lines: list[str], what: str, tmp_path: Path) -> None:
    path = tmp_path / "audiences.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    with pytest.raises(CatalogueError) as caught:
        read_audience_table(path)
    assert what in str(caught.value).replace(NBSP, " ")


def test_an_absent_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="introuvable"):
        read_audience_table(tmp_path / "audiences.csv")


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        (
            f"{DROME};GRAND_PUBLIC;Grand public;tout_public;Tout public;communication ou événement ouvert à tous\n",
            "",
            "public GRAND_PUBLIC : il vise tout le monde et manque",
        ),
        (
            f"{DROME};ENFANTS;Enfants;",
            f"{DROME};ENFANTS;Les enfants;",
            "public ENFANTS : le libellé n’est pas",
        ),
        (f"{DROME};NUM;", f"{DROME};NUMERIQUE;", "public NUMERIQUE : inconnu du plan"),
        (";adultes;Adultes;", ";tout_public;Tout public;", "public ADULTES : « tout_public » ne va qu’aux"),
    ],
)
def test_a_table_that_differs_from_the_plan_is_refused(
    old: str, new: str, what: str, drome: Catalogue, tmp_path: Path
) -> None:
    text = TABLE.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "audiences.csv"
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(CatalogueError) as caught:
        check_wordings(read_audience_table(path), drome, path)
    assert what in str(caught.value).replace(NBSP, " ")
