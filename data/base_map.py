"""The base map under the équipements, from the environment and nowhere else. None unless CAP_FOND_DE_CARTE names one.

With one, the *reader's browser* asks its images of that host, and of no other; the server asks nothing.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from data.errors import CapError

_LONGEST = 500
_HOST = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?")


class BaseMapError(CapError):
    """The base map that the environment asks for cannot be used."""


@dataclass(frozen=True)
class BaseMap:
    """A base map.

    Attributes:
        name: said on screen.
        template: address of an image, with {z}, {x} and {y}.
        attribution: what must be written on the map, as plain text.
        largest: the closest zoom that it draws.
        sends_origin: its host asks to be told which site shows its images.
    """

    name: str
    template: str
    attribution: str
    largest: int = 19
    sends_origin: bool = False

    @property
    def origin(self) -> str:
        """The one source of images: « https://data.geopf.fr »."""
        parts = urlsplit(self.template)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def host(self) -> str:
        return urlsplit(self.template).netloc


IGN = BaseMap(
    "Plan IGN",
    "https://data.geopf.fr/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0"
    "&LAYER=GEOGRAPHICALGRIDSYSTEMS.PLANIGNV2&STYLE=normal&FORMAT=image/png&TILEMATRIXSET=PM"
    "&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}",
    "© IGN – Géoplateforme",
    18,
)
OSM = BaseMap(
    "OpenStreetMap",
    "https://tile.openstreetmap.org/{z}/{x}/{y}.png",
    "© les contributeurs d’OpenStreetMap",
    19,
    sends_origin=True,
)
KNOWN: Mapping[str, BaseMap | None] = {"": None, "aucun": None, "ign": IGN, "osm": OSM}


def base_map(environment: Mapping[str, str] | None = None) -> BaseMap | None:
    """The base map asked for; None by default. Raises BaseMapError in French when it cannot be used."""
    known = os.environ if environment is None else environment
    asked = (known.get("CAP_FOND_DE_CARTE") or "").strip()
    attribution = " ".join((known.get("CAP_FOND_ATTRIBUTION") or "").split())
    if asked.lower() in KNOWN:
        return KNOWN[asked.lower()]
    _check(asked)
    if not attribution or len(attribution) > _LONGEST:
        raise _unusable("CAP_FOND_ATTRIBUTION manque : écrivez à qui sont les images, en 500 caractères au plus.")
    return BaseMap(urlsplit(asked).hostname or "", asked, attribution)


def image_hosts(environment: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """The origins of images that the map's frame may show: none, or the base map's. A wrong setting allows none."""
    try:
        found = base_map(environment)
    except BaseMapError:
        return ()
    return () if found is None else (found.origin,)


def _check(template: str) -> None:
    if len(template) > _LONGEST or not template.isprintable() or any(letter in template for letter in " \"'<>;,\\`"):
        raise _unusable("L’adresse contient un signe qui n’a pas sa place dans une adresse, ou elle est trop longue.")
    if not template.lower().startswith(("http://", "https://")):
        raise _unusable(
            "CAP_FOND_DE_CARTE doit valoir « aucun », « ign », « osm », ou une adresse https:// avec {z}, {x} et {y}."
        )
    try:
        host = urlsplit(template).netloc
    except ValueError:
        host = ""
    if not _HOST.fullmatch(host):
        raise _unusable(
            "Le nom du serveur d’images doit être écrit en entier, en minuscules, sans {s} ni mot de passe : "
            "https://cartes.departement.example/{z}/{x}/{y}.png."
        )
    if sorted(re.findall(r"\{([^{}]*)\}", template)) != ["x", "y", "z"]:
        raise _unusable("L’adresse des images doit contenir {z}, {x} et {y}, une fois chacun et rien d’autre.")


def _unusable(why: str) -> BaseMapError:
    return BaseMapError(f"Le fond de carte n’est pas utilisable, la carte s’affiche sans lui. {why}")
