"""The cases worked by hand in docs/calculs.md, on the real trees: each number has its test here."""

import re
from collections import Counter
from collections.abc import Callable
from datetime import date

import pytest

from data.measures import calendar, objectives, rates, recurrence
from data.measures.figure import NOT_COMPUTABLE
from data.measures.indicators import raw_rate, regression_word, shown_rate
from data.measures.status import parent_status
from data.measures.tally import tally
from data.situation import frame
from data.vocabulary import Direction, Health, ObjectiveRating, Status
from tests.support.measures import ROOT, WHOLE, changed, drome, herault, kept, leaves, of, said, states

GUIDE = ROOT / "docs" / "calculs.md"
NB = "\u00a0"
CASES: dict[int, Callable[[], None]] = {}


def case(number: int) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Register the test of a case of the guide."""

    def register(check: Callable[[], None]) -> Callable[[], None]:
        assert number not in CASES
        CASES[number] = check
        return check

    return register


def spread(codes: list[str], period: str, *parts: tuple[str, int]) -> list[dict[str, object]]:
    """Words giving the first n codes one status, the next ones another, in order."""
    listed = [status for status, count in parts for _ in range(count)]
    return [said(code, period, status) for code, status in zip(codes, listed, strict=False)]


P1_WORDS = [
    said("P1-01", "2026-T2", "realisee"),
    said("P1-02", "2026-T2", "en_cours"),
    said("P1-02", "2026-T3", "realisee"),
    said("P1-03", "2026-T3", "en_cours", 60),
    said("P1-04", "2026-T1", "non_engagee"),
]


@case(1)
def p1_eight_actions() -> None:
    found, _ = leaves(drome(), P1_WORDS, "2026-T3")
    p1 = kept(found, "fiche_code", "P1")
    assert len(p1) == 8
    counts = rates.breakdown(p1)
    assert (counts["realisee"], counts["en_cours"], counts["non_engagee"], counts["a_venir"]) == (2, 1, 1, 4)
    assert counts.sum() == 8
    assert of(p1, "P1-01")["age"] == 1
    assert of(p1, "P1-04")["age"] == 2

    opened = rates.completion(rates.opened(p1, date(2026, 9, 30)))
    assert opened.text == "2 sur 4"
    assert (opened.numerator, opened.denominator, opened.value) == (2, 4, 50.0)
    whole = rates.completion(p1)
    assert whole.text == f"2 sur 8 (25{NB}%)"
    assert (whole.coverage.total, whole.coverage.ever, whole.coverage.current) == (8, 4, 2)

    news = {"fiche_code": "P1", "period": "2026-T3", "nothing_new": True, "status": "soumis"}
    again, _ = leaves(drome(), P1_WORDS, "2026-T3", reports=[news])
    dated = kept(again, "fiche_code", "P1")
    assert rates.coverage(dated).current == 4
    assert list(dated["status"]) == list(p1["status"])
    assert of(dated, "P1-04")["state_period"] == "2026-T1"
    assert of(dated, "P1-04")["news_period"] == "2026-T3"


@case(2)
def axis_1_seventy_five_actions() -> None:
    tree = drome()
    p3 = tree.codes("P3")[:5]
    words = [said(code, "2026-T3", "realisee") for code in tree.codes("P1")[:4]]
    words += [said(code, "2026-T3", "en_cours") for code in p3]
    found, _ = leaves(tree, words, "2026-T3")
    axis = kept(found, "axis_code", "1")
    assert Counter(axis["fiche_code"]) == {
        "P1": 8, "P2": 10, "P3": 8, "P4": 11, "P5": 8, "P6": 13, "P7": 8, "P8": 9,
    }  # fmt: skip
    assert len(axis) == 75
    assert Counter(axis["heading_code"]) == {"1.1": 26, "1.2": 19, "1.3": 30}
    assert list(axis[axis["recurrent"].astype(bool)]["code"]) == ["P2-03", "P8-02"]

    rate = rates.completion(axis)
    assert (rate.numerator, rate.denominator, rate.coverage.ever) == (4, 73, 9)
    assert rate.text == "au moins 4 sur 73, 22 non renseignées, 42 à venir"
    assert rate.excluded == {"récurrentes": 2}
    by_heading = rates.completion_by(axis, "heading_code")
    assert list(by_heading["denominator"]) == [25, 19, 29]
    assert list(by_heading["value"]) == [16.0, None, None]
    assert by_heading["text"][0].startswith("au moins 4 sur 25")
    assert list(by_heading["text"][1:]) == [NOT_COMPUTABLE, NOT_COMPUTABLE]


@case(3)
def first_phase_one_hundred_and_four() -> None:
    tree = drome()
    first = kept(tree.actions, "phase", "2025-2026", "2025-2027")
    assert len(first) == 104
    recurrent = [str(code) for code in first[first["recurrent"].astype(bool)]["code"]]
    assert recurrent == ["P2-03", "P8-02", "P9-03", "P17-01", "P17-04"]
    codes = [str(code) for code in first["code"] if code not in recurrent]
    words = spread(codes, "2026-T3", ("realisee", 39), ("en_cours", 41), ("non_engagee", 10))
    found, _ = leaves(tree, words, "2026-T3")
    rate = rates.completion(kept(found, "phase", "2025-2026", "2025-2027"))
    assert rate.text == f"39 sur 99 (39{NB}%)"
    assert rate.value == pytest.approx(39.39, abs=0.01)
    assert rate.excluded == {"récurrentes": 5}
    assert (rate.coverage.ever, rate.coverage.total) == (90, 99)

    phases = rates.by_phase(found)
    assert list(phases["key"]) == ["2025-2026", "2025-2027", "2027-2030"]
    assert list(phases["denominator"]) == [96, 3, 103]
    assert sum(phases["denominator"]) == 202 == 208 - sum(phases["recurrent"])
    assert list(phases["text"])[2] == NOT_COMPUTABLE
    assert list(phases["value"])[2] is None


def _axis_2_and_orientation_1_3() -> list[str]:
    rows = drome().actions
    scope = rows[((rows["axis_code"] == "2") | (rows["heading_code"] == "1.3")) & ~rows["recurrent"].astype(bool)]
    assert Counter(scope["axis_code"]) == {"2": 75, "1": 29}
    return [str(code) for code in scope["code"]]


@case(4)
def twenty_four_abandoned_of_one_hundred_and_four() -> None:
    codes = _axis_2_and_orientation_1_3()
    words = spread(codes, "2026-T3", ("realisee", 40), ("abandonnee", 24), ("en_cours", 40))
    found, _ = leaves(drome(), words, "2026-T3")
    rate = rates.completion(kept(found, "code", *codes))
    assert (rate.numerator, rate.denominator, rate.value) == (40, 80, 50.0)
    assert rate.text == f"40 sur 80, 24 abandonnées{NB}; 40 sur 104 du plan adopté"
    assert rate.excluded == {"abandonnées": 24}
    assert round(100 * 40 / 104) == 38


@case(5)
def herault_counts_its_leaves() -> None:
    tree = herault()
    assert len(tree.actions) == 182
    assert len(tree.codes()) == 152
    assert len(tree.codes("2.2.1")) == 9
    assert (tree.actions["fiche_code"] == "2.2.1").sum() == 13
    words = [
        said("2.2.1.SA1.OP1", "2026-T3", "realisee"),
        said("2.2.1.SA1.OP2", "2026-T3", "realisee"),
        said("2.2.1.SA2.OP1", "2026-T3", "realisee"),
        said("2.2.1.SA2.OP2", "2026-T3", "en_cours"),
        said("2.2.1.SA3.OP1", "2026-T3", "non_engagee"),
        said("2.2.1.SA3.OP2", "2026-T3", "non_engagee"),
        said("2.2.1.SA4.OP1", "2026-T3", "suspendue"),
        said("2.2.1.SA5", "2026-T3", "realisee"),
    ]
    found, _ = leaves(tree, words, "2026-T3")
    fiche = kept(found, "fiche_code", "2.2.1")
    parents = {str(row["code"]): row["parent_code"] for _, row in tree.actions.iterrows()}
    children: dict[str, list[str]] = {}
    for _, row in fiche.iterrows():
        children.setdefault(parents[row["code"]] or row["code"], []).append(row["status"])
    assert {code[-3:]: str(parent_status(listed)) for code, listed in children.items()} == {
        "SA1": "realisee", "SA2": "en_cours", "SA3": "non_engagee", "SA4": "suspendue", "SA5": "realisee",
        "SA6": "non_renseigne",
    }  # fmt: skip
    assert parent_status(fiche["status"]) == Status.IN_PROGRESS
    rate = rates.completion(fiche)
    assert rate.text == f"4 sur 9 (44{NB}%)"
    assert rate.coverage.ever == 8
    assert rate.value != pytest.approx((100 + 50 + 0 + 0 + 100 + 0) / 6, abs=1)
    assert len(calendar.overdue(fiche, date(2026, 9, 30))) == 5


@case(6)
def low_coverage_reads_at_least() -> None:
    codes = _axis_2_and_orientation_1_3()
    found, _ = leaves(drome(), spread(codes, "2027-T1", ("realisee", 12)), "2027-T1")
    rate = rates.completion(kept(found, "code", *codes))
    assert rate.text == "au moins 12 sur 104, 92 non renseignées"
    assert (rate.coverage.ever, rate.coverage.missing) == (12, 92)
    assert any("minimum" in flag for flag in rate.flags)


@case(7)
def mean_progress_assumed_and_weighted() -> None:
    words = [
        said("P1-01", "2026-T3", "realisee"),
        said("P1-02", "2026-T3", "en_cours", 70),
        said("P1-03", "2026-T3", "en_cours"),
        said("P1-04", "2026-T3", "non_engagee"),
    ]
    found, _ = leaves(drome(), words, "2026-T3")
    mean = rates.mean_progress(kept(found, "fiche_code", "P1"))
    assert mean.value == 55.0
    assert mean.flags == ("1 pourcentage supposé à 50",)
    assert (mean.coverage.ever, mean.coverage.total) == (4, 8)

    weights = {"P18-01": 2.0, "P18-02": 3.0, "P18-03": 5.0}
    actions = drome().actions
    for code, weight in weights.items():
        actions = changed(actions, [code], weight=weight)
    words = [said("P18-01", "2026-T3", "en_cours", 60), said("P18-02", "2026-T3", "en_cours", 80)]
    found, _ = leaves(drome(), words, "2026-T3", actions=actions)
    mean = rates.mean_progress(kept(found, "fiche_code", "P18"))
    assert mean.value == 72.0
    assert (mean.numerator, mean.denominator) == (360.0, 5.0)


@case(8)
def sixteen_territories_and_their_median() -> None:
    tree = drome()
    first = [c for c in (*tree.codes("P4"), *tree.codes("P6")) if of(tree.actions, c)["phase"] == "2025-2026"]
    assert len(first) == 10
    peers = "ABCDEFGHIJKLMNOP"
    done = dict(zip(peers, (9, 8, 8, 7, 7, 6, 6, 6, 5, 5, 5, 4, 4, 3, 3, 2), strict=True))
    words = []
    for place in peers:
        others = ["non_concernee"] * 2 if place == "M" else []
        listed = ["realisee"] * done[place] + others
        listed += ["en_cours"] * (10 - len(listed))
        order = first[peers.index(place) % 10 :] + first[: peers.index(place) % 10]
        words += [said(code, "2026-T3", s, place=place) for code, s in zip(order, listed, strict=True)]
    found, cells = leaves(tree, words, "2026-T3", actions=changed(tree.actions, first, territorial=True), peers=peers)
    assert len(cells) == 160
    table = rates.completion_by_territory(cells).set_index("key")
    assert table.loc["M", "text"] == f"4 sur 8 (50{NB}%)"
    assert table.loc["P", "value"] == 20.0
    assert set(table["median"]) == {55.0}
    gaps = {place: table.loc[place, "gap"] for place in "LMNOP"}
    assert gaps == {"L": -15.0, "M": -5.0, "N": -25.0, "O": -25.0, "P": -35.0}
    assert [place for place in peers if table.loc[place, "alert"]] == ["L", "N", "O", "P"]
    assert table.loc["A", "rank"] == 1
    assert table.loc["P", "rank"] == 16
    lifted = kept(found, "code", *first)
    assert set(lifted["status"]) == {"en_cours"}
    assert all(lifted["derived"])
    assert not any(lifted["declared"])


@case(9)
def decreasing_indicator() -> None:
    assert raw_rate(Direction.DOWN, 100, 80, 50) == 40
    back = raw_rate(Direction.DOWN, 100, 110, 50)
    assert (back, shown_rate(back), regression_word(back)) == (-20, 0, "régression")
    beyond = raw_rate(Direction.DOWN, 100, 40, 50)
    assert (beyond, shown_rate(beyond), regression_word(beyond)) == (120, 100, "cible dépassée")


@case(10)
def postponed_action() -> None:
    moved = said(
        "P1-04", "2026-T3", "reportee",
        new_starts_on=date(2027, 1, 1), new_ends_on=date(2028, 12, 31), decision="COPIL du 15 septembre 2026",
    )  # fmt: skip
    before, _ = leaves(drome(), P1_WORDS, "2026-T3")
    p1 = kept(before, "fiche_code", "P1")
    assert rates.completion(kept(p1, "phase", "2025-2026")).text == "2 sur 4"

    found, _ = leaves(drome(), [*P1_WORDS, moved], "2026-T3")
    p1 = kept(found, "fiche_code", "P1")
    assert rates.completion(kept(p1, "phase", "2025-2026")).text == "2 sur 3"
    later = rates.completion(kept(p1, "phase", "2027-2030"))
    assert (later.denominator, later.excluded) == (4, {"reportée": 1})

    end_2026, _ = leaves(drome(), [*P1_WORDS, moved], "2026-T4")
    late = calendar.overdue(kept(end_2026, "fiche_code", "P1"), date(2026, 12, 31))
    assert list(late["code"]) == ["P1-03"]

    resumed = [*P1_WORDS, moved, said("P1-04", "2027-T1", "en_cours", 10)]
    resumed += [said(f"P1-0{rank}", "2027-T1", "non_engagee") for rank in (5, 6, 7, 8)]
    told, _ = leaves(drome(), resumed, "2027-T1")
    assert of(told, "P1-04")["ends_on"] == date(2028, 12, 31)
    assert rates.completion(kept(kept(told, "fiche_code", "P1"), "phase", "2027-2030")).text == f"0 sur 5 (0{NB}%)"

    end_2028, _ = leaves(drome(), resumed, "2028-T4")
    late = calendar.overdue(kept(end_2028, "fiche_code", "P1"), date(2028, 12, 31))
    assert "P1-04" in list(late["code"])


@case(11)
def objectives_of_orientation_1_1() -> None:
    rows = kept(drome().objectives, "fiche_code", "P1", "P2", "P3")
    assert Counter(rows["fiche_code"]) == {"P1": 3, "P2": 6, "P3": 3}
    words = [ObjectiveRating.REACHED] * 5 + [ObjectiveRating.PARTLY] + [ObjectiveRating.TOO_EARLY] * 3
    ratings = frame(
        "objective_ratings",
        [
            {"objective_code": code, "year": 2026, "rating": str(word)}
            for code, word in zip(rows["code"], words, strict=False)
        ],
    )
    figure = objectives.reached(rows, ratings, 2026)
    assert figure.text == f"5 objectifs atteints sur 6 (83{NB}%)"
    assert figure.excluded == {"trop tôt": 3, "non notés": 3}
    assert figure.key != rates.completion(leaves(drome(), [], "2026-T4")[0]).key
    assert objectives.NOT_A_RATE in figure.flags


@case(12)
def two_recurrent_actions() -> None:
    words = [said("P9-03", "2026-T2", "realisee"), said("P8-02", "2026-T3", "realisee")]
    history = states(drome().actions, words)
    found, _ = leaves(drome(), words, "2026-T3")
    both = kept(found, "code", "P9-03", "P8-02")
    held = rates.recurrent_held(both, history, date(2026, 9, 30))
    assert held.text == f"tenues cette année{NB}: 2 sur 2"
    alone = rates.recurrent_held(kept(found, "code", "P9-03"), history, date(2026, 9, 30))
    assert alone.text == f"tenue cette année{NB}: 1 sur 1"
    windows = recurrence.recurrent_windows(both, history, date(2026, 9, 30), WHOLE)
    assert [(row["code"], row["starts_on"].year, row["held"]) for _, row in windows.iterrows()] == [
        ("P8-02", 2025, False), ("P8-02", 2026, True), ("P9-03", 2026, True),
    ]  # fmt: skip
    assert [(r["code"], r["starts_on"].year) for _, r in windows[windows["late"].astype(bool)].iterrows()] == [
        ("P8-02", 2025)
    ]
    spring, _ = leaves(drome(), words, "2027-T1")
    both = kept(spring, "code", "P9-03", "P8-02")
    later = rates.recurrent_held(both, history, date(2027, 3, 31))
    assert later.text == f"tenue cette année{NB}: 0 sur 1"
    windows = recurrence.recurrent_windows(both, history, date(2027, 3, 31), WHOLE)
    assert windows["late"].sum() == 1
    assert tally(both).applicable == 0


@case(13)
def health_at_quarter_ends() -> None:
    row = of(drome().actions, "P1-02")
    start, end, day = row["starts_on"], row["ends_on"], date(2026, 9, 30)
    assert (start, end) == (date(2025, 1, 1), date(2026, 12, 31))
    assert calendar.expected_progress(start, end, day) == 87.5
    words = {
        75: Health.SLIGHTLY_LATE, 70: Health.GAP, 85: Health.ON_TRACK, 95: Health.AHEAD,
    }  # fmt: skip
    assert {percent: calendar.health(percent, start, end, day) for percent in words} == words
    assert calendar.expected_progress(start, end, date(2025, 2, 28)) == 0
    assert calendar.health(0, start, end, date(2025, 2, 28)) is None
    assert calendar.health(None, start, end, day) is None
    assert calendar.health(0, start, end, day, missed=1) == Health.SILENT
    ratios = [calendar.health_ratio(percent, start, end, day) for percent in (95, 70)]
    assert calendar.mean_health(ratios) == pytest.approx(0.90)
    none = (None, None)
    adopted, last = calendar.period_of_action(none, none, (start, end), date(2025, 6, 23))
    assert adopted == date(2025, 6, 23)
    assert last == end
    assert calendar.expected_progress(date(2025, 6, 23), end, day) == pytest.approx(83.33, abs=0.01)


@pytest.mark.parametrize("number", sorted(CASES), ids=lambda number: f"cas {number}")
def test_case_of_the_guide(number: int) -> None:
    CASES[number]()


def test_every_case_of_the_guide_is_tested() -> None:
    printed = [int(n) for n in re.findall(r"^### Cas (\d+) —", GUIDE.read_text(encoding="utf-8"), re.M)]
    assert printed == sorted(printed) == list(range(1, len(printed) + 1))
    assert len(printed) >= 10
    assert set(printed) == set(CASES)
