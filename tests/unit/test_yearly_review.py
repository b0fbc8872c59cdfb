"""The yearly review as Word: read back with another reader; figures of the measures, only publiable texts outside."""

from __future__ import annotations

import zipfile
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from data.database import Store
from data.documents.letters import printable
from data.documents.yearly.content import review
from data.documents.yearly_review import yearly_review_docx
from data.french import day, typeset
from data.measures import rates, sentences
from data.measures.changes.comparison import compare
from data.measures.columns import records, where
from data.measures.indicator_board import standings
from data.measures.rate_cards import rate_cards
from data.reading import situation
from data.reading.frozen import frozen_situation
from data.selection import Filter, narrow
from data.situation import Situation
from tests.support.pdf import flat
from tests.support.store import DEMONSTRATION, REAL

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DROME = "drome-2025-2030"


@pytest.fixture(scope="module")
def year(master_stores: Path) -> tuple[Situation, Situation]:
    """(the last closed quarter of the demonstration, the first one): the year that it tells."""
    store = Store(f"sqlite:///{master_stores / DEMONSTRATION}")
    return frozen_situation(store, DROME, "2026-T2", 1), frozen_situation(store, DROME, "2025-T3", 1)


@pytest.fixture(scope="module")
def inside(year: tuple[Situation, Situation]) -> bytes:
    return yearly_review_docx(*year, frozen=1)


@pytest.fixture(scope="module")
def outside(year: tuple[Situation, Situation]) -> bytes:
    return yearly_review_docx(*year, frozen=1, publishable_only=True)


@cache
def part(content: bytes, name: str = "word/document.xml") -> Any:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return etree.fromstring(archive.read(name))


def text(node: Any) -> str:
    """The words of a node, one line a paragraph."""
    lines = ("".join(each.text or "" for each in line.iter(f"{W}t")) for line in node.iter(f"{W}p"))
    return "\n".join(flat(line) for line in lines)


def says(words: object) -> str:
    return flat(printable(str(words)))


def styled(content: bytes, style: str) -> list[str]:
    """The paragraphs of a style, by its identifier."""
    found = [
        line for line in part(content).iter(f"{W}p") if line.find(f"{W}pPr/{W}pStyle[@{W}val='{style}']") is not None
    ]
    return ["".join(each.text or "" for each in line.iter(f"{W}t")) for line in found]


def rows(content: bytes, caption: str) -> list[list[str]]:
    """The rows of the table under a caption, without its headings."""
    body = list(part(content).find(f"{W}body"))
    at = next(rank for rank, node in enumerate(body) if caption in text_of(node))
    table = next(node for node in body[at:] if node.tag == f"{W}tbl")
    return [[flat(text(cell)) for cell in row.iter(f"{W}tc")] for row in table.iter(f"{W}tr")][1:]


def text_of(node: Any) -> str:
    return flat("".join(each.text or "" for each in node.iter(f"{W}t"))) if node.tag == f"{W}p" else ""


def test_key_figures_are_those_of_the_measures(year: tuple[Situation, Situation], inside: bytes) -> None:
    now, before = year
    told = {name: value for name, value, _ in rows(inside, "– Les chiffres clés")}
    assert told["Actions ouvertes réalisées"] == says(rates.completion(rates.opened(now.leaves, now.as_of)).text)
    for figure in rate_cards(now):
        assert told[says(figure.title)] == says(figure.text)
    whole = text(part(inside))
    for sentence in (sentences.pilotage(now), compare(before, now).sentence):
        assert says(sentence) in whole


