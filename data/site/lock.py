"""The second lock of the public page: a deck that was not built for the public is refused, whoever built it."""

from __future__ import annotations

from collections.abc import Iterator

from data.conference.slide import Deck, Slide
from data.errors import CapError
from data.french import folded, typeset
from data.measures.masking import MASKED

RASTER = ("image/png", "image/jpeg", "image/webp")
"""What a picture of the page may be: never a drawing that could hold a script."""


def check_public(deck: Deck) -> None:
    """Raises CapError when something of `deck` is not for the public: notes, a scene kept for the room, a masked
    figure whose value is still there, a picture that is none."""
    for slide in deck.slides:
        wrong = next(_wrong(slide), "")
        if wrong:
            raise CapError(typeset(f"La page publique n’a pas été produite : {wrong} Rien n’a été écrit."))


def _wrong(slide: Slide) -> Iterator[str]:
    here = f"« {slide.title[:80]} »" if slide.title else f"n° {slide.number}"
    if not slide.public:
        yield f"la scène {here} n’est pas publique. Retirez-la du déroulé public, ou rendez-la publique."
    if slide.notes:
        yield f"la scène {here} porte encore les notes de l’orateur. Produisez-la depuis le déroulé public."
    if any(_is_masked(text) and value is not None for text, value in _values(slide)):
        yield f"dans la scène {here}, un chiffre masqué porte encore sa valeur. Signalez-le à qui tient l’application."
    if slide.picture is not None and slide.picture.media_type not in RASTER:
        yield f"l’image de la scène {here} n’est ni PNG, ni JPEG, ni WebP. Donnez une autre image."


def _values(slide: Slide) -> Iterator[tuple[str, float | None]]:
    yield from ((one.lead, one.value) for one in slide.numbers)
    if slide.chart is not None:
        for series in slide.chart.series:
            yield from zip(series.texts, series.values, strict=True)
    if slide.drawing is not None:
        yield from ((one.text, one.value if one.band is None else float(one.band)) for one in slide.drawing.places)


def _is_masked(text: str) -> bool:
    return folded(text).strip().startswith(folded(MASKED))
