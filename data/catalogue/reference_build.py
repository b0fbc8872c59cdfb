"""Making `referentiel.csv` again: the plans of the catalogue, and readings of plans that are not in it yet.

A reading is a JSON file, `<plan code>.json`, with `plan`, `axes`, `actions` (the fiches), `publics` and `indicators`,
each item with its `line`; indicators that follow no action are left out (figures of a diagnosis, of a survey).
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from data.catalogue import read_catalogue
from data.catalogue.audiences import read_audience_table
from data.catalogue.format import FOLDER, catalogue_files
from data.catalogue.reference import COLUMNS, SEVERAL, ReferenceIndicator
from data.errors import CatalogueError
from data.french import folded
from data.vocabulary import MeasureKind, Nature

_PUBLICS = {
    "Familles": "familles",
    "Personnes âgées / perte d'autonomie": "personnes_agees",
    "Insertion / RSA / emploi": "insertion",
    "Personnes isolées / non-prioritaires": "isolement",
    "Adultes vulnérables / santé": "vulnerabilite",
    "Victimes de violences": "vulnerabilite",
    "Sans domicile / hébergés": "logement",
    "Handicap": "handicap",
    "Jeunes": "jeunes",
    "Eloignés du numérique": "numerique",
    "Précarité": "precarite",
    "Professionnels": "professionnels",
    "Bénévoles": "benevoles",
    "Communes et partenaires": "acteurs",
}
"""Group of publics of a reading → shared public."""

_KINDS = {"milestone": MeasureKind.MILESTONE, "qualitative": MeasureKind.QUALITATIVE}
"""What a wording lends itself to; anything else is followed."""


def build(
    readings: Sequence[Path] = (), catalogue: Path = FOLDER, known: Sequence[ReferenceIndicator] = ()
) -> list[ReferenceIndicator]:
    """The indicators of every plan of the catalogue, then those of the readings of plans that are not in it.

    `known`: the table as it is; what it holds of other plans stays.

    Raises:
        CatalogueError: a file is absent, unreadable, or lacks what is read in it.
    """
    plans = catalogue_files(catalogue)
    found = [one for path in plans.values() for one in _of_catalogue(path)]
    for path in readings:
        if path.stem not in plans:
            found += _of_reading(path)
    made = {one.plan for one in found}
    found += [one for one in known if one.plan not in made]
    return found


def write(found: Sequence[ReferenceIndicator], path: Path) -> None:
    """Write the table, one indicator a line."""
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file, delimiter=";", lineterminator="\n")
        lines.writerow(COLUMNS)
        for one in found:
            cells: dict[str, Any] = asdict(one) | {
                "publics": SEVERAL.join(one.publics),
                "components": SEVERAL.join(one.components),
            }
            lines.writerow([cells[name] for name in COLUMNS])


def _of_catalogue(path: Path) -> list[ReferenceIndicator]:
    catalogue, table = read_catalogue(path), read_audience_table()
    headings = {one.code: one for one in catalogue.headings}
    fiches = {one.code: one for one in catalogue.fiches}
    titles = {one.code: one.title for one in table.audiences}
    found: list[ReferenceIndicator] = []
    for one in catalogue.indicators:
        fiche = fiches.get(one.fiche or "")
        top = headings.get((fiche.heading if fiche else one.heading) or "")
        while top is not None and top.parent is not None:
            top = headings[top.parent]
        wordings = fiche.audiences if fiche else ()
        publics = dict.fromkeys(titles[code] for each in wordings for code in table.shared(path.stem, each))
        found.append(
            ReferenceIndicator(
                code=f"{path.stem}:{one.code}",
                title=one.title,
                plan=path.stem,
                document=catalogue.plan.title,
                departement=catalogue.plan.departement_name,
                line=one.line or 0,
                domain=top.title if top else "",
                fiche_code=fiche.code if fiche else "",
                fiche=fiche.title if fiche else "",
                publics=tuple(publics),
                nature=one.nature or "",
                measure_kind=one.measure_kind,
                direction=one.direction or "",
                unit=one.unit or "",
                components=one.components,
            )
        )
    return found


def _of_reading(path: Path) -> list[ReferenceIndicator]:
    try:
        read = json.loads(path.read_text(encoding="utf-8"))
        return list(_read(path.stem, read))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CatalogueError(
            f"La lecture « {path.name} » n’a pas la forme attendue ({error}). Le référentiel n’a pas été refait."
        ) from error


def _read(plan: str, read: Mapping[str, Any]) -> Iterable[ReferenceIndicator]:
    axes = {one["code"]: one["title"] for one in read["axes"]}
    fiches = {one["code"]: one for one in read["actions"]}
    groups = {one["code"]: one["group_suggested"] for one in read["publics"]}
    titles = {one.code: one.title for one in read_audience_table().audiences}
    for one in read["indicators"]:
        fiche = fiches.get(one.get("action") or "")
        if fiche is None or "kind_inferred" not in one:
            continue
        publics = dict.fromkeys(_public(code, groups[code]) for code in fiche["publics"] or ())
        yield ReferenceIndicator(
            code=f"{plan}:{one['code']}",
            title=one["label"],
            plan=plan,
            document=read["plan"]["title"],
            departement=read["plan"]["departement"],
            line=one["line"],
            domain=axes[one["axis"]],
            fiche_code=fiche["code"],
            fiche=fiche["title"],
            publics=tuple(titles[code] for code in publics if code in titles),
            nature=_nature(one["label"], one["kind_inferred"]),
            measure_kind=_KINDS.get(one["kind_inferred"], MeasureKind.FOLLOW_UP).value,
            direction=one["direction"] or "",
            unit=one["unit"] or "",
            components=tuple(one["components"] or ()),
        )


def _public(code: str, group: str) -> str:
    if group.startswith("Tout public"):
        return "tout_public" if code == "tout_public" else "personnes_accompagnees"
    return _PUBLICS.get(group, "")


def _nature(title: str, kind: str) -> str:
    """Read in the wording, as for the plans of the catalogue."""
    words = folded(title)
    if "satisfaction" in words:
        return Nature.SATISFACTION.value
    if "impact" in words or "effets" in words or "sorties positives" in words:
        return Nature.IMPACT.value
    return Nature.QUALITATIVE.value if kind == "qualitative" else Nature.OUTPUT.value
