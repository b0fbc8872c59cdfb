"""The reminders' section without a browser: who sees it, what it says, what its button does."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data.commands.campaign import close_campaign
from data.commands.store import set_setting
from data.database import Store
from data.period import Period
from data.permissions import SYSTEM
from tests.support.app import texts
from tests.support.mail import free_port, mail_server
from tests.support.plan_store import raw, value
from tests.support.quarter import NOW, PLAN, acting
from tests.support.store import REAL

NBSP = "\u00a0"
LEAD = "insertion@departement.example"


@pytest.fixture
def store(told_quarter: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A copy of the story for one test, whose lead has an address, and a folder of its own for files."""
    shutil.copy(told_quarter, tmp_path / REAL)
    store = Store(f"sqlite:///{tmp_path / REAL}")
    with raw(store) as connection:
        connection.execute("UPDATE pilot SET email = ? WHERE name = 'Service insertion'", (LEAD,))
    monkeypatch.setenv("DATABASE_URL", store.url)
    monkeypatch.setenv("CAP_MAIL_FOLDER", str(tmp_path / "courriels"))
    monkeypatch.setenv("ESSAI_PROFIL", "coordination")
    return store


def _section() -> None:
    import os

    from components import access, view
    from components.campaign.reminders import draw
    from data.database import Store, real_url
    from data.reading import situation
    from data.selection import Filter

    store = Store(real_url())
    head = access.read_head(store)
    plan = next(plan for plan in head.plans if plan.code == "drome-2025-2030")
    actor = next(actor for actor in head.profiles if actor.code == os.environ["ESSAI_PROFIL"])
    draw(view.build(store, head, plan, actor, Filter(), situation(store, plan.code)))


def section() -> AppTest:
    return AppTest.from_function(_section, default_timeout=60).run()


def press(app: AppTest) -> AppTest:
    return app.button(key="rappels_envoyer").click().run()


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize("profile", ["lecture", "direction", "pilote", "presentation"])
def test_only_the_coordination_sees_it(profile: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ESSAI_PROFIL", profile)
    app = section()
    assert not app.exception
    assert texts(app) == ""
    assert not app.button


@pytest.mark.usefixtures("store")
def test_it_says_who_is_next_who_cannot_be_written_to_and_how_messages_leave() -> None:
    app = section()
    assert not app.exception
    said = texts(app)
    assert f"3 destinataires doivent encore répondre{NBSP}: 1 rappel est à envoyer aujourd’hui." in said
    assert f"2 destinataires n’ont pas d’adresse de courriel{NBSP}: rien ne les relance." in said
    assert f"Aucun serveur de courriel n’est réglé{NBSP}: chaque message est un fichier .eml" in said
    assert app.button(key="rappels_envoyer").label == "Préparer le rappel dû"
    rows = app.dataframe[0].value.to_dict("records")
    assert rows[0] == {
        "Destinataire": "Service insertion",
        "Prochain rappel": "Aujourd’hui",
        "Attendu": "P5 (à compléter), P7",
        "Étape": "Dans les 30 jours avant l’échéance",
        "Dernier rappel": "Aucun",
    }
    assert {row["Prochain rappel"] for row in rows[1:]} == {"Sans adresse"}
    assert LEAD not in said


def test_the_button_prepares_files_and_the_section_then_says_so(store: Store, tmp_path: Path) -> None:
    app = press(section())
    assert not app.exception
    said = texts(app)
    assert "1 rappel préparé dans le dossier courriels." in said
    assert f"Rien n’est à envoyer aujourd’hui{NBSP}; prochain rappel le 11 octobre 2026." in said
    assert len(list((tmp_path / "courriels").glob("*.eml"))) == 1
    assert not [button for button in app.button if button.key == "rappels_envoyer"]
    assert "Rappels déjà partis (1)" in [box.label for box in app.expander]
    assert "1 rappel préparé" not in texts(app.run())


def test_with_a_server_it_sends(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    with mail_server() as box:
        for name, said in box.environment().items():
            monkeypatch.setenv(name, said)
        app = section()
        assert app.button(key="rappels_envoyer").label == "Envoyer le rappel dû"
        assert "Par le serveur de courriel 127.0.0.1." in texts(app)
        assert "1 rappel envoyé." in texts(press(app))
        assert box.written_to == [LEAD]


def test_what_could_not_leave_is_said_in_french_and_stays_to_be_sent(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAP_SMTP_HOST", "127.0.0.1")
    app = section()
    assert "CAP_MAIL_FROM manque" in texts(app)
    assert not app.button
    monkeypatch.setenv("CAP_MAIL_FROM", "cap@departement.example")
    monkeypatch.setenv("CAP_SMTP_PORT", str(free_port()))
    app = press(section())
    assert not app.exception
    assert f"Service insertion{NBSP}: Le serveur de courriel «{NBSP}127.0.0.1{NBSP}»" in texts(app)
    assert app.button(key="rappels_envoyer").label == "Envoyer le rappel dû"
    assert value(store, "SELECT count(*) FROM reminder") == 0


def test_a_name_that_somebody_typed_stays_text(store: Store, tmp_path: Path) -> None:
    with raw(store) as connection:
        connection.execute("UPDATE pilot SET name = '<b>x</b> **y** `z`' WHERE id = 1")
        connection.execute("UPDATE pilot SET email = 'x@y.example\r\nBcc: a@b.example' WHERE id = 1")
    app = press(section())
    assert "\\<b\\>x\\</b\\> \\*\\*y\\*\\* \\`z\\`" in app.error[0].value
    assert "L’adresse de courriel n’est pas lisible" in texts(app)


def test_the_demonstration_prepares_files_and_says_so(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_setting(store, SYSTEM, "demonstration", "true")
    monkeypatch.setenv("CAP_SMTP_HOST", "127.0.0.1")
    monkeypatch.setenv("CAP_MAIL_FROM", "cap@departement.example")
    app = section()
    assert "La démonstration n’envoie aucun courriel" in texts(app)
    assert "1 rappel préparé dans le dossier courriels/demonstration." in texts(press(app))
    assert len(list((tmp_path / "courriels" / "demonstration").glob("*.eml"))) == 1


def test_nothing_leaves_once_the_period_is_closed(store: Store) -> None:
    close_campaign(store, acting(store, "coordination"), PLAN, Period.parse(NOW))
    app = section()
    assert not app.exception
    assert f"Aucun rappel ne part{NBSP}: aucune saisie n’est ouverte" in texts(app)
    assert not app.button
    assert not app.dataframe
