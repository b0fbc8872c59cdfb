"""Play mode: a deck as one HTML document that needs nothing else, neither network nor server, once it is open."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from data.conference.slide import Deck, Item, Picture, Slide, Words
from data.drawing.map import Feature
from data.drawing.qr import qr_svg
from data.errors import CapError
from data.french import day, typeset
from data.stage import layout
from data.vocabulary import SceneKind

_HERE = Path(__file__).parent
_FONT = ("fontpkg_source_sans_3", "files/SourceSans3[wght].ttf")


@dataclass(frozen=True)
class Scene:
    """A slide ready for the template: its sizes, what is drawn. `more_…`: what the presenter alone sees."""

    slide: Slide
    title_size: int
    columns: int
    figures: tuple[layout.Figure, ...]
    views: layout.Views | None
    listed: tuple[tuple[str, str], ...]
    words: tuple[Words, ...]
    more_words: tuple[Words, ...]
    items: tuple[Item, ...]
    more_items: tuple[Item, ...]
    item_size: int
    earlier: tuple[Item, ...]
    quote_size: int
    code: str
    picture: str


def stage_html(deck: Deck, shapes: Mapping[str, Feature]) -> str:
    """The whole talk. Nothing in it is fetched; its own security policy forbids it, opened from a file as well."""
    bound = deck.bound[0].label if deck.bound else ""
    return _template().render(
        deck=deck,
        scenes=[_scene(slide, shapes) for slide in deck.slides],
        event=deck.occasion,
        held=" · ".join(part for part in (day(deck.held_on) if deck.held_on else str(deck.year), deck.place) if part),
        foot=" · ".join(part for part in (deck.label, bound) if part),
        states=_states(deck),
        logo=_data(deck.logo) if deck.logo else "",
        key=_key(deck),
        policy=Markup(policy(framed=False)),
        script=Markup(_read("play.js")),
        style=Markup(_read("play.css")),
        font=_font(),
        full=[kind.value for kind in layout.FULL],
        keys=KEYS,
    )


KEYS = tuple(
    (typeset(key), typeset(what))
    for key, what in (
        ("→ · Page suivante · Espace · Entrée", "scène suivante"),
        ("← · Page précédente", "scène précédente"),
        ("Début · Fin", "première, dernière scène"),
        ("un nombre puis Entrée", "aller à cette scène"),
        ("B ou .", "écran noir, et retour"),
        ("W", "écran blanc, et retour"),
        ("T", "le tableau à la place du graphique, et retour"),
        ("O", "toutes les scènes"),
        ("F", "plein écran"),
        ("L", "fond clair ou sombre"),
        ("N", "vue de l’orateur dans une autre fenêtre"),
        ("P", "vue de l’orateur dans cette fenêtre"),
        ("Échap", "fermer, revenir"),
        ("?", "cette aide"),
    )
)


def policy(*, framed: bool = True) -> str:
    """The Content-Security-Policy of the document: its own script alone, and no address to go to.

    framed: with the rule on frames, that only a server's header may hold.
    """
    digest = base64.b64encode(hashlib.sha256(_read("play.js").encode()).digest()).decode()
    rules = [
        "default-src 'none'",
        f"script-src 'sha256-{digest}'",
        "style-src 'unsafe-inline'",
        "img-src data:",
        "font-src data:",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    return "; ".join([*rules, "frame-ancestors 'self'"] if framed else rules)


def _states(deck: Deck) -> list[str]:
    """The frozen states told, plan by plan."""
    labels: dict[str, list[str]] = {}
    for one in deck.bound:
        labels.setdefault(one.plan_title, []).append(one.label)
    return [typeset(f"{title} : {' ; '.join(told)}") for title, told in labels.items()]


def _scene(slide: Slide, shapes: Mapping[str, Feature]) -> Scene:
    words, items = layout.words_shown(slide), layout.items_shown(slide)
    shared = bool(slide.words) or bool(slide.numbers) or layout.has_picture(slide)
    return Scene(
        slide,
        layout.title_size(slide.title),
        layout.columns_of(slide),
        layout.figures(slide),
        None if slide.missing else layout.drawn(slide, shapes),
        layout.listed(slide),
        slide.words[:words],
        slide.words[words:],
        slide.items[:items],
        slide.items[items:],
        layout.item_size(slide.items[:items], shared=shared),
        layout.earlier(slide) if slide.kind is SceneKind.TITLE else (),
        layout.quote_size(max((one.text for one in slide.words[:words]), key=len, default="")),
        _code(slide.link),
        _data(slide.picture) if slide.picture else "",
    )


def _code(address: str) -> str:
    """The QR code; nothing for an address that a phone would not open: it stays written in full."""
    if not address:
        return ""
    try:
        return qr_svg(address)
    except CapError:
        return ""


def _data(picture: Picture) -> str:
    return f"data:{picture.media_type};base64,{base64.b64encode(picture.content).decode()}"


def _key(deck: Deck) -> str:
    """What the windows of one talk call each other by."""
    told = repr((deck.edition_id, [one.sha256 for one in deck.bound], deck.label))
    return hashlib.sha256(told.encode()).hexdigest()[:12]


@cache
def _template() -> Template:
    made = Environment(
        loader=FileSystemLoader(_HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return made.get_template("play.html")


@cache
def _read(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8").strip()


@cache
def _font() -> str:
    """The application's font, in base64; empty where its package is absent: the machine's own then serves."""
    try:
        return base64.b64encode(files(_FONT[0]).joinpath(_FONT[1]).read_bytes()).decode()
    except (ModuleNotFoundError, FileNotFoundError):
        return ""
