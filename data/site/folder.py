"""A site written into a folder: whole or not at all, and never over something that is not a site of ours."""

from __future__ import annotations

import gzip
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from data.errors import CapError, cause
from data.french import typeset
from data.site.archive import SUMS, listed

COMPRESSED = (".html", ".csv", ".svg", ".txt", ".json")
"""What a server may give already compressed (`gzip_static` of nginx): a `.gz` stands beside each."""
_SMALLEST = 1024


def write_site(files: Mapping[str, bytes], folder: Path) -> None:
    """Write every file, with its compressed twin, beside `folder`, then put them in its place in one move.

    Raises:
        CapError: `folder` holds something else than a previous site, or cannot be written. Nothing is then changed.
    """
    folder = folder.resolve()
    _check_place(folder)
    beside: Path | None = None
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=f".{folder.name[:40]}-", dir=folder.parent))
        made = beside / "nouveau"
        for path, content in with_twins(files).items():
            target = made / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        _swap(made, folder, beside / "ancien")
    except OSError as error:
        raise CapError(
            typeset(
                f"Impossible d’écrire la page publique dans « {folder} » ({cause(error)}). Vérifiez le "
                "dossier et ses droits, puis recommencez ; ce qui y était n’a pas changé."
            )
        ) from error
    finally:
        # What was there is kept as long as nothing took its place.
        if beside is not None and (folder.exists() or not (beside / "ancien").exists()):
            shutil.rmtree(beside, ignore_errors=True)


def with_twins(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files, and the compressed twin of each text that gains by it: the same bytes each time."""
    twins = {
        f"{path}.gz": gzip.compress(content, 9, mtime=0)
        for path, content in files.items()
        if path.endswith(COMPRESSED) and len(content) >= _SMALLEST
    }
    return {**files, **twins}


def _check_place(folder: Path) -> None:
    try:
        if not folder.exists():
            return
        if not folder.is_dir():
            raise CapError(typeset(f"« {folder} » est un fichier. Donnez le nom d’un dossier ; rien n’a été écrit."))
        found = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()}
        known = listed((folder / SUMS).read_bytes()) if SUMS in found else {}
    except OSError as error:
        raise CapError(
            typeset(f"Le dossier « {folder} » ne se lit pas ({cause(error)}). Donnez-en un autre ; rien n’a été écrit.")
        ) from error
    expected = {SUMS, *known} if known else set[str]()
    foreign = sorted(found - expected - {f"{path}.gz" for path in expected})
    if foreign:
        raise CapError(
            typeset(
                f"Le dossier « {folder} » contient autre chose qu’une page publique précédente ({foreign[0]}). "
                "Donnez un dossier vide ou à créer ; rien n’a été écrit."
            )
        )


def _swap(made: Path, folder: Path, old: Path) -> None:
    """Put `made` where `folder` is. What was there comes back when it cannot be done."""
    if not folder.exists():
        made.rename(folder)
        return
    folder.rename(old)
    try:
        made.rename(folder)
    except OSError:
        old.rename(folder)
        raise
