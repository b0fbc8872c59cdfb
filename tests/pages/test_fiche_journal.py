"""The journal of a fiche on its page: read once opened, chosen, continued; redacted by who may, with a reason."""

from __future__ import annotations

import re
from datetime import datetime

import pytest
from streamlit.testing.v1 import AppTest

from data.commands.campaign import open_campaign
from data.commands.plan import rename
from data.commands.report import ReportInput, StateInput, submit_report
from data.database import Store, demonstration_url, real_url
from data.french import day
from data.journal.words import About
from data.period import Period
from data.reading.journal import timeline
from data.vocabulary import Status
from tests.support.app import open_app, texts
from tests.support.plan_store import journal
from tests.support.quarter import acting

PLAN = "drome-2025-2030"
PAGE = "lire/fiche.py"
FICHE = "P10"
HOSTILE = "<script>alert(1)</script> <img src=x> ![i](https://x.test/i.png) [l](https://x.test)\n\n# titre\n- liste"
MARKUP = re.compile(r"(?<!\\)<|(?<!\\)\]\(|^\s*#", re.MULTILINE)

pytestmark = pytest.mark.usefixtures("database_url")


def opened(fiche: str = FICHE, choice: str = "tout", **more: str) -> AppTest:
    return open_app(PAGE, fiche=fiche, journal=choice, **more)


def heads(app: AppTest) -> list[str]:
    return [str(one.value) for one in app.markdown if re.match(r"\*\*.*\*\* :gray\[· ", str(one.value))]


def keys(app: AppTest) -> list[str]:
    return [str(one.key) for one in [*app.button, *app.checkbox, *app.text_input]]


def test_nothing_of_the_journal_is_there_before_it_is_opened() -> None:
    app = open_app(PAGE, fiche=FICHE)
    assert "Journal des modifications" in texts(app)
    assert any(box.label == "Voir le journal" for box in app.expander)
    assert not heads(app)
    app.session_state[f"journal_{FICHE}"] = True
    app.run()
    assert heads(app)


def test_acts_are_told_newest_first_under_their_day() -> None:
    app = opened()
    told = timeline(Store(demonstration_url()), PLAN, FICHE)[:20]
    assert not app.exception
    assert len(heads(app)) == len(told) == 20
    for act, head in zip(told, heads(app), strict=True):
        assert act.command in head.replace("\\", "")
        assert f"· {act.who} · {act.at:%H:%M}" in head.replace("\\", "")
    days = [str(one.value) for one in app.markdown if str(one.value) in {f"**{day(act.at)}**" for act in told}]
    assert days == list(dict.fromkeys(f"**{day(act.at)}**" for act in told))
    said = texts(app)
    assert "Statut\u00a0: Soumis → Validé" in said
    assert "Point d’avancement · 3e trimestre 2026" in said
    assert re.search(r"\d+ territoires", said)


def test_what_is_old_is_one_click_away() -> None:
    app = opened()
    whole = timeline(Store(demonstration_url()), PLAN, FICHE, limit=1000)
    assert len(whole) > 20
    app.button(key="journal_suite").click().run()
    assert len(heads(app)) == min(len(whole), 40)
    if len(whole) <= 40:
        assert "journal_suite" not in keys(app)


@pytest.mark.parametrize(
    ("choice", "about"), [("etats", About.STATES), ("textes", About.TEXTS), ("pilotage", About.CARRYING)]
)
def test_a_choice_is_in_the_address_and_keeps_its_acts(choice: str, about: About) -> None:
    app = opened(choice=choice)
    told = timeline(Store(demonstration_url()), PLAN, FICHE, limit=20, about=about)
    assert not app.exception
    assert len(heads(app)) == len(told) > 0
    assert all(act.command in head.replace("\\", "") for act, head in zip(told, heads(app), strict=True))


def test_choosing_writes_the_address() -> None:
    app = opened()
    before = heads(app)
    app.button_group(key="journal_sujet").set_value("pilotage").run()
    assert dict(app.query_params)["journal"] in ("pilotage", ["pilotage"])
    assert heads(app) != before


def test_a_reader_reads_everything_and_removes_nothing() -> None:
    app = opened(profil="demo-lecture")
    assert heads(app)
    act = timeline(Store(demonstration_url()), PLAN, FICHE)[1]
    app.session_state[f"acte_detail_{act.id}"] = True
    app.run()
    said = texts(app)
    assert not app.exception
    assert act.things[-1].what in said
    assert "Retirer" not in said
    assert not [key for key in keys(app) if key.startswith("retrait_")]


