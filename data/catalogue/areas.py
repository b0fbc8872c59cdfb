"""The table of territoires d'action sociale: of which EPCI, cantons or communes each one is made.

A `;`-separated UTF-8 file, one line for each part: departement;territoire_code;territoire_nom;maille;code;indicatif;
raison. `maille` is epci, canton or commune: a commune line wins over the line of its canton, a canton over its EPCI.
« EPCI » means its communes of the département. `indicatif` is « oui » where nobody decided what the territory is made
of, and then wants its `raison`; empty: decided by the council. A territory is indicative as soon as one line of it is.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from data.catalogue.refusals import refusal
from data.errors import CatalogueError
from data.french import listing, plural
from data.geography.model import DepartementMap, place_rows
from data.vocabulary import TerritoryKind

TABLE = Path(__file__).with_name("territories.csv")
"""The committed table."""
HEADER = ("departement", "territoire_code", "territoire_nom", "maille", "code", "indicatif", "raison")
LARGEST = 4 * 1024 * 1024
"""Bytes of a file: ten times one line for each commune of France would take."""

_GRAINS = (TerritoryKind.EPCI, TerritoryKind.CANTON, TerritoryKind.COMMUNE)
"""What a line may give, the one that wins last."""
_NOUNS = {TerritoryKind.EPCI: "l’EPCI", TerritoryKind.CANTON: "le canton", TerritoryKind.COMMUNE: "la commune"}
_LENGTHS = {TerritoryKind.EPCI: 9, TerritoryKind.CANTON: 4, TerritoryKind.COMMUNE: 5}
"""Signs of a code, to give back the zero that a spreadsheet took."""
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}")
_LONGEST = 200
_NAMED = 8
"""Communes named in one sentence."""


@dataclass(frozen=True)
class AreaLine:
    """One line. `number`: in the file; `grain`: epci, canton or commune; `reason` empty when none is given."""

    number: int
    departement: str
    area_code: str
    area_name: str
    grain: TerritoryKind
    code: str
    indicative: bool
    reason: str


@dataclass(frozen=True)
class Area:
    """A territory and the codes of its communes."""

    code: str
    name: str
    indicative: bool
    communes: frozenset[str]


@dataclass(frozen=True)
class Ground:
    """What a composition is checked against.

    Attributes:
        names: code of every place but the territories themselves → its name.
        communes: code → (EPCI, canton), None where it has none.
        former: code of a commune that no longer exists → the one it is part of.
    """

    departement: str
    names: Mapping[str, str]
    communes: Mapping[str, tuple[str | None, str | None]]
    former: Mapping[str, str]


def ground_of(places: DepartementMap) -> Ground:
    """The ground of a prepared département."""
    return ground_from(places.code, place_rows(places.places), places.former_codes)


def ground_from(departement: str, rows: Iterable[Mapping[str, Any]], former: Mapping[str, str]) -> Ground:
    """The ground that rows of places make. Each has code, name, level, parent_code and canton_code."""
    kept = list(rows)
    communes = {
        str(row["code"]): (row["parent_code"], row["canton_code"])
        for row in kept
        if row["level"] == TerritoryKind.COMMUNE.value
    }
    return Ground(departement, {str(row["code"]): str(row["name"]) for row in kept}, communes, former)


def read_areas(path: Path = TABLE) -> tuple[AreaLine, ...]:
    """The lines of a table, each understood; whether they make a composition is for `composed`.

    Raises:
        CatalogueError: the file is absent, unreadable or breaks a rule; the French message lists up to ten errors,
            each with its line in the file and what to do.
    """
    try:
        if path.stat().st_size > LARGEST:
            raise _refusal(path, ["le fichier est trop lourd pour une table de territoires ; vérifiez que c’est elle."])
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, delimiter=";", strict=True)
            # A cell may hold a line break: the number is that of the file, as an editor shows it.
            lines = [(reader.line_num, [cell.strip() for cell in cells]) for cells in reader]
    except FileNotFoundError as error:
        raise _refusal(path, ["le fichier est introuvable ; vérifiez son nom et son dossier."]) from error
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        why = "le fichier est illisible ; enregistrez-le en « CSV UTF-8 », colonnes séparées par « ; »."
        raise _refusal(path, [why]) from error
    if not lines or tuple(lines[0][1][: len(HEADER)]) != HEADER or any(lines[0][1][len(HEADER) :]):
        raise _refusal(path, [f"ligne 1 : l’en-tête doit être « {';'.join(HEADER)} » ; rétablissez-le."])
    found: list[AreaLine] = []
    broken: list[str] = []
    for number, cells in lines[1:]:
        if not any(cells):
            continue
        problem = _problem(cells)
        if problem:
            broken.append(f"ligne {number} : {problem}")
        else:
            found.append(_line(number, cells))
    broken += _repeated(found) if not broken else []
    if not found and not broken:
        broken.append("la table ne contient aucune ligne ; reprenez une copie saine.")
    if broken:
        raise _refusal(path, broken)
    return tuple(found)


def _problem(cells: Sequence[str]) -> str:
    """What is wrong with a line, empty when it can be read."""
    if len(cells) < len(HEADER) or any(cells[len(HEADER) :]):
        return f"{len(cells)} colonnes au lieu de {len(HEADER)} ; corrigez les « ; »."
    departement, code, name, grain, part, indicative, reason = cells[: len(HEADER)]
    if not all((departement, code, name, grain, part)):
        return "une cellule est vide ; seules « indicatif » et « raison » peuvent l’être."
    if not _CODE.fullmatch(code):
        return f"le code « {code[:40]} » n’est pas admis ; écrivez 40 lettres sans accent, chiffres ou tirets au plus."
    if len(name) > _LONGEST or not name.isprintable():
        return f"le nom du territoire {code} n’est pas admis ; écrivez-le sur une ligne de {_LONGEST} signes au plus."
    if grain.lower() not in _GRAINS:
        return f"la maille « {grain[:40]} » n’existe pas ; écrivez epci, canton ou commune."
    if indicative.lower() not in ("", "oui"):
        return f"« indicatif » vaut « {indicative[:40]} » ; écrivez « oui », ou rien si le Département l’a décidé."
    if indicative and not reason:
        return "une composition indicative dit pourquoi ; remplissez « raison »."
    return ""


def _line(number: int, cells: Sequence[str]) -> AreaLine:
    departement, code, name, grain, part, indicative, reason = cells[: len(HEADER)]
    kind = TerritoryKind(grain.lower())
    part = part.upper().zfill(_LENGTHS[kind])
    return AreaLine(number, departement.upper().zfill(2), code, name, kind, part, bool(indicative), reason)


def _repeated(lines: Iterable[AreaLine]) -> Iterator[str]:
    """A part given twice, a territory with two names, a name borne by two territories."""
    parts: dict[tuple[str, TerritoryKind, str], int] = {}
    names: dict[tuple[str, str], AreaLine] = {}
    bearers: dict[tuple[str, str], AreaLine] = {}
    for line in lines:
        first = parts.setdefault((line.departement, line.grain, line.code), line.number)
        if first != line.number:
            part = f"{_NOUNS[line.grain]} {line.code}"
            yield f"ligne {line.number} : {part} est déjà ligne {first} ; gardez l’une des deux."
        named = names.setdefault((line.departement, line.area_code), line)
        if named.area_name != line.area_name:
            yield (
                f"ligne {line.number} : le territoire {line.area_code} s’appelle « {named.area_name} » ligne "
                f"{named.number} ; gardez un seul nom."
            )
        bearer = bearers.setdefault((line.departement, line.area_name), line)
        if bearer.area_code != line.area_code:
            yield (
                f"ligne {line.number} : « {line.area_name} » est déjà le nom du territoire {bearer.area_code}, ligne "
                f"{bearer.number} ; donnez-lui le même code ou un autre nom."
            )


def composed(lines: Iterable[AreaLine], ground: Ground, path: Path = TABLE) -> tuple[Area, ...]:
    """The territories of a département, each commune in exactly one; in the order of the file.

    Args:
        lines: of any département; those of others are left aside.
        path: the file that is named in the errors.

    Raises:
        CatalogueError: no line is of this département, a code is unknown, a commune is in none or in two, a territory
            holds none.
    """
    mine = [line for line in lines if line.departement == ground.departement]
    if not mine:
        why = f"aucune ligne n’est du département {ground.departement} ; vérifiez la première colonne."
        raise _refusal(path, [why])
    won: dict[str, AreaLine] = {}
    broken: list[str] = []
    for grain in _GRAINS:
        given: dict[str, AreaLine] = {}
        for line in mine:
            if line.grain is not grain:
                continue
            inside = _members(line, ground)
            if not inside:
                broken.append(f"ligne {line.number} : {_unknown(line, ground)}")
            for commune in inside:
                other = given.setdefault(commune, line)
                if other.area_code != line.area_code:
                    name = f"{ground.names[commune]} ({commune})"
                    broken.append(
                        f"ligne {line.number} : {name} est déjà dans « {other.area_name} », ligne {other.number} ; "
                        "gardez l’une des deux."
                    )
        won |= given
    broken += _unfit(mine, ground, won)
    if broken:
        raise _refusal(path, broken)
    names = {line.area_code: line.area_name for line in mine}
    doubtful = {line.area_code for line in mine if line.indicative}
    return tuple(
        Area(code, name, code in doubtful, frozenset(c for c, line in won.items() if line.area_code == code))
        for code, name in names.items()
    )


def _members(line: AreaLine, ground: Ground) -> list[str]:
    """The communes that a line gives; nothing for a code that the département does not have."""
    if line.grain is TerritoryKind.COMMUNE:
        code = ground.former.get(line.code, line.code)
        return [code] if code in ground.communes else []
    rank = 0 if line.grain is TerritoryKind.EPCI else 1
    return [code for code, above in ground.communes.items() if above[rank] == line.code]


def _unknown(line: AreaLine, ground: Ground) -> str:
    if line.code in ground.names:
        part = f"{_NOUNS[line.grain]} {line.code} ({ground.names[line.code]})"
        return (
            f"{part} n’est pas de cette maille, ou n’a aucune commune entière ; une commune partagée entre cantons se "
            "donne par son code."
        )
    return f"{_NOUNS[line.grain]} {line.code} n’est pas du département {ground.departement} ; corrigez le code."


def _unfit(mine: Sequence[AreaLine], ground: Ground, won: Mapping[str, AreaLine]) -> Iterator[str]:
    """Communes without a territory, territories without a commune, codes that are those of a place."""
    lost = [f"{ground.names[code]} ({code})" for code in ground.communes if code not in won]
    if lost:
        verb = "n’est dans aucun territoire" if len(lost) == 1 else "ne sont dans aucun territoire"
        yield f"{plural(len(lost), 'commune')} {verb} : {listing(lost, _NAMED)} ; ajoutez leurs lignes."
    holding = {line.area_code for line in won.values()}
    firsts = {line.area_code: line for line in reversed(mine)}
    for code, line in reversed(firsts.items()):
        if code in ground.names:
            yield (
                f"ligne {line.number} : {code} est déjà le code de {ground.names[code]} ; donnez au territoire un "
                "code à lui."
            )
        # Unknown parts are told already.
        elif code not in holding and any(_members(each, ground) for each in mine if each.area_code == code):
            yield (
                f"ligne {line.number} : il ne reste aucune commune à « {line.area_name} », d’autres lignes les "
                "prennent toutes ; retirez-le ou rendez-lui les siennes."
            )


def _refusal(path: Path, sentences: list[str]) -> CatalogueError:
    return refusal(f"La table des territoires « {path.name} » n’est pas utilisable", sentences)
