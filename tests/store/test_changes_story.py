"""What changed in the demonstration, in the very words of the page: T2 → T3 2026, and a year before that."""

from collections.abc import Callable

from data.measures.changes import Changes, compare, same_scope
from data.selection import Filter
from data.situation import Situation

At = Callable[[str], Situation]
NB, THIN = "\u00a0", "\u202f"


def sentences(found: Changes, *causes: str) -> list[str]:
    told = {cause.cause: cause.sentence.replace(NB, " ").replace(THIN, " ") for cause in found.causes}
    return [told[cause] for cause in causes]


def test_from_the_second_to_the_third_quarter(demo_at: At) -> None:
    found = compare(demo_at("2026-T2"), demo_at("2026-T3"))
    assert found.sentence == (
        "Du 2e au 3e trimestre 2026, sur les 94 actions ouvertes aux deux dates, 37 sont réalisées, contre 30 "
        "(+7,4 points)."
    )
    assert found.of_the_set == ""
    assert [(cause.cause, cause.count) for cause in found.causes] == [
        ("realisees", 8), ("engagees", 1), ("reculs", 2), ("avancees", 5), ("reports_ouverts", 1), ("demandes", 1),
        ("meteo_baisse", 2), ("meteo_hausse", 1), ("silences", 5), ("valeurs", 9), ("cibles", 2),
    ]  # fmt: skip
    assert sentences(found, "realisees", "engagees", "reculs", "silences") == [
        "8 actions réalisées : P1-04, P2-04, P3-02, P10-03, P11-06, P12-06 et 2 autres.",
        "1 action engagée : P1-05 « Développer des enquêtes et questionnaires expérimentés en 2025 - 2026 ».",
        "2 actions en recul : P12-02 « Processus formalisés de suivi de la qualité de prise de charge » (« en cours à "
        "80 % », puis « en cours à 55 % ») et P12-03 « Cartographies par thématique » (« réalisée », puis « en cours "
        "à 70 % »).",
        "5 projets n’ont pas encore répondu pour le 3e trimestre 2026, dont l’échéance est le 15 octobre 2026 : P6, "
        "P7, P16, P18 et P19. Ils avaient répondu pour le 2e trimestre 2026.",
    ]
    assert len(found.actions) == 16


def test_a_year_of_the_plan(demo_at: At) -> None:
    found = compare(demo_at("2025-T3"), demo_at("2026-T2"))
    assert found.sentence == (
        "Du 3e trimestre 2025 au 2e trimestre 2026, sur les 91 actions ouvertes aux deux dates, 29 sont réalisées, "
        "contre 4 (+27,5 points)."
    )
    assert found.of_the_set.replace(NB, " ") == (
        "Le nombre d’actions ouvertes passe de 96 à 94 : 3 dont la période a commencé s’ajoutent ; "
        "3 reportées et 2 abandonnées en sortent."
    )
    assert sentences(found, "realisees", "tenues", "abandonnees", "reportees", "periode_ouverte", "decisions") == [
        "26 actions réalisées : P1-01, P1-02, P1-03, P2-02, P3-01, P3-04 et 20 autres.",
        "3 actions récurrentes tenues : P2-03, P8-02 et P17-01.",
        "2 actions abandonnées par décision : P4-06 « Proposition d’actions de médiation culturelle » (décision "
        "D-003, Comité de pilotage stratégique, 12 février 2026) et P20-08 « Promotion du covoiturage professionnel : "
        "usagers d’un service ou d’un établissement » (décision D-006, Comité de pilotage stratégique, "
        "11 juin 2026).",
        "3 actions reportées : P10-05 (jusqu’au 31/12/2028, D-007), P14-03 (jusqu’au 31/12/2027, D-004) et P20-05 "
        "(jusqu’au 30/06/2027, D-002).",
        "4 actions de plus sont ouvertes : P4-05, P9-03, P16-01 et P18-01.",
        "7 décisions prises : D-001, D-002, D-003, D-004, D-005, D-006 et 1 autre.",
    ]
    (postponed,) = [item for cause in found.causes for item in cause.items if item.code == "P10-05"]
    assert postponed.text.replace(NB, " ") == (
        "Fin au 31 décembre 2028 au lieu du 31 décembre 2026, par la décision D-007 « Reporter le déploiement de "
        "l’habitat adapté à la deuxième phase du schéma » (Comité de pilotage stratégique, 11 juin 2026). Motif : à "
        "adosser au prochain appel à projets."
    )
    assert len(found.actions) == 66


def test_in_a_territory(demo_at: At) -> None:
    found = compare(*same_scope(demo_at("2026-T2"), demo_at("2026-T3"), Filter(territory="242600252")))
    assert found.sentence.startswith("Du 2e au 3e trimestre 2026, sur les 19 actions ouvertes aux deux dates, 15 sont")
    assert {row.cause for row in found.actions} == {"realisees"}


def test_parts_of_a_partition_add_up(demo_at: At) -> None:
    before, now = demo_at("2025-T3"), demo_at("2026-T2")
    whole = compare(before, now)
    parts = [compare(*same_scope(before, now, Filter(axes=(axis,)))) for axis in ("1", "2", "3")]
    assert sum(part.constant.size for part in parts) == whole.constant.size
    assert sum(part.constant.now for part in parts) == whole.constant.now
    assert sorted(row.code for part in parts for row in part.actions) == sorted(row.code for row in whole.actions)
