"""The public page of an edition: a folder that any web server, or none, can show. Phone first, no script, no cookie.

One request draws a page: style and drawings are in it. Only what the deck says is printed; nothing is computed.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from data.conference.kinds import KINDS
from data.conference.slide import Deck, Picture, Slide
from data.drawing.chart import chart_svg
from data.drawing.look import ON_PHONE, ON_STAGE
from data.drawing.map import map_svg
from data.drawing.photo import light
from data.drawing.qr import checked_address, qr_svg
from data.drawing.shapes import Shapes
from data.errors import CapError
from data.french import capitalised, day, listing, lowered, typeset
from data.site.archive import SUMS, sums
from data.site.archive import zipped as zipped
from data.site.lock import check_public
from data.site.tables import Filed, csv_of, filed
from data.site.themed import Palette
from data.vocabulary import SceneKind

HERE = Path(__file__).parent
PAGES = (("index.html", "Résultats"), ("chiffres.html", "Tous les chiffres"), ("methode.html", "Méthode"))
WIDTH = 400
"""Pixels that a drawing is made for: a phone shows it a little smaller, a desk a little larger."""
_DAY = ON_PHONE.larger(16)
_NIGHT = replace(ON_STAGE, text=16, ink="#ECE9E3", quiet="#B3ADA2", ground="#1A1917")
_DATA_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")


@dataclass(frozen=True)
class Placed:
    """A picture of the site: its path there, its size in pixels."""

    path: str
    width: int
    height: int


@dataclass(frozen=True)
class View:
    """A slide as the page shows it. `drawings`: (SVG, heading when it is not the slide's, what it says).

    `tables`: those shown with it. `href`: its address when it is one that a browser opens.
    """

    slide: Slide
    anchor: str
    tables: tuple[Filed, ...]
    drawings: tuple[tuple[Markup, str, str], ...]
    picture: Placed | None
    href: str


def public_site(
    deck: Deck, shapes: Shapes, *, data_files: Mapping[str, bytes] | None = None, credits: Sequence[str] = ()
) -> dict[str, bytes]:
    """Path → content of every file of the site, all below one folder, linked to each other by relative links.

    Args:
        deck: built for the public.
        shapes: outlines of the territories that its maps show, by code.
        data_files: name → content of open data offered with it.
        credits: French lines saying where outlines and populations come from.

    Raises:
        CapError: the deck holds something that is not for the public, or a name of `data_files` is not a plain one.
    """
    check_public(deck)
    given = _given(data_files or {})
    files = dict(given)
    # Why a scene has nothing to show is written for who prepares it.
    slides = [_under_the_theme(one, deck) for one in deck.slides if not one.missing]
    tables = filed(slides, taken=given)
    files |= {one.path: csv_of(one.table) for one in tables}
    palette = Palette()
    share = _shared(deck)
    opening = next((one for one in slides if one.kind is SceneKind.TITLE), None)
    views = [
        _view(one, shapes, tables, files, palette)
        for one in slides
        if one is not opening and one.kind is not SceneKind.PUBLIC_PAGE
    ]
    lead = _lead(views)
    heading = deck.theme or deck.event
    known: dict[str, Any] = {
        "deck": deck,
        "event": deck.occasion,
        "heading": heading,
        "description": lead.slide.sentence if lead else "",
        "under": _under(opening, deck, heading),
        "opening": _view(opening, shapes, tables, files, palette) if opening else None,
        "around": [one for one in opening.items if one.title not in deck.chairs] if opening else [],
        "facts": _facts(deck),
        "covers": _covers(deck),
        "logo": _placed(deck.logo, "logo", files) if deck.logo else None,
        "lead": lead,
        "views": [one for one in views if one is not lead],
        "filed": tables,
        "data_files": [(path.removeprefix("donnees/"), path) for path in sorted(given)],
        "credits": [typeset(line) for line in credits],
        "share": share,
        "code": Markup(qr_svg(share)) if share else "",
        "sums": SUMS,
        "day": day,
        "capitalised": capitalised,
        "pages": PAGES,
    }
    for name, _ in PAGES:
        files[name] = _page(name, known, palette if name == "index.html" else Palette())
    files["favicon.svg"] = (HERE / "favicon.svg").read_bytes()
    files["robots.txt"] = b"User-agent: *\nAllow: /\n"
    files[SUMS] = sums(files)
    return files


def _given(data_files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The open data, below « donnees/ »."""
    for name in data_files:
        if not _DATA_NAME.fullmatch(name) or Path(name).suffix in (".html", ".htm", ".svg", ".js"):
            raise CapError(
                typeset(
                    f"Le fichier de données « {name[:80]} » ne peut pas être joint à la page publique : son nom doit "
                    "tenir en lettres sans accent, chiffres, points et tirets, et il ne peut pas être une page. "
                    "Renommez-le ; rien n’a été écrit."
                )
            )
    return {f"donnees/{name}": content for name, content in data_files.items()}


def _under_the_theme(slide: Slide, deck: Deck) -> Slide:
    """The theme is said once, at the head of the page; a scene that counts something else says so."""
    return replace(slide, scope="") if slide.scope == deck.scope else slide


def _covers(deck: Deck) -> str:
    """What the figures are about, by its titles; empty for the whole plan."""
    if not deck.covers:
        return ""
    return typeset(f"Chiffres de cette part du plan : {listing([f'« {one} »' for one in deck.covers], most=4)}.")


def _lead(views: Sequence[View]) -> View | None:
    """What answers first: the key figures, else the first slide that counts and says so in a sentence."""
    found = [one for one in views if one.slide.title]
    keys = (one for one in found if one.slide.kind is SceneKind.KEY_FIGURES)
    counted = (one for one in found if one.slide.sentence and KINDS[one.slide.kind].counts)
    return next(keys, None) or next(counted, None)


def _under(opening: Slide | None, deck: Deck, heading: str) -> list[str]:
    """What the title slide says that the head of the page does not."""
    if opening is None:
        return []
    return [text for text in (opening.title, opening.sentence) if text and text != heading and deck.event not in text]


def _facts(deck: Deck) -> list[str]:
    when = [day(deck.held_on)] if deck.held_on else []
    where = " · ".join([*when, *([deck.place] if deck.place else [])])
    chairs = typeset(f"Présidence : {listing(list(map(lowered, deck.chairs)))}")
    return [line for line in (capitalised(where), chairs if deck.chairs else "") if line]


def _view(slide: Slide, shapes: Shapes, tables: Iterable[Filed], files: dict[str, bytes], palette: Palette) -> View:
    # Large figures are read as they are: their table is with those of « Tous les chiffres ».
    own = tuple(one for one in tables if one.slide is slide and not one.large)
    picture = _placed(slide.picture, f"photo-{slide.number}", files) if slide.picture else None
    return View(slide, f"scene-{slide.number}", own, _drawings(slide, shapes, palette), picture, _opened(slide.link))


def _drawings(slide: Slide, shapes: Shapes, palette: Palette) -> tuple[tuple[Markup, str, str], ...]:
    """The map and the chart of a slide, each for light and dark screens."""
    found: list[tuple[Markup, str, str]] = []
    prefix = f"s{slide.number}"
    if slide.drawing is not None:
        drawn = [map_svg(slide.drawing, shapes, look=look, width=WIDTH, prefix=f"{prefix}m") for look in (_DAY, _NIGHT)]
        found.append(_figure(palette.themed(*drawn), slide.drawing.title, slide.drawing.says, slide))
    if slide.chart is not None:
        drawn = [chart_svg(slide.chart, look=look, width=WIDTH, prefix=f"{prefix}g") for look in (_DAY, _NIGHT)]
        found.append(_figure(palette.themed(*drawn), slide.chart.title, slide.chart.says, slide))
    return tuple(found)


def _figure(svg: str, title: str, says: str, slide: Slide) -> tuple[Markup, str, str]:
    # Drawn by us, everything typed escaped there: it enters the page as it is.
    # What it says is read aloud with it; on the page, the slide's sentence says it already.
    return Markup(svg), "" if title == slide.title else title, "" if slide.sentence else says


def _placed(picture: Picture, stem: str, files: dict[str, bytes]) -> Placed:
    content, extension, width, height = light(picture)
    path = f"images/{stem}.{extension}"
    files[path] = content
    return Placed(path, width, height)


def _shared(deck: Deck) -> str:
    """The page's own address, when a scene shows it: who is on the page needs no invitation to open it."""
    shown = [one.link for one in deck.slides if one.kind is SceneKind.PUBLIC_PAGE and not one.missing]
    return _opened(shown[0] or deck.address) if shown else ""


def _opened(address: str) -> str:
    """The address when a browser may open it; empty otherwise: it is then shown as text."""
    if not address:
        return ""
    try:
        return checked_address(address)
    except CapError:
        return ""


def _page(name: str, known: Mapping[str, Any], palette: Palette) -> bytes:
    """A page, with the only style that its policy accepts."""
    style = Markup(_style() + palette.style())
    digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    # « file: » is a folder opened without a server, where some browsers do not see it as 'self'.
    policy = (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src 'self' file:; base-uri 'none'; form-action 'none'"
    )
    text = _templates().get_template(name).render(known, here=name, style=style, policy=policy)
    return text.encode()


@cache
def _style() -> str:
    return (HERE / "templates" / "style.css").read_text(encoding="utf-8")


@cache
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
