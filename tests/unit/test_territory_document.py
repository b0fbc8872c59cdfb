"""The printed sheet of a territory: one page for every EPCI, the screen's figures, nothing that is masked, PDF/UA."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from data.documents import territory_sheet as document
from data.documents.letters import is_drawn, printable
from data.documents.locator import locator
from data.documents.typst_pdf import DocumentError, compiled
from data.french import shortened
from data.measures import territory_sheet
from data.measures.peer_ranges import ranges
from data.measures.territory_indicators import read_by_territory
from data.situation import Situation, frame
from tests.support import pdf
from tests.support.measures import drome, of, said
from tests.support.pdf import words
from tests.unit.test_territories import PEERS, case_8, first_ten, measured, words_of
from tests.unit.test_territory_sheet import report

SQUARE = {
    code: {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [
        [[at, 44.0], [at + 0.5, 44.0], [at + 0.5, 45.0], [at, 45.0], [at, 44.0]]]}}
    for at, code in enumerate(PEERS)
}  # fmt: skip


def reader(now: Situation, code: str, **options: Any) -> PdfReader:
    return PdfReader(BytesIO(document.territory_sheet_pdf(now, None, code, **options)))


def test_the_page_says_what_the_screen_says() -> None:
    now = case_8()
    found = reader(now, "P", frozen=2, features=SQUARE)
    text = words(found)
    assert len(found.pages) == 1
    identity = territory_sheet.identity(now, "P")
    assert identity is not None
    read = territory_sheet.sheet(now, None, identity, ranges(now, {}))
    for figure in (read.rate, read.coverage, read.progress, *read.axes, *read.publics):
        assert re.sub(r"\s+", " ", figure.lead or figure.text) in text
    assert "2 sur 10 (20 %)" in text
    assert "16e sur 16, −35 points par rapport à la médiane" in text
    assert "3e trimestre 2026" in text
    assert "état figé n° 2" in text
    assert "Données de démonstration" not in text
    assert re.sub(r"\s+", " ", read.says) in text
    for one in read.ranges:
        assert re.sub(r"\s+", " ", f"{one.title} {one.texts['P']}") in text


def test_it_can_be_read_aloud_and_names_its_language() -> None:
    found = reader(case_8(), "A", features=SQUARE)
    root: Any = found.trailer["/Root"]
    assert root["/Lang"] == "fr-FR"
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert b"pdfuaid:part" in root["/Metadata"].get_object().get_data()
    assert found.metadata is not None
    assert found.metadata.title == "Territoire A – 3e trimestre 2026"
    assert "Situation de Territoire A dans le département" in str(pdf.alternatives(found))


def test_a_masked_value_is_masked_on_paper() -> None:
    now = measured({"A": 120, "B": 3, "C": 40, "D": 9, "E": 60, "F": 80})
    text = words(PdfReader(BytesIO(document.territory_sheet_pdf(now, None, "B"))))
    assert "masqué" in text
    assert "3 usagers" not in text
    assert "9 usagers" not in text
    assert str(read_by_territory(now)["P4-IND02"].by_territory["B"].value) == "None"


def test_what_people_typed_is_printed_letter_for_letter_and_never_lengthens_the_page() -> None:
    typed = '#import "@preview/x:0.1.0": * $x$ *gras* <b> ] #panic() \u202e 漢字 😀 '
    spoken = words_of(PEERS)
    for word in spoken:
        word |= {"comment": typed * 40, "said_on": date(2026, 9, 3)}
    reports = [report(fiche, "2026-T3", difficulties=typed * 40, request=typed * 200) for fiche in ("P4", "P6")]
    publics = [{"code": f"p{at}", "title": f"Public {at} au nom bien plus long que les autres"} for at in range(20)]
    action = of(drome().actions, first_ten()[0])["action_id"]
    named = [{"action_id": action, "audience_code": public["code"], "inherited": False} for public in publics]
    found = reader(case_8(spoken, reports=reports, audiences=publics, action_audiences=named), "A")
    text = words(found)
    assert len(found.pages) == 1
    assert '#import "@preview/x:0.1.0": * $x$ *gras* <b> ] #panic()' in text
    assert "□□" in text
    assert "…" in text
    assert "autres à l’écran" in text


def test_the_acronyms_of_the_page_are_said_at_its_end() -> None:
    explained = (("APA", "Allocation personnalisée [autonomie] #x"), ("RSA", "Revenu de solidarité active"))
    rows = [
        {"kind": "glossary", "code": name, "title": name, "source_line": 1, "body": {"meaning": meaning}}
        for name, meaning in explained
    ]
    code = first_ten()[0]
    spoken = [said(code, "2026-T3", "en_cours", place="A", comment="Avec les EHPAD et le RSA, non la RSAA")]
    now = case_8(spoken).with_(entries=frame("entries", rows))
    assert "Sigles : RSA : Revenu de solidarité active." in words(reader(now, "A"))
    text = words(reader(now.with_(plan=replace(now.plan, title="Schéma de l’APA")), "A"))
    assert "Sigles : APA : Allocation personnalisée [autonomie] #x · RSA : Revenu" in text
    assert "Sigles" not in words(reader(case_8(spoken), "A"))


def test_an_empty_territory_has_its_page_too() -> None:
    quiet = [said(code, "2026-T3", "non_concernee", place="O") for code in first_ten()]
    found = reader(case_8(quiet), "O")
    assert len(found.pages) == 1
    assert "non calculable" in words(found)
    with pytest.raises(KeyError):
        document.territory_sheet_pdf(case_8(), None, "26113")


def test_while_nobody_spoke_the_page_does_not_count_what_is_up_to_date() -> None:
    links = [
        {"action_id": of(drome().actions, code)["action_id"], "audience_code": "aidants", "inherited": False}
        for code in first_ten()
    ]
    listed = [{"code": "aidants", "title": "Aidants"}]
    said = document.content(case_8([], action_audiences=links, audiences=listed), None, "A")
    assert said["publics"] == []
    assert said["publics_none"].startswith("Non calculables")
    assert not any("à jour" in card["notes"] for card in said["cards"])
    assert "dont 10 à jour" in document.content(case_8(), None, "A")["cards"][1]["notes"]


def test_a_document_that_cannot_be_made_says_so_in_french() -> None:
    with pytest.raises(DocumentError, match="n’a pas pu être préparé"):
        compiled("territory_sheet", {"period": "x"}, date(2026, 1, 1))


def test_every_letter_kept_has_a_drawing_in_the_font() -> None:
    kept = "".join(chr(code) for code in range(0x20, 0x2700) if is_drawn(chr(code)))
    data = document.content(case_8(), None, "A") | {"sentence": kept}
    assert compiled("territory_sheet", data, date(2026, 1, 1)).startswith(b"%PDF")
    assert printable("e\u0301te\u0301\u00ad \n 1\u202f000\u00a0%") == "été 1\u202f000\u00a0%"
    assert shortened("Une phrase trop longue, vraiment", 22) == "Une phrase trop…"
    assert shortened("Une phrase", 22) == "Une phrase"


def test_the_small_map_shows_one_territory_and_none_without_a_shape() -> None:
    drawn = locator(SQUARE, "C")
    assert drawn is not None
    assert drawn.count("<path") == 2
    assert drawn.count("M") == len(PEERS)
    assert locator(SQUARE, "zz") is None
