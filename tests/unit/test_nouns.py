"""What each plan calls its parts, agreed; what its rates count never bears the name of its fiches."""

import pytest

from data.measures.nouns import ACTION, leaf_noun, noun
from data.measures.sentences import breakdown, pilotage
from tests.support.measures import drome, herault, situation


def test_what_is_counted_is_an_action_in_a_plan_that_calls_its_fiches_otherwise() -> None:
    assert leaf_noun(situation(drome())) == ACTION


def test_what_is_counted_has_its_own_words_where_the_fiches_are_actions() -> None:
    now = situation(herault(), period="2024-T4")
    found = leaf_noun(now)
    assert found.counted("{noun} suivie{s}", 152) == "152 sous-actions et opérations suivies"
    assert found.counted("{noun} suivie{s}", 1) == "1 sous-action ou opération suivie"
    assert breakdown(now.leaves, found).startswith("Sur 152 sous-actions et opérations suivies")
    assert "l’état des 152 sous-actions et opérations" in pilotage(now)


@pytest.mark.parametrize(
    ("name", "feminine", "many"),
    [
        ("Sous-action", True, "sous-actions"),
        ("Engagement", False, "engagements"),
        ("Objectif opérationnel", False, "objectifs opérationnels"),
        ("Objectif de la fiche", False, "objectifs de la fiche"),
        ("Action d’orientation", True, "actions d’orientation"),
    ],
)
def test_a_level_agrees(name: str, feminine: bool, many: str) -> None:
    found = noun(name)
    assert found.feminine is feminine
    assert found.named(2) == many
