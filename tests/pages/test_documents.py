"""Documents: every document of the Situation shown, what is printed on it, who it is for, and what it gives."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from pypdf import PdfReader
from streamlit.testing.v1 import AppTest

from tests.support.app import open_app, texts

PAGE = "raconter/documents.py"
LETTER = {"Word (DOCX)", "Courriel (HTML)"}
ALL = LETTER | {"Archive (ZIP)", "Fiche (PDF)", "Fiche à imprimer (PDF)", "Bilan interne (DOCX)",
                "Bilan à diffuser (DOCX)"}  # fmt: skip


def offered(app: AppTest) -> dict[str, Any]:
    assert not app.exception
    return {button.proto.label: button for button in app.get("download_button")}


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What each button would give: the harness has no browser to press it."""
    import streamlit as st

    held: dict[str, Any] = {}
    drawn = st.download_button

    def button(label: str, data: Any, file: str, *arguments: Any, **options: Any) -> bool:
        held[label] = (file, data)
        return drawn(label, data, file, *arguments, **options)

    monkeypatch.setattr(st, "download_button", button)
    return held


@pytest.mark.usefixtures("database_url")
def test_each_document_is_made_of_what_is_shown(made: dict[str, Any]) -> None:
    app = open_app(PAGE, donnees="demonstration", trimestre="2026-T2", fiche="P3", axe="1")
    assert set(offered(app)) == ALL
    shown = texts(app)
    assert "Chaque document donne les chiffres du 2e trimestre 2026, figés, sur une partie du plan." in shown
    assert "état figé n° 1" in shown
    assert "Axe 1" in shown
    assert shown.count("Peut sortir du Département") == 2
    assert shown.count("Document interne") == 3
    for label, (file, make) in made.items():
        body = make()
        assert "-drome-2025-2030-2026-T2-demonstration." in file, label
        assert body[:4] in ((b"%PDF", b"PK\x03\x04") if "HTML" not in label else (b"<!DO",)), label
    page = PdfReader(BytesIO(made["Fiche (PDF)"][1]())).pages[0].extract_text()
    assert "P3" in page
    assert "émonstration" in page
    assert "émonstration" in made["Courriel (HTML)"][1]().decode()
    with ZipFile(BytesIO(made["Archive (ZIP)"][1]())) as archive:
        plan = archive.read("plan.csv").decode()
    assert ",true,etalab-2.0" in plan
    assert "Axe 1" in plan


@pytest.mark.usefixtures("database_url")
def test_it_bears_a_plan_without_fiche_a_quarter_without_report_and_an_empty_selection(made: dict[str, Any]) -> None:
    shown = open_app(PAGE, donnees="reelles", plan="ardeche-2020-2024")
    assert set(offered(shown)) == ALL - {"Fiche (PDF)", "Fiche à imprimer (PDF)"}
    assert "dans ce plan." in texts(shown)
    for label in LETTER | {"Archive (ZIP)", "Bilan interne (DOCX)"}:
        assert made[label][1]()
    silent = open_app(PAGE, donnees="reelles", plan="drome-2025-2030")
    assert "Aucun texte publiable" in texts(silent)
    assert b"Aucun texte" in made["Courriel (HTML)"][1]()
    nothing = open_app(
        PAGE, donnees="demonstration", trimestre="2026-T2", statut="suspendue", axe="3", public="enfants"
    )
    assert set(offered(nothing)) >= LETTER
    for _, make in made.values():
        assert make()


@pytest.mark.usefixtures("database_url")
def test_an_address_that_asks_for_what_is_not_there_shows_the_first() -> None:
    app = open_app(PAGE, donnees="demonstration", trimestre="2026-T2", fiche="ZZ", lieu="26113")
    assert set(offered(app)) == ALL
    assert app.selectbox(key="documents_fiche").value == "P1"
    app.selectbox(key="documents_fiche").set_value("P7").run()
    assert dict(app.query_params)["fiche"] == "P7"
