"""Where the things of a slide stand: the sentence, then the figures, then what is drawn beside what is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from data.conference.slide import Chart, Drawing, Picture, Slide, Table
from data.documents.slides.charts import add_chart
from data.documents.slides.map import add_map, drawable
from data.documents.slides.numbers import add_alone, add_stacked, add_strip, strip_height
from data.documents.slides.page import POINT, Page, Room, Run, fill_text, placeholder, room_of
from data.documents.slides.pictures import add_link, add_picture
from data.documents.slides.tables import add_table, narrowest, shortest, shown, told
from data.documents.slides.text import (
    add_items,
    add_missing,
    add_sentence,
    add_source,
    add_words,
    fitted,
)
from data.drawing.shapes import Shapes
from data.french import typeset
from data.vocabulary import SceneKind

_OPENING = (SceneKind.TITLE, SceneKind.THANKS)
_NO_MAP = typeset("La carte de ces territoires ne peut pas être dessinée : voici ce qu’elle montrerait.")
_SHARES, _OF_MAP = (0.6, 0.54, 0.48), (0.6, 0.54, 0.48, 0.42, 0.36)
"""Of the width, for a chart or a map beside its table."""
_OF_CUT = (0.5, 0.46, 0.42)
"""Of the width, for a map beside the first rows of a long table."""
_LEAST_DRAWN = 190
"""Points of height, on a slide 7.5 inches tall, under which a chart or a map is hard to read; more with its table."""
_LEAST_BESIDE = 330
"""Points of width, on a slide 7.5 inches tall, under which a chart beside its table has no room for its names."""
Draw = Callable[[Room], None]


def opens(slide: Slide) -> bool:
    """It is written on the template's page of title."""
    return slide.kind in _OPENING and not (
        slide.missing or slide.numbers or slide.chart or slide.drawing or slide.table or slide.picture or slide.link
    )


def lists(slide: Slide) -> bool:
    """It holds nothing but a list: the template's place for a text takes it."""
    drawn = slide.numbers or slide.chart or slide.drawing or slide.table or slide.picture or slide.link or slide.words
    return bool(slide.items) and not drawn and not slide.missing and not slide.source


def lay_opening(page: Page, slide: Slide) -> None:
    """A title, what it is about, and who presides."""
    said = [slide.sentence] if slide.sentence else []
    said += [slide.scope] if slide.scope else []
    said += [typeset(f"« {one.text} »") for one in slide.words]
    said += [
        typeset(" – ".join(part for part in (f"{one.when} : {one.title}" if one.when else one.title, one.text) if part))
        for one in slide.items
    ]
    if not said:
        return
    box = placeholder(page.slide, "subTitle", "body", "", "obj")
    room = room_of(box) if box is not None else page.room
    shown, size = fitted(page, said, room, page.size(26))
    paragraphs = [[Run(line, size)] for line in shown]
    if box is not None:
        fill_text(box, paragraphs, after=size * 0.3, plain=len(paragraphs))
    else:
        page.write(room, paragraphs, name="Sous-titre", after=size * 0.3)


def lay_list(page: Page, slide: Slide) -> None:
    """A list in the template's own place."""
    box = placeholder(page.slide, "", "obj", "body")
    if box is None:
        add_items(page, add_sentence(page, page.room, slide), slide.items)
        return
    rest = add_sentence(page, page.room, slide)
    if rest != page.room or room_of(box).bottom > rest.bottom or room_of(box).top < rest.top:
        box.left, box.top, box.width, box.height = rest.left, rest.top, rest.wide, rest.tall
    add_items(page, room_of(box), slide.items, box=box)
    # In the order of reading, the list follows the sentence.
    page.shapes._spTree.append(box._element)


def lay(page: Page, slide: Slide, shapes: Shapes) -> None:
    """Everything else."""
    room = add_sentence(page, page.room, slide)
    if slide.missing:
        add_missing(page, room, slide.missing)
        return
    rest = add_source(page, room, slide)
    drawn, said = _drawn(page, slide, shapes), _said(page, slide, shapes)
    if slide.numbers:
        rest = _with_numbers(page, slide, rest, drawn, said)
        if rest is None:
            return
    if drawn and said:
        _both(page, slide, rest, drawn, said)
    elif slide.table is not None and len(said) > 1:
        left, right = rest.beside(0.56, page.gap(24))
        said[0](left)
        _stack(page, right, said[1:])
    else:
        _spread(page, rest, drawn or said)


def _with_numbers(page: Page, slide: Slide, room: Room, drawn: list[Draw], said: list[Draw]) -> Room | None:
    """Set the figures. Returns the room left for the rest; None when everything is set."""
    numbers, gap = slide.numbers, page.gap(24)
    if not drawn and slide.kind is SceneKind.KEY_FIGURES and slide.table is not None and len(said) == 1:
        # Its table repeats the figures: on the slide they are large, in the notes they are whole.
        page.kept.append(told(slide.table))
        said = []
    if not drawn and not said:
        add_alone(page, room, numbers)
        return None
    if not drawn and slide.link and len(numbers) == 1 and len(said) == 1:
        left, right = room.beside(0.66, gap)
        add_alone(page, left, numbers)
        said[0](right)
        return None
    if drawn and not said and len(numbers) < 4:
        left, right = room.beside(0.38, gap)
        add_stacked(page, left, numbers)
        _spread(page, right, drawn)
        return None
    if slide.drawing is not None and drawn and len(numbers) < 4:
        # A map is tall: figures above it would leave it small.
        left, right = room.beside(0.22, gap)
        add_stacked(page, left, numbers)
        return right
    above, rest = room.above(strip_height(page, numbers, room.wide), page.gap(12))
    if slide.chart is not None and slide.table is not None and len(numbers) == 1 and _low(page, slide.table, rest):
        left, right = room.beside(0.22, gap)
        add_stacked(page, left, numbers)
        return right
    add_strip(page, above, numbers)
    return rest


