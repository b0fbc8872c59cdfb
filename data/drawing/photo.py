"""A photo at the size of a phone: lighter, and without what a camera writes in it."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from data.conference.slide import Picture
from data.errors import CapError
from data.french import typeset

WIDEST = 1200
"""Pixels: a phone's 390 points at three pixels each."""


def light(picture: Picture, widest: int = WIDEST) -> tuple[bytes, str, int, int]:
    """The photo re-encoded as JPEG: (bytes, extension, width, height). A PNG with transparency stays PNG.

    widest: pixels of its width at most. Raises CapError when the bytes are no picture.
    """
    try:
        with Image.open(BytesIO(picture.content), formats=("PNG", "JPEG", "WEBP")) as opened:
            image = ImageOps.exif_transpose(opened)
            image.load()
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError) as error:
        raise CapError(
            typeset(f"L’image « {picture.alt[:80]} » ne se lit pas. Donnez-en une autre ; rien n’a été écrit.")
        ) from error
    image.thumbnail((widest, widest * 2), Image.Resampling.LANCZOS)
    clear = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
    kept = image.convert("RGBA" if clear else "RGB")
    kept.info.clear()
    out = BytesIO()
    if clear:
        kept.save(out, "PNG", optimize=True)
    else:
        kept.save(out, "JPEG", quality=78, optimize=True, progressive=True)
    return out.getvalue(), "png" if clear else "jpg", kept.width, kept.height
