"""Plan: the tree in its own words, its rates, its calendar, the search; on each kind of store and of plan."""

from __future__ import annotations

import json
import re

import pytest
from streamlit.testing.v1 import AppTest

from data.commands.plan import rename
from data.database import Store, demonstration_url, real_url
from data.measures import rates
from data.measures.groups import EVERY, group_figure, grouped
from data.measures.plan_sentences import plan_sentence
from data.measures.tree import Branch, branch_figure, branches
from data.permissions import SYSTEM
from data.reading import situation
from data.selection import Filter, narrow
from data.situation import Situation
from tests.support.app import open_app, texts
from tests.support.small_plan import SMALL, load_small_plan

PLAN = "drome-2025-2030"
PAGE = "lire/plan.py"
HOSTILE = "<script>alert(1)</script> <img src=x onerror=alert(2)> ![i](https://x.test/i.png) [l](https://x.test)"

MARKUP = re.compile(r"(?<!\\)<|(?<!\\)\]\(")
"""A tag or a link that Markdown would read."""

pytestmark = pytest.mark.usefixtures("database_url")


def shown(period: str | None = None) -> Situation:
    return situation(Store(demonstration_url()), PLAN, period)


def test_the_page_says_its_own_sentence_after_pilotage() -> None:
    open_app(donnees="demonstration")
    found = shown()
    assert plan_sentence(found, branches(found)) in texts(open_app(PAGE, donnees="demonstration"))


def links(app: AppTest) -> list[str]:
    return [link.proto.label for link in app.get("page_link")]


def written(app: AppTest) -> str:
    """Every text that the calendar's figure draws."""
    figure = json.loads(app.get("plotly_chart")[-1].proto.spec)
    bars = [text for trace in figure["data"] for text in (*trace["text"], *(row[0] for row in trace["customdata"]))]
    return "\n".join([*(note["text"] for note in figure["layout"]["annotations"]), *bars])


def test_the_answer_comes_first_and_the_rate_is_shown_with_its_phases() -> None:
    app, now = open_app(PAGE), shown()
    said = texts(app)
    assert not app.exception
    assert app.title[0].value == "Plan"
    assert plan_sentence(now, branches(now)) in said
    for row in rates.by_phase(now.leaves).to_dict("records"):
        assert f"Phase {row['key']}" in said
        assert row["lead"] in said
        assert row["rest"] in said
    assert "Actions récurrentes tenues" in said


def test_every_heading_and_fiche_is_there_with_its_own_rate() -> None:
    app, found = open_app(PAGE), branches(shown())
    said = texts(app)
    for branch in found:
        assert branch.tally.lead in said
        assert branch.tally.rest in said
    assert {label.split(" ")[0] for label in links(app)} >= {b.code for b in found if b.kind == "fiche"}
    assert [box.label.replace("*", "").split(" ·")[0] for box in app.expander][:3] == ["Axe 1", "Axe 2", "Axe 3"]


def test_the_tree_folds_to_the_axes_and_unfolds_to_the_actions() -> None:
    app = open_app(PAGE, detail="1")
    assert not links(app)
    assert "P1\\-01" not in "".join(part.value for part in app.markdown)
    app = open_app(PAGE, detail="4")
    listed = "".join(part.value for part in app.markdown)
    assert all(code.replace("-", "\\-") in listed for code in shown().leaves["code"])


def test_an_unknown_level_or_grouping_in_the_address_falls_back() -> None:
    app = open_app(PAGE, detail="99", par="couleur", calendrier="x")
    assert not app.exception
    assert len(links(app)) == 21


def test_rates_are_the_same_as_the_measure_s_whatever_the_grouping() -> None:
    now, app = shown(), open_app(PAGE, detail="1")
    for by in EVERY:
        app.query_params["par"] = by
        said, found = texts(app.run()), grouped(now, by)
        assert not app.exception
        for row in found.rows.to_dict("records"):
            assert row["lead"] in said
        assert ("ne s’additionnent" in said) is bool(found.note)


def test_a_line_that_is_chosen_says_where_its_rate_comes_from_and_narrows_the_plan() -> None:
    now, place = shown(), str(shown().peers["code"].iloc[1])
    app = open_app(PAGE, detail="1", par="territoire", groupe=place, ligne="heading:2")
    assert not app.exception
    there, axis = group_figure(now, "territoire", place), branch_figure(now, axis_of(now, "2"))
    said = texts(app)
    for figure in (there, axis):
        assert figure.lead in said
        assert figure.title in said.replace("\n", " ")
    assert axis.denominator == rates.completion(now.leaves[now.leaves["axis_code"] == "2"]).denominator
    (way,) = [link for link in app.get("page_link") if "Voir le plan pour cette seule ligne" in link.proto.label]
    assert f"territoire={place}" in way.proto.query_string
    del app.query_params["groupe"]
    app.run()
    assert not [link for link in app.get("page_link") if "Voir le plan pour cette" in link.proto.label]


