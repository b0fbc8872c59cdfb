"""Pieces without a browser: joined and removed in Ma saisie, shown with each period of the fiche."""

from __future__ import annotations

import sqlite3

import pytest
from streamlit.testing.v1 import AppTest

from data.commands.campaign import close_campaign
from data.commands.evidence import add_file, add_link
from data.commands.report import ReportInput, submit_report
from data.database import Store
from data.evidence.checks import MOST
from data.evidence.piece import Piece
from data.french import typeset
from data.period import Period
from data.reading import situation
from data.reading.entry import recorded
from data.reading.evidence import content, pieces
from data.vocabulary import EvidenceKind, Status
from tests.support import app as support
from tests.support.app import open_app
from tests.support.entry import NBSP, form_id, key, status
from tests.support.files import HTML, PDF, PNG
from tests.support.quarter import ADDRESS, MARKUP, NOW, PLAN, SUBMITTED, TO_FILL, acting

JOINER = "\u2060"
URL = "https://www.exemple.fr/bilan(2026)?a=1&copy;=2"


def form(profile: str = "pilote", fiche: str = TO_FILL) -> AppTest:
    """The form, with « Joindre une pièce » unfolded where there is one."""
    app = open_app("agir/saisie.py", donnees="reelles", plan=PLAN, profil=profile, fiche=fiche)
    app.session_state[f"{form_id(profile, fiche)}_joindre"] = True
    return app.run()


def page(fiche: str, **address: str) -> AppTest:
    return open_app("lire/fiche.py", donnees="reelles", plan=PLAN, profil="lecture", fiche=fiche, **address)


def new(name: str, profile: str = "pilote", at: int = 0) -> str:
    return f"{form_id(profile)}_nouvelle_{at}_{name}"


def choose_file(app: AppTest, name: str, body: bytes, media_type: str, at: int = 0) -> AppTest:
    app.pills(key=new("nature", at=at)).set_value("Un fichier").run()
    return app.file_uploader(key=new("fichier", at=at)).set_value((name, body, media_type)).run()


def press(app: AppTest, name: str = "joindre", profile: str = "pilote", at: int = 0) -> AppTest:
    return app.button(key=new(name, profile, at)).click().run()


def held(store: Store, profile: str = "pilote", fiche: str = TO_FILL) -> list[Piece]:
    return pieces(store, acting(store, profile), PLAN, fiche, NOW)


def texts(app: AppTest) -> str:
    """What the page says, without the joiners that keep an address from becoming a link by itself."""
    return support.texts(app).replace(JOINER, "")


def links(app: AppTest) -> list[str]:
    return [str(one.value) for one in app.markdown if "](http" in str(one.value)]


def downloads(app: AppTest) -> list[str]:
    """The pieces that a page hands over; the fiche's own sheet is no piece."""
    labels = [button.proto.label for button in app.get("download_button")]
    return [label for label in labels if label != "Fiche à imprimer (PDF)"]


# --- joining ------------------------------------------------------------------------------------------------------


def test_a_link_is_joined_at_once_and_the_report_stays_to_be_sent(store: Store) -> None:
    app = form()
    app.pills(key=key(status("P7-02"))).set_value(Status.DONE).run()
    app.text_input(key=new("adresse")).set_value(URL).run()
    app.text_input(key=new("intitule")).set_value("Bilan").run()
    app.selectbox(key=new("action")).set_value("P7-01").run()

    press(app)

    assert not app.exception
    (piece,) = held(store)
    assert (piece.kind, piece.title, piece.url, piece.action_code) == (EvidenceKind.LINK, "Bilan", URL, "P7-01")
    assert "La pièce est jointe." in texts(app)
    assert links(app) == [":material/link: [Bilan](https://www.exemple.fr/bilan%282026%29?a=1&amp;copy;=2)"]
    assert "www.exemple.fr · action P7-01 · par Service insertion, le 6 octobre 2026" in texts(app)
    assert recorded(store, PLAN, TO_FILL, NOW).answer is None
    # What was begun above is still there, and the fields are ready for another piece.
    assert app.pills(key=key(status("P7-02"))).value == Status.DONE
    assert app.text_input(key=new("adresse", at=1)).value == ""


def test_a_file_is_joined_under_its_own_name(store: Store) -> None:
    app = choose_file(form(), "Compte rendu.PDF", PDF, "text/html")

    press(app)

    assert not app.exception
    (piece,) = held(store)
    assert (piece.title, piece.filename, piece.media_type) == ("Compte rendu", "Compte rendu.pdf", "application/pdf")
    assert content(store, PLAN, str(piece.sha256))[0] == PDF
    assert downloads(app) == ["Compte rendu"]
    assert f"Compte rendu.pdf, {len(PDF)} octets" in texts(app)


