"""What is pasted from a spreadsheet, as lines of cells under named columns; nothing here knows the plan.

Cells are text and stay text: HTML, formulas and right-to-left words are kept letter for letter, control characters
are left out.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from io import StringIO

from data.commands.parts import Unfit
from data.french import folded, listing, number
from data.vocabulary import PilotRole

MOST_LINES = 2_000
LONGEST_CELL = 200
LONGEST_TEXT = 1_000_000
_INVISIBLE = dict.fromkeys(map(ord, "\ufeff\u200b\u00ad"))
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})")
_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[ T]00:00(?::00)?)?")


class Column(StrEnum):
    """What a column holds; in the order of columns that have no heading. The value is the heading of a template."""

    PLACE = "Code"
    PILOT = "Pilote"
    ROLE = "Rôle"
    DIRECTION = "Direction"
    ORGANISATION = "Organisme extérieur"
    FROM = "Du"
    TO = "Au"
    EMAIL = "Courriel"
    TITLE = "Titre"


BY_POSITION = tuple(column for column in Column if column is not Column.TITLE)

_HEADINGS: dict[Column, str] = {
    Column.PLACE: "code, fiche, fiches, action, actions, projet, projets, fiche ou action, code de la fiche, "
    "code fiche, code de l action, fiche action, numero, n",
    Column.PILOT: "pilote, pilotes, nom, nom du pilote, unite, service, unite ou service, service pilote, "
    "unite pilote, porteur, responsable, responsable de la fiche, copilote, co pilote, suppleant, suppleance, "
    "pilote de l action",
    Column.ROLE: "role, part, role du pilote",
    Column.DIRECTION: "direction, direction referente, direction du pilote",
    Column.ORGANISATION: "organisme exterieur, organisme, organisation, structure, partenaire, organisme ou partenaire",
    Column.FROM: "du, debut, a partir du, depuis, depuis le, date de debut",
    Column.TO: "au, fin, jusqu au, date de fin",
    Column.EMAIL: "courriel, e mail, email, mail, mel, adresse de courriel, adresse e mail, adresse electronique",
    Column.TITLE: "titre, intitule, titre de la fiche, nom de la fiche",
}
_COLUMN_OF = {name.strip(): column for column, names in _HEADINGS.items() for name in names.split(",")}
_ROLE_NAMES: dict[PilotRole, str] = {
    PilotRole.LEAD: "responsable, responsable de la fiche, responsable de fiche, responsable du projet, "
    "pilote de la fiche, chef de projet, cheffe de projet",
    PilotRole.CO_PILOT: "copilote, co pilote, copilotage",
    PilotRole.DEPUTY: "suppleant, suppleante, suppleance, suppleant e",
    PilotRole.ACTION: "pilote de l action, pilote d action, pilote action",
}
_ROLE_OF = {name.strip(): role for role, names in _ROLE_NAMES.items() for name in names.split(",")}


@dataclass(frozen=True)
class Line:
    """A line that is not blank: its number in what was pasted, its text, its cells by column.

    `why`: why its cells cannot be read, in French; they are then empty.
    """

    number: int
    text: str
    cells: dict[Column, str]
    why: str | None = None


@dataclass(frozen=True)
class Cells:
    """What was pasted.

    Attributes:
        role: the role said by the heading of the pilots (« Copilote »), None without one.
        ignored: headings that mean nothing here.
        problem: why nothing of it can be read, in French.
    """

    lines: tuple[Line, ...] = ()
    role: PilotRole | None = None
    ignored: tuple[str, ...] = ()
    problem: str | None = None


def cells_of(text: str, names_a_place: Callable[[str], bool], place_words: Collection[str] = ()) -> Cells:
    """Read what was pasted: cells apart by tabulations or semicolons, quoted or not, with or without headings.

    Args:
        names_a_place: whether a cell names a fiche or an action (a first line that does is no heading).
        place_words: the plan's own words for them, which may head a column.
    """
    if len(text) > LONGEST_TEXT:
        return Cells(problem=f"Ce collage est trop long. Collez-le par {number(MOST_LINES)} lignes au plus.")
    found = [(at, cells) for at, cells in rows(text) if any(cells)]
    columns: list[Column | None] = list(BY_POSITION)
    role, ignored = None, ()
    if found and _is_heading(found[0][1], names_a_place, place_words):
        headings = found.pop(0)[1]
        columns = [_column(cell, place_words) for cell in headings]
        problem = _unusable(headings, columns)
        if problem:
            return Cells(problem=problem)
        role = _ROLE_OF.get(word_key(headings[columns.index(Column.PILOT)]))
        ignored = tuple(cell for cell, column in zip(headings, columns, strict=True) if cell and column is None)
    if len(found) > MOST_LINES:
        return Cells(
            problem=f"Ce collage compte {number(len(found))} lignes ; le maximum est de {number(MOST_LINES)}. "
            "Collez-le en plusieurs fois."
        )
    # « Responsable » heads a list of fiches and actions alike: an action’s is then simply its pilot.
    role = None if role is PilotRole.LEAD else role
    return Cells(tuple(_line(at, cells, columns) for at, cells in found), role, ignored)


def role_of(text: str) -> PilotRole | None:
    """The role that a cell names; None for nothing and for « pilote », which the place makes clear."""
    word = word_key(text)
    if word in ("", "pilote"):
        return None
    if word not in _ROLE_OF:
        raise Unfit(f"« {text} » n’est pas un rôle : écrivez responsable, copilote, suppléance ou pilote de l’action.")
    return _ROLE_OF[word]


def day_of(text: str) -> date | None:
    """« 31/12/2026 » as a date, None for nothing."""
    if not text:
        return None
    french, iso = _DAY.fullmatch(text), _ISO_DAY.fullmatch(text)
    try:
        if french:
            year = int(french[3])
            return date(year if year > 99 else 2000 + year, int(french[2]), int(french[1]))
        if iso:
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
    except ValueError:
        pass
    raise Unfit(f"« {text} » n’est pas une date : écrivez-la comme 31/12/2026.")


def word_key(text: str) -> str:
    """A heading or a role without capitals, accents, dashes or apostrophes."""
    return " ".join(re.findall(r"[a-z0-9]+", folded(text)))


def rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """(line number, cells) of each row of what a spreadsheet copies, cells cleaned of invisible characters."""
    plain = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    delimiter = "\t" if "\t" in plain else ";"
    for at, cells in _quoted(plain, delimiter) or _unquoted(plain, delimiter):
        if len(cells) == 1 and delimiter == "\t":  # typed with semicolons among lines that were pasted
            cells = cells[0].split(";")
        yield at, [_clean(cell) for cell in cells]


def _quoted(text: str, delimiter: str) -> list[tuple[int, list[str]]] | None:
    """The rows, quotes read as a spreadsheet writes them; None when they do not match or swallow whole lines."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    found: list[tuple[int, list[str]]] = []
    first = 1
    try:
        for cells in reader:
            if any("\n" in cell and delimiter in cell for cell in cells):
                return None
            found.append((first, cells))
            first = reader.line_num + 1
    except csv.Error:
        return None
    return found