def test_each_axis_says_what_was_done_left_and_decided(year: tuple[Situation, Situation], inside: bytes) -> None:
    now, before = year
    whole, changes = text(part(inside)), compare(before, now)
    listed = [says(text_of_cell) for row in part(inside).iter(f"{W}tr") for text_of_cell in [text(row)]]
    for cause in changes.causes:
        if cause.cause in ("realisees", "tenues", "abandonnees", "reportees", "suspendues"):
            for item in cause.items:
                assert any(row.startswith(f"{item.code} ") and says(item.title) in row for row in listed), item
    for action in changes.actions:
        if action.cause in ("abandonnees", "reportees") and action.why:
            assert says(action.why.split("«")[0].strip()).split()[0] in whole
    assert "Motif : Action redondante avec les actions culturelles mobiles ; Décision D-003" in whole
    for row in records(now.decisions):
        assert (says(f"{row['code']} – {row['title']}") in whole) is (before.period.ends_on < row["decided_on"])
    axes = [row for row in styled(inside, "Heading1") if row.startswith("Axe ")]
    assert len(axes) == len(now.axes)


def test_what_changed_is_told_by_the_indicators(year: tuple[Situation, Situation], inside: bytes) -> None:
    whole = text(part(inside))
    impact = [one for one in standings(year[0]) if one.indicator["nature"] in ("impact", "mixte", "satisfaction")]
    assert any(one.said for one in impact)
    for one in impact:
        if one.said:
            assert says(one.title) in whole
            assert says(one.text) in whole


def test_only_what_may_leave_leaves(year: tuple[Situation, Situation], inside: bytes, outside: bytes) -> None:
    now, before = year
    given, kept = text(part(outside)), text(part(inside))
    seen = {"done": 0, "upcoming": 0, "hidden": 0}
    for row in records(now.reports):
        for field in ("done", "difficulties", "request", "upcoming"):
            words = says(str(row[field] or "").strip())
            if not words:
                continue
            allowed = field in ("done", "upcoming") and field in row["publishable"] and row["status"] == "valide"
            if not allowed:
                assert words not in given, (row["fiche_code"], row["period"], field)
                seen["hidden"] += 1
            elif field == "upcoming" and row["period"] == now.period.code:
                assert words in given
                seen["upcoming"] += 1
            elif field == "done" and before.period.code < row["period"]:
                assert words in given
                assert words in kept
                seen["done"] += 1
    assert min(seen.values()) > 3
    assert "Motif" not in given
    assert "Document interne" not in given
    assert "Document interne" in kept
    for pilot in records(now.pilots):
        assert says(str(pilot["name"])) not in given
    for word in ("météo", "Difficultés"):
        assert word not in given


def test_it_is_a_word_document_to_be_edited(inside: bytes) -> None:
    document, styles = part(inside), part(inside, "word/styles.xml")
    assert styles.find(f".//{W}rPrDefault//{W}lang").get(f"{W}val") == "fr-FR"
    assert styled(inside, "Title") == ["Bilan annuel 2026"]
    assert len(styled(inside, "Heading2")) >= 15
    assert len(styled(inside, "Heading3")) > 10
    codes = [node.text for node in document.iter(f"{W}instrText")]
    assert [code.split()[0] for code in codes] == ["TOC"]
    fences = [node.get(f"{W}fldCharType") for node in document.iter(f"{W}fldChar")]
    assert fences == ["begin", "separate", "end"]
    marks = {node.get(f"{W}name") for node in document.iter(f"{W}bookmarkStart")}
    links = [node.get(f"{W}anchor") for node in document.iter(f"{W}hyperlink")]
    assert set(links) == marks
    # One line an axis: each repeats the same headings below.
    assert len(links) == len(styled(inside, "Heading1"))
    tables = list(document.iter(f"{W}tbl"))[1:]
    assert len(tables) == len([one for one in styled(inside, "Caption") if one.startswith("Tableau ")])
    for table in tables:
        head = next(table.iter(f"{W}tr"))
        assert head.find(f"{W}trPr/{W}tblHeader") is not None
    with zipfile.ZipFile(BytesIO(inside)) as archive:
        foot = next(archive.read(name).decode() for name in archive.namelist() if "footer" in name)
    assert "NUMPAGES" in foot
    assert "document interne" in foot
    assert "Données de démonstration" in foot


