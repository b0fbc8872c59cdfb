"""Photos, the logo and the code QR of a slide, each with what it shows."""

from __future__ import annotations

from contextlib import suppress
from io import BytesIO
from typing import Any

from PIL import Image

from data.conference.slide import Picture
from data.documents.slides import fitting
from data.documents.slides.oxml import described
from data.documents.slides.page import POINT, Page, Room, Run
from data.drawing.qr import qr_png
from data.errors import Refused
from data.french import typeset

_KNOWN = ("image/png", "image/jpeg")


def add_picture(page: Page, room: Room, picture: Picture) -> None:
    """A photo as large as it fits, its credit under it."""
    if picture.credit:
        size = page.size(13)
        said = fitting.shortened(picture.credit, lambda one: fitting.lines(one, size, room.wide / POINT) <= 2)
        above, foot = room.below(fitting.height(said, size, room.wide / POINT) * POINT, page.gap(4))
        place = _place(page, above, picture)
        page.write(Room(foot.left, place.bottom + page.gap(4), foot.wide, foot.tall),
                   [[Run(said, size, colour="tx2")]], name="Crédit", align="ctr")  # fmt: skip
    else:
        _place(page, room, picture)


def add_logo(page: Page, room: Room, picture: Picture) -> None:
    """The council's logo, as large as the room allows, undistorted."""
    _place(page, room, picture, name="Logo")


def add_link(page: Page, room: Room, link: str) -> None:
    """A code QR and its address in full under it."""
    size = page.size(18)
    wide = room.wide / POINT
    sizes = [size * (1 - step * 0.06) for step in range(7)]
    size = fitting.largest(sizes, lambda one: fitting.lines(link, one, wide) <= 2)
    above, foot = room.below(min(fitting.height(link, size, wide), room.tall / POINT / 2) * POINT, page.gap(6))
    side = min(above.wide, above.tall)
    left = above.left + (above.wide - side) // 2
    with suppress(Refused):  # an address that no phone opens is only written
        code: Any = page.shapes.add_picture(BytesIO(qr_png(link)), left, above.top, side, side)
        described(code, "Code QR", typeset(f"Code QR de l’adresse : {link}"))
    page.write(foot, [[Run(link, size, colour="tx1", link=link)]], name="Adresse", align="ctr")


def _place(page: Page, room: Room, picture: Picture, name: str = "Photo") -> Room:
    """Set a picture in the middle of a room, its proportions kept."""
    ratio = max(picture.width, 1) / max(picture.height, 1)
    wide = min(room.wide, round(room.tall * ratio))
    tall = round(wide / ratio)
    left, top = room.left + (room.wide - wide) // 2, room.top + (room.tall - tall) // 2
    set_: Any = page.shapes.add_picture(BytesIO(_readable(picture)), left, top, wide, tall)
    described(set_, f"{name} : {picture.alt}", picture.alt)
    return Room(left, top, wide, tall)


def _readable(picture: Picture) -> bytes:
    """PowerPoint reads PNG and JPEG; anything else becomes a PNG."""
    if picture.media_type in _KNOWN:
        return picture.content
    held = BytesIO()
    with Image.open(BytesIO(picture.content)) as image:
        image.convert("RGBA").save(held, "PNG")
    return held.getvalue()