def _unquoted(text: str, delimiter: str) -> list[tuple[int, list[str]]]:
    """The rows, quotes being letters but around a whole cell."""
    lines = enumerate(text.split("\n"), start=1)
    return [(at, [_bare(cell) for cell in line.split(delimiter)]) for at, line in lines]


def _bare(cell: str) -> str:
    cell = cell.strip()
    around = len(cell) > 1 and cell[0] == cell[-1] == '"'
    return cell[1:-1].replace('""', '"') if around else cell


def _clean(cell: str) -> str:
    letters = "".join(" " if letter in "\n\t" or unicodedata.category(letter) == "Zs" else letter for letter in cell)
    kept = "".join(letter for letter in letters if unicodedata.category(letter) not in ("Cc", "Cs"))
    return " ".join(kept.translate(_INVISIBLE).split())


def _column(heading: str, place_words: Collection[str]) -> Column | None:
    word = word_key(heading)
    return Column.PLACE if word and word in {word_key(each) for each in place_words} else _COLUMN_OF.get(word)


def _is_heading(cells: list[str], names_a_place: Callable[[str], bool], place_words: Collection[str]) -> bool:
    known = {_column(cell, place_words) for cell in cells}
    return bool(known & {Column.PLACE, Column.TITLE}) and not any(names_a_place(cell) for cell in cells if cell)


def _unusable(headings: list[str], columns: list[Column | None]) -> str | None:
    """Why headings cannot be used: one said twice, none for the pilots."""
    for column in Column:
        same = [f"« {heading} »" for heading, each in zip(headings, columns, strict=True) if each is column]
        if len(same) > 1:
            return f"Plusieurs colonnes disent la même chose ({listing(same)}) : gardez-en une, et collez à nouveau."
    if Column.PILOT not in columns:
        return "La première ligne nomme les colonnes, mais aucune ne s’appelle « Pilote » : ajoutez-la."
    return None


def _line(at: int, cells: list[str], columns: list[Column | None]) -> Line:
    shown = " ; ".join(cells).strip(" ;")
    text = shown if len(shown) <= LONGEST_CELL else shown[:LONGEST_CELL].rstrip() + "…"
    if any(len(cell) > LONGEST_CELL for cell in cells):
        return Line(at, text, {}, f"Une cellule dépasse {LONGEST_CELL} caractères : raccourcissez-la.")
    if any(cells[len(columns) :]):
        return Line(at, text, {}, "Elle a plus de cellules qu’il n’y a de colonnes : vérifiez les séparateurs.")
    return Line(at, text, {column: cell for column, cell in zip(columns, cells, strict=False) if column and cell})