def test_it_says_where_its_figures_come_from(year: tuple[Situation, Situation], inside: bytes) -> None:
    now, _ = year
    whole = text(part(inside))
    for words in ("4e trimestre 2025 – 2e trimestre 2026", "état figé n° 1", "aucun, tout le plan", day(now.as_of)):
        assert words in whole
    assert "Données de démonstration : avancements, pilotes et valeurs sont inventés." in whole
    kept = narrow(now, Filter(axes=("2",))), narrow(year[1], Filter(axes=("2",)))
    filtered = yearly_review_docx(*kept)
    assert says(f"Filtres {kept[0].kept[0]}") in flat(text(part(filtered)))
    assert [one for one in styled(filtered, "Heading1") if one.startswith("Axe")] == [
        one for one in styled(inside, "Heading1") if one.startswith("Axe 2")
    ]


def test_without_a_year_before_nothing_is_compared(year: tuple[Situation, Situation]) -> None:
    now, _ = year
    whole = text(part(yearly_review_docx(now, None)))
    assert "Ce bilan dit où en est le plan, sans comparer : l’année d’avant n’est pas connue." in whole
    assert "Année 2026, jusqu’au 30 juin 2026" in whole
    for row in records(where(now.leaves, "status", lambda status: status == "realisee")):
        assert says(typeset(str(row["title"]))) in whole


def test_what_is_not_known_of_an_axis_is_said_under_its_heading(year: tuple[Situation, Situation]) -> None:
    now, _ = year
    bare = now.with_(reports=now.reports.iloc[:0], decisions=now.decisions.iloc[:0])
    whole = text(part(yearly_review_docx(bare, None)))
    assert "Aucun point d’avancement ne dit ce qui a été fait ici" in whole
    assert "Aucune décision n’a été enregistrée dans l’année." in whole


def test_outside_no_column_is_empty_and_no_text_of_an_indicator_is_repeated(year: tuple[Situation, Situation]) -> None:
    now, _ = year
    inside, outside = (yearly_review_docx(now, None, publishable_only=only) for only in (False, True))
    assert {len(row) for row in rows(inside, "– Actions réalisées – Axe 1")} == {3}
    assert {len(row) for row in rows(outside, "– Actions réalisées – Axe 1")} == {2}
    typed = [one.text for one in standings(now) if one.in_words and one.indicator["nature"] in ("impact", "mixte")]
    assert typed
    for words in typed:
        assert says(words) in text(part(inside))
        assert says(words) not in text(part(outside))
    assert "Texte saisi (30/06/2026)" in text(part(outside))


def test_each_formula_is_written_once(inside: bytes) -> None:
    told = rows(inside, "– Comment chaque chiffre est obtenu")
    assert len({formula for _, formula in told}) == len(told)
    assert told[0][0].startswith("Actions ouvertes réalisées ; Taux de réalisation, toutes phases ; Phase ")
    assert any(name.startswith("Indicateurs avec une valeur") for name, _ in told)


def test_a_plan_of_which_nobody_spoke_and_one_without_a_fiche(master_stores: Path) -> None:
    store = Store(f"sqlite:///{master_stores / REAL}")
    herault = situation(store, "herault-2023-2028")
    whole = text(part(yearly_review_docx(herault, None)))
    assert "Axe 1 – " in whole
    assert "non calculable" in whole
    # One sentence an axis, not six empty headings; and nothing about what to do in the application.
    assert whole.count("Rien n’est encore enregistré ici") == len(herault.axes)
    assert not styled(yearly_review_docx(herault, None), "Heading2")[:-1]
    assert "Campagne" not in whole
    ardeche = situation(store, "ardeche-2020-2024")
    said = text(part(yearly_review_docx(ardeche, None)))
    assert "ce bilan n’a pas de chiffre à donner" in said
    assert "Axe 1" not in said
    assert review(ardeche, None, publishable_only=True).figures == ()
