"""A file of équipements as lines of named cells: its encoding, its separator, what its columns mean.

Nothing here knows places. A file that cannot be read at all has a `problem`, one French sentence.
"""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from io import StringIO

from data.entry.pasted_cells import word_key
from data.facilities.facility import MOST
from data.french import listing, number

LARGEST = 2 * 1024 * 1024
"""Bytes of a file."""
LONGEST_CELL = 400
_BIGGEST_CELL = 20_000
_SHOWN_HEADINGS = 12


class Column(StrEnum):
    """What a column holds; the value is its heading in the template."""

    NAME = "Nom"
    KIND = "Type"
    LON = "Longitude"
    LAT = "Latitude"
    X = "X"
    Y = "Y"
    ADDRESS = "Adresse"
    COMMUNE_CODE = "Code commune"
    COMMUNE = "Commune"
    CODE = "Code"
    SOURCE = "Source"
    DATE = "Date"


_HEADINGS: dict[Column, str] = {
    Column.NAME: "nom, libelle, intitule, denomination, equipement, nom de l equipement, nom du lieu, titre, "
    "structure, nom de la structure, raison sociale",
    Column.KIND: "type, type d equipement, categorie, nature, type de lieu, type de structure, famille",
    Column.LON: "longitude, lon, long, lng, longitude wgs84, longitude wgs 84, coord lon",
    Column.LAT: "latitude, lat, latitude wgs84, latitude wgs 84, coord lat",
    Column.X: "x, coordx, coord x, coordonnee x, x l93, x lambert93, x lambert 93, lambert x, lambertx",
    Column.Y: "y, coordy, coord y, coordonnee y, y l93, y lambert93, y lambert 93, lambert y, lamberty",
    Column.ADDRESS: "adresse, adresse postale, adresse complete, rue, voie",
    Column.COMMUNE_CODE: "code commune, code insee, insee, code de la commune, codecommune, code insee commune, "
    "codeinsee, insee com, depcom, code insee de la commune",
    Column.COMMUNE: "commune, ville, nom commune, nom de la commune, localite",
    Column.CODE: "code, identifiant, id, reference, numero, code equipement, code de l equipement, finess, siret",
    Column.SOURCE: "source, origine, producteur",
    Column.DATE: "date, date de mise a jour, mise a jour, maj, date maj, a jour au, liste etablie le, etabli le",
}
_COLUMN_OF = {name.strip(): column for column, names in _HEADINGS.items() for name in names.split(",")}


@dataclass(frozen=True)
class Line:
    """A line that is not blank: its number in the file, its text, its cells. `why`: why they cannot be read."""

    number: int
    text: str
    cells: dict[Column, str]
    why: str | None = None


@dataclass(frozen=True)
class Cells:
    """A file.

    Attributes:
        encoding: how its letters were read, in French; empty when there is nothing to say of it.
        ignored: headings that mean nothing here, or say again what another column says.
        problem: why nothing of it can be read.
    """

    lines: tuple[Line, ...] = ()
    columns: frozenset[Column] = frozenset()
    encoding: str = ""
    ignored: tuple[str, ...] = ()
    problem: str | None = None


def cells_of(content: bytes) -> Cells:
    """Read a file: UTF-8, Windows or Unicode letters; cells apart by « ; », a comma or a tabulation."""
    if len(content) > LARGEST:
        return Cells(
            problem=f"Ce fichier pèse {number(len(content) / 1024 / 1024)} Mo ; le maximum est de "
            f"{LARGEST // 1024 // 1024} Mo. Découpez-le en plusieurs fichiers."
        )
    text, encoding = _text(content)
    if text is None:
        return Cells(problem=_no_text(content))
    if not text.strip():
        return Cells(problem="Ce fichier est vide. Il lui faut une première ligne de titres, puis une ligne par lieu.")
    count = text.count("\n")
    if count > 2 * MOST:  # certainly too many, however its cells are quoted: nothing is read
        return Cells(problem=_too_many(count))
    found = _rows(text)
    if found is None:
        return Cells(problem="Les guillemets de ce fichier ne se ferment pas : enregistrez-le à nouveau en CSV.")
    headings, rows = found
    if len(rows) > MOST:
        return Cells(problem=_too_many(len(rows)))
    columns, ignored = _columns(headings)
    problem = _unusable(headings, columns)
    if problem:
        return Cells(problem=problem)
    if not rows:
        return Cells(problem="Ce fichier n’a que sa ligne de titres : il lui faut une ligne par lieu.")
    lines = tuple(_line(at, cells, columns) for at, cells in rows)
    return Cells(lines, frozenset(each for each in columns if each), encoding, ignored)


