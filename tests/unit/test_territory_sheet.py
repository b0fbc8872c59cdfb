"""The sheet of a territory: rates by axis and by public worked out by hand, words that are local or not, its peers."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from data.measures import rates
from data.measures.columns import keep, records
from data.measures.exceptions import exceptions
from data.measures.layer import OVERDUE
from data.measures.peer_ranges import Range, no_median, ranges, standing_sentence
from data.measures.territories import layer
from data.measures.territory_rates import axis_figures, opened_here, public_figures, rate_figure
from data.measures.territory_said import said as words_of_territory
from data.selection import Filter, narrow
from data.situation import Situation
from tests.support.measures import WHOLE, changed, drome, of, said, situation

NB = "\u00a0"
PEERS = "ABCD"


def codes(fiche: str, count: int) -> list[str]:
    """The first actions of a fiche in the first phase."""
    tree = drome()
    return [code for code in tree.codes(fiche) if of(tree.actions, code)["phase"] == "2025-2026"][:count]


P4, P6, P13 = codes("P4", 4), codes("P6", 2), codes("P13", 2)
AXIS_OF = {fiche: str(of(drome().actions, codes(fiche, 1)[0])["axis_code"]) for fiche in ("P4", "P6", "P13")}


def told(words: list[dict[str, Any]], peers: str = PEERS, **tables: Any) -> Situation:
    """A Situation whose déclinées actions are those of P4, P6 and P13 above."""
    actions = changed(drome().actions, [*P4, *P6, *P13], territorial=True)
    return situation(drome(), words, actions=actions, peers=peers, **tables)


def here(place: str, *statuses: str) -> list[dict[str, Any]]:
    """What is said in a place of P4, P6 then P13, in order; « - » says nothing."""
    pairs = zip([*P4, *P6, *P13], statuses, strict=False)
    return [said(code, "2026-T3", status, place=place) for code, status in pairs if status != "-"]


FULL = ("realisee", "realisee", "en_cours", "non_engagee", "realisee", "en_cours", "-", "-")


def test_rates_by_axis_are_a_partition_and_each_keeps_its_rows() -> None:
    now = told(here("A", *FULL))
    found = axis_figures(now, "A")
    by_axis = {one.key.rpartition("_")[2]: one for one in found}
    assert set(by_axis) == set(AXIS_OF.values())
    assert sum(one.denominator or 0 for one in found) == rate_figure(now, "A").denominator == 8
    assert sum(one.numerator or 0 for one in found) == rate_figure(now, "A").numerator == 3
    for one in found:
        counted = one.inputs[one.inputs["Compte"] == "oui"]
        assert len(counted) == one.denominator
        if one.computable:
            assert (counted["État"] == "Réalisée").sum() == one.numerator
    silent = by_axis[AXIS_OF["P13"]]
    if AXIS_OF["P13"] not in (AXIS_OF["P4"], AXIS_OF["P6"]):
        assert (silent.value, silent.text) == (None, "non calculable")


def test_publics_do_not_add_up_and_agree_with_the_table_of_rates() -> None:
    publics = [
        {"action_id": of(drome().actions, P4[0])["action_id"], "audience_code": "enfants", "inherited": False},
        {"action_id": of(drome().actions, P4[0])["action_id"], "audience_code": "jeunes", "inherited": False},
        {"action_id": of(drome().actions, P4[2])["action_id"], "audience_code": "jeunes", "inherited": False},
        {"action_id": of(drome().actions, P4[3])["action_id"], "audience_code": "aidants", "inherited": False},
        {"action_id": of(drome().actions, P4[3])["action_id"], "audience_code": None, "inherited": True},
    ]
    listed = [{"code": code, "title": code.title()} for code in ("jeunes", "enfants", "aidants", "adultes")]
    statuses = ("realisee", "realisee", "en_cours", "non_concernee")
    now = told(here("A", *statuses), action_audiences=publics, audiences=listed)
    found = {one.title: one.text for one in public_figures(now, "A")}
    # Aidants is named by the one action that has no object here: nothing to show of it.
    assert found == {"Jeunes": "1 sur 2", "Enfants": "1 sur 1"}
    assert list(found) == ["Jeunes", "Enfants"]
    table = records(rates.completion_by_audience(opened_here(now, "A"), now.action_audiences))
    assert {row["key"]: row["text"] for row in table if row["denominator"]} == {
        "jeunes": "1 sur 2", "enfants": "1 sur 1",
    }  # fmt: skip


def by_key(found: tuple[Range, ...]) -> dict[str, Range]:
    return {one.key: one for one in found}


def test_ranges_worked_out_by_hand() -> None:
    words = here("A", *["realisee"] * 8) + here("B", *["realisee"] * 4, *["en_cours"] * 4)
    words += here("C", *["realisee"] * 2, *["en_cours"] * 6) + here("D", *["non_concernee"] * 8)
    found = by_key(ranges(told(words), {}))
    rate = found["taux"]
    assert (rate.low_text, rate.median_text, rate.high_text) == (
        f"2 sur 8 (25{NB}%)",
        f"50{NB}%",
        f"8 sur 8 (100{NB}%)",
    )
    assert [rate.place(rate.values[code]) for code in "CBA"] == [0, 25 / 75, 1]
    assert [rate.side(code) for code in "ABCD"] == [1, 0, -1, None]
    assert rate.texts["D"] == "non concerné"
    late = found[OVERDUE]
    assert late.texts == dict.fromkeys("ABC", "aucune action en retard") | {"D": "non concerné"}
    assert {late.place(value) for value in late.values.values()} == {0.5}
    assert found[f"axe-{AXIS_OF['P4']}"].known == 3
    assert f"4 sur 8 (50{NB}%)" in standing_sentence([rate], "B") or "à la médiane" in standing_sentence([rate], "B")
    assert standing_sentence([rate], "D") == f"Sur 1 mesure comparée{NB}: 1 sans valeur visible ici."


def test_late_actions_are_counted_at_their_end() -> None:
    now = told(here("A", *FULL) + here("B", *["realisee"] * 8))
    late = Situation(**{**now.__dict__, "as_of": date(2027, 3, 31)})
    found = by_key(ranges(late, {}))[OVERDUE]
    assert found.texts["A"] == "5 actions en retard"
    assert found.texts["B"] == "aucune action en retard"


def test_late_is_one_number_on_the_map_in_the_comparison_and_in_the_exceptions() -> None:
    """A recurrent action not held is late too, and a territory where nothing has begun has none."""
    actions = changed(drome().actions, [*P4, *P6, *P13], territorial=True)
    actions = changed(actions, P4[:1], recurrent=True, recurrence_months=12)
    actions = changed(actions, P13, starts_on=date(2030, 1, 1), ends_on=date(2030, 12, 31))
    words = here("A", *FULL) + here("B", *["realisee"] * 8) + here("C", *["non_concernee"] * 6)
    now = situation(drome(), words, "2027-T1", actions=actions, peers=PEERS)
    compared = by_key(ranges(now, {}))[OVERDUE]
    on_map = {str(row["code"]): row["value"] for row in records(layer(now, OVERDUE, {}).rows)}
    listed = {
        place: sum(
            row["rule"] == "en_retard" for row in records(exceptions(narrow(now, Filter(territory=place)), None))
        )
        for place in PEERS
    }
    # A: P4-01 was not held in 2025, four others are not done; D: nobody said anything of its six.
    assert listed == {"A": 4, "B": 1, "C": 0, "D": 6}
    assert on_map == {place: float(count) if place != "C" else None for place, count in listed.items()}
    assert {place: compared.values.get(place) for place in PEERS} == on_map
    assert (compared.title, compared.formula) == (layer(now, OVERDUE, {}).title, layer(now, OVERDUE, {}).formula)


def test_two_territories_known_have_no_median() -> None:
    found = ranges(told(here("A", *FULL) + here("B", *["realisee"] * 8)), {})
    rate = by_key(found)["taux"]
    assert (rate.median, rate.side("A"), rate.median_text) == (None, None, "moins de 3 valeurs")
    assert "Taux de réalisation" in no_median(found)
    assert ranges(told([], peers=""), {}) == ()
    assert "Aucune mesure" in standing_sentence((), "A")


@settings(deadline=None)
@given(st.dictionaries(st.text(min_size=1, max_size=3), st.floats(-1e6, 1e6), min_size=1))
def test_a_place_is_between_the_ends(values: dict[str, float]) -> None:
    one = Range("x", "X", "", values, {}, {}, "", "", "", ("", "", ""))
    places = [one.place(value) for value in (*values.values(), one.median)]
    assert all(place is None or 0 <= place <= 1 for place in places)


def report(fiche: str, period: str, **more: Any) -> dict[str, Any]:
    empty = {"status": "soumis", "nothing_new": False, "difficulties": "", "request": "", "author": "Pôle"}
    return {**empty, "fiche_code": fiche, "period": period, "submitted_on": date(2026, 9, 20), **more}


def test_only_what_was_said_here_is_local() -> None:
    words = here("A", *FULL)
    words[0] |= {"comment": "Salle trouvée à <b>Die</b>", "said_on": date(2026, 9, 3)}
    words[1] |= {"comment": "  ", "decision": "D-001"}
    words += [said(P4[0], "2026-T2", "en_cours", place="A", comment="Salle cherchée")]
    words += [said(P4[0], "2026-T3", "en_cours", place="B", comment="Ailleurs")]
    words += [said(P6[0], "2026-T3", "abandonnee", decision="D-002")]
    decisions = [
        {"code": "D-001", "title": "Ici", "text": "", "instance": "Comité", "decided_on": date(2026, 5, 1)},
        {"code": "D-002", "title": "Partout", "text": "Texte", "instance": "Comité", "decided_on": date(2026, 6, 1)},
        {"code": "D-003", "title": "Répond", "text": "", "instance": "Comité", "decided_on": date(2026, 7, 1),
         "fiche_code": "P4", "answers_period": "2026-T2"},
        {"code": "D-004", "title": "Autre fiche", "text": "", "instance": "Comité", "decided_on": date(2026, 8, 1),
         "fiche_code": "P1"},
    ]  # fmt: skip
    reports = [
        report("P4", "2026-T2", difficulties="Manque de salles", request="Un local ?"),
        report("P4", "2026-T3", nothing_new=True),
        report("P6", "2026-T3", request="Un poste ?", behalf="Pilote", validated_on=date(2026, 9, 30)),
        report("P1", "2026-T3", difficulties="Sans lien"),
    ]
    found = words_of_territory(told(words, decisions=decisions, reports=reports), "A")
    assert [(one.text, one.local) for one in found.comments] == [("Salle trouvée à <b>Die</b>", True)]
    assert found.older == 1
    assert set(found.fiches) == {"P4", "P6", "P13"}
    # « Rien de nouveau » leaves what was said before; the difficulty is the fiche's, for the département.
    assert [(one.text, one.local, one.validated) for one in found.difficulties] == [("Manque de salles", False, False)]
    asked = {one.fiche_code: one.note for one in found.requests}
    assert asked == {"P4": f"réponse{NB}: D-003, 1er juillet 2026", "P6": "sans réponse à ce jour"}
    assert next(one for one in found.requests if one.fiche_code == "P6").signed == (
        "Pilote (saisi par Pôle), 3e trimestre 2026, 20 septembre 2026"
    )
    assert [(one.title, one.local) for one in found.decisions] == [
        ("D-003 – Répond", False), ("D-002 – Partout", False), ("D-001 – Ici", True),
    ]  # fmt: skip


def test_a_territory_that_nothing_concerns_has_no_words() -> None:
    now = told(here("A", *["non_concernee"] * 8), reports=[report("P4", "2026-T3", difficulties="Ailleurs")])
    found = words_of_territory(now, "A")
    assert found.nothing
    assert found.fiches == ()


def test_what_is_said_of_the_departement_is_not_a_comment_of_the_territory() -> None:
    now = told([said(P4[0], "2026-T3", "en_cours", place=WHOLE, comment="Pour tous")])
    assert words_of_territory(now, "A").comments == ()
    assert not keep(now.states, [True]).empty
