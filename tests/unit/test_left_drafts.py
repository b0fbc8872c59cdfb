"""What a draft still says once its period is closed."""

from __future__ import annotations

from data.entry.changes import Change, Field, to_draft
from data.entry.left_drafts import left_words


def test_texts_come_first_then_states_and_values_in_words() -> None:
    body = to_draft(
        {
            Field("state", "status", "P7-02"): Change("en_cours", None),
            Field("state", "status", "P7-03", "200040459"): Change("realisee", "en_cours"),
            Field("text", "done"): Change("Deux <b>ateliers</b>.", ""),
            Field("measure", "value", "P7-IND01"): Change(12.5, None),
            Field("publishable", "done"): Change(True, False),
            Field("text", "request"): Change("", "avant"),
        }
    )
    assert left_words(body) == [
        ("Réalisé", "Deux <b>ateliers</b>."),
        ("P7-02\u00a0: état", "En cours"),
        ("P7-03 (200040459)\u00a0: état", "Réalisée"),
        ("P7-IND01\u00a0: valeur", "12,5"),
    ]


def test_a_body_of_another_shape_says_nothing() -> None:
    for body in ({}, {"champs": None}, {"champs": {"x": 3, "text|done||": []}}, {"autre": 1}):
        assert left_words(body) == []
