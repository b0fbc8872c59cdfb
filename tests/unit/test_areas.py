"""The table of territoires d'action sociale: what makes a composition, and each way of not being one, in French."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from data.catalogue.areas import HEADER, TABLE, Ground, composed, ground_of, read_areas
from data.database import MAPS
from data.errors import CatalogueError
from data.french import NBSP
from data.geography import departement_map

Write = Callable[..., Path]

GROUND = Ground(
    "07",
    {
        "200000001": "Communauté du Nord", "200000002": "Communauté du Sud", "0701": "Canton un",
        "0702": "Canton deux", "07001": "Amont", "07002": "Aval", "07003": "Bourg", "07004": "Val", "07": "Ardèche",
    },
    {
        "07001": ("200000001", "0701"), "07002": ("200000001", "0702"), "07003": ("200000002", "0702"),
        "07004": ("200000002", None),
    },
    {"07090": "07001", "07091": "07001"},
)  # fmt: skip
NORTH = "07;nord;Nord;epci;200000001;oui;au nord"
SOUTH = "07;sud;Sud;epci;200000002;;"


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """`write(line, line…)` → a table's file."""

    def one(*lines: str, header: str = ";".join(HEADER), encoding: str = "utf-8") -> Path:
        path = tmp_path / "essai.csv"
        path.write_text("\n".join([header, *lines, ""]), encoding=encoding)
        return path

    return one


def refused(path: Path) -> str:
    with pytest.raises(CatalogueError) as error:
        composed(read_areas(path), GROUND, path)
    said = str(error.value).replace(NBSP, " ")
    assert said.startswith("La table des territoires « essai.csv » n’est pas utilisable : ")
    assert "Rien n’a été modifié." in said
    return said


def test_epci_make_territories_and_one_is_indicative(write: Write) -> None:
    north, south = composed(read_areas(write(NORTH, SOUTH)), GROUND)
    assert (north.code, north.name, north.indicative, north.communes) == ("nord", "Nord", True, {"07001", "07002"})
    assert (south.code, south.indicative, south.communes) == ("sud", False, {"07003", "07004"})


def test_a_commune_wins_over_its_canton_and_a_canton_over_its_epci(write: Write) -> None:
    path = write(NORTH, SOUTH, "07;est;Est;canton;0702;;", "07;nord;Nord;commune;07003;;")
    found = {area.code: area.communes for area in composed(read_areas(path), GROUND)}
    assert found == {"nord": {"07001", "07003"}, "sud": {"07004"}, "est": {"07002"}}


def test_older_codes_stand_for_the_commune_of_today(write: Write) -> None:
    path = write("07;nord;Nord;commune;07090;;", "07;nord;Nord;commune;07091;;", "07;sud;Sud;epci;200000001;;", SOUTH)
    found = {area.code: area.communes for area in composed(read_areas(path), GROUND)}
    assert found["nord"] == {"07001"}
    other = write("07;nord;Nord;commune;07090;;", "07;sud;Sud;commune;07091;;", NORTH, SOUTH)
    assert "ligne 3 : Amont (07001) est déjà dans « Nord », ligne 2 ; gardez l’une des deux." in refused(other)


def test_what_a_spreadsheet_does_to_a_table_is_understood(write: Write) -> None:
    """A mark at the start, zeros taken away, empty columns and lines at the end, capitals, spaces."""
    path = write(
        "7;nord;Nord ;EPCI;200000001;OUI;au nord;;", "7;sud;Sud;Commune;7003;;;;", "07;sud;Sud;commune;07004;;;;",
        ";;;;;;;;", header=f"{';'.join(HEADER)};;", encoding="utf-8-sig",
    )  # fmt: skip
    north, south = composed(read_areas(path), GROUND)
    assert (north.name, north.indicative) == ("Nord", True)
    assert south.communes == {"07003", "07004"}


def test_communes_in_no_territory_are_named(write: Write) -> None:
    said = refused(write(NORTH, "07;sud;Sud;commune;07003;;"))
    assert "– 1 commune n’est dans aucun territoire : Val (07004) ; ajoutez leurs lignes." in said
    assert "2 communes ne sont dans aucun territoire : Bourg (07003) et Val (07004)" in refused(write(NORTH))


