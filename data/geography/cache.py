"""Keep the prepared map of a département in a file: a second or two at first, milliseconds afterwards."""

import hashlib
import json
import logging
import os
import re
import tempfile
from dataclasses import fields
from pathlib import Path
from typing import Any

from data.errors import GeographyError
from data.geography.model import LEVELS, DepartementMap, place_rows, places_table
from data.geography.population import FILE as POPULATION_FILE
from data.geography.prepare import ABSORBED_FILE, prepare
from data.geography.read import SHA256

FORMAT = 2
"""To be raised whenever the preparation or the shape of the file changes: older files are then ignored."""

CODE = re.compile(r"\d{2}|2[AB]|97\d")

log = logging.getLogger(__name__)


def departement_map(code: str, cache_folder: Path) -> DepartementMap:
    """The map of the département `code` ("07", "2A", "971"), prepared on the first call, then read.

    The file is rebuilt when it is damaged or when one of the sources has changed since. If it cannot be
    written, the map is returned all the same. Raises GeographyError as `prepare` does.
    """
    code = code.strip().upper()
    if not CODE.fullmatch(code):  # also keeps the path inside the folder
        raise GeographyError(
            f"«\u00a0{code}\u00a0» n’est pas un code de département (comme 07, 2A ou 971). Corrigez-le, "
            "puis réessayez\u00a0; rien n’a été modifié."
        )
    file = cache_file(code, cache_folder)
    sources = _sources()
    known = _read(file, code, sources)
    if known is not None:
        return known
    made = prepare(code)
    try:
        _write(file, made, sources)
    except OSError as error:
        log.warning(
            "Carte du département\u00a0%s préparée mais non gardée dans %s : %s",
            code,
            cache_folder,
            error,
        )
    return made


def cache_file(code: str, cache_folder: Path) -> Path:
    """Where the map of a département is kept."""
    return cache_folder / f"departement-{code}-v{FORMAT}.json"


def _sources() -> str:
    """A digest of everything the map is made from: package files, populations, absorbed communes."""
    digest = hashlib.sha256(json.dumps(SHA256, sort_keys=True).encode())
    for path in (POPULATION_FILE, ABSORBED_FILE):
        digest.update(path.read_bytes() if path.exists() else b"absent")
    return digest.hexdigest()


def _read(file: Path, code: str, sources: str) -> DepartementMap | None:
    """The map kept in the file; None if it is absent, of other sources, or damaged in any way."""
    try:
        content: dict[str, Any] = json.loads(file.read_bytes())
        kept: dict[str, Any] = content["map"]
        if content["sources"] != sources or kept["code"] != code or list(kept["levels"]) != list(LEVELS):
            return None
        kept["places"] = places_table(kept["places"])
        return DepartementMap(**kept)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:
        log.warning("Carte gardée illisible, préparée de nouveau (%s) : %s", file, error)
        return None


def _write(file: Path, made: DepartementMap, sources: str) -> None:
    """Write beside, then rename: a reader never sees half a file."""
    kept = {field.name: getattr(made, field.name) for field in fields(made)}
    kept["places"] = place_rows(made.places)
    text = json.dumps({"sources": sources, "map": kept}, ensure_ascii=False, separators=(",", ":"))
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=file.stem, suffix=".tmp", dir=file.parent)
    beside = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(text)
        beside.replace(file)
    finally:
        beside.unlink(missing_ok=True)