@pytest.mark.parametrize(
    ("name", "body", "says"),
    [
        ("rapport.pdf", HTML, f"« rapport.pdf » n’est pas un PDF{NBSP}: son contenu ne correspond pas à son nom."),
        ("rapport.pdf", PNG, f"n’est pas un PDF{NBSP}: il contient une image PNG"),
        ("bilan.docm", PDF, "n’est pas d’un type admis (.docm)"),
        ("vide.pdf", b"", "est vide"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused_next_to_it(name: str, body: bytes, says: str, store: Store) -> None:
    app = choose_file(form(), name, body, "application/pdf")
    app.text_input(key=new("intitule")).set_value("Mon intitulé").run()

    press(app)

    assert not app.exception
    assert says.replace("« ", f"«{NBSP}").replace(" »", f"{NBSP}»") in texts(app)
    assert app.text_input(key=new("intitule")).value == "Mon intitulé"
    assert app.pills(key=new("nature")).value == "Un fichier"
    assert held(store) == []


@pytest.mark.parametrize(
    ("url", "says"),
    [("javascript:alert(1)", "Une adresse commence par https://"), ("", "L’adresse est vide")],
)
def test_an_address_that_is_none_is_refused_and_kept_in_its_field(url: str, says: str, store: Store) -> None:
    app = form()
    app.text_input(key=new("adresse")).set_value(url).run()

    press(app)

    assert says in texts(app)
    assert app.text_input(key=new("adresse")).value == url
    assert held(store) == []


@pytest.mark.usefixtures("store")
def test_joining_without_a_file_says_so() -> None:
    app = form()
    app.pills(key=new("nature")).set_value("Un fichier").run()
    assert "Aucun fichier n’a été reçu." in texts(press(app))


def test_who_pilots_one_action_joins_to_it(store: Store) -> None:
    app = form("action")
    assert app.selectbox(key=new("action", "action")).options == [f"P7-02 – {action_title(store)}"]
    app.text_input(key=new("adresse", "action")).set_value(URL).run()

    press(app, profile="action")

    assert [piece.action_code for piece in held(store)] == ["P7-02"]


def action_title(store: Store) -> str:
    return typeset(str(situation(store, PLAN, NOW).actions.set_index("code").loc["P7-02", "title"]))


def test_ten_pieces_leave_no_room_for_another(store: Store) -> None:
    for at in range(MOST):
        add_link(store, acting(store, "pilote"), PLAN, TO_FILL, NOW, title=f"Bilan {at}", url=f"{URL}&p={at}")
    app = form()
    assert f"{MOST} pièces sont jointes, le maximum." in texts(app)
    assert new("joindre") not in [button.key for button in app.button]


def test_a_period_closed_meanwhile_takes_no_piece(store: Store) -> None:
    app = form()
    app.text_input(key=new("adresse")).set_value(URL).run()
    close_campaign(store, acting(store, "coordination"), PLAN, Period.parse(NOW))

    press(app)

    assert not app.exception
    assert held(store) == []


# --- removing -----------------------------------------------------------------------------------------------------


def test_a_piece_is_removed_by_who_may_and_by_nobody_else(store: Store) -> None:
    piece = add_file(
        store, acting(store, "pilote"), PLAN, TO_FILL, NOW, title="Bilan", filename="bilan.pdf", content=PDF
    )
    assert downloads(form("copilote")) == ["Bilan"]
    assert not [button for button in form("copilote").button if button.label == "Retirer la pièce"]

    app = form()
    app.button(key=f"{form_id()}_piece_{piece}_oui").click().run()

    assert not app.exception
    assert f"«{NBSP}Bilan{NBSP}» est retirée." in texts(app)
    assert held(store) == []


# --- on the fiche's page ------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("store")
def test_the_fiche_shows_the_pieces_of_a_report_with_their_site() -> None:
    app = page(SUBMITTED)
    assert not app.exception
    assert links(app) == [f":material/link: [Compte rendu]({ADDRESS})"]
    assert "www.exemple.fr · par Service insertion, le 6 octobre 2026" in texts(app)


def test_pieces_are_shown_before_the_report_and_stay_with_a_closed_period(store: Store) -> None:
    pilot = acting(store, "pilote")
    add_file(store, pilot, PLAN, TO_FILL, NOW, title="Photo", filename="photo.png", content=PNG)
    app = page(TO_FILL)
    assert not app.exception
    assert downloads(app) == ["Photo"]
    assert not app.get("imgs")

    submit_report(store, pilot, PLAN, ReportInput(fiche_code=TO_FILL, period_code=NOW, done="Fait."))
    assert downloads(page(TO_FILL)) == ["Photo"]
    close_campaign(store, acting(store, "coordination"), PLAN, Period.parse(NOW))

    closed = page(TO_FILL, trimestre=NOW)
    assert not closed.exception
    assert downloads(closed) == ["Photo"]
    assert downloads(page(TO_FILL, trimestre="2026-T2")) == []


def test_what_people_typed_stays_text(store: Store) -> None:
    pilot = acting(store, "pilote")
    add_link(store, pilot, PLAN, TO_FILL, NOW, title=MARKUP, url=URL)
    add_file(store, pilot, PLAN, TO_FILL, NOW, title=MARKUP, filename=f"{MARKUP}.pdf", content=PDF)
    for app in (form(), page(TO_FILL)):
        assert not app.exception
        said = [str(one.value) for one in app.markdown] + downloads(app)
        assert not [text for text in said if "<script" in text.replace("\\<", "")]


def test_an_address_written_around_the_application_is_no_link(store: Store) -> None:
    assert store.path is not None
    with sqlite3.connect(store.path) as connection:
        connection.execute("UPDATE evidence SET url = 'javascript:alert(1)'")
    app = page(SUBMITTED)
    assert not app.exception
    assert links(app) == []
    assert "Compte rendu" in texts(app)
