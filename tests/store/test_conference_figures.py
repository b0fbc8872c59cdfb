"""Every number of a counting scene, told from the demonstration's frozen quarter, is what the tables of the Situation
give when they are counted again by hand."""

import re
from collections import Counter
from statistics import median

import pytest

from data.conference.edition import Perimeter
from data.database import Store
from data.demonstration.calendar import PLAN
from data.reading.frozen import frozen_situation
from data.situation import Situation
from data.vocabulary import SceneKind, Status, label
from tests.support.editions import slide_of
from tests.support.recount import OUT, chart, column, rate, rows, table, written


@pytest.fixture(scope="module")
def now(demo: Store) -> Situation:
    return frozen_situation(demo, PLAN, "2026-T2", 1)


def test_key_figures(now: Situation) -> None:
    slide = slide_of(now, SceneKind.KEY_FIGURES, figures=["ouvertes", "plan", "echeance", "objectifs"])
    leaves = rows(now.leaves)
    done, whole, known = rate(leaves, now)
    first, every, due, aims = slide.numbers
    assert written(first.lead) == (done, whole)
    assert first.value == pytest.approx(100 * done / whole)
    assert f"{known} renseignées sur {whole}" in first.note
    abandoned = sum(row["status"] == "abandonnee" for row in leaves if row["starts_on"] <= now.as_of)
    assert f"{abandoned} abandonnées" in first.note, "those that left the count are never silent"
    applicable = [row for row in leaves if not row["recurrent"] and row["status"] not in OUT]
    assert written(every.lead) == (sum(row["status"] == "realisee" for row in applicable), len(applicable))
    ended = [row for row in applicable if row["ends_on"] <= now.as_of]
    assert written(due.lead) == (sum(row["status"] == "realisee" for row in ended), len(ended))
    rated = [
        row["rating"]
        for row in rows(now.objective_ratings)
        if row["year"] == 2025 and row["rating"] in ("atteint", "partiellement", "non_atteint")
    ]
    assert aims.label == "Objectifs atteints en 2025"
    assert re.match(rf"{rated.count('atteint')} objectifs? atteints? sur {len(rated)}\b", aims.lead)
    assert column(table(slide), "Chiffre") == [one.label for one in slide.numbers]
    assert [origin.title for origin in slide.origins] == [one.label for one in slide.numbers]
    dates = dict(slide.origins[0].lines)
    assert "30 juin 2026" in dates["Date"]
    assert "état figé n°" in dates["Date"]


def test_an_indicator_and_a_figure_of_the_document(now: Situation) -> None:
    measures = [row for row in rows(now.measures) if row["territory_code"] == now.plan.departement_code]
    last = max((row for row in measures if row["value"] == row["value"] and row["value"] is not None
                and row["numerator"] is None and not row["baseline"]), key=lambda row: row["on"])  # fmt: skip
    printed = rows(now.key_figures)[0]
    keys = [f"indicateur-{last['indicator_code']}", f"document-{printed['code']}"]
    first, second = slide_of(now, SceneKind.KEY_FIGURES, figures=keys).numbers
    of_it = [row for row in measures if row["indicator_code"] == last["indicator_code"]]
    assert first.value == max(of_it, key=lambda row: row["on"])["value"]
    assert second.note.startswith("Document du plan")
    slide = slide_of(now, SceneKind.KEY_FIGURES, figures=keys)
    assert "Couverture" not in dict(slide.origins[0].lines), "an indicator counts no action"
    assert dict(slide.origins[0].lines)["Formule"].startswith("Dernière valeur connue.")
    assert slide_of(now, SceneKind.KEY_FIGURES, figures=["indicateur-XX"]).missing


def test_each_axis_adds_up_to_the_plan(now: Situation) -> None:
    slide, leaves = slide_of(now, SceneKind.AXIS), rows(now.leaves)
    drawn, shown = chart(slide), table(slide)
    axes = [row["code"] for row in rows(now.axes)]
    for at, code in enumerate(axes):
        own = [row for row in leaves if row["axis_code"] == code]
        counts = Counter(row["status"] for row in own)
        assert {one.tone: one.values[at] for one in drawn.series if one.values[at]} == counts
        assert {name: int(shown.rows[at][shown.columns.index(label(Status(name)))]) for name in counts} == counts
        assert shown.rows[at][shown.columns.index("Total")] == str(len(own))
        assert written(shown.rows[at][-1]) == rate(own, now)[:2]
    assert sum(int(total) for total in column(shown, "Total")) == len(leaves)


def test_one_axis_adds_up_to_itself(now: Situation) -> None:
    slide = slide_of(now, SceneKind.AXIS, heading="1")
    own = [row for row in rows(now.leaves) if row["axis_code"] == "1"]
    below = [row["code"] for row in rows(now.headings) if row["parent_code"] == "1"]
    assert written(slide.numbers[0].lead) == rate(own, now)[:2]
    assert [int(total) for total in column(table(slide), "Total")] == [
        sum(row["heading_code"] == code for row in own) for code in below
    ]
    assert slide.scope == f"Axe 1\u00a0: {rows(now.axes)[0]['title']}"
    assert "ne désigne aucune partie" in slide_of(now, SceneKind.AXIS, heading="99").missing


