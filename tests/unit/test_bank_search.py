"""Words are found whatever their accents, capitals, apostrophes and number; nothing that is typed raises."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from data.bank.search import Found, Index, index_of
from data.bank.words import singular, wanted
from tests.support.bank import odas_bank


@pytest.fixture(scope="module")
def index() -> Index:
    return index_of(odas_bank())


def codes(found: Found) -> list[str]:
    return [hit.code for hit in found.hits]


def marked(found: Found, rank: int = 0) -> list[str]:
    return [span.text for span in found.hits[rank].excerpt if span.marked]


def test_a_short_word_is_met_whole(index: Index) -> None:
    assert codes(index.find("WAS")) == codes(index.find("was")) == ["DEV-13"]
    assert marked(index.find("was")) == ["WAS"]
    assert codes(index.find("Job 41"))[0] == "INS-01"
    # One letter more may begin a word.
    assert codes(index.find("mob")) == []
    assert "INS-41" in codes(index.find("mobi"))


@pytest.mark.parametrize("asked", ["béguinage", "beguinage", "béguinages", "BÉGUINAGES", "beguin", "le béguinage"])
def test_accents_capitals_plurals_and_beginnings_are_forgiven(index: Index, asked: str) -> None:
    found = index.find(asked)
    assert codes(found) == ["AUT-08"]
    assert (found.asked, found.all_words) == (True, True)
    assert found.hits[0].field == "Titre"
    assert marked(found) == ["béguinage"]
    whole = "".join(span.text for span in found.hits[0].excerpt)
    assert whole == "Le label béguinage, logements sociaux adaptés à la perte d’autonomie"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("l'emploi", "l’emploi"),
        ("local", "locaux"),
        ("départementales", "départemental"),
        ("travaux", "travaux"),
        ("domotiques", "domotique"),
        ("jeu", "jeux"),
    ],
)
def test_two_ways_of_writing_find_the_same(index: Index, one: str, other: str) -> None:
    found = codes(index.find(one))
    assert found
    assert sorted(found) == sorted(codes(index.find(other)))


def test_singular_goes_both_ways() -> None:
    for many, one in {
        "beguinages": "beguinage", "departementaux": "departemental", "departementales": "departemental",
        "travaux": "travail", "jeux": "jeu", "reseaux": "reseau", "lieux": "lieu", "mds": "mds", "acces": "acce",
    }.items():  # fmt: skip
        assert singular(many) == one
        assert singular(singular(many)) == singular(many)


def test_every_word_is_wanted_and_some_will_do_when_none_has_them_all(index: Index) -> None:
    both = set(codes(index.find("clauses sociales")))
    assert {"INS-12", "INS-13", "INS-14", "INS-15"} <= both <= set(codes(index.find("clauses")))
    some = index.find("béguinage introuvablissime")
    assert (codes(some), some.all_words) == (["AUT-08"], False)
    # Those that hold most of the words come first.
    assert codes(index.find("béguinage logements sociaux introuvablissime"))[0] == "AUT-08"
    none = index.find("introuvablissime")
    assert (none.hits, none.asked) == ((), True)


@pytest.mark.parametrize(
    ("asked", "code", "field"),
    [
        ("ODENORE", "DEV-07", "Outil numérique"),
        ("Rungis", "", "Territoire"),
        ("70 préconisations", "DEV-13", "Résultats"),
        ("agenda 21", "LOG-03", "Schémas cités"),
        ("AQUILEJOB", "INS-26", "Mesures incluses"),
        ("Guyane", "ENF-09", "Ailleurs"),
        ("dossiers résolus", "LOG-02", "Indicateurs"),
        ("619 980", "DEV-14", "Financement"),
    ],
)
def test_each_field_is_looked_in(index: Index, asked: str, code: str, field: str) -> None:
    found = index.find(asked)
    places = {hit.code: hit.field for hit in found.hits}
    assert found.all_words
    assert field in places.values()
    assert not code or places[code] == field


def test_an_extract_marks_what_was_looked_for_and_cuts_no_word(index: Index) -> None:
    hits = index.find("personnes").hits
    assert len(hits) > 50
    for hit in hits:
        text = "".join(span.text for span in hit.excerpt)
        assert any(span.marked and span.text.lower().startswith("personne") for span in hit.excerpt)
        assert len(text) < 400
        printed = {word for said in texts_of(hit.code) for word in said.split()}
        assert set(text.split()) <= printed | {"…", "·"}


def texts_of(code: str) -> list[str]:
    """Every text that the bank has of an initiative."""
    bank = odas_bank()
    row = bank.initiatives[bank.initiatives["code"] == code].iloc[0].to_dict()
    publics = bank.audiences[bank.audiences["code"] == code]
    return [*every(row), *publics["wording"], *publics["audience_title"]]


def every(value: object) -> list[str]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return [text for part in value for text in every(part)]
    return [value] if isinstance(value, str) else []


def test_small_words_do_not_count(index: Index) -> None:
    assert codes(index.find("la domotique")) == codes(index.find("domotique"))
    assert [word.typed for word in wanted("les aides à la personne")] == ["aides", "personne"]
    # Alone, or in capitals, they are what is looked for.
    assert [word.typed for word in wanted("du")] == ["du"]
    assert [word.typed for word in wanted("le DU")] == ["du"]


@pytest.mark.parametrize("asked", ["", "   ", '"', "* ( ) -", "\0", "…", "« »"])
def test_nothing_to_look_for_finds_nothing(index: Index, asked: str) -> None:
    found = index.find(asked)
    assert (found.hits, found.asked) == ((), False)


@pytest.mark.parametrize(
    "asked",
    [
        '"béguinage',
        "béguinage*",
        "f0:béguinage",
        "béguinage)",
        "-béguinage",
        "^béguinage",
        "béguinage;--",
        "béguinage'",
    ],
)
def test_signs_of_a_query_are_only_signs(index: Index, asked: str) -> None:
    assert "AUT-08" in codes(index.find(asked))


@given(
    st.text(max_size=80)
    | st.lists(st.sampled_from(["AND", "OR", "NOT", "NEAR(", '"', "*", "emploi", "é"])).map(" ".join)
)
@example("béguinage " * 1000)
@example("a" * 10_000)
@example("x y " * 2500)
@example("½ ² ß İ 日本 ﬁ")
def test_nothing_that_is_typed_raises(asked: str) -> None:
    found = _shared().find(asked)
    assert all(hit.excerpt for hit in found.hits)


_INDEX: list[Index] = []


def _shared() -> Index:
    if not _INDEX:
        _INDEX.append(index_of(odas_bank()))
    return _INDEX[0]


def test_sessions_may_share_an_index(index: Index) -> None:
    asked = ["emploi", "béguinage", "WAS", "personnes âgées", "numérique"] * 8
    alone = [codes(index.find(text)) for text in asked]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda text: codes(index.find(text)), asked)) == alone
