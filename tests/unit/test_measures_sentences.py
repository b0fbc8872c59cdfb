"""The sentences with which pages begin."""

from datetime import date, timedelta
from typing import Any

import pytest

from data.measures import rates, sentences
from data.situation import COLUMNS, frame
from tests.support.measures import changed, drome, kept, leaves, of, said, situation

NB = "\u00a0"
OPEN = [str(c) for c in drome().actions["code"] if of(drome().actions, str(c))["phase"] != "2027-2030"]
COUNTED = [code for code in OPEN if not of(drome().actions, code)["recurrent"]]
CAMPAIGN = {"period": "2026-T2", "status": "cloturee", "due_on": date(2026, 7, 15)}


def words(done: int, under_way: int) -> list[dict[str, Any]]:
    return [
        said(code, "2026-T3", "realisee" if rank < done else "en_cours")
        for rank, code in enumerate(COUNTED[: done + under_way])
    ]


def test_pilotage_gives_the_answer_first() -> None:
    now = situation(drome(), words(41, 50))
    assert sentences.pilotage(now) == (
        f"Au 3e trimestre 2026, 41 des 99 actions dont la période est ouverte sont réalisées (41{NB}%)."
    )


def test_pilotage_tells_the_silence() -> None:
    campaigns = [{**CAMPAIGN, "period": period} for period in ("2026-T1", "2026-T2")]
    asked = [
        {"fiche_code": f"P{n}", "period": row["period"], "pilot": "Service"} for n in range(1, 7) for row in campaigns
    ]
    now = situation(drome(), words(41, 50), campaigns=campaigns, expectations=asked)
    assert sentences.pilotage(now).endswith(
        f"(41{NB}%){NB}; six fiches n’ont pas donné de nouvelles depuis deux trimestres."
    )
    one = situation(drome(), words(41, 50), campaigns=campaigns, expectations=asked[:2])
    assert sentences.pilotage(one).endswith("une fiche n’a pas donné de nouvelles depuis deux trimestres.")


@pytest.mark.parametrize(
    ("given", "text"),
    [
        (
            words(12, 0),
            "au moins 12 des 99 actions dont la période est ouverte sont réalisées, 87 ne sont pas renseignées",
        ),
        (
            words(0, 12),
            "aucune action n’est connue comme réalisée sur les 99 dont la période est ouverte, 87 ne sont pas "
            "renseignées",
        ),
        (words(1, 98), f"1 des 99 actions dont la période est ouverte est réalisée (1{NB}%)"),
        (words(0, 99), "aucune des 99 actions dont la période est ouverte n’est réalisée"),
        (
            [*words(60, 30), *(said(code, "2026-T3", "abandonnee") for code in COUNTED[90:])],
            f"60 des 90 actions dont la période est ouverte sont réalisées (67{NB}%), 9 abandonnées à part",
        ),
    ],
)
def test_pilotage_on_other_days(given: list[dict[str, Any]], text: str) -> None:
    assert sentences.pilotage(situation(drome(), given)) == f"Au 3e trimestre 2026, {text}."


def test_pilotage_says_what_to_do_when_nothing_was_answered() -> None:
    before = situation(drome(), [])
    opening = f"ouverte{NB}: la coordination peut ouvrir une première période dans «{NB}Campagne{NB}»."
    assert sentences.pilotage(before).endswith(opening)
    asked = situation(drome(), [], campaigns=[CAMPAIGN])
    assert sentences.pilotage(asked).endswith(f"les pilotes peuvent répondre dans «{NB}Ma saisie{NB}».")
    early = situation(drome(), [], "2024-T4")
    assert sentences.pilotage(early) == (
        "Au 4e trimestre 2024, aucune action suivie n’a sa période ouverte"
        f"{NB}: la prochaine s’ouvre le 1er janvier 2025."
    )
    empty = situation(drome(), [], actions=frame("actions", []))
    assert "coordination" in sentences.pilotage(empty)
    narrowed = empty.with_(kept=("Axe 9",))
    assert "filtres" in sentences.pilotage(narrowed)
    last = empty.with_(today=empty.plan.ends_on)
    assert sentences.pilotage(last) == sentences.pilotage(empty)
    over = empty.with_(today=empty.plan.ends_on + timedelta(days=1))
    assert sentences.pilotage(over) == "Ce plan s’est achevé le 31 décembre 2030 et ne contient pas d’action suivie."


def test_pilotage_of_one_action() -> None:
    now = situation(drome(), [said("P1-01", "2026-T3", "realisee")])
    alone = now.with_(leaves=kept(now.leaves, "code", "P1-01"))
    assert sentences.pilotage(alone).endswith("la seule action dont la période est ouverte est réalisée.")


