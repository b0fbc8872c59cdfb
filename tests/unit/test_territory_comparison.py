"""Two to four territories compared: what may be, what is left out and said, the same figures as on their sheets."""

from __future__ import annotations

import pytest

from data.measures.columns import records
from data.measures.peer_ranges import ranges
from data.measures.territory_comparison import chosen, comparison, everyone, side_by_side, standings
from data.measures.territory_indicators import read_by_territory
from data.measures.territory_rates import rate_figure
from data.situation import Situation, frame
from tests.unit.test_territories import PEERS, case_8, measured
from tests.unit.test_territory_sheet import here, told

NB = "\u00a0"


def with_commune() -> Situation:
    now = case_8()
    rows = [*records(now.territories), {"code": "26113", "name": "Die", "kind": "commune", "parent_code": "A"}]
    rows.append({"code": "DEP", "name": "Drôme", "kind": "departement", "parent_code": None})
    return now.with_(territories=frame("territories", rows))


@pytest.mark.parametrize(
    ("asked", "codes", "said"),
    [
        ("A,P", "AP", ""),
        (" A , P ,", "AP", ""),
        ("A,zz", "A", "« zz » ne désigne aucun territoire de ce plan"),
        ("A,<script>", "A", "« <script> » ne désigne aucun territoire"),
        ("A,A,B", "AB", "Territoire A était demandé plusieurs fois"),
        ("A,B,C,D,E", "ABCD", "4 territoires au plus se comparent ensemble : sans Territoire E."),
        ("A,26113", "A", "Die (commune) n’a pas d’état d’action à comparer ; comparez plutôt Territoire A."),
        ("A,DEP", "A", "Drôme (département) n’a pas d’état d’action à comparer."),
        (",,", "", ""),
    ],
)
def test_what_cannot_be_compared_is_left_out_and_said(asked: str, codes: str, said: str) -> None:
    found = chosen(with_commune(), asked)
    assert "".join(found.codes) == codes
    told_ = " ".join(found.problems).replace(NB, " ")
    assert said in told_ if said else not told_


def test_the_figures_are_those_of_the_sheets() -> None:
    now = case_8()
    found = comparison(now, ranges(now, {}), ["P", "A"])
    assert [one.name for one in found.places] == ["Territoire P", "Territoire A"]
    for one in found.places:
        assert one.rate.text == rate_figure(now, one.code).text
    assert found.says.replace(NB, " ") == (
        "Au 3e trimestre 2026, actions réalisées : Territoire A, 9 sur 10 (90 %) ; Territoire P, 2 sur 10 (20 %). "
        "De 2 sur 10 (20 %) à 9 sur 10 (90 %) parmi les 16 intercommunalités avec un taux ; médiane 55 %."
    )
    table = side_by_side(found)
    row = records(table)[0]
    assert [row[name] for name in ("Territoire P", "Territoire A", "Médiane", "Territoires")] == [
        f"2 sur 10 (20{NB}%)", f"9 sur 10 (90{NB}%)", f"55{NB}%", 16,
    ]  # fmt: skip
    whole = everyone(now, found.ranges)
    assert list(whole["Territoire"]) == [f"Territoire {code}" for code in PEERS]
    # Everybody's values give back the ends that were written.
    assert {row["Plus bas"], row["Plus haut"]} <= set(whole["Taux de réalisation"])
    assert standings(found).replace(NB, " ").startswith("Au-dessus de la médiane, sur ")


def test_under_three_known_there_is_no_median_and_it_is_said() -> None:
    now = told(here("A", *["realisee"] * 8) + here("B", *["en_cours"] * 8), peers="AB")
    found = comparison(now, ranges(now, {}), ["A", "B"])
    assert "pas de médiane sous 3 territoires connus" in found.says
    assert standings(found).startswith("Pas de médiane")
    assert set(side_by_side(found)["Médiane"]) == {"moins de 3 valeurs"}
    alone = told(here("A", *["realisee"] * 8))
    assert "un seul taux est connu" in comparison(alone, ranges(alone, {}), ["A", "B"]).says
    nothing = told([])
    assert "aucun taux de réalisation n’est connu" in comparison(nothing, ranges(nothing, {}), ["A", "B"]).says


def test_a_masked_value_shows_nowhere() -> None:
    now = measured({"A": 120, "B": 3, "C": 40, "D": 9, "E": 60, "F": 80})
    found = comparison(now, ranges(now, read_by_territory(now)), ["A", "B"])
    table = side_by_side(found)
    assert "masqué" in table["Territoire B"].iloc[-1]
    everything = f"{table.to_csv()}{everyone(now, found.ranges).to_csv()}{found}"
    assert "3 usagers" not in everything