def _text(content: bytes) -> tuple[str | None, str]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decoded(content, "utf-16"), "Fichier « Texte Unicode »."
    if b"\0" in content:
        return None, ""
    text = _decoded(content, "utf-8-sig")
    if text is not None:
        return (None if _is_binary(text) else text), ""
    text = _decoded(content, "cp1252")
    return (None if text is None or _is_binary(text) else text), "Accents lus comme ceux de Windows (CP1252)."


def _decoded(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError:
        return None


def _is_binary(text: str) -> bool:
    """Whether a text is none: a control character that slipped into a cell is not enough."""
    start = text[:4096]
    strange = sum(unicodedata.category(letter) == "Cc" and letter not in "\n\t" for letter in start)
    return strange * 20 > len(start)


def _no_text(content: bytes) -> str:
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return (
            "Ce fichier est un classeur : dans votre tableur, enregistrez la feuille au format CSV, puis choisissez-la."
        )
    return "Ce fichier n’est pas un tableau en texte (CSV) : enregistrez-le en CSV depuis votre tableur."


def _too_many(count: int) -> str:
    return (
        f"Ce fichier compte {number(count)} lignes ; le maximum est de {number(MOST)}. Ne gardez que les lieux du "
        "département, ou découpez-le."
    )


def _rows(text: str) -> tuple[list[str], list[tuple[int, list[str]]]] | None:
    """Headings and numbered rows, under the separator that makes most columns known; None when no quote matches."""
    best: tuple[list[str], list[tuple[int, list[str]]]] | None = None
    most = -1
    for delimiter in (";", "\t", ","):
        try:
            read = [(at, cells) for at, cells in _parsed(text, delimiter) if any(cells)]
        except csv.Error:
            continue
        known = sum(_column(cell) is not None for cell in read[0][1]) if read else 0
        if read and known > most:
            best, most = (read[0][1], read[1:]), known
    return best


def _parsed(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """(number of its first line, cells) of each row."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    first = 1
    for cells in reader:
        yield first, [_clean(cell) for cell in cells]
        first = reader.line_num + 1


def _clean(cell: str) -> str:
    """One line, without control characters; whatever else was typed stays, as text."""
    if len(cell) > _BIGGEST_CELL:
        raise csv.Error
    spaced = "".join(" " if letter in "\n\t" else letter for letter in cell)
    kept = "".join(letter for letter in spaced if unicodedata.category(letter) not in ("Cc", "Cs"))
    return " ".join(kept.replace("\ufeff", "").split())


def _column(heading: str) -> Column | None:
    return _COLUMN_OF.get(word_key(heading))


def _columns(headings: list[str]) -> tuple[list[Column | None], tuple[str, ...]]:
    """What each column holds: the first of two that say the same, degrees before metres when a file has both."""
    meant = [_column(heading) for heading in headings]
    degrees = {Column.LON, Column.LAT} <= set(meant)
    kept: list[Column | None] = []
    ignored: list[str] = []
    for heading, column in zip(headings, meant, strict=True):
        again = column in kept or (degrees and column in (Column.X, Column.Y))
        kept.append(None if again else column)
        if heading and kept[-1] is None:
            ignored.append(heading)
    return kept, tuple(ignored)


def _unusable(headings: list[str], columns: list[Column | None]) -> str | None:
    missing: list[str] = []
    if Column.NAME not in columns:
        missing.append("« Nom »")
    if not ({Column.LON, Column.LAT} <= set(columns) or {Column.X, Column.Y} <= set(columns)):
        missing.append("« Longitude » et « Latitude » (ou « X » et « Y »)")
    if not missing:
        return None
    said = listing([f"« {heading[:40]} »" for heading in headings if heading], _SHOWN_HEADINGS)
    return (
        f"La première ligne doit nommer les colonnes ; il y manque {listing(missing)}. "
        f"Elle dit : {said}. Partez du modèle, ou renommez les colonnes."
    )


def _line(at: int, cells: list[str], columns: list[Column | None]) -> Line:
    text = " ; ".join(cells).strip(" ;")
    text = text if len(text) <= 160 else f"{text[:160].rstrip()}…"
    if any(cells[len(columns) :]):
        return Line(at, text, {}, "Elle a plus de cellules qu’il n’y a de colonnes : vérifiez les séparateurs.")
    if any(len(cell) > LONGEST_CELL for cell in cells):
        return Line(at, text, {}, f"Une cellule dépasse {LONGEST_CELL} caractères : raccourcissez-la.")
    return Line(at, text, {column: cell for column, cell in zip(columns, cells, strict=False) if column and cell})
