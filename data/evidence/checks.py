"""Whether a file may be joined: its name, its size, and that its content is what its name says."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

import puremagic

from data.errors import Refused
from data.evidence import containers
from data.evidence.kinds import KINDS, advice
from data.french import number

LARGEST = 5 * 1024 * 1024
"""Bytes of a file: « 5 Mo » as desktops count them."""
MOST = 10
"""Pieces of a fiche in a period."""
LONGEST_NAME = 120
_LONGEST_ENDING = 20
NOTHING = "Rien n’a été joint."

_INVISIBLE = ("Cc", "Cf", "Cs", "Co")
_RESERVED = re.compile(r'[<>:"|?*]')
_SIGNED = ("pdf", "png", "jpg", "webp")
"""Kinds that a signature tells apart. Of the zip archives it only says that they are some."""
_ENDS = {"pdf": b"%%EOF", "png": b"IEND\xaeB`\x82", "jpg": b"\xff\xd9", "jpeg": b"\xff\xd9"}
"""What a whole file holds beside its signature: a download that was cut short lacks it."""
_MARKUP = re.compile(r"\s*<(\?xml|!doctype|html|svg|script|body|head)\b", re.IGNORECASE)


@dataclass(frozen=True)
class CheckedFile:
    """A file that may be joined, under a name that is safe to write and to show."""

    filename: str
    media_type: str
    content: bytes


def checked_file(filename: str, content: bytes) -> CheckedFile:
    """The file, once its name is cleaned and its content was looked at; Refused in French otherwise."""
    name = clean_name(filename)
    extension = name.rpartition(".")[2]
    if "." not in name:
        raise Refused(f"{_named(name)} n’a pas d’extension. {NOTHING} {advice('')}")
    if extension not in KINDS:
        raise Refused(f"{_named(name)} n’est pas d’un type admis (.{extension[:10]}). {NOTHING} {advice(extension)}")
    if not content:
        raise Refused(f"{_named(name)} est vide. {NOTHING} Vérifiez le fichier, puis choisissez-le à nouveau.")
    if len(content) > LARGEST:
        raise Refused(
            f"{_named(name)} pèse {size_words(len(content))} ; le maximum est de {size_words(LARGEST)}. {NOTHING} "
            "Allégez-le, ou déposez-le sur un espace partagé et joignez son adresse."
        )
    if extension in containers.OFFICE or extension in containers.OPEN_DOCUMENT:
        _check_container(name, extension, content)
    elif extension in ("txt", "csv"):
        _check_text(name, extension, content)
    else:
        _check_signed(name, extension, content)
    return CheckedFile(name, KINDS[extension].media_type, content)


def clean_name(filename: str) -> str:
    """A file's name without folders nor invisible characters, 120 characters at most, its extension kept.

    A mark that reverses the direction of reading can hide a true extension: without it the name reads as it is.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", filename))[-1]
    shown = "".join(letter for letter in last if unicodedata.category(letter) not in _INVISIBLE)
    shown = _RESERVED.sub("-", " ".join(shown.split())).rstrip(" .")
    stem, dot, extension = shown.rpartition(".")
    if not dot:
        return shown[:LONGEST_NAME] or "sans nom"
    ending = f".{extension.strip().lower()}"[:_LONGEST_ENDING]
    return (stem.strip(" .")[: LONGEST_NAME - len(ending)].rstrip(" .") or "sans nom") + ending


def size_words(size: int) -> str:
    """« 812 octets », « 340 ko », « 1,2 Mo »."""
    if size < 1024:
        return f"{number(size)} octet{'s' if size > 1 else ''}"
    if size < 1024 * 1024:
        return f"{number(size / 1024, 0)} ko"
    return f"{number(size / 1024 / 1024)} Mo"


def _check_signed(name: str, extension: str, content: bytes) -> None:
    if f".{extension}" not in _signatures(content):
        raise _not_what_it_says(name, extension, content)
    end = _ENDS.get(extension)
    cut = end is not None and end not in content
    if extension == "webp":
        cut = len(content) < 8 + int.from_bytes(content[4:8], "little")
    if cut:
        raise Refused(
            f"{_named(name)} est incomplet : son téléchargement ou sa copie s’est interrompu. {NOTHING} "
            "Récupérez le fichier entier, puis choisissez-le à nouveau."
        )


def _check_container(name: str, extension: str, content: bytes) -> None:
    found = containers.problem(content, extension)
    if found == containers.LOCKED:
        raise Refused(
            f"{_named(name)} est protégé par un mot de passe, ou d’un ancien format. {NOTHING} "
            "Enregistrez-le sans mot de passe, dans un format actuel, puis joignez-le."
        )
    if found == containers.MACROS:
        raise Refused(
            f"{_named(name)} contient des macros. {NOTHING} Enregistrez-le sans macro (.docx, .xlsx, .pptx) ou en "
            "PDF, puis joignez-le."
        )
    if found == containers.TOO_BIG:
        raise Refused(
            f"{_named(name)} deviendrait démesuré une fois ouvert. {NOTHING} Enregistrez-le en PDF, puis joignez-le."
        )
    if found is not None:
        raise _not_what_it_says(name, extension, content)


def _check_text(name: str, extension: str, content: bytes) -> None:
    if any(f".{kind}" in _signatures(content) for kind in _SIGNED) or content.startswith(b"PK\x03\x04"):
        raise _not_what_it_says(name, extension, content)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused(
            f"{_named(name)} n’est pas un texte en UTF-8. {NOTHING} Enregistrez-le en UTF-8 (dans Excel : "
            "« CSV UTF-8 »), puis joignez-le."
        ) from error
    if any(unicodedata.category(letter) == "Cc" and letter not in "\t\n\r\f" for letter in text) or _MARKUP.match(text):
        raise _not_what_it_says(name, extension, content)


def _not_what_it_says(name: str, extension: str, content: bytes) -> Refused:
    looks = next((kind for kind in _SIGNED if f".{kind}" in _signatures(content)), None)
    inside = f" : il contient {KINDS[looks].name}" if looks else " : son contenu ne correspond pas à son nom"
    return Refused(
        f"{_named(name)} n’est pas {KINDS[extension].name}{inside}. {NOTHING} "
        "Ouvrez-le pour vérifier, enregistrez-le à nouveau dans le bon format, puis joignez-le."
    )


def _signatures(content: bytes) -> set[str]:
    """Extensions (« .png ») of which the beginning of the file is the signature."""
    try:
        matches: list[Any] = puremagic.magic_string(content[:4096])  # pyright: ignore[reportUnknownMemberType]
    except (puremagic.PureError, ValueError):
        return set()
    return {str(match.extension) for match in matches}


def _named(name: str) -> str:
    return f"« {name if len(name) <= 60 else name[:40] + '…' + name[-18:]} »"
