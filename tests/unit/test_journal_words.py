"""The words of the journal: no column without a term, no stored word without its French, long texts cut."""

from __future__ import annotations

import re
from datetime import datetime
from enum import StrEnum

import pytest
from sqlalchemy import CheckConstraint
from sqlmodel import SQLModel

import data.model as model
from data import vocabulary
from data.commands.door import _NOT_JOURNALLED
from data.journal import BY_HAND, SUBJECTS, UNKNOWN, subject_of
from data.journal.brief import summary
from data.journal.told import Line, Thing, Told
from data.journal.words import About, Term, on_day, shortened, word, words
from data.spreadsheet import neutral
from data.vocabulary import Status

JOURNALLED = sorted(
    name
    for name in SQLModel.metadata.tables
    if name not in {str(table.__tablename__) for table in _NOT_JOURNALLED}  # pyright: ignore
)


def test_every_journalled_table_is_said_and_no_other() -> None:
    assert sorted(SUBJECTS) == JOURNALLED
    assert set(BY_HAND) <= {str(table.__tablename__) for table in _NOT_JOURNALLED}
    assert subject_of("disparue") is UNKNOWN
    assert model.Report.__tablename__ in JOURNALLED


@pytest.mark.parametrize("table", JOURNALLED)
def test_every_column_is_named_in_french_or_hidden(table: str) -> None:
    subject, columns = SUBJECTS[table], set(SQLModel.metadata.tables[table].columns.keys())
    named, hidden = set(subject.terms), set(subject.hidden)
    # Every table hides its version, those that have none too.
    assert (named | hidden) - {"version"} == columns - {"version"}
    assert not named & hidden
    assert set(subject.named) <= named


@pytest.mark.parametrize("table", JOURNALLED)
def test_what_points_to_another_row_says_its_name(table: str) -> None:
    for name, term in SUBJECTS[table].terms.items():
        keys = SQLModel.metadata.tables[table].columns[name].foreign_keys
        assert [key.column.table.name for key in keys] == ([term.of] if term.of else []), name


def vocabularies() -> dict[frozenset[str], type[StrEnum]]:
    kinds = [kind for kind in vars(vocabulary).values() if isinstance(kind, type) and issubclass(kind, StrEnum)]
    return {frozenset(kind): kind for kind in kinds if kind is not StrEnum}


@pytest.mark.parametrize("table", JOURNALLED)
def test_a_stored_word_is_said_by_its_label(table: str) -> None:
    for constraint in SQLModel.metadata.tables[table].constraints:
        found = re.match(r"(\w+) IS NULL OR \1 IN \((.+)\)$", str(getattr(constraint, "sqltext", "")))
        if not isinstance(constraint, CheckConstraint) or found is None:
            continue
        stored = set(re.findall(r"'(\w+)'", found[2]))
        known = next(kind for members, kind in vocabularies().items() if stored <= members)
        term = SUBJECTS[table].terms[found[1]]
        assert {words(term, one, {}) for one in stored} == {vocabulary.label(known(one)) for one in stored}


@pytest.mark.parametrize(
    ("term", "stored", "said"),
    [
        (Term("x", word(Status)), "en_cours", "En cours"),
        (Term("x", word(Status)), "un_mot_disparu", "un_mot_disparu"),
        (Term("x", on_day), "2026-10-01", "1er octobre 2026"),
        (Term("x", on_day), "pas un jour", "pas un jour"),
        (Term("x", of="pilot"), 4, "Service insertion"),
        (Term("x", of="pilot"), 5, "n°\u00a05"),
        (Term("x"), "", None),
        (Term("x"), None, None),
        (SUBJECTS["measure"].terms["numerator"], 0, "0"),
        (SUBJECTS["measure"].terms["numerator"], 1234.5, "1\u202f234,5"),
        (SUBJECTS["actionstate"].terms["percent"], 0.0, "0\u00a0%"),
        (SUBJECTS["expectation"].terms["excused"], False, "non"),
        (SUBJECTS["report"].terms["publishable"], ["done"], "«\u00a0Réalisé\u00a0»"),
        (SUBJECTS["campaign"].terms["period"], "2026-T3", "3e trimestre 2026"),
        (SUBJECTS["action"].terms["recurrence_months"], 12, "12 mois"),
        (SUBJECTS["account"].terms["email"], "…", "adresse non reprise ici"),
        (SUBJECTS["account"].terms["scope"], {"plans": ["a", "b"]}, "plans\u00a0: a, b"),
    ],
)
def test_values_are_said_in_french(term: Term, stored: object, said: str | None) -> None:
    assert words(term, stored, {("pilot", 4): "Service insertion"}) == said


def test_terms_are_set_in_french() -> None:
    titles = [term.title for subject in SUBJECTS.values() for term in subject.terms.values()]
    for text in [*titles, *(subject.noun for subject in SUBJECTS.values())]:
        assert text[0].isupper(), text
        assert "'" not in text
        assert not re.search(r"(?<=\S) [:;?!%»]", text), text


def test_each_choice_of_the_filter_keeps_something() -> None:
    kept = {term.about for subject in SUBJECTS.values() for term in subject.terms.values()}
    assert kept == set(About)
    assert SUBJECTS["actionstate"].terms["status"].about is About.STATES
    assert SUBJECTS["report"].terms["done"].about is About.TEXTS
    assert SUBJECTS["assignment"].terms["pilot_id"].about is About.CARRYING


def test_a_long_text_is_cut_at_a_word() -> None:
    assert shortened("un deux\n\ntrois", 40) == "un deux trois"
    assert shortened("un deux trois quatre", 14) == "un deux trois\u00a0…"


def thing(entry_id: int, what: str, where: str | None = None, *lines: Line) -> Thing:
    return Thing(entry_id, "ajout", what, where, lines, None, "P1")


def act(*things: Thing) -> Told:
    return Told(1, datetime(2026, 10, 6, 9).astimezone(), "Coordination", "Essai", None, things)


def test_an_act_in_short_counts_territories_and_what_it_leaves_out() -> None:
    line = Line("État", None, "En cours")
    many = [thing(at, "A", f"Lieu {at}", line) for at in range(3)]
    found = summary(act(*many, thing(9, "B", "Lieu", line), *(thing(10 + at, "C", None, line) for at in range(4))))
    assert [(brief.what, brief.places) for brief in found.briefs[:2]] == [("A", "3 territoires"), ("B · Lieu", None)]
    assert len(found.briefs) == 4
    assert found.left == 2
    assert not found.whole
    assert summary(act(thing(1, "C", None, line))).whole
    long = summary(act(thing(1, "C", None, Line("Réalisé", None, "mot " * 100))))
    assert not long.whole
    assert (long.briefs[0].lines[0].new or "").endswith("…")


@pytest.mark.parametrize("text", ["=1+1", "+33 1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "- tiret", "-1,5;=2"])
def test_what_a_spreadsheet_would_compute_is_made_text(text: str) -> None:
    assert neutral(text) == f"'{text}"


@pytest.mark.parametrize("value", ["", "mot", "-5", "+4,5", "-1\u202f234,5", "-12\u00a0%", 4.5, None, "a=b"])
def test_a_number_and_a_plain_text_stay_as_they_are(value: object) -> None:
    assert neutral(value) == value
