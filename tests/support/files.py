"""Small files of each admitted kind, and files that pretend to be one."""

from __future__ import annotations

import io
import struct
import zipfile

from PIL import Image


def picture(kind: str, width: int = 40, height: int = 30) -> bytes:
    """A real picture of one colour. `kind`: « PNG », « JPEG » or « WEBP »."""
    made = io.BytesIO()
    Image.new("RGB", (width, height), (29, 107, 79)).save(made, kind)
    return made.getvalue()


PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00" + bytes(64) + b"\xff\xd9"
WEBP = b"RIFF" + struct.pack("<I", 36) + b"WEBPVP8 " + struct.pack("<I", 24) + bytes(24)
HTML = b"<!DOCTYPE html><html><body><script>alert(1)</script></body></html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
PNG = picture("PNG")
PROGRAM = b"MZ\x90\x00\x03\x00\x00\x00" + bytes(200)
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
"""How a .doc begins, and a .docx locked by a password."""

_MAIN = {
    "docx": ("word/document.xml", "wordprocessingml.document"),
    "xlsx": ("xl/workbook.xml", "spreadsheetml.sheet"),
    "pptx": ("ppt/presentation.xml", "presentationml.presentation"),
}
_MIMETYPE = {
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
}


def archive(members: dict[str, bytes]) -> bytes:
    """A zip of these members, deflated."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as file:
        for name, body in members.items():
            file.writestr(name, body)
    return held.getvalue()


def office_members(kind: str) -> dict[str, bytes]:
    """The members of the smallest Office file of a kind: what a test changes before `archive`."""
    part, word = _MAIN[kind]
    types = (
        '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{part}" '
        f'ContentType="application/vnd.openxmlformats-officedocument.{word}.main+xml"/></Types>'
    )
    return {"[Content_Types].xml": types.encode(), part: b"<x/>"}


def open_members(kind: str) -> dict[str, bytes]:
    """The same for OpenDocument."""
    return {
        "mimetype": _MIMETYPE[kind].encode(),
        "META-INF/manifest.xml": b"<manifest:manifest/>",
        "content.xml": b"<office:document-content/>",
    }


def good() -> dict[str, bytes]:
    """One file of each admitted extension."""
    office = {kind: archive(office_members(kind)) for kind in _MAIN}
    return (
        {"pdf": PDF, "png": PNG, "jpg": JPEG, "jpeg": JPEG, "webp": WEBP}
        | office
        | {kind: archive(open_members(kind)) for kind in _MIMETYPE}
        | {"csv": "\ufeffcommune;effectif\r\nCrest;12\r\n".encode(), "txt": "Réunion à Crest, 14 présents.\n".encode()}
    )
