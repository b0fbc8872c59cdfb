"""Every number of a counting scene, told from the demonstration's frozen quarters, is what the tables of the Situation
give when they are counted again by hand."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from statistics import median
from typing import Any

import pytest

from data.conference.build import deck
from data.conference.edition import Perimeter, SiteOptions
from data.conference.slide import Chart, Deck, Slide, Table
from data.database import Store
from data.demonstration.calendar import PLAN
from data.reading.frozen import frozen_situation
from data.situation import Situation
from data.vocabulary import SceneKind, Status, label
from tests.support.editions import edition, scene, slide_of, told_deck

Row = dict[str, Any]
OUT = {"abandonnee", "reportee", "non_concernee"}
UNSAID = {"non_renseigne", "a_venir"}


@pytest.fixture(scope="module")
def now(demo: Store) -> Situation:
    return frozen_situation(demo, PLAN, "2026-T2", 1)


@pytest.fixture(scope="module")
def year_before(demo: Store) -> Situation:
    return frozen_situation(demo, PLAN, "2025-T3", 1)


def rows(table: Any) -> list[Row]:
    return [{str(name): value for name, value in row.items()} for row in table.to_dict("records")]


def counted(leaves: Iterable[Row], situation: Situation) -> list[Row]:
    """Applicable leaves whose period has begun: those of every rate of a talk."""
    return [
        row
        for row in leaves
        if row["starts_on"] <= situation.as_of and not row["recurrent"] and row["status"] not in OUT
    ]


def rate(leaves: Iterable[Row], situation: Situation) -> tuple[int, int, int]:
    """(done, counted, spoken of)."""
    kept = counted(leaves, situation)
    known = [row for row in kept if row["status"] not in UNSAID]
    return sum(row["status"] == "realisee" for row in kept), len(kept), len(known)


def written(text: str) -> tuple[int, int] | None:
    """« 30 sur 94 (32 %) » → (30, 94)."""
    found = re.search(r"(\d+) sur (\d+)", text.replace("\u202f", ""))
    return (int(found[1]), int(found[2])) if found else None


def table(slide: Slide) -> Table:
    assert slide.table is not None, slide.missing
    return slide.table


def chart(slide: Slide) -> Chart:
    assert slide.chart is not None, slide.missing
    return slide.chart


def column(shown: Table, name: str) -> list[str]:
    at = shown.columns.index(name)
    return [row[at] for row in shown.rows]


def texts(value: Any) -> Iterable[str]:
    """Every text of a deck."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | tuple):
        for each in value:
            yield from texts(each)
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield from texts(getattr(value, name))


def no_percentage_under_five(found: Deck) -> None:
    for text in texts(found):
        for done, whole, after in re.findall(r"(\d+) sur (\d+)(?! \w)([^;,.]{0,9})", text):
            assert int(whole) >= 5 or "%" not in after, f"{done} sur {whole}: {text}"


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


def test_each_public(now: Situation) -> None:
    slide = slide_of(now, SceneKind.PUBLIC)
    names = {row["title"]: row["code"] for row in rows(now.audiences)}
    shown, drawn = table(slide), chart(slide)
    assert "ne s’additionnent pas" in slide.sentence
    for at, (name, _, text) in enumerate(shown.rows):
        acted = {row["action_id"] for row in rows(now.action_audiences) if row["audience_code"] == names[name]}
        done, whole, known = rate([row for row in rows(now.leaves) if row["action_id"] in acted], now)
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


def constant(before: Situation, now: Situation) -> tuple[list[Row], list[Row]]:
    first = {row["code"]: row for row in counted(rows(before.leaves), before)}
    last = {row["code"]: row for row in counted(rows(now.leaves), now)}
    both = [code for code in last if code in first]
    return [first[code] for code in both], [last[code] for code in both]


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
