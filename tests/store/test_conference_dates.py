"""Two frozen dates, an indicator over time, a theme, and what the public page leaves out, on the demonstration: numbers
are counted again by hand."""

import re
from collections import Counter
from dataclasses import replace

import pytest

from data.conference.build import deck
from data.conference.edition import Perimeter, SiteOptions
from data.conference.slide import Deck
from data.database import Store
from data.demonstration.calendar import PLAN
from data.reading.frozen import frozen_situation
from data.situation import Situation
from data.vocabulary import SceneKind
from tests.support.editions import edition, scene, slide_of, told_deck
from tests.support.recount import chart, constant, rate, rows, table, texts, written


@pytest.fixture(scope="module")
def now(demo: Store) -> Situation:
    return frozen_situation(demo, PLAN, "2026-T2", 1)


@pytest.fixture(scope="module")
def year_before(demo: Store) -> Situation:
    return frozen_situation(demo, PLAN, "2025-T3", 1)


def no_percentage_under_five(found: Deck) -> None:
    for text in texts(found):
        for done, whole, after in re.findall(r"(\d+) sur (\d+)(?! \w)([^;,.]{0,9})", text):
            assert int(whole) >= 5 or "%" not in after, f"{done} sur {whole}: {text}"


def test_before_and_after_on_the_same_actions(now: Situation, year_before: Situation) -> None:
    slide = slide_of(now, SceneKind.BEFORE_AFTER, past=[year_before])
    first, last = constant(year_before, now)
    done = [sum(row["status"] == "realisee" for row in side) for side in (first, last)]
    assert [written(one.lead) for one in slide.numbers[:2]] == [(count, len(last)) for count in done]
    assert slide.numbers[2].value == pytest.approx(100 * (done[1] - done[0]) / len(last))
    drawn = chart(slide)
    for at, side in enumerate((first, last)):
        counts = Counter(row["status"] for row in side)
        assert {one.tone: one.values[at] for one in drawn.series if one.values[at]} == counts
    assert table(slide).rows[-1] == ("Total", str(len(first)), str(len(last)))
    assert "3e trimestre 2025" in dict(slide.origins[0].lines)["Comparé avec"]


def test_before_and_after_follows_what_the_theme_covers_now(now: Situation, year_before: Situation) -> None:
    moved = replace(
        year_before, action_audiences=year_before.action_audiences[year_before.action_audiences["action_id"] < 0]
    )
    theme = Perimeter(audiences=("enfants",))
    slide = slide_of(now, SceneKind.BEFORE_AFTER, past=[moved], perimeter=theme)
    acted = {row["action_id"] for row in rows(now.action_audiences) if row["audience_code"] == "enfants"}
    first, last = constant(year_before, now)
    kept = [(b, n) for b, n in zip(first, last, strict=True) if n["action_id"] in acted]
    assert written(slide.numbers[0].lead) == (sum(b["status"] == "realisee" for b, _ in kept), len(kept))
    assert written(slide.numbers[1].lead) == (sum(n["status"] == "realisee" for _, n in kept), len(kept))


def test_the_past_asked_for(now: Situation, year_before: Situation, demo: Store) -> None:
    earlier = frozen_situation(demo, PLAN, "2026-T1", 2)
    by_default = slide_of(now, SceneKind.BEFORE_AFTER, past=[earlier, year_before])
    asked = slide_of(now, SceneKind.BEFORE_AFTER, past=[earlier, year_before], since="2026-T1")
    assert "3e trimestre 2025" in by_default.sentence, "no state a year before: the oldest"
    assert "Du 1er au 2e trimestre 2026" in asked.sentence
    lost = slide_of(now, SceneKind.BEFORE_AFTER, past=[earlier], since="2025-T2")
    assert "n’est pas lié" in lost.missing
    assert slide_of(now, SceneKind.BEFORE_AFTER).missing


def test_a_trajectory(now: Situation) -> None:
    aimed = [row["indicator_code"] for row in rows(now.targets)]
    code = next(row["code"] for row in rows(now.indicators) if row["code"] in aimed and row["measure_kind"] == "cible")
    slide = slide_of(now, SceneKind.TRAJECTORY, indicator=code)
    place = now.plan.departement_code
    values = sorted(
        (row["on"], row["value"]) for row in rows(now.measures)
        if (row["indicator_code"], row["territory_code"]) == (code, place) and row["on"] <= now.as_of
    )  # fmt: skip
    aims = sorted((row["due_on"], row["value"]) for row in rows(now.targets)
                  if (row["indicator_code"], row["territory_code"]) == (code, place))  # fmt: skip
    drawn = chart(slide)
    assert [value for value in drawn.series[0].values if value is not None] == [value for _, value in values]
    assert [value for value in drawn.series[1].values if value is not None] == [value for _, value in aims]
    shown = [(row[0], row[2]) for row in table(slide).rows if row[2] != "non renseigné"]
    assert shown == [(f"{on:%d/%m/%Y}", f"{value:g}".replace(".", ",")) for on, value in [*values, *aims]]


