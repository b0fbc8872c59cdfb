"""A deck as the bytes of a PowerPoint file: the same deck gives the same bytes."""

from __future__ import annotations

import zipfile
from datetime import UTC, date, datetime, time
from io import BytesIO
from typing import Any

from data.conference.slide import Deck, Slide
from data.documents.letters import legible
from data.documents.slides import notes
from data.documents.slides.body import lay, lay_list, lay_opening, lists, opens
from data.documents.slides.frame import framed
from data.documents.slides.own_look import own_look
from data.documents.slides.oxml import LANGUAGE, in_french
from data.documents.slides.page import Page, Room, Run, without_empty
from data.documents.slides.pictures import add_logo
from data.documents.slides.template import Layouts, choose, emptied, opened
from data.drawing.shapes import Shapes
from data.french import capitalised, short_day, typeset

_ANY_DAY = (1980, 1, 1, 0, 0, 0)


def slides_pptx(deck: Deck, shapes: Shapes, template: bytes | None = None) -> bytes:
    """The deck as a .pptx, in our own look or in a council's template.

    Args:
        shapes: GeoJSON features by code of territory, those of every map of the deck together.
        template: a .pptx or .potx, see `check_template`.

    Raises:
        Refused: the template cannot be used; in French.
    """
    presentation = own_look() if template is None else opened(template)
    if template is None:
        emptied(presentation)
    layouts, _ = choose(presentation)
    for slide in deck.slides:
        _slide(presentation, layouts, deck, slide, shapes)
    _french(presentation)
    _properties(presentation, deck)
    held = BytesIO()
    presentation.save(held)
    return _same_bytes(held.getvalue())


def _slide(presentation: Any, layouts: Layouts, deck: Deck, slide: Slide, shapes: Shapes) -> None:
    opening, listing = opens(slide), lists(slide)
    layout = layouts.title if opening else layouts.content if listing else layouts.title_only
    made: Any = presentation.slides.add_slide(layout)
    size = (int(presentation.slide_width), int(presentation.slide_height))
    page = framed(made, layout, layouts.content, size, slide.title, _footer(deck), slide.number)
    if opening:
        lay_opening(page, slide)
        if deck.logo is not None:
            high = page.gap(64)
            add_logo(page, Room(page.room.right - 4 * high, page.gap(28), 4 * high, high), deck.logo)
    elif listing:
        lay_list(page, slide)
    else:
        lay(page, slide, shapes)
    without_empty(made)
    _feet_last(page)
    notes.write(made, notes.text(deck, slide, page.kept))


def _footer(deck: Deck) -> list[Run]:
    """What every slide says of itself: invented or not, the plan, the event, the frozen state."""
    parts = [deck.plan_title, deck.occasion]
    if deck.bound:
        parts.append(f"{deck.bound[0].label} du {short_day(deck.bound[0].frozen_on)}")
    runs = [Run(typeset(" · ".join(part for part in parts if part)), 0)]
    # The whole label, a sentence, is in the notes of the first slide.
    label = capitalised(deck.label.partition(":")[0].strip(" .\u00a0"))
    return [Run(f"{label} · ", 0, bold=True), *runs] if label else runs


def _feet_last(page: Page) -> None:
    """In the order of reading, the footer and the number come after what the slide says."""
    tree: Any = page.shapes._spTree
    for shape in list(page.shapes):
        if shape.name in ("Pied de page", "Numéro de diapositive"):
            tree.append(shape._element)


def _french(presentation: Any) -> None:
    for slide in presentation.slides:
        in_french(slide._element)
        in_french(slide.notes_slide._element)
        for link in slide.part.rels.values():
            if link.reltype.endswith("/chart"):
                in_french(link.target_part._element)


def _properties(presentation: Any, deck: Deck) -> None:
    said: Any = presentation.core_properties
    when = deck.bound[0].frozen_on if deck.bound else deck.held_on or date(deck.year, 1, 1)
    said.title = legible(f"{deck.occasion} – {deck.theme}")[:255]
    said.subject = legible(deck.theme)[:255]
    said.author = legible(deck.plan_title)[:255]
    said.language = LANGUAGE
    said.keywords = legible(deck.label)[:255]
    said.comments = said.category = said.content_status = said.last_modified_by = said.version = said.identifier = ""
    said.revision = 1
    said.created = said.modified = datetime.combine(when, time(), UTC)
    said._element.remove_all("cp:lastPrinted") if hasattr(said._element, "remove_all") else None


def _same_bytes(content: bytes) -> bytes:
    """The same archive without the hour at which it was written."""
    held = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as archive, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as copy:
        for member in archive.infolist():
            told = zipfile.ZipInfo(member.filename, _ANY_DAY)
            told.compress_type = zipfile.ZIP_DEFLATED
            copy.writestr(told, archive.read(member))
    return held.getvalue()
