"""A photo or a logo made safe to show: what its name says it is, upright, no larger than a screen, nothing but pixels.

What a phone writes in a photo (place, day, device) goes; a drawing (SVG) is redrawn as pixels, so that what it could
hold besides a drawing, a script or an address, reaches nobody.
"""

from __future__ import annotations

import io
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

from data.errors import Refused
from data.evidence.checks import clean_name, size_words

LARGEST = 10 * 1024 * 1024
"""Bytes of a picture as given."""
WIDEST = 1920
"""Pixels of the longer side, as kept: the width of a projector."""
MOST_PIXELS = 60_000_000
"""Of a picture as given: beyond, opening it would fill the memory."""
PATIENCE = 30.0
"""Seconds that redrawing an SVG may take: a logo takes one."""
_REDRAW = str(Path(__file__).with_name("redraw.py"))
_READ = {"png": "PNG", "jpg": "JPEG", "jpeg": "JPEG", "webp": "WEBP"}
_NOTHING = "Rien n’a été enregistré."
_ADMITTED = "Une image en PNG, JPEG, WebP ou SVG convient."
_FORBIDDEN_SVG = re.compile(rb"<!ENTITY", re.IGNORECASE)
_OUTSIDE = re.compile(rb"""(?:xlink:)?href\s*=\s*["']\s*(?!#|data:image/(?:png|jpeg|webp))""", re.IGNORECASE)


@dataclass(frozen=True)
class CheckedPicture:
    """A picture as it is kept. `width`, `height` in pixels."""

    filename: str
    media_type: str
    content: bytes
    width: int
    height: int


def checked_picture(filename: str, content: bytes) -> CheckedPicture:
    """The picture as it will be shown; Refused in French when it is none, or too heavy."""
    name = clean_name(filename)
    extension = name.rpartition(".")[2].lower()
    if not content:
        raise Refused(f"« {name} » est vide. {_NOTHING} Vérifiez le fichier, puis choisissez-le à nouveau.")
    if len(content) > LARGEST:
        raise Refused(
            f"« {name} » pèse {size_words(len(content))} ; le maximum est de {size_words(LARGEST)}. {_NOTHING} "
            "Réduisez l’image, puis choisissez-la à nouveau : 1 920 points de large suffisent à un écran de salle."
        )
    if extension == "svg":
        return _kept(f"{name[:-4]}.png", _opened(_redrawn(name, content), name))
    if extension not in _READ:
        raise Refused(f"« {name} » n’est pas une image d’un type admis. {_NOTHING} {_ADMITTED}")
    return _kept(name, _opened(content, name, _READ[extension]))


def _redrawn(name: str, content: bytes) -> bytes:
    """An SVG as PNG. Its scripts are not run, and what it would fetch from elsewhere is refused rather than dropped."""
    if _FORBIDDEN_SVG.search(content):
        raise Refused(f"« {name} » contient des définitions que l’on n’ouvre pas. {_NOTHING} Enregistrez-le en PNG.")
    links = re.sub(rb"<a\s[^>]*>", b"", content, flags=re.IGNORECASE)
    if _OUTSIDE.search(links):
        raise Refused(
            f"« {name} » va chercher une partie de son image ailleurs. {_NOTHING} Enregistrez-le en PNG, "
            "ou avec ses images incorporées."
        )
    try:
        done = subprocess.run(
            [sys.executable, "-I", _REDRAW], input=content, capture_output=True, timeout=PATIENCE, check=True
        )
    except subprocess.TimeoutExpired as error:
        raise Refused(
            f"« {name} » est trop compliqué à redessiner (flous, motifs, effets). {_NOTHING} Enregistrez-le en PNG."
        ) from error
    except (subprocess.CalledProcessError, OSError) as error:
        raise Refused(f"« {name} » n’est pas un dessin lisible. {_NOTHING} {_ADMITTED}") from error
    return done.stdout


def _opened(content: bytes, name: str, expected: str = "PNG") -> Image.Image:
    try:
        with Image.open(io.BytesIO(content), formats=(expected,)) as found:
            if found.width * found.height > MOST_PIXELS:
                raise Refused(
                    f"« {name} » compte plus de {MOST_PIXELS // 1_000_000} millions de points. {_NOTHING} Réduisez "
                    "l’image, puis choisissez-la à nouveau."
                )
            # A photo can be drawn at half its size while it is read: a large one costs little.
            found.draft("RGB", (WIDEST, WIDEST))
            upright = ImageOps.exif_transpose(found)
            upright.load()
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError) as error:
        raise Refused(
            f"« {name} » n’est pas une image lisible, ou elle est incomplète. {_NOTHING} {_ADMITTED}"
        ) from error
    upright.thumbnail((WIDEST, WIDEST))
    return upright


def _kept(name: str, picture: Image.Image) -> CheckedPicture:
    """Drawn anew on a bare picture: no profile, no comment, no data of the device follows."""
    clear = picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info
    mode = "RGBA" if clear else "RGB"
    bare = Image.new(mode, picture.size)
    bare.paste(picture.convert(mode))
    out = io.BytesIO()
    photo = not clear and name.rpartition(".")[2] != "png"
    if photo:
        bare.save(out, "JPEG", quality=86, optimize=True)
    else:
        bare.save(out, "PNG", optimize=True)
    stem = name.rpartition(".")[0] or name
    kind, ending = ("image/jpeg", "jpg") if photo else ("image/png", "png")
    return CheckedPicture(f"{stem}.{ending}", kind, out.getvalue(), bare.width, bare.height)
