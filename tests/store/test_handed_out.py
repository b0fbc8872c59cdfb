"""What is handed out of « Le répit », slides and public page, read back and counted again from the frozen tables."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO, StringIO
from typing import Any

import pytest
from lxml import html as markup
from openpyxl import load_workbook

from data.conference.build import deck
from data.conference.edition import EditionRow, Told
from data.conference.slide import Deck
from data.database import Store
from data.demonstration.calendar import PLAN
from data.documents.slides import slides_pptx
from data.drawing.shapes import shapes_for
from data.reading.editions import editions, told
from data.site.site import public_site
from data.vocabulary import SceneKind
from tests.support.counted_talk import Shown, counted_talk
from tests.support.recount import rows, texts
from tests.support.slides import C15, A, C, P, charts_of, linked, notes_of, plain, slide_xml, xml
from tests.support.templates import members

_NUMBER = re.compile(r"\d+(?:[ \u202f\u00a0]\d{3})*(?:,\d+)?")
_DATES = re.compile(
    r"\d(?:er|e) trimestre \d{4}|\d{1,2}(?:er)? \w+ \d{4}|\d{2}/\d{2}/\d{4}|en \d{4}|état figé n° \d+|P\d+-\d+"
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


def points(node: Any) -> dict[int, str]:
    return {int(point.get("idx")): plain(point.find(f"{C}v").text) for point in node.iter(f"{C}pt")}


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
        wanted = [same(row) for row in shown.rows]
        # Territories of the same rate may stand in any order.
        assert all(wanted.count(row) == 1 for row in kept)
        assert (
            not made
            or len(kept) == len(wanted)
            or left[0][0] == f"… et {len(wanted) - len(kept)} autres, voir les notes"
        )
        if shown.series or shown.places:
            assert kept
        for row in wanted:
            assert row in kept or all(cell in notes for cell in row), row


def test_every_point_of_the_charts_and_of_their_workbooks_is_counted_again(handed: Handed) -> None:
    drawn = 0
    for number, shown in handed.expected(handed.room):
        parts = charts_of(handed.pptx, number)
        assert len(parts) == (1 if shown.series else 0)
        for part in parts:
            drawn += 1
            made = list(xml(handed.pptx, part).iter(f"{C}ser"))
            (name,) = linked(handed.pptx, part, "package")
            sheet: Any = load_workbook(BytesIO(handed.pptx[name])).active
            cells = [
                [sheet.cell(row, at).value for row in range(2, sheet.max_row + 1)]
                for at in range(1, sheet.max_column + 1)
            ]
            assert len(made) == len(shown.series)
            assert len(cells) == 1 + 2 * len(made)
            for rank, (series, (title, values, said)) in enumerate(zip(made, shown.series, strict=True)):
                assert "".join(series.find(f"{C}tx").itertext()).endswith(title)
                known = {at: pytest.approx(value) for at, value in enumerate(values) if value is not None}
                assert {at: float(text) for at, text in points(series.find(f"{C}val")).items()} == known
                assert [cells[1 + rank][at] for at in known] == list(known.values())
                assert [cell for at, cell in enumerate(cells[1 + rank]) if at not in known] == [None] * (
                    len(values) - len(known)
                )
                written = {
                    int(p.get("idx")): plain(p.find(f"{C}v").text or "")
                    for p in next(series.iter(f"{C15}dlblRangeCache")).iter(f"{C}pt")
                }
                assert [written[at] for at in sorted(written)] == same(said)
                assert same([cell or "" for cell in cells[1 + len(made) + rank]]) == same(said)
            names = points(next(iter(made[0].iter(f"{C}cat"))))
            assert [names[at].partition(" (")[0] for at in sorted(names)] == same(shown.labels)
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
        assert sorted(drawn) == sorted(same(marks(shown)))
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
        assert [same(line) for line in lines[1:]] == rows_of_page
    assert sorted(links) == sorted(path for path in handed.site if path.endswith(".csv"))
