"""How a value is written with its unit, and which small values are protected."""

import pytest

from data.measures.units import counts_people, masking_words, masks_value, singular, smallest_of, with_unit, written
from tests.support.indicators import indicator, measure

NBSP, THIN = "\u00a0", "\u202f"


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (1240.0, "bénéficiaires", f"1{THIN}240 bénéficiaires"),
        (0.0, "actions", "0 action"),
        (1.0, "enquêtes de satisfaction", "1 enquête de satisfaction"),
        (1.5, "rendez-vous", "1,5 rendez-vous"),
        (8.25, "%", f"8,3{NBSP}%"),
        (80.0, "délai moyen (unité de temps non précisée)", "80"),
        (2.0, "actions ; supports", f"2 (actions{NBSP}; supports)"),
        (3.0, None, "3"),
    ],
)
def test_a_number_is_written_with_its_unit(value: float, unit: str | None, said: str) -> None:
    assert with_unit(value, unit) == said


def test_plural_marks_go_and_invariable_words_stay() -> None:
    assert singular("dispositifs intégrés") == "dispositif intégré"
    assert singular("outils/dispositifs") == "outil/dispositif"
    assert singular("mois") == "mois"


def test_a_rate_of_known_parts_is_recomputed_and_shows_them() -> None:
    row = measure("2026-06-30", None, numerator=36, denominator=50)
    assert written(row, "taux de satisfaction") == f"72{NBSP}% (36 sur 50)"
    assert written(row, None) == f"72{NBSP}% (36 sur 50)"


def test_qualifier_masked_and_absent_are_said() -> None:
    assert written(measure("2026-06-30", 90.0, qualifier="plus de"), "appels") == "plus de 90 appels"
    assert written(measure("2026-06-30", None, masked=True), "personnes") == "masqué"
    assert written(measure("2026-06-30", None, text="rien"), "personnes") == "—"


@pytest.mark.parametrize(
    ("unit", "people"),
    [
        ("bénéficiaires", True),
        ("situations complexes", True),
        ("pairs aidants", True),
        (None, True),
        ("formations", False),
        ("professionnels", False),
        ("taux de satisfaction", False),
        ("% des répondants", False),
        ("délai moyen", False),
    ],
)
def test_what_counts_people_is_protected_by_default(unit: str | None, people: bool) -> None:
    assert counts_people(indicator(unit=unit, title="Suivi")) is people


def test_things_are_protected_in_a_territory_only() -> None:
    things = indicator(unit="formations")
    assert masks_value(things, in_territory=True)
    assert not masks_value(things, in_territory=False)
    assert masking_words(things) == "masqués sous 5 dans un territoire"


def test_the_council_s_threshold_wins_and_zero_lifts_it() -> None:
    assert smallest_of(indicator(threshold=10, unit="formations")) == 10
    assert masks_value(indicator(threshold=10, unit="formations"), in_territory=False)
    assert smallest_of(indicator(threshold=0, unit="personnes")) is None
    assert smallest_of(indicator(unit="personnes")) == 5
    assert smallest_of(indicator(unit="personnes", title="Revenu médian")) == 11
    assert smallest_of(indicator(measure_kind="jalon")) is None
    assert smallest_of(indicator(measure_kind="qualitatif")) is None
