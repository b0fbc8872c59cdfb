"""What an edition becomes without a browser: bound again, reread, removed, handed out."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest
from pypdf import PdfReader
from streamlit.testing.v1 import AppTest

from components.conference import hand_out
from components.conference.shown import Shown
from components.view import View
from data.commands.campaign import close_campaign, reopen_campaign
from data.commands.edition import edit_edition, remove_edition
from data.commands.scene import edit_scene
from data.conference.build import deck
from data.conference.edition import EditionInput, EditionRow, SceneInput
from data.database import Store
from data.errors import Refused
from data.period import Period
from data.reading.editions import edition, told
from data.vocabulary import SceneKind
from tests.support.app import texts
from tests.support.conference_page import (
    QUOTE,
    THANKS,
    TITLE,
    at,
    keys,
    one,
    opened,
    prepared,
    press,
    toasts,
)
from tests.support.quarter import BEFORE, PLAN, acting


def test_a_reclosed_period_changes_nothing_until_the_presenter_moves(store: Store) -> None:
    found = prepared(store, TITLE)
    coordination = acting(store, "coordination")
    reopen_campaign(store, coordination, PLAN, Period.parse(BEFORE), reason="essai")
    close_campaign(store, coordination, PLAN, Period.parse(BEFORE))
    app = opened("presentation", edition=str(found.id))
    assert one(store, found.id).own.number == 1
    assert "l’état n°\u00a02 existe" in texts(app)
    press(app, "etat_passer")
    assert one(store, found.id).own.number == 2
    assert "T2 2026, état figé n°\u00a02" in toasts(app)
    assert "etat_passer" not in keys(app)


def test_texts_are_reread_by_the_coordination_alone(store: Store) -> None:
    found = prepared(store, TITLE, QUOTE)
    app = opened("presentation", **at(found, 2))
    assert "2 textes attendent d’être relus" in texts(app)  # the titles, the quote
    assert not [key for key in keys(app) if key.startswith("accepter_")]
    app = opened("coordination", **at(found, 2))
    for accept in [key for key in keys(app) if key.startswith("accepter_")]:
        press(app, accept)
    assert [reread.accepted for reread in one(store, found.id).rereadings.values()] == [True, True]
    assert "rien n’attend" in texts(app)
    press(app, "refuser_titres")
    assert one(store, found.id).rereadings["titres"].accepted is False


def test_the_public_page_shows_more_only_when_chosen(store: Store) -> None:
    found = prepared(store, TITLE)
    app = opened("presentation", edition=str(found.id))
    assert not any(app.toggle(key=f"site_{found.id}_{name}").value for name in ("weather", "health", "difficulties"))
    app.toggle(key=f"site_{found.id}_weather").set_value(True).run()
    app.text_input(key=f"site_{found.id}_address").set_value("javascript:alert(1)").run()
    assert app.error
    assert one(store, found.id).site.address == ""
    app.text_input(key=f"site_{found.id}_address").set_value("https://www.exemple.fr/repit").run()
    assert (one(store, found.id).site.weather, one(store, found.id).site.address) == (
        True, "https://www.exemple.fr/repit",
    )  # fmt: skip


def test_who_answers_for_the_public_page_is_written_there(store: Store) -> None:
    found = prepared(store, TITLE)
    app = opened("presentation", edition=str(found.id))
    assert "Mentions légales (0 sur 3)" in [box.label for box in app.expander]
    app.text_input(key=f"site_{found.id}_host").set_value("Un hébergeur, Valence").run()
    assert one(store, found.id).site.host == "Un hébergeur, Valence"
    assert "Mentions légales (1 sur 3)" in [box.label for box in app.expander]


def test_an_edition_is_removed_after_a_confirmation(store: Store) -> None:
    found = prepared(store, TITLE)
    app = press(opened("presentation", edition=str(found.id)), "edition_supprimer_confirmer")
    assert edition(store, found.id) is None
    assert "edition" not in app.query_params
    assert "est supprimée" in toasts(app)


def test_an_edition_changed_meanwhile_is_not_removed(store: Store) -> None:
    found = prepared(store, TITLE)
    app = opened("presentation", edition=str(found.id))
    edit_edition(
        store, acting(store, "coordination"), PLAN, found.id, EditionInput(2026, "Autre thème"), seen=found.version
    )
    press(app, "edition_supprimer_confirmer")
    assert one(store, found.id).theme == "Autre thème"


# --- what leaves the page -----------------------------------------------------------------------------------------


def test_each_document_is_made_from_the_edition_as_it_is_when_asked(store: Store) -> None:
    found = prepared(store, TITLE, SceneInput(SceneKind.KEY_FIGURES), SceneInput(SceneKind.MAP), THANKS)
    app = opened("lecture", edition=str(found.id))
    shown = shown_of(app, found)
    # Changed after the page was drawn, before the button is pressed.
    said = SceneInput(SceneKind.TITLE, "Un titre venu après")
    edit_scene(store, acting(store, "presentation"), PLAN, found.scenes[0].id, said, seen=found.scenes[0].version)
    made = {one.ending: hand_out.asked(shown, one, {})() for one in hand_out.DOCUMENTS}
    assert "Un titre venu après" in made[".html"].decode()
    assert made[".pdf"].startswith(b"%PDF")
    assert len(PdfReader(BytesIO(made["-avec-notes.pdf"])).pages) > len(PdfReader(BytesIO(made[".pdf"])).pages)
    with ZipFile(BytesIO(made[".pptx"])) as slides:
        assert "Un titre venu après" in slides.read("ppt/slides/slide1.xml").decode()
    with ZipFile(BytesIO(made["-page-publique.zip"])) as site:
        names = {name.rsplit("/", 1)[-1] for name in site.namelist()}
        assert {"index.html", "valeurs.csv", "schema.json", "LISEZMOI.txt"} <= names
        method = next(name for name in site.namelist() if name.endswith("methode.html"))
        assert "Contours et populations" in site.read(method).decode()


def test_a_document_that_cannot_be_made_says_why_in_french(store: Store) -> None:
    found = prepared(store, TITLE)
    app = opened("presentation", edition=str(found.id))
    shown = shown_of(app, found)
    remove_edition(store, acting(store, "coordination"), PLAN, found.id, seen=found.version)
    failed: dict[str, str] = {}
    with pytest.raises(Refused):
        hand_out.asked(shown, hand_out.DOCUMENTS[0], failed)()
    assert "Cette édition n’existe plus." in failed["Fichier à emporter (HTML)"]


def shown_of(app: AppTest, found: EditionRow) -> Shown:
    now: View = app.session_state["vue"]
    held = told(now.store, found)
    return Shown(now, found, held, deck(found, held), True, False)
