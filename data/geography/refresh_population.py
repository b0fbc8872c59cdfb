"""Rebuild communes_population_2023.csv, by hand and once a year.

npm pack @etalab/decoupage-administratif@6.0.0
python -m data.geography.refresh_population etalab-decoupage-administratif-6.0.0.tgz
"""

import json
import sys
import tarfile
from pathlib import Path
from typing import Any

from data.geography.population import FILE
from data.geography.read import departements

YEAR = 2023
YEAR_ELSEWHERE = {"976": 2017}
"""The package's notes: Mayotte keeps the figures of its 2017 census."""

HEADER = f"""\
# Population municipale {YEAR} des communes des 101 départements (Mayotte : 2017), géographie 2025/26.
# Source : INSEE, recensement de la population, populations de référence.
# Repris sans modification du paquet @etalab/decoupage-administratif 6.0.0 (Etalab), data/communes.json.
# Licence Ouverte 2.0 (Etalab).
# annee : année du recensement. Les six communes à 0 habitant sont les villages détruits en 1916 (Meuse).
code;population;annee
"""


def rebuild(archive: Path, target: Path = FILE) -> int:
    """Write the table from the package's archive; returns the number of communes written."""
    with tarfile.open(archive) as package:
        member = package.extractfile("package/data/communes.json")
        if member is None:
            raise FileNotFoundError("package/data/communes.json")
        communes: list[dict[str, Any]] = json.load(member)
    known = departements()
    rows = sorted(
        f"{row['code']};{row['population']};{YEAR_ELSEWHERE.get(row['departement'], YEAR)}"
        for row in communes
        if row["type"] == "commune-actuelle" and row["departement"] in known
    )
    target.write_text(HEADER + "\n".join(rows) + "\n", encoding="utf-8", newline="\n")
    return len(rows)


if __name__ == "__main__":
    sys.stdout.write(f"{rebuild(Path(sys.argv[1]))} communes\n")
