"""A file looked at before it is opened: what no plan's workbook is, is refused while it is still a few bytes.

Nothing is unpacked whole: the archive's own list first, then each part piece by piece, up to limits.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from data.errors import Refused
from data.evidence import containers
from data.french import number, typeset

LARGEST = 20 * 1024 * 1024
"""Bytes of the file."""
UNPACKED = 120 * 1024 * 1024
"""Bytes of all its parts once unpacked."""
LINES = 100_000
"""Lines of one sheet: the life of the longest plan, and less than a file made to harm."""
CELLS = 2_000_000
_CHUNK = 1024 * 1024
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OUTSIDE = re.compile(r"^xl/(externalLinks/|connections\.xml|queryTables/|embeddings/|activeX/)", re.IGNORECASE)
_TAG = re.compile(rb"<(?:\w+:)?(row|c|mergeCell)[\s>/]")
_ROW = re.compile(rb"<(?:\w+:)?row\s[^>]*?\br=[\"'](\d{1,12})[\"']")
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?\bref=[\"']([A-Z0-9:$]{2,24})[\"']")
_ENCODING = re.compile(rb"^(?:\xef\xbb\xbf)?\s*<\?xml[^>]*\bencoding=[\"']([^\"']+)[\"']")
_LAST_ROW = 1_048_576
_EXCEL = "Enregistrez-le dans Excel au format « Classeur Excel (.xlsx) »"
NOTHING = "Rien n’a été chargé."


@dataclass
class Part:
    """What one sheet of the archive holds. `merged`: its first merged ranges (« A2:B2 »)."""

    rows: int = 0
    cells: int = 0
    merged: list[str] = field(default_factory=list[str])


def read_bytes(path: Path) -> bytes:
    """The bytes of a file, its size looked at first. Raises Refused."""
    try:
        if path.stat().st_size > LARGEST:
            raise _refused(_too_heavy(path.stat().st_size))
        return path.read_bytes()
    except OSError as error:
        raise _refused(f"Impossible de lire « {path.name} ». Vérifiez son nom et son emplacement.") from error


def looked_at(content: bytes) -> dict[str, Part]:
    """What each sheet of the archive holds, by path. Raises Refused, in French, for what is not opened."""
    if len(content) > LARGEST:
        raise _refused(_too_heavy(len(content)))
    if content.startswith(_COMPOUND):
        raise _refused(_old_or_locked(content))
    found = containers.problem(content, "xlsx")
    if found is not None:
        raise _refused(_WHY[found])
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return _parts(archive)
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        raise _refused(_WHY[containers.OTHER]) from error


_WHY = {
    containers.OTHER: f"Ce fichier n’est pas un classeur Excel, ou il est abîmé. {_EXCEL}, puis recommencez.",
    containers.LOCKED: "Ce classeur est protégé par un mot de passe : enlevez-le (Fichier, Informations, Protéger le "
    "classeur), puis recommencez.",
    containers.MACROS: f"Ce classeur contient des macros : elles ne sont jamais ouvertes. {_EXCEL}, sans macro.",
    containers.TOO_BIG: "Ce classeur est démesuré une fois ouvert : ce n’est pas celui d’un plan. Repartez d’un "
    "classeur exporté.",
}


def _refused(why: str) -> Refused:
    return Refused(typeset(f"{why} {NOTHING}"))


def _too_heavy(size: int) -> str:
    return (
        f"Ce fichier pèse {number(size / 1024 / 1024)} Mo ; le maximum est de {LARGEST // 1024 // 1024} Mo. "
        "Repartez d’un classeur exporté."
    )


def _old_or_locked(content: bytes) -> str:
    """The old container holds an old workbook, or a new one locked by a password."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        return _WHY[containers.LOCKED]
    return f"Ce fichier est un classeur de l’ancien format (.xls). {_EXCEL}, puis recommencez."


def _parts(archive: zipfile.ZipFile) -> dict[str, Part]:
    members = archive.infolist()
    if sum(member.file_size for member in members) > UNPACKED:
        raise _refused(_WHY[containers.TOO_BIG])
    if any(_OUTSIDE.match(member.filename) for member in members):
        raise _refused(
            "Ce classeur contient des liens vers d’autres fichiers ou des objets incorporés : ils ne sont jamais "
            "ouverts. Rompez les liens (Données, Modifier les liens), supprimez les objets, puis recommencez."
        )
    found = {m.filename: _looked(archive, m) for m in members if m.filename.lower().endswith((".xml", ".rels"))}
    if sum(part.cells for part in found.values()) > CELLS:
        raise _refused(_WHY[containers.TOO_BIG])
    return found


def _looked(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Part:
    part = Part()
    with archive.open(member) as stream:
        for piece in _whole_tags(iter(lambda: stream.read(_CHUNK), b"")):
            # A plan's workbook declares no entity; UTF-16 would hide one, and no spreadsheet writes it.
            if b"\0" in piece or b"<!DOCTYPE" in piece or b"<!ENTITY" in piece or _strange(piece):
                raise _refused(_WHY[containers.OTHER])
            if member.filename.startswith("xl/worksheets/"):
                _count(part, piece)
    return part


def _count(part: Part, piece: bytes) -> None:
    tags = [match[1] for match in _TAG.finditer(piece)]
    part.rows += tags.count(b"row")
    part.cells += tags.count(b"c")
    if len(part.merged) < 5:
        part.merged += [match[1].decode() for match in _MERGED.finditer(piece)][:5]
    if part.rows > LINES:
        raise _refused(
            f"Une feuille de ce classeur a plus de {number(LINES)} lignes. Supprimez les lignes vides ou étrangères au "
            "plan, ou repartez d’un classeur exporté."
        )
    if part.cells > CELLS or any(int(match[1]) > _LAST_ROW for match in _ROW.finditer(piece)):
        raise _refused(_WHY[containers.TOO_BIG])


def _strange(piece: bytes) -> bool:
    declared = _ENCODING.match(piece)
    return declared is not None and declared[1].lower() not in (b"utf-8", b"us-ascii", b"ascii")


def _whole_tags(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """The chunks cut before a « < », so that a tag is never in two of them."""
    kept = b""
    for chunk in chunks:
        kept += chunk
        cut = kept.rfind(b"<")
        if cut > 0 and len(kept) - cut < _CHUNK:
            yield kept[:cut]
            kept = kept[cut:]
        elif len(kept) > 4 * _CHUNK:
            yield kept
            kept = b""
    yield kept
