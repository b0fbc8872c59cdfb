"""Status flows between two periods: each action once, totals on both sides, sentences."""

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from data.measures import rates
from data.measures.changes.flows import Flows, flows
from data.situation import Situation
from data.vocabulary import Status
from tests.support.measures import drome, said, situation

NB = "\u00a0"
ROWS = drome().actions[drome().actions["fiche_code"] == "P1"]
CODES = [str(code) for code in ROWS[ROWS["is_leaf"]]["code"]]
SAID = ["realisee", "en_cours", "non_engagee", "suspendue", "reportee", "abandonnee", None]


def at(period: str, words: dict[str, str | None], rows: pd.DataFrame = ROWS) -> Situation:
    listed = [said(code, period, word) for code, word in words.items() if word]
    return situation(drome(), listed, period, actions=rows)


def pair() -> Flows:
    before = {"P1-01": "en_cours", "P1-02": "en_cours", "P1-03": "realisee", "P1-04": "non_engagee"}
    after = {"P1-01": "realisee", "P1-02": "realisee", "P1-03": "en_cours", "P1-04": "non_engagee"}
    return flows(at("2026-T2", before), at("2026-T3", after))


def test_the_cells_hold_the_actions_and_the_sentences_say_them() -> None:
    found = pair()
    assert found.count(Status.IN_PROGRESS, Status.DONE) == 2
    assert found.sentences == (
        f"2 actions passent de «{NB}en cours{NB}» à «{NB}réalisées{NB}».",
        "1 action réalisée redevient en cours.",
    )
    (done, back) = found.moved
    assert done.codes == ("P1-01", "P1-02")
    assert done.key == "en_cours.realisee"
    assert list(found.listed(back)["Code"]) == ["P1-03"]
    assert list(found.listed(back).iloc[0][["Avant", "Après"]]) == ["Réalisée", "En cours"]
    stays = next(flow for flow in found.flows if flow.start == flow.end == Status.NOT_STARTED)
    assert found.told(stays) == "1 action reste non engagée."
    assert f", {found.frame.iloc[-1]['Total']} " not in found.sentence
    assert "3 ont changé d’état." in found.sentence


def test_what_only_one_period_holds_has_a_row_or_a_column_of_its_own() -> None:
    found = flows(at("2026-T2", {}, ROWS.iloc[1:]), at("2026-T3", {}, ROWS.iloc[:-1]))
    frame = found.frame.set_index("De ↓ à →")
    assert frame.loc["Pas encore au plan", "Total"] == 1
    assert frame.loc["Total", "Plus au plan"] == 1
    assert any(sentence.startswith("1 action entre dans le plan") for sentence in found.sentences)
    assert any(sentence.startswith("1 action est sortie du plan") for sentence in found.sentences)


def test_recurrent_actions_are_left_out_and_counted() -> None:
    whole = drome()
    again = [str(code) for code in whole.actions[whole.actions["recurrent"].astype(bool)]["code"]]
    found = flows(situation(whole, [], "2026-T2"), situation(whole, [], "2026-T3"))
    assert found.recurrent == len(again) > 0
    assert not {code for flow in found.flows for code in flow.codes} & set(again)
    assert f"{len(again)} récurrentes mises à part" in found.sentence


words = st.dictionaries(st.sampled_from(CODES), st.sampled_from(SAID), max_size=8)


@settings(deadline=None, max_examples=40)
@given(words, words, st.integers(0, 3), st.integers(0, 3))
def test_rows_sum_to_the_first_total_and_columns_to_the_second(
    before: dict[str, str | None], after: dict[str, str | None], late: int, gone: int
) -> None:
    early_rows, now_rows = ROWS.iloc[late:], ROWS.iloc[: len(ROWS) - gone]
    known, kept = set(early_rows["code"]), set(now_rows["code"])
    old = at("2026-T2", {code: word for code, word in before.items() if code in known}, early_rows)
    new = at("2026-T3", {code: word for code, word in after.items() if code in kept}, now_rows)
    found = flows(old, new)
    apart = found.recurrent
    assert sum(len(flow.codes) for flow in found.flows) + apart == len(known | kept)
    for name, here in (("start", old), ("end", new)):
        counts = rates.breakdown(here.leaves[~here.leaves["recurrent"].astype(bool)])
        for status in {getattr(flow, name) for flow in found.flows} - {None}:
            held = [len(flow.codes) for flow in found.flows if getattr(flow, name) == status]
            assert sum(held) == counts[str(status)]
    frame = found.frame
    assert list(frame.iloc[-1])[1:] == [frame[name].iloc[:-1].sum() for name in list(frame.columns)[1:]]