def _both(page: Page, slide: Slide, room: Room, drawn: list[Draw], said: list[Draw]) -> None:
    """What is drawn beside what is told; a table whose words need the whole width goes under."""
    if slide.table is not None and _wide(page, slide.table, room, slide.drawing is not None):
        tall, most = shortest(page, slide.table, room.wide), 0.55 * room.tall
        if tall > most:
            # Cut anyway, its first rows are enough here: what is drawn must be seen.
            few = shortest(page, replace(slide.table, rows=slide.table.rows[:1]), room.wide) + page.gap(20)
            tall = min(most, max(room.tall - page.gap(_LEAST_DRAWN), few))
        above, under = room.below(tall, page.gap(10))
        _spread(page, above, drawn)
        _spread(page, under, said)
        return
    left, right = room.beside(_share(page, slide, room, len(said)), page.gap(24))
    _spread(page, left, drawn)
    _stack(page, right, said)


def _share(page: Page, slide: Slide, room: Room, said: int) -> float:
    """What is drawn takes the most of the width that leaves the table whole; else what shows most of its rows, of a
    chart; the most that cuts no word, of a map."""
    table = slide.table
    if table is None:
        return _SHARES[0]
    tall = room.tall // said

    def rows(share: float) -> int:
        right = room.beside(share, page.gap(24))[1]
        return shown(page, table, Room(right.left, right.top, right.wide, tall))

    if slide.drawing is None:
        return max(_SHARES, key=rows)
    whole = next((share for share in _OF_MAP if rows(share) == len(table.rows)), None)
    words = narrowest(table) * POINT
    return whole or next((share for share in _OF_CUT if words <= (1 - share) * room.wide), _OF_MAP[-1])


def _low(page: Page, table: Table, room: Room) -> bool:
    """It leaves too little height for a chart with its table, beside it or under it."""
    return room.tall < page.gap(_LEAST_DRAWN + (90 if _wide(page, table, room, False) else 20))


def _wide(page: Page, table: Table, room: Room, drawing: bool) -> bool:
    """Its words do not hold beside a chart; a map leaves more room."""
    if drawing:
        return narrowest(table) > 0.62 * room.wide / POINT
    narrow = 0.6 * room.wide < page.gap(_LEAST_BESIDE)
    return narrow or len(table.columns) - len(table.spare) > 4 or narrowest(table) > 0.46 * room.wide / POINT


def _drawn(page: Page, slide: Slide, shapes: Shapes) -> list[Draw]:
    drawn: list[Draw] = []
    if slide.chart is not None:
        drawn.append(_chart(page, slide.chart, slide.chart.title != slide.title))
    if slide.drawing is not None and drawable(slide.drawing, shapes):
        drawn.append(_map(page, slide.drawing, shapes))
    if slide.picture is not None:
        drawn.append(_picture(page, slide.picture))
    return drawn


def _said(page: Page, slide: Slide, shapes: Shapes) -> list[Draw]:
    said: list[Draw] = []
    table = slide.table
    if slide.drawing is not None and table is None:
        table = _table_of(slide.drawing)
        page.kept.append(told(table))
        if not drawable(slide.drawing, shapes):
            page.kept.append(_NO_MAP)
            said.append(lambda room: add_table(page, room, table))
    elif table is not None:
        said.append(lambda room: add_table(page, room, table))
    alone = not said and not slide.items and not _drawn_at_all(slide)
    if slide.words:
        said.append(lambda room: add_words(page, room, slide.words, alone=alone))
    if slide.items:
        large = not slide.words and not said and not _drawn_at_all(slide)
        said.append(lambda room: add_items(page, room, slide.items, most=32 if large else 22))
    if slide.link:
        said.append(lambda room: add_link(page, room, slide.link))
    return said


def _drawn_at_all(slide: Slide) -> bool:
    return slide.chart is not None or slide.drawing is not None or slide.picture is not None


def _table_of(drawing: Drawing) -> Table:
    """The list of a map that comes without one: the same names and texts."""
    return Table(drawing.title, ("Territoire", "Valeur"), tuple((place.name, place.text) for place in drawing.places))


def _chart(page: Page, chart: Chart, title: bool) -> Draw:
    return lambda room: add_chart(page, room, chart, title)


def _map(page: Page, drawing: Drawing, shapes: Shapes) -> Draw:
    return lambda room: add_map(page, room, drawing, shapes)


def _picture(page: Page, picture: Picture) -> Draw:
    return lambda room: add_picture(page, room, picture)


def _spread(page: Page, room: Room, things: list[Draw]) -> None:
    """Side by side."""
    for place, draw in zip(room.columns(len(things), page.gap(24)), things, strict=True) if things else ():
        draw(place)


def _stack(page: Page, room: Room, things: list[Draw]) -> None:
    """One under another."""
    gap = page.gap(14)
    tall = (room.tall - gap * (len(things) - 1)) // max(len(things), 1)
    for rank, draw in enumerate(things):
        draw(Room(room.left, room.top + rank * (tall + gap), room.wide, tall))
