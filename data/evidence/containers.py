"""Office and OpenDocument files: zip archives, looked at without being extracted.

Two members of known names are read, up to a limit; of everything else only the archive's own list is.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib

OFFICE: dict[str, tuple[str, str]] = {
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml", "word/"),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", "xl/"),
    "pptx": ("application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml", "ppt/"),
}
"""Extension → type of the main part, and where it stands."""
OPEN_DOCUMENT: dict[str, str] = {
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
}
"""Extension → what the member « mimetype » says."""

MEMBERS = 5_000
UNPACKED = 250 * 1024 * 1024
RATIO, RATIO_FROM = 100, 20 * 1024 * 1024
"""Beyond RATIO_FROM bytes once unpacked, a document is refused when it is RATIO times its own size."""
_READ = 1024 * 1024
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How a file of the old Office begins, and one of the new locked by a password."""
_MACROS = re.compile(
    r"(^|/)(vbaproject\.bin|vbadata\.xml)$|^xl/macrosheets/|^(basic|scripts)/"
    r"|\.(docm|dotm|xlsm|xltm|xlam|xlsb|pptm|potm|ppsm|ppam)$",
    re.IGNORECASE,
)
_OVERRIDE = re.compile(r"<(?:\w+:)?Override\s[^>]*>")
_ATTRIBUTE = re.compile(r"(PartName|ContentType)\s*=\s*[\"']([^\"']*)[\"']")
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)

OTHER = "autre"
LOCKED = "verrouille"
MACROS = "macros"
TOO_BIG = "demesure"


def problem(content: bytes, extension: str) -> str | None:
    """What is wrong with a file named as an Office or OpenDocument one, None when nothing is.

    OTHER: it is something else, or it is damaged. LOCKED: by a password. MACROS: it holds some. TOO_BIG: unpacked.
    """
    if content.startswith(_COMPOUND):
        return LOCKED
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _problem(archive, len(content), extension)
    except _UNREADABLE:
        return OTHER


def _problem(archive: zipfile.ZipFile, size: int, extension: str) -> str | None:
    members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if len(members) > MEMBERS or unpacked > UNPACKED or (unpacked > RATIO_FROM and unpacked > RATIO * size):
        return TOO_BIG
    names = [member.filename for member in members]
    # Overlapping or repeated members, or ones that climb out of the folder: no office suite writes that.
    if packed > size or len(set(names)) != len(names) or any(_climbs(name) for name in names):
        return OTHER
    if any(member.flag_bits & 0x1 for member in members):
        return LOCKED
    if any(_MACROS.search(name) for name in names):
        return MACROS
    if extension in OFFICE:
        return _office(archive, set(names), *OFFICE[extension])
    return _open_document(archive, set(names), OPEN_DOCUMENT[extension])


def _office(archive: zipfile.ZipFile, names: set[str], wanted: str, folder: str) -> str | None:
    if "[Content_Types].xml" not in names:
        return OTHER
    types = _member(archive, "[Content_Types].xml").decode("utf-8")
    if "macroenabled" in types.lower():
        return MACROS
    for tag in _OVERRIDE.findall(types):
        told = dict(_ATTRIBUTE.findall(tag))
        part = told.get("PartName", "").lstrip("/")
        if told.get("ContentType") == wanted and part.startswith(folder) and part in names:
            return None
    return OTHER


def _open_document(archive: zipfile.ZipFile, names: set[str], wanted: str) -> str | None:
    if not {"mimetype", "content.xml"} <= names:
        return OTHER
    if _member(archive, "mimetype").decode("ascii").strip() != wanted:
        return OTHER
    manifest = "META-INF/manifest.xml"
    if manifest in names and b"encryption-data" in _member(archive, manifest):
        return LOCKED
    return None


def _member(archive: zipfile.ZipFile, name: str) -> bytes:
    """The beginning of a member. Whatever its header says, no more than a limit is unpacked."""
    with archive.open(name) as member:
        return member.read(_READ)


def _climbs(name: str) -> bool:
    return name.startswith(("/", "\\")) or "\\" in name or ".." in name.split("/")
