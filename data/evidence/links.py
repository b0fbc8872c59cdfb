"""Whether an address may be joined. It is never fetched: only how it is written is looked at."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote, urlsplit

from data.errors import Refused
from data.evidence.checks import NOTHING
from data.french import number

LONGEST = 2_000
_FORBIDDEN = frozenset('<>"\\^`{|}')
_KEPT = "%/:=&?~#+!,;'@[]-._"
_HOST = re.compile(r"[\w-]+(\.[\w-]+)*\.?|\[[0-9a-f:.]+\]", re.IGNORECASE)


def checked_link(url: str, nothing: str = NOTHING) -> str:
    """The address without what stands around it; Refused in French when it is none that a browser should follow.

    nothing: what the refusal says was not done.
    """
    address = url.strip()
    if not address:
        raise Refused(f"L’adresse est vide. {nothing} Copiez-la depuis la barre d’adresse du navigateur.")
    if len(address) > LONGEST:
        raise Refused(
            f"L’adresse compte {number(len(address))} caractères ; le maximum est de {number(LONGEST)}. {nothing} "
            "Cherchez une adresse plus courte de la même page."
        )
    if any(unicodedata.category(letter)[0] in "CZ" or letter in _FORBIDDEN for letter in address):
        raise Refused(
            f"L’adresse contient une espace ou un caractère qui n’y a pas sa place. {nothing} "
            "Copiez-la à nouveau, entière, depuis la barre d’adresse du navigateur."
        )
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise Refused(f"L’adresse n’est pas lisible. {nothing} Copiez-la à nouveau depuis le navigateur.") from error
    if parts.scheme not in ("http", "https"):
        raise Refused(f"Une adresse commence par https:// ou http://. {nothing} Complétez-la, puis réessayez.")
    if "@" in parts.netloc:
        raise Refused(
            f"L’adresse contient un identifiant ou un mot de passe, avant « @ ». {nothing} "
            "Retirez-le : tout le monde le lirait."
        )
    if not host or not _HOST.fullmatch(host if ":" not in host else f"[{host}]"):
        raise Refused(f"L’adresse ne nomme pas de site. {nothing} Exemple : https://www.exemple.fr/page.")
    return address


def host(url: str) -> str:
    """The site of an address that was checked (« www.exemple.fr »), shown beside its title."""
    return urlsplit(url).hostname or ""


def followed(url: str) -> str | None:
    """The address as a link in Markdown may carry it; None for one that must not be followed.

    What is in the store was checked when it came in; it is checked again for what another hand wrote there.
    """
    try:
        return quote(checked_link(url), safe=_KEPT).replace("&", "&amp;")
    except Refused:
        return None