def redacting(position: int) -> tuple[AppTest, int]:
    """The page of the coordination with one act opened, and the act's id."""
    act = timeline(Store(demonstration_url()), PLAN, FICHE)[position]
    app = opened(profil="demo-coordination")
    app.session_state[f"acte_detail_{act.id}"] = True
    return app.run(), act.id


def test_who_may_removes_a_content_with_a_reason_and_a_confirmation() -> None:
    app, act = redacting(0)
    store = Store(demonstration_url())
    assert app.button(key=f"retrait_{act}_valider").disabled
    app.checkbox(key=f"retrait_certain_{act}").check().run()
    app.button(key=f"retrait_{act}_valider").click().run()
    assert "Le motif est vide" in texts(app)
    assert not journal(store, "Caviarder une ligne du journal")
    app.text_input(key=f"retrait_motif_{act}").set_value("Nom d’une personne").run()
    app.button(key=f"retrait_{act}_valider").click().run()
    assert not app.exception
    (line,) = journal(store, "Caviarder une ligne du journal")
    assert (line["reason"], line["row_key"]) == ("Nom d’une personne", str(act))
    assert "1 ligne retirée du journal." in texts(app)
    # The page, read again, says so to everybody.
    said = texts(opened(profil="demo-lecture"))
    assert "Contenu retiré le 6 octobre 2026 par " in said
    assert "Nom d’une personne" in said
    assert f"Ligne du journal n°\u00a0{act}" in said
    assert "contenu retiré" in said
    assert "confirmé sans changement" not in said


def test_of_an_act_with_several_lines_one_is_chosen_first() -> None:
    app, act = redacting(1)
    store = Store(demonstration_url())
    things = next(told for told in timeline(store, PLAN, FICHE) if told.id == act).things
    assert len(things) > 1
    app.checkbox(key=f"retrait_certain_{act}").check().run()
    app.text_input(key=f"retrait_motif_{act}").set_value("Nom d’une personne").run()
    app.button(key=f"retrait_{act}_valider").click().run()
    assert "choisissez d’abord le contenu à retirer" in texts(app)
    assert not journal(store, "Caviarder une ligne du journal")
    app.selectbox(key=f"retrait_quoi_{act}").set_value(things[0].entry_id).run()
    app.button(key=f"retrait_{act}_valider").click().run()
    assert [row["row_key"] for row in journal(store, "Caviarder une ligne du journal")] == [str(things[0].entry_id)]
    again = next(told for told in timeline(store, PLAN, FICHE) if told.id == act)
    assert [thing.redacted is not None for thing in again.things] == [True, *([False] * (len(things) - 1))]


def test_a_fiche_of_which_nothing_was_said() -> None:
    app = opened("P1", donnees="reelles")
    assert not app.exception
    assert "Rien n’a été enregistré." in texts(app)


@pytest.mark.parametrize("choice", ["<script>", "inconnu"])
def test_an_address_that_is_nobody_s_leaves_it_closed(choice: str) -> None:
    app = opened(choice=choice)
    assert not app.exception
    assert not heads(app)


def test_what_people_typed_is_shown_letter_for_letter() -> None:
    store = Store(real_url())
    who, at = acting(store, "coordination"), datetime(2026, 9, 30, 9).astimezone()
    open_campaign(store, who, PLAN, Period.parse("2026-T3"), now=at)
    state = StateInput(action_code="P1-01", status=Status.IN_PROGRESS, comment=HOSTILE)
    typed = ReportInput(fiche_code="P1", period_code="2026-T3", done=HOSTILE, states=(state,))
    submit_report(store, who, PLAN, typed, now=at)
    rename(store, who, PLAN, "fiche", "P1", HOSTILE, seen_version=1, reason=HOSTILE, now=at)
    app = opened("P1", donnees="reelles", profil="lecture", trimestre="2026-T3")
    for act in timeline(store, PLAN, "P1"):
        app.session_state[f"acte_detail_{act.id}"] = True
    app.run()
    hostile = [str(one.value) for one in app.markdown if "alert" in str(one.value)]
    assert not app.exception
    assert len(hostile) >= 4
    assert not [text for text in hostile if MARKUP.search(text)]
