"""The files that may be joined, and what to do with one that may not."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """One kind of file. `media_type` is what a download is served as, whatever the sender said."""

    name: str
    media_type: str


_OFFICE = "application/vnd.openxmlformats-officedocument"
_OPEN = "application/vnd.oasis.opendocument"
_JPEG = Kind("une image JPEG", "image/jpeg")

KINDS: dict[str, Kind] = {
    "pdf": Kind("un PDF", "application/pdf"),
    "png": Kind("une image PNG", "image/png"),
    "jpg": _JPEG,
    "jpeg": _JPEG,
    "webp": Kind("une image WebP", "image/webp"),
    "docx": Kind("un document Word", f"{_OFFICE}.wordprocessingml.document"),
    "xlsx": Kind("un classeur Excel", f"{_OFFICE}.spreadsheetml.sheet"),
    "pptx": Kind("une présentation PowerPoint", f"{_OFFICE}.presentationml.presentation"),
    "odt": Kind("un texte OpenDocument", f"{_OPEN}.text"),
    "ods": Kind("un classeur OpenDocument", f"{_OPEN}.spreadsheet"),
    "odp": Kind("une présentation OpenDocument", f"{_OPEN}.presentation"),
    "csv": Kind("un tableau CSV", "text/csv"),
    "txt": Kind("un texte", "text/plain"),
}
"""By extension, in lower case and without its dot."""

ADMITTED = (
    "PDF, images (PNG, JPEG, WebP), documents Word, Excel, PowerPoint ou OpenDocument sans macro, textes (TXT, CSV)"
)

_ADVICE: tuple[tuple[frozenset[str], str], ...] = (
    (
        frozenset({"docm", "dotm", "xlsm", "xltm", "xlam", "xlsb", "pptm", "potm", "ppsm", "ppam"}),
        "Il peut contenir des macros : enregistrez-le sans macro (.docx, .xlsx ou .pptx), puis joignez-le.",
    ),
    (
        frozenset({"doc", "xls", "ppt", "rtf", "pub", "odg", "pages", "numbers", "key"}),
        "Enregistrez-le dans un format actuel (.docx, .xlsx, .pptx) ou en PDF, puis joignez-le.",
    ),
    (
        frozenset({"svg", "gif", "bmp", "tif", "tiff", "heic", "heif", "ico"}),
        "Enregistrez l’image en PNG ou en JPEG, puis joignez-la.",
    ),
    (
        frozenset({"htm", "html", "xhtml", "mht", "mhtml", "url", "xml"}),
        "Joignez plutôt l’adresse de la page comme un lien, ou imprimez la page en PDF.",
    ),
    (
        frozenset({"zip", "rar", "7z", "gz", "tar", "tgz"}),
        "Joignez un par un les fichiers qu’il contient.",
    ),
    (
        frozenset({"eml", "msg"}),
        "Imprimez le message en PDF, puis joignez ce PDF.",
    ),
)


def advice(extension: str) -> str:
    """What to do with a file of a kind that is not admitted."""
    for extensions, words in _ADVICE:
        if extension in extensions:
            return words
    return f"Sont admis : {ADMITTED}."