def test_a_milestone_has_a_state_and_no_line(now: Situation) -> None:
    code = next(row["code"] for row in rows(now.indicators) if row["measure_kind"] == "jalon")
    slide = slide_of(now, SceneKind.TRAJECTORY, indicator=code)
    assert slide.chart is None
    assert slide.numbers[0].label == "Dernière valeur"
    assert slide.numbers[0].lead


def test_a_theme_is_counted_alone(now: Situation) -> None:
    theme = Perimeter(headings=("1.1",), fiches=("P12",))
    leaves = [
        row for row in rows(now.leaves) if row["heading_code"] == "1.1" or row["fiche_code"] == "P12"
    ]  # fmt: skip
    found = told_deck(now, [scene(SceneKind.KEY_FIGURES), scene(SceneKind.AXIS, rank=2, whole=True)], perimeter=theme)
    assert written(found.slides[0].numbers[0].lead) == rate(leaves, now)[:2]
    assert found.slides[0].scope == found.scope == "Thème\u00a0: orientation 1.1 et projet P12"
    assert written(found.slides[1].numbers[0].lead) == rate(rows(now.leaves), now)[:2]
    assert found.slides[1].scope == "Plan entier"


ALL = [
    scene(SceneKind.KEY_FIGURES, rank=1, figures=["ouvertes", "recurrentes", "avancement", "indicateurs"]),
    scene(SceneKind.MAP, rank=2),
    scene(SceneKind.MAP, rank=3, layer="retard"),
    scene(SceneKind.MAP, rank=4, layer="meteo"),
    scene(SceneKind.MAP, rank=5, layer="evolution"),
    scene(SceneKind.AXIS, rank=6),
    scene(SceneKind.PUBLIC, rank=7),
    scene(SceneKind.TERRITORY, rank=8, territory="242600252"),
    scene(SceneKind.BEFORE_AFTER, rank=9),
    scene(SceneKind.TRAJECTORY, rank=10, indicator="P2-IND02"),
]
HEALTH = re.compile(r"en retard|en avance|sans nouvelles|écart important|valeur attendue|donné de nouvelles", re.I)
WEATHER = re.compile(r"météo|à l’orage|éclaircies", re.I)


def test_the_public_page_tells_neither_health_nor_weather(now: Situation, year_before: Situation) -> None:
    def built(public: bool, **site: bool) -> Deck:
        return told_deck(now, ALL, public=public, past=[year_before], site=SiteOptions(**site))

    def said(found: Deck, words: re.Pattern[str]) -> list[int]:
        """Slides that say such a word, beyond why they have nothing to show."""
        shown = [replace(one, missing="", title="") for one in found.slides]
        return [one.number for one in shown if any(words.search(text) for text in texts(one))]

    assert said(built(public=False), HEALTH)
    assert said(built(public=False), WEATHER)
    assert said(built(public=True), HEALTH) == []
    assert said(built(public=True), WEATHER) == []
    assert said(built(public=True, weather=True), WEATHER) == [4]
    assert 3 in said(built(public=True, health=True), HEALTH)


def test_no_percentage_of_fewer_than_five_actions(now: Situation, year_before: Situation) -> None:
    no_percentage_under_five(told_deck(now, ALL, past=[year_before]))
    no_percentage_under_five(told_deck(now, ALL, past=[year_before], perimeter=Perimeter(fiches=("P12",))))


def test_a_closing_anew_changes_nothing_of_the_edition(demo: Store) -> None:
    """The first quarter of 2026 was reopened, a difficulty of P10 reworded, and closed again."""
    first, second = (frozen_situation(demo, PLAN, "2026-T1", number) for number in (1, 2))
    row, told = edition(first, [scene(SceneKind.FICHE, fiche="P10")], newest=2)
    found = deck(row, told)
    assert "état n°\u00a02" in found.newer
    before, after = (
        next(
            one["difficulties"]
            for one in rows(each.reports)
            if (one["fiche_code"], one["period"]) == ("P10", "2026-T1")
        )
        for each in (first, second)
    )
    assert before != after
    assert before in list(texts(found))
    assert after not in list(texts(found))
