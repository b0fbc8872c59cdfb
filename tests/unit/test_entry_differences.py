"""What is said before sending: each change with what it replaces, whose word it was, what is only confirmed."""

from __future__ import annotations

from data.entry.changes import Change, Changes, Field, Value
from data.entry.differences import EXCERPT, excerpts, summary
from data.entry.outcome import slots, to_input
from data.entry.sheet import Sheet
from data.french import NBSP
from tests.support.sheet import CAF, NORTH, line, sheet

DONE = Field("text", "done")


def state(name: str, code: str, territory: str = "") -> Field:
    return Field("state", name, code, territory)


def said(own: Sheet, changes: Changes) -> list[str]:
    return [text.replace(NBSP, " ") for text in summary(own, changes).details]


def test_each_field_of_a_state_is_told_with_what_it_replaces() -> None:
    start: dict[Field, Value] = {state("comment", "A1"): "Avant."}
    changes = {
        state("status", "A1"): Change("reportee", "en_cours"),
        state("new_ends_on", "A1"): Change("2027-06-30", None),
        state("reason", "A1"): Change("Gel", None),
        state("comment", "A1"): Change("Après.", "Avant."),
        state("decision_code", "A1"): Change("D-001", None),
    }
    assert said(sheet(start), changes) == [
        "A1 Action A1 : en cours, 40 % → reportée ; commentaire : « Avant. » → « Après. » ; motif : rien → « Gel » ; "
        "décision : rien → D-001 – Ne pas poursuivre (Comité, 11/06/2026) ; nouvelle échéance : rien → 30/06/2027"
    ]


def test_a_percent_alone_and_a_territory() -> None:
    changes = {
        state("percent", "A1"): Change(60.0, 40.0),
        state("status", "A3", NORTH): Change("non_concernee", None),
    }
    assert said(sheet(), changes) == [
        "A1 Action A1 : en cours, 40 % → en cours, 60 %",
        "A3 Action A3 (Nord) : non renseignée → non concernée",
    ]


def test_a_text_is_told_before_and_after() -> None:
    own = sheet({DONE: "Deux ateliers."}, lines=())
    public = Field("publishable", "done")
    assert said(own, {DONE: Change("Trois ateliers.", ""), public: Change(True, False)}) == [
        "« Réalisé » : modifié, publiable. Avant : « Deux ateliers. ». Après : « Trois ateliers. ».",
    ]
    assert said(own, {DONE: Change("", "")}) == ["« Réalisé » : effacé. Avant : « Deux ateliers. »."]
    assert said(sheet(lines=()), {DONE: Change("Un atelier.\nUn autre.", "")}) == [
        "« Réalisé » : écrit. Texte : « Un atelier. Un autre. »."
    ]
    assert said(own, {public: Change(True, False)}) == ["Réalisé – publiable : non → oui"]


def test_long_texts_are_cut_at_the_same_place_where_they_begin_to_differ() -> None:
    long = "mot " * 200
    before, after = excerpts(f"{long}fin", f"{long}suite")
    assert max(len(before), len(after)) <= EXCERPT + 2
    assert before.startswith("…")
    assert (before[-3:], after[-5:]) == ("fin", "suite")
    assert excerpts("a" * 500, "b" * 500) == ("a" * EXCERPT + "…", "b" * EXCERPT + "…")
    assert excerpts("", "b" * 500) == ("", "b" * EXCERPT + "…")


def test_whose_word_is_replaced_and_whose_is_left() -> None:
    own = sheet(others={("A1", ""): CAF, ("A3", NORTH): CAF}, lines=(line("A1"), line("A2"), line("A3")))
    found = summary(own, {state("status", "A1"): Change("realisee", "en_cours")})
    assert found.headline == "Vous allez changer 1 état, dont 1 donné par quelqu’un d’autre."
    assert found.changed == 1
    assert said(own, {state("status", "A1"): Change("realisee", "en_cours")}) == [
        "A1 Action A1 : en cours, 40 % → réalisée (remplace l’état donné par CAF le 2 octobre)",
        "Laissé tel quel, dit par CAF le 2 octobre : A3 (Nord)",
    ]


def test_what_is_confirmed_is_named_and_is_no_change() -> None:
    found = summary(sheet(), {})
    assert (found.headline, found.changed, found.confirmed) == ("Vous allez confirmer 1 état.", 0, 1)
    assert [text.replace(NBSP, " ") for text in found.details] == ["Confirmé sans changement : A1"]


def test_what_is_only_confirmed_says_so_to_the_command_and_what_others_said_is_not_sent() -> None:
    (confirmed,) = to_input(sheet(), {}, None, {}).states
    assert (confirmed.action_code, confirmed.confirms) == ("A1", True)
    (touched,) = to_input(sheet(), {state("percent", "A1"): Change(60.0, 40.0)}, None, {("A1", "26"): 3}).states
    assert (touched.percent, touched.confirms) == (60, False)
    # Said in this period by somebody else: nothing is carried over, so nothing is confirmed.
    assert not slots(sheet(others={("A1", ""): CAF}, lines=(line("A1"),)), {})
