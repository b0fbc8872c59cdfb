"""The table of themes: which themes of a collection of initiatives each heading of a plan is close to, and why.

A `;`-separated UTF-8 file, one line for each pair: plan;heading;theme;reason. A heading may be close to several themes.
One that cuts across the collection's chapters has one line without theme, whose reason says so: initiatives are then
close to it by their publics and words alone.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from data.catalogue.items import Catalogue
from data.catalogue.refusals import refusal
from data.errors import CatalogueError

TABLE = Path(__file__).with_name("themes.csv")
"""The committed table."""

_COLUMNS = ("plan", "heading", "theme", "reason")


@dataclass(frozen=True)
class ThemeRow:
    """One line. `theme`: None when no chapter of the collection answers to the heading. `reason`: None if obvious."""

    plan: str
    heading: str
    theme: str | None
    reason: str | None


@dataclass(frozen=True)
class ThemeTable:
    """The checked table, as in the file."""

    rows: tuple[ThemeRow, ...]

    def themes(self, plan: str, heading: str) -> tuple[str, ...]:
        """Themes of a heading; none for one that cuts across them, or that the table ignores."""
        of_it = [row.theme for row in self.rows if (row.plan, row.heading) == (plan, heading)]
        return tuple(theme for theme in of_it if theme is not None)


@lru_cache(maxsize=1)
def theme_table() -> ThemeTable:
    """The committed table, read once."""
    return read_theme_table()


def read_theme_table(path: Path = TABLE) -> ThemeTable:
    """The checked table of themes.

    Raises:
        CatalogueError: the file is absent, unreadable or breaks a rule; the French message lists up to ten errors,
            each with its line in the file and what to do.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = list(csv.reader(file, delimiter=";", strict=True))
    except FileNotFoundError as error:
        raise _refusal(path, ["le fichier est introuvable ; vérifiez son nom et son dossier."]) from error
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        why = "le fichier est illisible ; enregistrez-le en CSV, séparé par « ; », encodé en UTF-8."
        raise _refusal(path, [why]) from error
    if not lines or tuple(lines[0]) != _COLUMNS:
        raise _refusal(path, [f"ligne 1 : l’en-tête doit être « {';'.join(_COLUMNS)} » ; rétablissez-le."])
    broken = list(_problems(lines[1:]))
    if broken:
        raise _refusal(path, broken)
    return ThemeTable(tuple(ThemeRow(c[0], c[1], c[2] or None, c[3] or None) for c in lines[1:]))


def check_headings(table: ThemeTable, catalogue: Catalogue, themes: Iterable[str], path: Path = TABLE) -> None:
    """Compare the table with a plan and with the themes at hand: each heading is there, and nothing else.

    Raises:
        CatalogueError: they differ; the French message names each heading.
    """
    plan, known = catalogue.plan.code, set(themes)
    of_plan = [row for row in table.rows if row.plan == plan]
    listed, held = {row.heading for row in of_plan}, {heading.code for heading in catalogue.headings}
    broken = [
        f"niveau {heading.code} : il manque pour le plan {plan} ; ajoutez sa ligne, sans thème s’il est transversal."
        for heading in catalogue.headings
        if heading.code not in listed
    ]
    broken += [
        f"niveau {code} : inconnu du plan {plan} ; corrigez son code ou retirez ses lignes."
        for code in sorted(listed - held)
    ]
    broken += [
        f"niveau {row.heading} : le thème « {row.theme} » n’existe pas ; corrigez ce code."
        for row in of_plan
        if row.theme is not None and row.theme not in known
    ]
    if broken:
        raise _refusal(path, broken)


def _problems(lines: list[list[str]]) -> Iterator[str]:
    met: dict[tuple[str, str], set[str]] = {}
    for number, cells in enumerate(lines, 2):
        if len(cells) != len(_COLUMNS):
            yield f"ligne {number} : {len(cells)} colonnes au lieu de {len(_COLUMNS)} ; corrigez les « ; »."
            continue
        plan, heading, theme, reason = cells
        where = f"ligne {number} (niveau {heading})"
        if not plan or not heading or any(cell != cell.strip() for cell in cells):
            yield f"{where} : une cellule est vide ou bordée d’espaces ; seul le thème ou la raison peut l’être."
        elif not theme and not reason:
            yield f"{where} : sans thème, il faut une raison ; écrivez pourquoi aucun ne convient."
        themes = met.setdefault((plan, heading), set())
        if theme in themes:
            yield f"{where} : cette paire est déjà dans la table ; retirez l’une des deux."
        elif themes and "" in {theme, *themes}:
            yield f"{where} : ce niveau a un thème sur une ligne et aucun sur une autre ; gardez l’une des deux."
        themes.add(theme)


def _refusal(path: Path, sentences: list[str]) -> CatalogueError:
    return refusal(f"La table des thèmes « {path.name} » n’est pas chargée", sentences)
