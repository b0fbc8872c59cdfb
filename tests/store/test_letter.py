"""The letter of the demonstration: publiable texts alone, the figures of the measures, as DOCX, as mail, as text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from lxml import etree, html

from data.documents.letter import Letter, letter, letter_docx, letter_html, letter_text
from data.documents.letter.mail import LARGEST
from data.measures import rates
from data.measures.columns import records
from data.selection import Filter, narrow
from data.situation import Situation, frame
from data.vocabulary import Weather, label

At = Callable[[str], Situation]
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def flat(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def in_docx(body: bytes) -> str:
    """Every text of the document, its margins included, read without what wrote it."""
    with ZipFile(BytesIO(body)) as archive:
        parts = [n for n in archive.namelist() if re.fullmatch(r"word/(document|header\d*|footer\d*)\.xml", n)]
        roots = [etree.fromstring(archive.read(name)) for name in sorted(parts)]
    return flat(" ".join("".join(p.itertext(f"{_W}t")) for root in roots for p in root.iter(f"{_W}p")))


def in_html(body: bytes) -> str:
    return flat(" ".join(html.fromstring(body.decode()).xpath("//body//text()")))


def written(now: Situation, before: Situation | None, frozen: int | None = None) -> Iterator[tuple[Letter, str]]:
    """The letter in each of its forms, as text."""
    told = letter(now, before, frozen=frozen)
    yield told, in_docx(letter_docx(told, now.today))
    yield told, in_html(letter_html(told))
    yield told, flat(letter_text(told))


def reports(now: Situation, *rows: dict[str, Any]) -> Situation:
    blank = {"report_id": 1, "version": 1, "period": now.period.code, "status": "valide", "nothing_new": False,
             "done": "", "difficulties": "", "request": "", "upcoming": "", "publishable": [], "weather": None,
             "author": "", "behalf": None, "comment": None}  # fmt: skip
    return now.with_(reports=frame("reports", [blank | row for row in rows]))


def test_it_holds_every_publiable_text_of_the_period_and_no_other(demo_at: At) -> None:
    now, before = demo_at("2026-T2"), demo_at("2026-T1")
    public, private = set[str](), set[str]()
    for row in records(now.reports):
        for name in ("done", "difficulties", "request", "upcoming"):
            text = flat(str(row[name] or "").strip())
            out = name in (row["publishable"] or ()) and name in ("done", "upcoming")
            if len(text) > 12:
                (public if out and row["period"] == "2026-T2" else private).add(text)
    assert len(public) == 12
    for _, text in written(now, before):
        # Mail in plain text uses other line ends, nothing else.
        assert [one for one in public if one not in text] == []
        assert [one for one in private - public if one in text] == []
        assert [word for word in Weather if label(word) in text] == []
        assert [str(r["name"]) for r in records(now.pilots) if f" {r['name']}," in text] == []


def test_its_figures_are_those_of_the_measures(demo_at: At) -> None:
    now, before = demo_at("2026-T2"), demo_at("2026-T1")
    opened = rates.opened(now.leaves, now.as_of)
    figure = rates.completion(opened)
    for told, text in written(now, before, 1):
        assert told.figures[0].lead == figure.lead
        assert told.figures[0].coverage == figure.coverage.text
        for one in told.figures:
            assert flat(one.lead) in text
            assert flat(one.coverage) in text
        for row in records(rates.completion_by(opened, "axis_code")):
            assert flat(str(row["text"])) in text
        assert "Du 1er au 2e trimestre 2026, sur les" in text
        assert "3 décisions ont été prises au 2e trimestre 2026." in text
        assert "Abandonner le covoiturage professionnel des usagers" in text


def test_it_says_where_it_comes_from(demo_at: At) -> None:
    now = narrow(demo_at("2026-T2"), Filter(axes=("2",)))
    for _, text in written(now, None, 1):
        assert "Données de démonstration" in text
        assert "Schéma départemental des solidarités 2025-2030" in text
        assert "2e trimestre 2026" in text
        assert "état figé n° 1" in text
        assert "30 juin 2026" in text
        assert "Axe 2 : Un accompagnement à tous les âges de la vie" in text
        assert "P1 –" not in text


def test_a_filter_by_pilot_names_nobody(demo_at: At) -> None:
    now = demo_at("2026-T2")
    row = next(row for row in records(now.pilots) if row["name"] == "Pôle autonomie")
    narrowed = narrow(now, Filter(pilots=(str(row["pilot_id"]),)))
    for _, text in written(narrowed, None):
        assert "Pôle autonomie" not in text
        assert "Pilote : une sélection (noms non publiés)" in text


def test_without_a_publiable_text_it_comes_out_and_says_so(demo_at: At) -> None:
    now = reports(demo_at("2026-T2"), {"fiche_code": "P1", "done": "Secret d’équipe.", "publishable": ["difficulties"]})
    for told, text in written(now, None):
        assert "Aucun texte n’a été rendu public pour le 2e trimestre 2026" in text
        assert "Aucune suite n’a été rendue publique" in text
        assert "Secret" not in text
        assert told.figures


def test_each_formula_is_written_once(demo_at: At) -> None:
    told = letter(demo_at("2026-T2"), None)
    assert [names for names, _ in told.methods] == [
        "Taux de réalisation\u00a0; Taux de réalisation à échéance", "Avancement moyen",
    ]  # fmt: skip
    for _, text in written(demo_at("2026-T2"), None):
        assert text.count("Actions réalisées ÷ actions applicables") <= 1


def test_a_text_waits_for_its_report_to_be_validated(demo_at: At) -> None:
    row = {"fiche_code": "P1", "done": "Un atelier ouvert.", "publishable": ["done"]}
    waiting = letter(reports(demo_at("2026-T2"), row | {"status": "soumis"}), None)
    assert (waiting.waiting, [one.told for one in waiting.done if one.told]) == (1, [])
    assert letter(reports(demo_at("2026-T2"), row), None).done[0].told[0].text == "Un atelier ouvert."
    nothing_new = letter(reports(demo_at("2026-T2"), row | {"nothing_new": True}), None)
    assert not any(one.told for one in nothing_new.done)


def test_nobody_answered_or_nothing_is_kept_or_nothing_is_followed(demo_at: At) -> None:
    now = demo_at("2026-T2")
    silent = now.leaves.assign(status="non_renseigne", declared=False, age=float("nan"))
    told = letter(reports(now.with_(leaves=silent)), now)
    assert told.opening.startswith("Au 2e trimestre 2026, personne n’a encore donné l’état")
    assert "Ma saisie" not in told.opening
    # What the opening says is not said again axis by axis.
    assert (told.figures, told.done) == ((), ())
    assert told.done_says == "Aucun texte n’a été rendu public pour le 2e trimestre 2026."
    kept = narrow(now, Filter(axes=("rien",)))
    for nothing, text in written(kept, now):
        assert nothing.opening == "Aucune action suivie dans cette sélection."
        assert "P1" not in text
    gone = ("fiches", "actions", "leaves", "cells", "states", "reports", "decisions", "meetings")
    none = now.with_(**{name: getattr(now, name).iloc[:0] for name in gone})
    for nothing, text in written(none, None):
        assert nothing.opening == "Aucune action suivie dans ce plan."
        assert "Aucune décision n’a été prise" in text


TYPED = "<script>alert(1)</script> & <img src=http://exemple.fr/x.png>\n=1+1 \x00\x0b\uffff\u202e{{ 7*7 }}"


def test_what_people_typed_is_text(demo_at: At) -> None:
    row = {"fiche_code": "P1", "done": TYPED, "publishable": ["done"]}
    told = letter(reports(demo_at("2026-T2"), row), None)
    page = html.fromstring(letter_html(told).decode())
    assert not page.xpath("//script | //img | //link | //iframe | //form | //@onclick")
    assert "<script>alert(1)</script> & <img src=http://exemple.fr/x.png>" in in_html(letter_html(told))
    assert "{{ 7*7 }}" in in_html(letter_html(told))
    assert "<script>alert(1)</script>" in in_docx(letter_docx(told, demo_at("2026-T2").today))
    assert "\u202e" not in letter_text(told)


def test_the_mail_stands_alone_and_stays_small(demo_at: At) -> None:
    now = demo_at("2026-T2")
    body = letter_html(letter(now, demo_at("2026-T1")))
    page = html.fromstring(body.decode())
    assert page.get("lang") == "fr"
    assert not re.search(rb"(src|href)=|url\(|@import|http", body)
    assert all(cell.get("role") == "presentation" for cell in page.iter("table"))
    assert [int(one.tag[1]) for one in page.xpath("//h1|//h2|//h3")][:2] == [1, 2]
    rows = [{"fiche_code": code, "done": f"{code} " + "Un long récit de ce qui a été fait. " * 400,
             "upcoming": f"{code} " + "La suite. " * 300, "publishable": ["done", "upcoming"]}
            for code in now.fiches["code"]]  # fmt: skip
    long = letter(reports(now, *rows), None)
    assert len(letter_html(long)) <= LARGEST
    wide = now.with_(fiches=_many(now, 900))
    many = letter(reports(wide, *({"fiche_code": code, "done": "Fait. " * 60, "publishable": ["done"]}
                                  for code in wide.fiches["code"])), None)  # fmt: skip
    body = letter_html(many)
    assert len(body) <= LARGEST
    assert "textes n’y sont pas" in in_html(body)
    assert in_docx(letter_docx(many, now.today)).count("Fait. Fait.") >= 900


def _many(now: Situation, count: int) -> Any:
    row = records(now.fiches)[0]
    return frame("fiches", [row | {"code": f"X{at}", "fiche_id": at} for at in range(count)])


@pytest.mark.parametrize("name", ["Title", "Heading1", "Heading2", "Quote", "ListBullet"])
def test_the_word_document_is_made_of_styles_and_is_french(demo_at: At, name: str) -> None:
    now = demo_at("2026-T2")
    with ZipFile(BytesIO(letter_docx(letter(now, None), now.today))) as archive:
        body = archive.read("word/document.xml").decode()
        assert f'w:pStyle w:val="{name}"' in body
        assert 'w:lang w:val="fr-FR"' in archive.read("word/styles.xml").decode()
        assert "python-docx" not in archive.read("docProps/core.xml").decode()
        assert not [part for part in archive.namelist() if "thumbnail" in part]
        assert "w:tblHeader" in body
