"""A site as one file, and what proves that nothing in it was changed."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

SUMS = "empreintes.txt"
"""Checksum and path of every other file: `sha256sum --check` reads it, and a folder that has it is a site of ours."""
_EPOCH = (1980, 1, 1, 0, 0, 0)


def sums(files: Mapping[str, bytes]) -> bytes:
    """The content of `SUMS` for `files`."""
    lines = (f"{hashlib.sha256(files[path]).hexdigest()}  {path}\n" for path in sorted(files) if path != SUMS)
    return "".join(lines).encode()


def listed(content: bytes) -> dict[str, str]:
    """Path → checksum, as `sums` wrote them; {} when it is not a list of ours."""
    found: dict[str, str] = {}
    for line in content.decode("utf-8", "replace").splitlines():
        checksum, _, path = line.partition("  ")
        if len(checksum) != 64 or not path:
            return {}
        found[path] = checksum
    return found


def zipped(files: Mapping[str, bytes]) -> bytes:
    """The files as a ZIP: the same bytes for the same files, whenever and wherever it is made."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED, compresslevel=9) as archive:
        for path in sorted(files):
            entry = ZipInfo(path, _EPOCH)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, files[path])
    return out.getvalue()
