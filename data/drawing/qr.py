"""The QR code of an address: for a slide, a poster, the public page itself."""

from __future__ import annotations

from html import escape
from io import BytesIO

import segno

from data.errors import Refused
from data.evidence.links import checked_link
from data.french import number, typeset

LONGEST = 300
"""Characters of an address: beyond, the code is too fine for a phone at the back of the room."""


def qr_svg(address: str, title: str = "") -> str:
    """The code as an SVG to stand in a page: dark on its own white, quiet zone included, sized by who holds it.

    title: what it says to who does not see it; « Code QR : address » by default.
    Refused when `address` is not one that a phone opens.
    """
    code = _code(address)
    size = code.symbol_size(border=4)[0]
    runs = "".join(
        f"M{start + 4} {at + 4}h{length}v1h-{length}z"
        for at, row in enumerate(code.matrix)
        for start, length in _runs(bytes(row))
    )
    said = escape(title or typeset(f"Code QR : {address}"))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" role="img" aria-label="{said}"'
        f' shape-rendering="crispEdges"><title>{said}</title><path fill="#fff" d="M0 0h{size}v{size}H0z"/>'
        f'<path fill="#000" d="{runs}"/></svg>'
    )


def qr_png(address: str, scale: int = 12) -> bytes:
    """The code as a PNG of `scale` pixels a module. Refused as `qr_svg` does."""
    out = BytesIO()
    _code(address).save(out, kind="png", scale=scale, border=4)
    return out.getvalue()


def checked_address(address: str, nothing: str = "Rien n’a été modifié.") -> str:
    """`address`, without the spaces around it. Refused when a browser would not follow it, or too long for a code.

    nothing: what the refusal says was not done.
    """
    found = checked_link(address, nothing)
    if len(found) > LONGEST:
        raise Refused(
            f"L’adresse de la page publique compte {number(len(found))} caractères : un code QR aussi chargé ne se lit "
            f"pas depuis la salle. {nothing} Choisissez-en une de {number(LONGEST)} caractères au plus."
        )
    return found


def _code(address: str) -> segno.QRCode:
    # Level M bears a reflection or a fold; a micro code is not read by every phone.
    return segno.make(checked_address(address), error="m", micro=False)


def _runs(row: bytes) -> list[tuple[int, int]]:
    """(start, length) of each run of dark modules."""
    found: list[tuple[int, int]] = []
    for at, dark in enumerate(row):
        if dark and found and sum(found[-1]) == at:
            found[-1] = (found[-1][0], found[-1][1] + 1)
        elif dark:
            found.append((at, 1))
    return found