def test_a_part_given_twice_names_both_lines(write: Write) -> None:
    said = refused(write(NORTH, SOUTH, "07;sud;Sud;epci;200000001;;"))
    assert "– ligne 4 : l’EPCI 200000001 est déjà ligne 2 ; gardez l’une des deux." in said


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("07;est;Est;epci;200000009;;", "ligne 4 : l’EPCI 200000009 n’est pas du département 07 ; corrigez le code."),
        ("07;est;Est;commune;26001;;", "ligne 4 : la commune 26001 n’est pas du département 07"),
        ("07;est;Est;commune;0701;;", "ligne 4 : la commune 00701 n’est pas du département 07"),
        ("07;est;Est;canton;07001;;", "ligne 4 : le canton 07001 (Amont) n’est pas de cette maille"),
        ("07;est;Est;region;84;;", "ligne 4 : la maille « region » n’existe pas ; écrivez epci, canton ou commune."),
        ("07;est;Est;epci;;;", "ligne 4 : une cellule est vide ; seules « indicatif » et « raison » peuvent l’être."),
        ("07;est;Est;epci;200000002;peut-être;", "ligne 4 : « indicatif » vaut « peut-être » ; écrivez « oui »"),
        ("07;est;Est;commune;07004;oui;", "ligne 4 : une composition indicative dit pourquoi ; remplissez « raison »."),
        ("07;à l’est;Est;commune;07004;;", "ligne 4 : le code « à l’est » n’est pas admis"),
        ("07;est;Est;commune;07004", "ligne 4 : 5 colonnes au lieu de 7 ; corrigez les « ; »."),
        ("07;est;Est;commune;07004;;;reste", "ligne 4 : 8 colonnes au lieu de 7"),
        ("07;nord;Le Nord;commune;07004;;", "ligne 4 : le territoire nord s’appelle « Nord » ligne 2"),
        ("07;est;Nord;commune;07004;;", "ligne 4 : « Nord » est déjà le nom du territoire nord, ligne 2"),
        ("07;0701;Est;commune;07004;;", "ligne 4 : 0701 est déjà le code de Canton un ; donnez au territoire un code"),
    ],
)
def test_a_line_that_cannot_be_is_refused_with_its_number(line: str, said: str, write: Write) -> None:
    assert said in refused(write(NORTH, SOUTH, line))


def test_a_territory_that_others_empty_is_refused(write: Write) -> None:
    said = refused(write(NORTH, SOUTH, "07;est;Est;commune;07003;;", "07;ouest;Ouest;commune;07004;;"))
    assert "ligne 3 : il ne reste aucune commune à « Sud », d’autres lignes les prennent toutes" in said


def test_every_error_is_said_at_once(write: Write) -> None:
    said = refused(write("07;nord;Nord;epci;200000009;;", "07;sud;Sud;canton;0799;;"))
    assert "3 erreurs" in said
    assert "4 communes ne sont dans aucun territoire" in said


@pytest.mark.parametrize(
    ("header", "encoding", "said"),
    [
        ("departement;code", "utf-8", "ligne 1 : l’en-tête doit être « departement;territoire_code;"),
        (",".join(HEADER), "utf-8", "ligne 1 : l’en-tête doit être"),
        (";".join(HEADER), "cp1252", "le fichier est illisible ; enregistrez-le en « CSV UTF-8 »"),
    ],
)
def test_a_file_of_another_kind_is_refused(header: str, encoding: str, said: str, write: Write) -> None:
    line = "07;est;Vallée de l'Été;epci;200000001;;"
    assert said in refused(write(line, SOUTH, header=header, encoding=encoding))


def test_an_absent_an_empty_and_a_huge_file_are_refused(write: Write, tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="introuvable"):
        read_areas(tmp_path / "nulle-part.csv")
    with pytest.raises(CatalogueError, match="illisible"):
        read_areas(tmp_path)
    assert "aucune ligne" in refused(write())
    assert "trop lourd" in refused(write(*[NORTH] * 120_000))
    other = refused(write("26;nord;Nord;epci;200000001;;"))
    assert "aucune ligne n’est du département 07" in other


@pytest.mark.parametrize(
    ("departement", "codes", "held"),
    [
        ("07", ["nord", "centre", "sud-est", "sud-ouest"], {"nord": "07010", "centre": "07338", "sud-est": "07005"}),
        (
            "34",
            ["MDS-HLOH", "MDS-CHPSL", "MDS-MTP", "MDS-BIT", "MDS-THAU", "MDS-PC"],
            {"MDS-PC": "34145", "MDS-THAU": "34301", "MDS-BIT": "34032", "MDS-HLOH": "34028", "MDS-CHPSL": "34142"},
        ),
    ],
)
def test_the_committed_table_composes_its_departements_and_says_it_is_indicative(
    departement: str, codes: list[str], held: dict[str, str]
) -> None:
    lines = read_areas(TABLE)
    ground = ground_of(departement_map(departement, MAPS))
    areas = composed(lines, ground)
    assert [area.code for area in areas] == codes
    assert all(area.indicative for area in areas)
    assert all(line.reason for line in lines)
    assert sum(len(area.communes) for area in areas) == len(ground.communes)
    assert {code: commune in next(a for a in areas if a.code == code).communes for code, commune in held.items()} == (
        dict.fromkeys(held, True)
    )
