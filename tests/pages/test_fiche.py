"""Fiche: its state, its history, its texts as they were typed, and what to say when there is none."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from data.commands.campaign import open_campaign
from data.commands.plan import rate_objective, record_decision
from data.commands.report import ReportInput, StateInput, submit_report
from data.database import Store, demonstration_url, real_url
from data.measures import exceptions, objectives, rates
from data.measures.answers import answers
from data.measures.one_fiche import of_fiche
from data.measures.plan_sentences import fiche_sentence
from data.period import Period
from data.reading import situation
from data.vocabulary import ObjectiveRating, Status, Weather
from tests.support.app import open_app, texts
from tests.support.pdf import reader, words
from tests.support.quarter import acting
from tests.support.small_plan import SMALL, load_small_plan

PLAN = "drome-2025-2030"
PAGE = "lire/fiche.py"
HOSTILE = "<script>alert(1)</script> <img src=x onerror=alert(2)> ![i](https://x.test/i.png) [l](https://x.test)"
MARKUP = re.compile(r"(?<!\\)<|(?<!\\)\]\(")

pytestmark = pytest.mark.usefixtures("database_url")


def shown(app: AppTest) -> list[str]:
    parts = [*app.markdown, *app.caption, *app.subheader, *app.header, *app.title]
    labels = [*(box.label for box in app.expander), *(link.proto.label for link in app.get("page_link"))]
    return [str(part.value) for part in parts] + labels


def test_the_answer_comes_first_then_who_what_and_when() -> None:
    app = open_app(PAGE, fiche="P4")
    now = situation(Store(demonstration_url()), PLAN)
    own = of_fiche(now, "P4")
    said = texts(app)
    assert not app.exception
    assert app.title[0].value.startswith("Projet P4")
    assert fiche_sentence(own, answers(own, "P4")) in said
    assert "Axe 1" in said
    assert "Orientation 1.2" in said
    assert "Coordination des centres médico-sociaux" in said
    assert "Soleil" in said
    assert rates.completion(own.leaves).lead in said


def test_it_is_printed_as_it_is_filtered(monkeypatch: pytest.MonkeyPatch) -> None:
    held: dict[str, Callable[[], bytes]] = {}
    # The harness has no browser to press a button: what it would give is asked for here.
    monkeypatch.setattr(st, "download_button", lambda label, data, *_, **__: held.setdefault(label, data) and False)
    app = open_app(PAGE, fiche="P4", trimestre="2026-T2", statut="en_cours")
    assert not app.exception
    found = reader(held["Fiche à imprimer (PDF)"]())
    text = words(found)
    assert len(found.pages) == 1
    assert "Projet P4" in text
    assert "état figé n° 1" in text
    assert "Filtres : Statut : En cours." in text
    assert "Données de démonstration" in text


def test_every_action_has_a_sign_a_word_and_its_line_in_the_document() -> None:
    app = open_app(PAGE, fiche="P4")
    now = of_fiche(situation(Store(demonstration_url()), PLAN), "P4")
    said = texts(app)
    for row in now.actions.to_dict("records"):
        assert f"**{row['code']}**" in said
        assert f"ligne\u00a0{row['source_line']} du document" in said
    assert "✔ Réalisée" in said
    assert "✕ Abandonnée" in said
    assert "Décision D-003" in said
    assert "territoires sur" in said
    assert "Contradictoire" in said
    assert "publics de la fiche" in said
    assert "de 2026 à 2030" in said


def test_what_the_fiche_said_is_there_in_full_and_period_by_period() -> None:
    app = open_app(PAGE, fiche="P9")
    said = texts(app)
    assert "Le dernier" in said
    assert "4e trimestre 2025" in said
    assert said.count("Sans réponse") == 2
    assert "Attendu pour le 15 octobre 2026" in said
    assert "deux trimestres sans réponse depuis" in said
    assert [box for box in app.expander if box.label.startswith("**T3 2025**")]


def test_exceptions_and_awaited_decisions_are_those_of_the_pilotage_page() -> None:
    now = situation(Store(demonstration_url()), PLAN)
    found = exceptions.exceptions(now)
    waiting = found[found["rule"] == "decision_attendue"].iloc[0]
    said = texts(open_app(PAGE, fiche=str(waiting["fiche_code"])))
    assert "Décision attendue" in said
    assert str(waiting["why"]) in said
    assert "Une décision est attendue." in said


def test_objectives_are_apart_from_the_rates_and_say_so() -> None:
    said = texts(open_app(PAGE, fiche="P4"))
    assert objectives.NOT_A_RATE in said
    assert "Non noté" in said


def test_indicators_lead_to_their_own_page() -> None:
    app = open_app(PAGE, fiche="P4")
    queries = [link.proto.query_string for link in app.get("page_link")]
    assert any("indicateur=P4-IND01" in query for query in queries)


def test_the_calendar_is_drawn_once_opened() -> None:
    app = open_app(PAGE, fiche="P4")
    assert not app.get("plotly_chart")
    assert any("Voir le calendrier" in box.label for box in app.expander)


@pytest.mark.parametrize("asked", [None, "P99", "<script>alert(1)</script>"])
def test_without_a_known_fiche_a_choice_is_offered(asked: str | None) -> None:
    app = open_app(PAGE, **({"fiche": asked} if asked else {}))
    said = texts(app)
    assert not app.exception
    assert ("que ce plan ne contient pas" in said) is (asked is not None)
    assert not [text for text in shown(app) if MARKUP.search(text)]
    assert len(app.selectbox(key="fiche_choisie").options) == 21
    app.selectbox(key="fiche_choisie").set_value("P3").run()
    assert app.title[0].value.startswith("Projet P3")
    assert app.query_params["fiche"] in ("P3", ["P3"])


def test_a_filter_that_keeps_a_part_says_so_and_one_click_shows_it_whole() -> None:
    app = open_app(PAGE, fiche="P4", statut="realisee")
    said = texts(app)
    assert "Les filtres en cours gardent" in said
    assert "P4-11" not in said
    app.button(key="fiche_entiere").click().run()
    assert "P4-11" in texts(app)


def test_a_filter_that_keeps_nothing_of_the_fiche_is_borne() -> None:
    app = open_app(PAGE, fiche="P4", axe="3")
    said = texts(app)
    assert not app.exception
    assert "ne gardent aucune action d’ici" in said
    assert "Le dernier" in said


def test_in_a_territory_only_declined_actions_are_listed() -> None:
    code = str(situation(Store(demonstration_url()), PLAN).peers["code"].iloc[0])
    app = open_app(PAGE, fiche="P4", territoire=code)
    said = texts(app)
    assert not app.exception
    assert "Dans ce territoire" in said
    assert "P4-01" not in said.split("Points d’avancement")[0].split("Les actions")[-1]


def test_the_real_store_never_says_zero_for_unknown() -> None:
    app = open_app(PAGE, fiche="P1", donnees="reelles")
    said = texts(app)
    assert not app.exception
    assert "Aucun point d’avancement n’a encore été soumis." in said
    assert "aucun n’est désigné" in said
    assert "personne n’en a encore parlé" in said
    assert "non calculable" in said
    assert not re.search(r"\b0 sur", said)


def test_a_plan_of_another_shape_is_borne() -> None:
    store = Store(real_url())
    load_small_plan(store)
    for code in situation(store, SMALL).fiches["code"]:
        app = open_app(PAGE, donnees="reelles", plan=SMALL, fiche=str(code))
        assert not app.exception
        assert str(code) in app.title[0].value


def test_what_people_typed_is_shown_letter_for_letter() -> None:
    store = Store(real_url())
    who, now = acting(store, "coordination"), datetime(2026, 9, 30, 9).astimezone()
    open_campaign(store, who, PLAN, Period.parse("2026-T3"), now=now)
    state = StateInput(action_code="P1-01", status=Status.IN_PROGRESS, comment=HOSTILE)
    typed = ReportInput(
        fiche_code="P1", period_code="2026-T3", weather=Weather.CLOUD, done=f"Un\n\n{HOSTILE}\n- deux",
        difficulties=HOSTILE, request=HOSTILE, upcoming=HOSTILE, states=(state,),
    )  # fmt: skip
    submit_report(store, who, PLAN, typed, now=now)
    record_decision(
        store, who, PLAN, HOSTILE, instance=HOSTILE, decided_on=date(2026, 9, 30), text=HOSTILE,
        answers=("P1", "2026-T3"), now=now,
    )  # fmt: skip
    rate_objective(store, who, PLAN, "P1-OBJ01", 2026, ObjectiveRating.REACHED, HOSTILE, now=now)
    app = open_app(PAGE, donnees="reelles", fiche="P1", trimestre="2026-T3")
    hostile = [text for text in shown(app) if "alert" in text]
    assert not app.exception
    assert len(hostile) >= 7
    assert not [text for text in hostile if MARKUP.search(text)]