def test_breakdown_sums_to_the_total() -> None:
    found = leaves(drome(), words(41, 50), "2026-T3")[0]
    assert sentences.breakdown(found) == (
        f"Sur 208 actions suivies{NB}: 41 réalisées, 50 en cours, 13 non renseignées et 104 à venir."
    )
    assert "Aucune" in sentences.breakdown(found.iloc[:0])


def test_ranking() -> None:
    codes = drome().codes("P6")[:10]
    actions = changed(drome().actions, codes, territorial=True)
    done = {"A": 9, "B": 8, "C": 8, "D": 2}
    given = [
        said(code, "2026-T3", "realisee" if rank < done[place] else "en_cours", place=place)
        for place in done
        for rank, code in enumerate(codes)
    ]
    names = {"A": "Valence", "B": "Die", "C": "Nyons", "D": "Crest", "E": "Romans"}
    _, cells = leaves(drome(), given, "2026-T3", actions=actions, peers="ABCDE")
    assert sentences.ranking(rates.completion_by_territory(cells), names) == (
        f"Taux de réalisation{NB}: en tête, Valence, 9 sur 10 (90{NB}%){NB}; en dernier, Crest, 2 sur 10 (20{NB}%)"
        f"{NB}; 1 non calculable."
    )
    _, silent = leaves(drome(), [], "2026-T3", actions=actions, peers="ABCDE")
    same = kept(cells, "territory_code", "B", "C")
    assert sentences.ranking(rates.completion_by_territory(same), names).startswith("Même taux de réalisation partout")
    tied = kept(cells, "territory_code", "B", "C", "D")
    assert f"en tête, Die et Nyons, 80{NB}%" in sentences.ranking(rates.completion_by_territory(tied), names)
    nobody = sentences.ranking(rates.completion_by_territory(silent), names)
    assert "calculable nulle part" in nobody


def measure(on: date, number: float | None, **more: Any) -> dict[str, Any]:
    row: dict[str, Any] = dict.fromkeys(COLUMNS["measures"])
    return row | {"indicator_code": "I", "territory_code": "26", "on": on, "value": number} | more


BASE = {"code": "I", "title": "Délai moyen", "unit": "jours", "direction": "baisse", "tolerance": None}
START = measure(date(2025, 1, 1), 100, baseline=True)
VALUE = measure(date(2026, 9, 30), 80)


@pytest.mark.parametrize(
    ("kind", "rows", "text"),
    [
        (
            "cible",
            [START, VALUE],
            f"80 jours au 30/09/2026, parti de 100{NB}; cible 50 au 31/12/2028{NB}: 40{NB}% du chemin",
        ),
        ("cible", [START], f"aucune valeur depuis le départ{NB}; le départ est à 100 jours"),
        ("suivi", [START, VALUE], "80 jours au 30/09/2026, en baisse de 20 depuis le 01/01/2025"),
        ("suivi", [VALUE], "80 jours au 30/09/2026, première valeur connue"),
        ("suivi", [START, measure(date(2026, 9, 30), 100)], "100 jours au 30/09/2026, stable depuis le 01/01/2025"),
        ("suivi", [], "aucune valeur n’a encore été saisie"),
        ("jalon", [measure(date(2026, 9, 30), 1)], "fait le 30 septembre 2026"),
        ("qualitatif", [measure(date(2026, 9, 30), None, text="Bien reçu")], f"«{NB}Bien reçu{NB}» (30/09/2026)"),
    ],
)
def test_trajectory(kind: str, rows: list[dict[str, Any]], text: str) -> None:
    targets = frame(
        "targets", [{"indicator_code": "I", "territory_code": "26", "due_on": date(2028, 12, 31), "value": 50}]
    )
    found = sentences.trajectory(
        {**BASE, "measure_kind": kind}, frame("measures", rows), targets, "26", date(2026, 9, 30)
    )
    assert found.startswith(f"Délai moyen{NB}: {text}")
    assert found.endswith(".")


def test_status_and_answers() -> None:
    actions = changed(drome().actions, ["P1-01"], territorial=True)
    given = [said("P1-01", "2026-T3", "realisee", place="A"), said("P1-02", "2026-T3", "en_cours", 60)]
    found = leaves(drome(), given, "2026-T3", actions=actions, peers="ABC")[0]
    assert sentences.status_of(of(found, "P1-01")) == "En cours, réalisée dans 1 territoire sur 3 (déduit)"
    assert sentences.status_of(of(found, "P1-02")) == f"En cours à 60{NB}%"
    assert sentences.status_of(of(found, "P1-05")) == "À venir"
    assert sentences.answers(21, 15, 2) == f"Fiches{NB}: 15 sur 21 (71{NB}%) ont répondu, 2 excusées."
    assert "Aucune" in sentences.answers(0, 0)
