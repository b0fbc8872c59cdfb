"""What is handed out of « Le répit », slides and public page, read back and counted again from the frozen tables."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from io import BytesIO, StringIO
from itertools import combinations
from operator import itemgetter
from typing import Any

import pytest
from lxml import html as markup
from openpyxl import load_workbook

from data.commands.campaign import close_campaign, reopen_campaign
from data.commands.edition import bind_edition
from data.commands.plan import rename
from data.conference.build import deck
from data.conference.edition import EditionRow, Told
from data.conference.slide import Deck
from data.database import Store
from data.demonstration.calendar import PLAN
from data.documents.slides import slides_pptx
from data.drawing.shapes import shapes_for
from data.period import Period
from data.reading import situation
from data.reading.editions import editions, told
from data.site.site import public_site
from data.stage.play import stage_html
from data.vocabulary import SceneKind
from tests.support.counted_talk import Shown, counted_talk
from tests.support.editions import scene
from tests.support.quarter import acting
from tests.support.recount import rows, texts
from tests.support.slides import C15, A, C, P, charts_of, linked, notes_of, plain, slide_xml, xml
from tests.support.templates import members

_NUMBER = re.compile(r"\d+(?:[ \u202f\u00a0]\d{3})*(?:,\d+)?")
_DATES = re.compile(
    r"\d(?:er|e) trimestre \d{4}|\d{1,2}(?:er)? \w+ \d{4}|\d{2}/\d{2}/\d{4}|en \d{4}|état figé n° \d+"
    r"|[PD]-?\d+(?:-\d+)?"
)
_LEFT = re.compile(r"… et \d+ autres?, voir les notes")


@dataclass(frozen=True)
class Handed:
    """The edition, what it is told from, what each of its slides must show, and both packages."""

    edition: EditionRow
    told: Told
    room: Deck
    public: Deck
    pptx: dict[str, bytes]
    site: dict[str, bytes]

    def expected(self, made: Deck) -> Iterator[tuple[int, Shown]]:
        """(number of the slide, what it must show), for each scene that counts."""
        own, first = (self.told.situations[pin] for pin in (self.edition.own, self.edition.past[0]))
        wanted = counted_talk(own, first)
        found = [slide for slide in made.slides if slide.kind in {kind for kind, _ in wanted}]
        assert [slide.kind for slide in found] == [kind for kind, _ in wanted]
        for slide, (_, shown) in zip(found, wanted, strict=True):
            if not slide.missing:
                yield slide.number, shown


def hand_out(edition: EditionRow, source: Told) -> Handed:
    room, public = deck(edition, source), deck(edition, source, public=True)
    shapes = shapes_for(room, list(source.situations.values()))
    return Handed(
        edition, source, room, public, members(slides_pptx(room, shapes)), dict(public_site(public, shapes))
    )  # fmt: skip


@pytest.fixture(scope="module")
def handed(demo: Store) -> Handed:
    found = next(one for one in editions(demo, PLAN) if one.theme == "Le répit")
    return hand_out(found, told(demo, found))


def only_numbers(text: str) -> list[str]:
    """The numbers of a sentence, in order, but its dates and codes; spaces of thousands all alike."""
    return [one.replace(" ", "") for one in _NUMBER.findall(_DATES.sub("", plain(text)))]


def same(one: Sequence[str]) -> list[str]:
    return [plain(text) for text in one]


# --- slides --------------------------------------------------------------------------------------------------------


def paragraphs(root: Any) -> list[str]:
    """Of what the slide says, its footer and its number aside."""
    said: list[str] = []
    for shape in root.iter(f"{P}sp", f"{P}graphicFrame"):
        name = next(shape.iter(f"{P}cNvPr")).get("name")
        if name not in ("Pied de page", "Numéro de diapositive"):
            said += [plain("".join(t.text or "" for t in p.iter(f"{A}t"))) for p in shape.iter(f"{A}p")]
    return [text for text in said if text]


def test_every_large_figure_and_sentence_of_the_slides_is_counted_again(handed: Handed) -> None:
    for number, shown in handed.expected(handed.room):
        said = paragraphs(slide_xml(handed.pptx, number))
        assert only_numbers(said[1]) == [one.replace("\u202f", "") for one in shown.told], said[1]
        names = [shape.get("name") for shape in slide_xml(handed.pptx, number).iter(f"{P}cNvPr")]
        assert sum(name.startswith("Chiffre :") for name in map(plain, names)) == len(shown.numbers)
        for lead, note in shown.numbers:
            assert plain(lead) in said
            assert not note or any(text.endswith(plain(note)) for text in said), (note, said)


def test_every_cell_of_the_slides_is_counted_again(handed: Handed) -> None:
    for number, shown in handed.expected(handed.room):
        notes = notes_of(handed.pptx, number)
        tables = list(slide_xml(handed.pptx, number).iter(f"{A}tbl"))
        made = [
            [plain("".join(t.text or "" for t in cell.iter(f"{A}t"))) for cell in row.iter(f"{A}tc")]
            for table in tables
            for row in table.iter(f"{A}tr")
        ][1:]
        left = [row for row in made if row[0].startswith("… et ")]
        kept = [row for row in made if row not in left]
        whole = [same(row) for row in shown.rows]
        # Some columns may be in the notes alone: then every cell is there.
        columns = columns_shown(whole, kept)
        wanted = [[row[at] for at in columns] for row in whole]
        # Territories of the same rate may stand in any order.
        assert all(wanted.count(row) == 1 for row in kept)
        assert (
            not made
            or len(kept) == len(wanted)
            or left[0][0] == f"… et {len(wanted) - len(kept)} autres, voir les notes"
        )
        if shown.series or shown.places:
            assert kept
        for row in whole:
            assert row in kept or all(cell in notes for cell in row), row


def columns_shown(whole: Sequence[Sequence[str]], kept: Sequence[Sequence[str]]) -> tuple[int, ...]:
    """The ranks of the columns that every row of a slide is made of; all of them when no choice of some is."""
    every = tuple(range(len(whole[0]))) if whole else ()
    for columns in combinations(every, len(kept[0]) if kept else len(every)):
        if all(row in [[one[at] for at in columns] for one in whole] for row in kept):
            return columns
    return every


Point = tuple[str, str, float | None, str]


def wanted_points(shown: Shown) -> list[Point]:
    """(series, label, value, text), whatever the order of lines that are equal."""
    return sorted(
        ((name, plain(shown.labels[at]), value, plain(said[at])) for name, values, said in shown.series
         for at, value in enumerate(values)),
        key=lambda point: point[:2],
    )  # fmt: skip


def points(node: Any) -> dict[int, str]:
    return {int(point.get("idx")): plain(point.find(f"{C}v").text or "") for point in node.iter(f"{C}pt")}


def drawn_points(parts: Mapping[str, bytes], part: str) -> list[Point]:
    """What the chart draws without opening its workbook."""
    found: list[Point] = []
    for series in xml(parts, part).iter(f"{C}ser"):
        (name,) = points(series.find(f"{C}tx")).values()
        names, values = points(series.find(f"{C}cat")), points(series.find(f"{C}val"))
        said = points(next(series.iter(f"{C15}dlblRangeCache")))
        for at, label in names.items():
            value = float(values[at]) if at in values else None
            found.append((name, label.partition(" (")[0], value, said.get(at, "")))
    return sorted(found, key=lambda point: point[:2])


def workbook_points(parts: Mapping[str, bytes], part: str) -> list[Point]:
    """What PowerPoint shows once somebody edits the chart: values, then their texts, a column each."""
    (name,) = linked(parts, part, "package")
    head, *lines = load_workbook(BytesIO(parts[name])).active.iter_rows(values_only=True)
    many = (len(head) - 1) // 2
    return sorted(
        ((str(head[at]), plain(str(line[0])).partition(" (")[0], line[at], plain(str(line[at + many] or "")))
         for line in lines for at in range(1, 1 + many)),
        key=lambda point: point[:2],
    )  # fmt: skip


def uncut(name: str, labels: Sequence[str]) -> str:
    """The only label that a name of the axis can be: a long one is cut at its end, or at its beginning."""
    start, end = name.partition("…")[::2] if "…" in name else (name, name)
    (whole,) = (each for each in same(labels) if each.startswith(start) and each.endswith(end.strip()))
    return whole


def test_every_point_of_the_charts_and_of_their_workbooks_is_counted_again(handed: Handed) -> None:
    drawn = 0
    for number, shown in handed.expected(handed.room):
        parts = charts_of(handed.pptx, number)
        assert len(parts) == (1 if shown.series else 0)
        for part in parts:
            drawn += 1
            wanted = wanted_points(shown)
            for made in (drawn_points(handed.pptx, part), workbook_points(handed.pptx, part)):
                made = sorted(((one[0], uncut(one[1], shown.labels), *one[2:]) for one in made), key=itemgetter(0, 1))
                assert [(one[0], one[1], one[3]) for one in made] == [(one[0], one[1], one[3]) for one in wanted]
                assert [one[2] is None for one in made] == [one[2] is None for one in wanted]
                assert [one[2] or 0 for one in made] == pytest.approx([one[2] or 0 for one in wanted])
    assert drawn == 3


def test_every_territory_of_the_map_says_what_is_counted_again(handed: Handed) -> None:
    number, shown = next((number, shown) for number, shown in handed.expected(handed.room) if shown.places)
    names = [plain(shape.get("name")) for shape in slide_xml(handed.pptx, number).iter(f"{P}cNvPr")]
    assert sorted(name for name in names if name in same(shown.places)) == sorted(same(shown.places))


def test_no_other_number_is_on_a_slide(handed: Handed) -> None:
    for number, shown in handed.expected(handed.room):
        allowed = _allowed(handed, shown)
        for text in paragraphs(slide_xml(handed.pptx, number)):
            assert set(only_numbers(_LEFT.sub("", text))) <= allowed, text


def _allowed(handed: Handed, shown: Shown) -> set[str]:
    """The numbers counted again, and those of titles and texts of the frozen states."""
    own = handed.told.situations[handed.edition.own]
    titles = [
        str(row[name])
        for table in (own.leaves, own.objectives, own.decisions, own.indicators, own.reports, own.audiences)
        for row in rows(table)
        for name in ("title", "text", "done", "difficulties", "upcoming")
        if name in row
    ]
    found = {one.replace("\u202f", "") for text in (*texts(shown), *titles) for one in only_numbers(text)}
    return found | {one.replace("\u202f", "") for one in shown.told} | _BANDS | {str(len(of)) for of in (shown.rows,)}


_BANDS = {"20", "40", "60", "80"}
"""Limits of the bands of a map of rates."""


# --- public page ---------------------------------------------------------------------------------------------------


def page(site: Mapping[str, bytes], name: str) -> Any:
    return markup.fromstring(site[name].decode())


def cells_of(table: Any) -> list[list[str]]:
    return [[plain(cell.text_content()) for cell in row.iter("th", "td")] for row in table.find("tbody").iter("tr")]


def marks(shown: Shown) -> list[str]:
    """What each mark of the chart or the map of a scene says."""
    if shown.places:
        return list(shown.places)
    if len(shown.series) == 1:
        _, _, said = shown.series[0]
        return [f"{label} : {text}" for label, text in zip(shown.labels, said, strict=True)]
    line = shown.series[-1:] and shown.series[-1][0] == "Cible"
    return [
        f"{name}, {shown.labels[at]} : {said[at]}" if line else f"{shown.labels[at]} – {name} : {said[at]}"
        for name, values, said in shown.series
        for at, value in enumerate(values)
        if (value is not None if line else value)
    ]


def test_every_figure_of_the_public_page_is_counted_again(handed: Handed) -> None:
    index = page(handed.site, "index.html")
    seen = 0
    for number, shown in handed.expected(handed.public):
        (section,) = index.xpath(f"//section[@id='scene-{number}']")
        (sentence,) = section.xpath(".//p[@class='said' or @class='answer']")
        assert only_numbers(sentence.text_content()) == [one.replace("\u202f", "") for one in shown.told]
        large = section.xpath(".//ul[@class='numbers']/li")
        said = [
            tuple(plain("".join(one.itertext())) for one in li.xpath("*[contains(@class,'value') or @class='note']"))
            for li in large
        ]
        assert said == [tuple(plain(text) for text in number if text) for number in shown.numbers]
        drawn = [plain(title.text) for title in section.xpath(".//*[local-name()='g']/*[local-name()='title']")]
        assert sorted(one for one in drawn if " : " in one) == sorted(same(marks(shown)))
        written = [plain(text.text or "") for text in section.xpath(".//*[local-name()='svg']//*[local-name()='text']")]
        assert set(only_numbers(" ; ".join(written))) <= _allowed(handed, shown)
        made = [cells_of(table) for table in section.iter("table")]
        if (shown.rows and shown.series + shown.places) or number in _stories(handed):
            assert [sorted(rows) for rows in made] == [sorted(same(row) for row in shown.rows)]
            seen += 1
    assert seen == 6


def _stories(handed: Handed) -> set[int]:
    return {slide.number for slide in handed.public.slides if slide.kind is SceneKind.FICHE}


def test_every_table_and_csv_of_the_public_page_is_counted_again(handed: Handed) -> None:
    whole = page(handed.site, "chiffres.html")
    wanted: list[list[list[str]]] = []
    for number, shown in handed.expected(handed.public):
        slide = handed.public.slides[number - 1]
        tables = [sorted(same(row) for row in shown.rows)] if shown.rows else []
        if shown.numbers and slide.kind is not SceneKind.KEY_FIGURES:
            labels = [one.label for one in slide.numbers]
            large = [
                [plain(label), *(plain(text) for text in number)]
                for label, number in zip(labels, shown.numbers, strict=True)
            ]
            # A column that nothing fills is left out.
            tables.append([row[: 3 if any(row[2] for row in large) else 2] for row in large])
        wanted += tables
    partner = next(one for one in handed.edition.scenes if one.kind is SceneKind.PARTNER_FIGURE).settings
    quoted = [[plain(partner["label"]), plain(partner["figure"])]]
    made = [cells_of(table) for table in whole.iter("table")]
    assert [sorted(rows) for rows in made if rows != quoted] == [sorted(rows) for rows in wanted]
    assert quoted in made
    links = [link.get("href") for link in whole.xpath("//a[@download]")]
    assert len(links) == len(made)
    for link, rows_of_page in zip(links, made, strict=True):
        lines = list(csv.reader(StringIO(handed.site[link].decode("utf-8-sig")), delimiter=";"))
        # « +25 points » must not be opened as a formula.
        assert [[cell.removeprefix("'") for cell in same(line)] for line in lines[1:]] == rows_of_page
    assert sorted(links) == sorted(path for path in handed.site if path.endswith(".csv"))


# --- what is hidden ------------------------------------------------------------------------------------------------

INDICATOR, HIDDEN_AT, DECIMALS = "P10-IND06", "200068765", 0.0718281828


@pytest.mark.parametrize("public", [False, True])
def test_a_hidden_count_is_in_no_byte_of_what_is_handed_out(demo: Store, handed: Handed, public: bool) -> None:
    """Each small count is given decimals that nothing else has, then looked for everywhere, drawn, written or raw."""
    own = handed.told.situations[handed.edition.own]
    threshold = next(row["threshold"] for row in rows(own.indicators) if row["code"] == INDICATOR)
    measures = own.measures.copy()
    small = (
        (measures["indicator_code"] == INDICATOR)
        & (measures["territory_code"] != own.plan.departement_code)
        & (measures["value"] < threshold - 1)
    )
    assert small.sum() >= 4
    measures.loc[small, "value"] += DECIMALS
    telling = replace(
        handed.told, situations={**handed.told.situations, handed.edition.own: own.with_(measures=measures)}
    )
    scenes = (
        scene(SceneKind.MAP, rank=1, layer=f"indicateur-{INDICATOR}"),
        scene(SceneKind.TRAJECTORY, rank=2, indicator=INDICATOR, territory=HIDDEN_AT),
        scene(SceneKind.TERRITORY, rank=3, territory=HIDDEN_AT),
        scene(SceneKind.KEY_FIGURES, rank=4, figures=[f"indicateur-{INDICATOR}"]),
    )
    edition = replace(handed.edition, scenes=scenes)
    made = deck(edition, telling, public=public)
    shapes = shapes_for(made, [own])
    files = dict(public_site(made, shapes)) if public else members(slides_pptx(made, shapes))
    assert not [slide.missing for slide in made.slides if slide.missing]

    hidden = set(measures[small]["territory_code"])
    assert made.slides[0].drawing is not None
    masked = {place.code for place in made.slides[0].drawing.places if place.text.startswith("masqué")}
    assert hidden < masked, "one more is hidden, or the total would give them back"
    every = [*files.values()]
    for name, content in files.items():
        if name.endswith(".xlsx"):
            every += members(content).values()
    said = " ".join(plain(content.decode("utf-8", "replace")) for content in every)
    assert "718281" not in said
    neighbours = {
        f"{row['value']:.0f}"
        for row in rows(measures)
        if row["indicator_code"] == INDICATOR and row["territory_code"] in masked - hidden
    }
    assert neighbours
    assert not re.findall(rf"(?<![\d,])(?:[0-4](?:,\d+)?|{'|'.join(neighbours)}) visite", said)
    assert said.count("masqué") >= len(masked)


# --- a quarter reopened --------------------------------------------------------------------------------------------


def test_a_quarter_reopened_and_closed_again_changes_nothing_until_the_presenter_says_so(own_demo: Store) -> None:
    def found() -> EditionRow:
        return next(one for one in editions(own_demo, PLAN) if one.theme == "Le répit")

    coordinator, quarter = acting(own_demo, "demo-coordination"), Period.parse(found().own.period)
    first = hand_out(found(), told(own_demo, found()))
    reopen_campaign(own_demo, coordinator, PLAN, quarter, reason="un oubli")
    version = next(
        row["version"] for row in rows(situation(own_demo, PLAN, quarter.code).actions) if row["code"] == "P10-01"
    )
    rename(own_demo, coordinator, PLAN, "action", "P10-01", NEW_TITLE, seen_version=version, reason="essai")
    assert close_campaign(own_demo, coordinator, PLAN, quarter) == 2

    again = hand_out(found(), told(own_demo, found()))
    assert again.room.newer
    assert (first.room.newer, again.public.newer) == ("", "")
    assert replace(again.room, newer="") == first.room
    assert again.site == first.site
    moved = [name for name, content in again.pptx.items() if content != first.pptx[name]]
    assert moved == ["ppt/notesSlides/notesSlide1.xml"]
    assert plain(again.room.newer) in notes_of(again.pptx, 1)
    shapes = shapes_for(first.room, list(first.told.situations.values()))
    assert stage_html(replace(again.room, newer=""), shapes) == stage_html(first.room, shapes)

    bind_edition(own_demo, coordinator, PLAN, found().id, period=quarter.code, seen=found().version)
    bound = hand_out(found(), told(own_demo, found()))
    assert bound.room.newer == ""
    assert NEW_TITLE.encode() in bound.site["index.html"]
    assert NEW_TITLE.encode() not in again.site["index.html"]


NEW_TITLE = "Un tout autre titre"