def axis_of(now: Situation, code: str) -> Branch:
    return next(branch for branch in branches(now) if (branch.kind, branch.code) == ("heading", code))


def test_the_burn_up_says_what_was_done_expected_and_what_the_scope_lost() -> None:
    app = open_app(PAGE, detail="1")
    assert "37 actions réalisées sur un périmètre de 197 actions" in texts(app)
    filtered = texts(open_app(PAGE, detail="1", trimestre="2025-T4", statut="realisee", axe="1"))
    assert "Le filtre par statut est levé ici" in filtered
    assert "Au 4e trimestre 2025, " in filtered


def test_the_calendar_has_its_sentence_and_the_line_of_today() -> None:
    app = open_app(PAGE)
    assert "aujourd’hui, 6 octobre 2026" in written(app)
    assert "la période de" in texts(app)
    assert "phase 2025-2026" in written(app)
    past = open_app(PAGE, trimestre="2025-T4", calendrier="actions", actions_de="fiche:P10")
    assert "arrêté au 31/12/2025" in written(past)
    assert "P10-05 · " in written(past)
    assert "P9-01 · " not in written(past)
    assert "remplacée" in written(open_app(PAGE, calendrier="actions", actions_de="fiche:P10"))


@pytest.mark.parametrize("words", ["numerique", "NUMÉRIQUE fracture", "p7-01"])
def test_search_finds_an_action_with_or_without_accents(words: str) -> None:
    app = open_app(PAGE, mots=words)
    assert any("P7\\-01" in label for label in links(app))


def test_a_search_that_finds_nothing_says_what_to_try() -> None:
    said = texts(open_app(PAGE, mots="dromadaire"))
    assert "Aucune action ne contient" in said
    assert "Essayez un seul mot" in said


def test_filters_narrow_the_sentence_the_tree_and_the_rates() -> None:
    app = open_app(PAGE, axe="2", statut="en_cours")
    now = narrow(shown(), Filter(axes=("2",), statuses=("en_cours",)))
    said = texts(app)
    assert f"{len(now.leaves)} actions suivies" in said
    assert "Axe 1" not in "".join(box.label for box in app.expander)


def test_a_filter_that_keeps_nothing_says_so_and_draws_nothing_else() -> None:
    app = open_app(PAGE, axe="1", orientation="2.1")
    assert not app.exception
    assert "Aucune action ne correspond aux filtres en cours" in texts(app)
    assert not app.get("plotly_chart")


def test_the_real_store_says_what_to_do_next_and_no_rate_is_zero() -> None:
    app = open_app(PAGE, donnees="reelles")
    said = texts(app)
    assert not app.exception
    assert "Aucun état n’a encore été donné." in said
    assert "La coordination du schéma ouvre la période" in said
    assert "non calculable" in said
    assert "0 sur" not in said.replace("10 sur", "")
    assert len(links(app)) == 21


def test_the_real_store_in_a_territory_bears_the_absence_of_any_declined_action() -> None:
    first = situation(Store(real_url()), PLAN).peers["code"].iloc[0]
    app = open_app(PAGE, donnees="reelles", territoire=str(first))
    assert not app.exception
    assert "Aucune action déclinée dans ce territoire" in texts(app)


def test_a_plan_with_nested_actions_and_actions_under_a_heading_is_borne() -> None:
    load_small_plan(Store(real_url()))
    app = open_app(PAGE, donnees="reelles", plan=SMALL, detail="9")
    assert not app.exception
    now = situation(Store(real_url()), SMALL)
    assert plan_sentence(now, branches(now)) in texts(app)
    assert not open_app(PAGE, donnees="reelles", plan=SMALL, detail="3", calendrier="1").exception


def test_what_people_typed_is_shown_letter_for_letter() -> None:
    store = Store(real_url())
    for kind, code in (("heading", "1"), ("fiche", "P1"), ("action", "P1-01")):
        rename(store, SYSTEM, PLAN, kind, code, f"{code} {HOSTILE}", seen_version=1, reason="essai")  # type: ignore
    app = open_app(PAGE, donnees="reelles", detail="4", mots="script")
    assert not app.exception
    shown_texts = [part.value for part in [*app.markdown, *app.caption]] + links(app)
    shown_texts += [box.label for box in app.expander]
    hostile = [text for text in shown_texts if "alert" in text]
    assert len(hostile) >= 3
    assert not [text for text in hostile if MARKUP.search(text)]
    assert "&lt;script" in written(app)
    assert "<script" not in written(app)
