"""A chart of the deck as PowerPoint's own: its figures stand in its workbook, where they can be changed.

What is written on each point (« 41 sur 104 (39 %) », « 12 ») is a range of cells of the same workbook.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from io import BytesIO
from itertools import zip_longest
from math import floor, log10
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import xlsxwriter  # pyright: ignore[reportMissingTypeStubs]
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_TICK_MARK

from data.conference.slide import Chart
from data.documents.letters import legible
from data.documents.slides import fitting
from data.documents.slides.oxml import all_of, content, described, element, remove, tag
from data.documents.slides.page import POINT, Page, Room
from data.documents.slides.tones import paint, tone

SHEET = "Données"
_ENDS = (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10)
_KINDS = {
    "bars": XL_CHART_TYPE.BAR_CLUSTERED,
    "stacked": XL_CHART_TYPE.BAR_STACKED,
    "line": XL_CHART_TYPE.LINE_MARKERS,
    "columns": XL_CHART_TYPE.COLUMN_CLUSTERED,
}
_ACROSS, _NAMED = ("bars", "stacked"), 0.42
"""Charts that lie, and how much of their width the names of their bars may take."""
_MARKERS = ("circle", "diamond", "square", "triangle")
_DASHED = ("target", "muted")
_GRID = '<a:schemeClr val="tx1"><a:alpha val="18000"/></a:schemeClr>'
"""Pale on any page, so that what is written over it is read."""
_LABELS = "{CE6537A1-D6FC-4f65-9D91-7224C49458BB}"
_RANGE = "{02D57815-91ED-43cb-92C2-25804820EDAC}"
_C15 = 'xmlns:c15="http://schemas.microsoft.com/office/drawing/2012/chart"'


def add_chart(page: Page, room: Room, chart: Chart, title: bool) -> None:
    """Draw a chart in a room. `title`: with its own title over it."""
    given: Any = CategoryChartData()
    names = categories(chart, _label_room(page, room, chart))
    given.categories = names
    for series in chart.series:
        given.add_series(legible(series.name), series.values)
    frame: Any = page.shapes.add_chart(_KINDS[chart.shape], room.left, room.top, room.wide, room.tall, given)
    described(frame, f"Graphique : {chart.title}", f"{chart.title}. {chart.says}")
    drawn: Any = frame.chart
    root: Any = drawn._chartSpace
    drawn.font.size = round(page.size(14) * 12_700)
    _axes(drawn, chart, _size(page, room, chart))
    _title(page, drawn, chart.title if title else "")
    drawn.has_legend = len(chart.series) > 1
    if drawn.has_legend:
        drawn.legend.position = XL_LEGEND_POSITION.BOTTOM
        drawn.legend.include_in_layout = False
    size = _size(page, room, chart)
    many = _crowded(room, chart, size)
    for rank, made in enumerate(all_of(root, "c:ser")):
        _look(made, chart, rank)
        _labels(made, chart, rank, size, many)
    for bars in all_of(root, "c:barChart"):
        _spacing(bars, chart)
    if chart.shape in _ACROSS:
        _set_apart(page, room, root, chart, names, size, title)
    for formula in all_of(root, "c:f"):
        formula.text = formula.text.replace("Sheet1!", f"{SHEET}!")
    drawn.part.chart_workbook.update_from_xlsx_blob(workbook(chart, names))


def categories(chart: Chart, fits: Callable[[str], bool] = lambda _: True) -> list[str]:
    """Labels of the axis, shortened so that each is told from the others. Where nothing can be drawn, why is said
    there: « Enfance (masqué) »."""
    said: list[str] = []
    for rank, label in enumerate(chart.labels):
        why = dict.fromkeys(series.texts[rank] for series in chart.series if series.texts[rank])
        nothing = all(series.values[rank] is None for series in chart.series)
        after = f" ({', '.join(why)})" if nothing and why else ""
        said.append(legible(_apart(label, chart.labels, lambda text, after=after: fits(text + after)) + after))
    return said


def _apart(label: str, labels: Sequence[str], fits: Callable[[str], bool]) -> str:
    """A label shortened; its end when its beginning is that of another: « … de handicap », « … de précarité »."""
    text = fitting.shortened(label, fits)
    stem = text.removesuffix("…")
    alike = [each.split(" ") for each in labels if each.startswith(stem)]
    if text == label or len(alike) < 2:
        return text
    shared = next((at for at, words in enumerate(zip_longest(*alike)) if len(set(words)) > 1), len(label))
    ending = " ".join(label.split(" ")[shared:])
    return fitting.shortened(f"…\u00a0{ending}", fits) if ending else text


def _label_room(page: Page, room: Room, chart: Chart) -> Callable[[str], bool]:
    """Whether a label holds: on a line or two beside its bar, on as many as its words under a column."""
    size = _size(page, room, chart)
    across = chart.shape in _ACROSS
    each = (room.tall * 0.7 if across else room.wide * 0.9) / max(len(chart.labels), 1) / POINT
    wide = _NAMED * room.wide / POINT if across else max(each, 60.0)
    most = max(1, min(int(each / (size * 1.1)), 2)) if across else 3
    return lambda text: fitting.lines(text, size, wide) <= most


def workbook(chart: Chart, names: Sequence[str]) -> bytes:
    """The workbook behind a chart: labels, values, then what is written on each point. An absent value is no cell."""
    held = BytesIO()
    book: Any = xlsxwriter.Workbook(held, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": legible(chart.title), "created": datetime(2000, 1, 1)})  # noqa: DTZ001
    sheet: Any = book.add_worksheet(SHEET)
    sheet.set_column(0, 0, 40)
    sheet.set_column(1, 2 * len(chart.series), 24)
    for row, label in enumerate(names, 1):
        sheet.write_string(row, 0, label)
    for rank, series in enumerate(chart.series):
        texts = 1 + len(chart.series) + rank
        sheet.write_string(0, 1 + rank, legible(series.name))
        sheet.write_string(0, texts, f"{legible(series.name)} : texte")
        for row, (value, text) in enumerate(zip(series.values, series.texts, strict=True), 1):
            if value is not None:
                sheet.write_number(row, 1 + rank, value)
            sheet.write_string(row, texts, legible(text))
    book.close()
    return held.getvalue()


def _title(page: Page, drawn: Any, text: str) -> None:
    drawn.has_title = bool(text)
    if not text:
        return
    frame: Any = drawn.chart_title.text_frame
    frame.text = legible(text)
    frame.paragraphs[0].runs[0].font.size = round(page.size(16) * 12_700)
    frame.paragraphs[0].runs[0].font.bold = True
    drawn.chart_title.include_in_layout = False


def _axes(drawn: Any, chart: Chart, size: float) -> None:
    values, names = drawn.value_axis, drawn.category_axis
    # Every value is written on its point: a line needs its scale too, the others do not.
    values.has_major_gridlines = chart.shape == "line"
    values.visible = chart.shape == "line"
    values.minimum_scale = None if _below_zero(chart) else 0
    if chart.highest is not None:
        values.maximum_scale = chart.highest
    elif chart.shape != "stacked" and (top := _top(chart)) is not None:
        values.maximum_scale = _round_up(top * 1.12)
    for axis in (values, names):
        axis.tick_labels.font.size = round(size * 12_700)
        axis.format.line.fill.background()
    if (_top(chart) or 0) >= 1_000:
        values.tick_labels.number_format, values.tick_labels.number_format_is_linked = "#,##0", False
    for grid in all_of(values._element, "c:majorGridlines"):
        for old in list(grid):
            grid.remove(old)
        grid.append(element(f'<c:spPr {{names}}><a:ln w="6350"><a:solidFill>{_GRID}</a:solidFill></a:ln></c:spPr>'))
    # Every label, even when they are long: a bar without its name says nothing.
    next(all_of(names._element, "c:noMultiLvlLbl")).addprevious(element('<c:tickLblSkip {names} val="1"/>'))
    # A slanted label is not read from afar: it takes several lines instead.
    next(all_of(names._element, "a:bodyPr")).set("rot", "0")
    for axis in (values, names):
        axis.major_tick_mark = XL_TICK_MARK.NONE
    if chart.shape in _ACROSS:
        names.reverse_order = True  # the first label stands at the top


def _below_zero(chart: Chart) -> bool:
    return any(value < 0 for series in chart.series for value in series.values if value is not None)


def _top(chart: Chart) -> float | None:
    values = [value for series in chart.series for value in series.values if value is not None]
    return max(values) if values and max(values) > 0 else None


def _round_up(value: float) -> float:
    """A round end for an axis, at or above a value."""
    power = 10.0 ** floor(log10(value))
    return next(step * power for step in _ENDS if step * power >= value)


def _look(made: Any, chart: Chart, rank: int) -> None:
    for old in list(made.findall(tag("c:spPr"))) + list(made.findall(tag("c:marker"))):
        made.remove(old)
    look = tone(chart.series[rank].tone)
    after = made.find(tag("c:tx"))
    if chart.shape != "line":
        after.addnext(element(f"<c:spPr {{names}}>{look.fill}{look.line}</c:spPr>"))
        return
    dash = "dash" if chart.series[rank].tone in _DASHED else "solid"
    line = f'<a:ln w="38100" cap="rnd"><a:solidFill>{paint(look.colour)}</a:solidFill><a:prstDash val="{dash}"/></a:ln>'
    edge = f"<a:solidFill>{paint(look.colour)}</a:solidFill>"
    inside = '<a:solidFill><a:schemeClr val="bg1"/></a:solidFill>' if dash == "dash" else edge
    after.addnext(
        element(
            f'<c:marker {{names}}><c:symbol val="{_MARKERS[rank % len(_MARKERS)]}"/><c:size val="9"/><c:spPr>{inside}'
            f'<a:ln w="19050">{edge}</a:ln></c:spPr></c:marker>'
        )
    )
    after.addnext(element(f"<c:spPr {{names}}>{line}</c:spPr>"))
    for smooth in all_of(made, "c:smooth"):
        smooth.set("val", "0")


def _size(page: Page, room: Room, chart: Chart) -> float:
    """Size of the letters: smaller when bars are many, so that each keeps its name and its value, and where a date
    under its point would be cut."""
    if chart.shape not in _ACROSS:
        each = 0.84 * room.wide / max(len(chart.labels), 1) / POINT
        longest = max((fitting.width(word, 1) for label in chart.labels for word in label.split(" ")), default=1.0)
        return max(min(page.size(14), each / longest), page.size(10))
    each = room.tall * 0.74 / max(len(chart.labels), 1) / POINT
    return max(min(page.size(14), each / 1.5), page.size(8))


def _crowded(room: Room, chart: Chart, size: float) -> bool:
    """What is written on the points of a line, or over columns, would run into the next: the ends alone are."""
    if chart.shape not in ("line", "columns"):
        return False
    each = 0.86 * room.wide / POINT / max(len(chart.labels), 1)
    if chart.shape == "columns":
        each /= max(len(chart.series), 1)
    texts = [
        text for one in chart.series for text, value in zip(one.texts, one.values, strict=True) if value is not None
    ]
    return max((fitting.width(text, size, bold=True) for text in texts), default=0) > each * 1.05


def _labels(made: Any, chart: Chart, rank: int, letters: float, many: bool) -> None:
    """What is written on each point, from the cells of the workbook; a zero of a stack is not written."""
    for old in list(made.findall(tag("c:dLbls"))):
        made.remove(old)
    values, texts = chart.series[rank].values, chart.series[rank].texts
    ends = {at for at, value in enumerate(values) if value is not None}
    wanted = {max(ends)} if many and ends else ends
    if chart.shape == "stacked":
        wanted = {at for at in wanted if values[at]}
    boxed = '<c:spPr><a:solidFill><a:schemeClr val="bg1"/></a:solidFill></c:spPr>' if chart.shape == "stacked" else ""
    place = {"stacked": "ctr", "line": "t" if _above(chart, rank) else "b"}.get(chart.shape, "outEnd")
    size = round(letters * 100)
    written = (
        f'{boxed}<c:txPr><a:bodyPr wrap="none"/><a:lstStyle/><a:p><a:pPr><a:defRPr lang="fr-FR" sz="{size}" '
        'b="1"/></a:pPr>'
        '<a:endParaRPr lang="fr-FR"/></a:p></c:txPr>'
    )
    shown = "".join(
        f'<c:show{what} val="0"/>' for what in ("LegendKey", "Val", "CatName", "SerName", "Percent", "BubbleSize")
    )
    points = ""
    for at, text in enumerate(texts):
        if at not in wanted:
            points += f'<c:dLbl><c:idx val="{at}"/><c:delete val="1"/></c:dLbl>'
            continue
        field = str(uuid5(NAMESPACE_URL, f"{chart.title}/{rank}/{at}")).upper()
        points += (
            f'<c:dLbl><c:idx val="{at}"/><c:tx><c:rich><a:bodyPr wrap="none"/><a:lstStyle/><a:p><a:pPr>'
            '<a:defRPr lang="fr-FR" '
            f'sz="{size}" b="1"/></a:pPr><a:fld id="{{{field}}}" type="CELLRANGE"><a:rPr lang="fr-FR" '
            f'sz="{size}" b="1"/>'
            f'<a:pPr/><a:t>{content(text)}</a:t></a:fld><a:endParaRPr lang="fr-FR"/></a:p></c:rich></c:tx>{boxed}'
            f'<c:dLblPos val="{place}"/>{shown}<c:extLst><c:ext uri="{_LABELS}" {_C15}><c15:dlblFieldTable/>'
            '<c15:showDataLabelsRange val="1"/></c:ext></c:extLst></c:dLbl>'
        )
    made.find(tag("c:cat")).addprevious(
        element(
            f'<c:dLbls {{names}}>{points}{written}<c:dLblPos val="{place}"/>{shown}<c:extLst><c:ext '
            f'uri="{_LABELS}" {_C15}>'
            '<c15:showDataLabelsRange val="1"/></c:ext></c:extLst></c:dLbls>'
        )
    )
    column = _column(1 + len(chart.series) + rank)
    cells = "".join(f'<c:pt idx="{at}"><c:v>{content(text)}</c:v></c:pt>' for at, text in enumerate(texts))
    for old in list(made.findall(tag("c:extLst"))):
        remove(old)
    made.append(
        element(
            f'<c:extLst {{names}}><c:ext uri="{_RANGE}" {_C15}><c15:datalabelsRange>'
            f"<c15:f>{SHEET}!${column}$2:${column}"
            f'${len(texts) + 1}</c15:f><c15:dlblRangeCache><c:ptCount val="{len(texts)}"/>{cells}</c15:dlblRangeCache>'
            "</c15:datalabelsRange></c:ext></c:extLst>"
        )
    )


def _above(chart: Chart, rank: int) -> bool:
    """A line is labelled over itself when it mostly runs above the other, so that their labels stand apart."""
    if len(chart.series) == 1:
        return True
    own, other = chart.series[rank].values, chart.series[1 - rank if rank < 2 else 0].values
    gaps = [mine - its for mine, its in zip(own, other, strict=True) if mine is not None and its is not None]
    return sum(gaps) > 0 or (sum(gaps) == 0 and rank == 0)


def _spacing(bars: Any, chart: Chart) -> None:
    for name, value in (("c:gapWidth", "55"), ("c:overlap", "100" if chart.shape == "stacked" else "-8")):
        for old in list(bars.findall(tag(name))):
            bars.remove(old)
        bars.find(tag("c:axId")).addprevious(element(f'<{name} {{names}} val="{value}"/>'))


def _set_apart(page: Page, room: Room, root: Any, chart: Chart, names: Sequence[str], size: float,
               title: bool) -> None:  # fmt: skip
    """Where the bars stand: programs leave too little width to the names of bars, which then run into each other."""
    wide, tall = room.wide / POINT, room.tall / POINT
    longest = max((fitting.width(name, size) for name in names), default=0.0)
    left = min(_NAMED, (longest + 10) / wide) + 0.01
    top = fitting.height(chart.title, page.size(16), 0.8 * wide, bold=True) + page.size(14) if title else 4.0
    foot = 4.0
    if len(chart.series) > 1:
        keys = sum(fitting.width(legible(one.name), page.size(14)) + page.size(24) for one in chart.series)
        foot += (keys // (0.8 * wide) + 1) * page.size(14) * fitting.LEADING + page.size(10)
    across = 0.98 - left
    if chart.shape == "bars" and (most := _top(chart)) is not None:
        # What is written at the end of the longest bar stays in.
        said = max(fitting.width(text, size, bold=True) + 12 for one in chart.series for text in one.texts) / wide
        end = chart.highest if chart.highest is not None else _round_up(most * 1.12)
        across = min(across, max((0.99 - left - said) * max(end / most, 1), 0.1))
    places = {"x": left, "y": top / tall, "w": across, "h": max(1 - (top + foot) / tall, 0.2)}
    said = "".join(f'<c:{name} val="{value:.4f}"/>' for name, value in places.items())
    area = next(all_of(root, "c:plotArea"))
    for old in list(area.findall(tag("c:layout"))):
        area.remove(old)
    area.insert(
        0,
        element(
            '<c:layout {names}><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/>'
            f'<c:yMode val="edge"/>{said}</c:manualLayout></c:layout>'
        ),
    )


def _column(rank: int) -> str:
    """« C » from 2."""
    return chr(65 + rank) if rank < 26 else chr(64 + rank // 26) + chr(65 + rank % 26)