@pytest.mark.parametrize("fiche", ["", "P12"])
def test_each_public(now: Situation, fiche: str) -> None:
    """In one fiche, most publics have fewer than five actions: no bar for them."""
    slide = slide_of(now, SceneKind.PUBLIC, perimeter=Perimeter(fiches=(fiche,) if fiche else ()))
    names = {row["title"]: row["code"] for row in rows(now.audiences)}
    shown, drawn = table(slide), chart(slide)
    assert "ne s’additionnent pas" in slide.sentence
    for at, (name, _, text) in enumerate(shown.rows):
        acted = {row["action_id"] for row in rows(now.action_audiences) if row["audience_code"] == names[name]}
        own = [row for row in rows(now.leaves) if row["action_id"] in acted and fiche in ("", row["fiche_code"])]
        done, whole, known = rate(own, now)
        assert written(text) == ((done, whole) if known else None)
        if at < len(drawn.labels):
            value = drawn.series[0].values[at]
            assert value == (pytest.approx(100 * done / whole) if whole >= 5 and known else None)


def test_one_public(now: Situation) -> None:
    slide = slide_of(now, SceneKind.PUBLIC, audience="enfants")
    acted = {row["action_id"] for row in rows(now.action_audiences) if row["audience_code"] == "enfants"}
    own = [row for row in rows(now.leaves) if row["action_id"] in acted]
    assert written(slide.numbers[0].lead) == rate(own, now)[:2]
    assert sum(int(total) for total in column(table(slide), "Total")) == len(own)


def by_territory(situation: Situation) -> dict[str, tuple[int, int, int]]:
    cells = rows(situation.cells)
    return {
        row["code"]: rate([cell for cell in cells if cell["territory_code"] == row["code"]], situation)
        for row in rows(situation.peers)
    }


def test_a_map_and_its_list(now: Situation) -> None:
    slide = slide_of(now, SceneKind.MAP, layer="taux")
    assert slide.drawing is not None
    expected = by_territory(now)
    assert (slide.drawing.departement, slide.drawing.level) == ("26", "epci")
    assert {place.code for place in slide.drawing.places} == set(expected)
    for place in slide.drawing.places:
        done, whole, known = expected[place.code]
        assert written(place.text) == ((done, whole) if known else None)
        assert place.value == (pytest.approx(100 * done / whole) if known and whole >= 5 else None)
        assert (place.band is not None) == bool(known)
    assert column(table(slide), "Taux de réalisation") == [place.text for place in slide.drawing.places]
    known_rates = [100 * done / whole for done, whole, known in expected.values() if known]
    assert slide.numbers[1].lead.replace("\u00a0", " ") == f"{median(known_rates):.1f} %".replace(".", ",")
    together = [sum(one[at] for one in expected.values()) for at in (0, 1)]
    assert written(slide.numbers[0].lead) == tuple(together)


def test_a_territory_against_the_others(now: Situation) -> None:
    expected = by_territory(now)
    code = max(expected, key=lambda each: (expected[each][0], each))
    slide = slide_of(now, SceneKind.TERRITORY, territory=code)
    done, whole, _ = expected[code]
    assert written(slide.numbers[0].lead) == (done, whole)
    middle = median(100 * one[0] / one[1] for one in expected.values() if one[2])
    assert slide.numbers[1].value == pytest.approx(middle)
    here, others = chart(slide).series
    assert here.values[0] == pytest.approx(100 * done / whole)
    assert others.values[0] == pytest.approx(middle)
    ends = column(table(slide), "Plus bas")[0], column(table(slide), "Plus haut")[0]
    found = sorted(100 * one[0] / one[1] for one in expected.values() if one[2])
    pairs = [written(end) for end in ends]
    assert [100 * one[0] / one[1] for one in pairs if one] == [pytest.approx(found[0]), pytest.approx(found[-1])]
    assert chart(slide).labels[0] == f"Ensemble\u00a0: {done} sur {whole}"
    own = [row for row in rows(now.cells) if row["territory_code"] == code]
    for axis in ("1", "2", "3"):
        at = column(table(slide), "Mesure").index(f"Taux de réalisation, axe {axis}")
        assert written(table(slide).rows[at][1]) == rate([row for row in own if row["axis_code"] == axis], now)[:2]


def test_a_territory_that_has_no_state_of_its_own(now: Situation) -> None:
    commune = next(row for row in rows(now.territories) if row["kind"] == "commune" and row["parent_code"])
    slide = slide_of(now, SceneKind.TERRITORY, territory=commune["code"])
    assert "choisissez plutôt" in slide.missing
    assert "aucun territoire" in slide_of(now, SceneKind.TERRITORY, territory="00000").missing
