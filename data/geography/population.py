"""Municipal population by commune: the committed table, or the older figures of the map package."""

import csv
from pathlib import Path
from typing import TypeAlias

from data.errors import GeographyError

Populations: TypeAlias = dict[str, tuple[int, int]]
"""Commune code → (inhabitants, census year)."""

FILE = Path(__file__).with_name("communes_population_2023.csv")


def read_populations(path: Path = FILE) -> Populations:
    """Read the table. Empty when the file is absent: the caller falls back and says so.

    Raises GeographyError when a line cannot be read.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    try:
        return {
            row["code"]: (int(row["population"]), int(row["annee"])) for row in csv.DictReader(lines, delimiter=";")
        }
    except (KeyError, TypeError, ValueError) as error:
        raise GeographyError(
            f"Le fichier des populations {path.name} est abîmé\u00a0: une ligne n’a pas la forme "
            "«\u00a0code;population;annee\u00a0». Rétablissez le fichier livré avec l’application, "
            "puis réessayez\u00a0; aucune donnée saisie n’est touchée."
        ) from error
