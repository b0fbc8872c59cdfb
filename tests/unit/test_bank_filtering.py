"""The filters of the bank: counts of the collection, « non précisé » as a choice, the map's départements."""

from __future__ import annotations

from itertools import pairwise

import pandas as pd

from data.bank.filtering import UNSAID, BankFilter, Choice, by_departement, choices, kept
from data.bank.said import age, kept_said, summary, warning
from data.bank.search import index_of
from data.bank.tables import COLUMNS, Bank
from data.french import NBSP
from tests.support.bank import odas_bank

NOTHING = Bank(*(pd.DataFrame(columns=pd.Index(list(names)), dtype=object) for names in COLUMNS.values()), stamp="")


def counts(offered: tuple[Choice, ...]) -> dict[str, int]:
    return {choice.code: choice.count for choice in offered}


def plain(text: str) -> str:
    return text.replace(NBSP, " ")


def test_what_may_be_chosen_is_counted() -> None:
    offered = choices(odas_bank())
    assert list(counts(offered.themes).values()) == [46, 60, 39, 9, 25]
    assert offered.themes[0].code == "insertion"
    assert counts(offered.audiences) | {
        "personnes_agees": 46,
        "handicap": 33,
        "aidants": 9,
        "tout_public": 11,
    } == counts(offered.audiences)
    # Allocataires du RSA (27) or demandeurs d’emploi (17), some of them both.
    assert counts(offered.audiences)["insertion"] == 39
    places = counts(offered.departements)
    assert (places["62"], places["33"], places["69"]) == (17, 16, 7)
    assert sum(places.values()) == 179
    years = counts(offered.years)
    assert (years["2016"], years["2017"], years[UNSAID]) == (37, 34, 62)
    assert list(years) == [*sorted((year for year in years if year != UNSAID), reverse=True), UNSAID]
    assert counts(offered.maturities) == {
        "en_projet": 5, "initial": 4, "experimentation": 15, "en_cours": 19, "realise": 21, UNSAID: 115,
    }  # fmt: skip


def test_filters_compose_and_what_is_not_said_is_a_choice() -> None:
    bank = odas_bank()
    silent = kept(bank, BankFilter(years=(UNSAID,)))
    assert len(silent) == 62
    assert silent["start_year"].isna().all()
    both = kept(bank, BankFilter(themes=("autonomie",), years=(UNSAID, "2016")))
    assert set(both["theme"]) == {"autonomie"}
    assert set(both["start_year"].dropna()) == {2016}
    assert len(both) == len(kept(bank, BankFilter(themes=("autonomie",), years=(UNSAID,)))) + len(
        kept(bank, BankFilter(themes=("autonomie",), years=("2016",)))
    )
    assert len(kept(bank, BankFilter(departements=("62",), themes=("logement",)))) >= 1
    assert kept(bank, BankFilter(audiences=("inconnu",))).empty
    assert len(kept(bank, BankFilter())) == 179


def test_counts_follow_the_other_filters_and_the_search() -> None:
    bank, chosen = odas_bank(), BankFilter(themes=("logement",))
    offered = choices(bank, chosen)
    # Its own filter is set aside: another theme may still be chosen.
    assert counts(offered.themes)["insertion"] == 46
    assert sum(counts(offered.departements).values()) == 9
    hits = index_of(bank).find("béguinage").hits
    assert counts(choices(bank, BankFilter(), hits).themes) == {
        "insertion": 0, "autonomie": 1, "enfance": 0, "logement": 0, "developpement_social": 0,
    }  # fmt: skip


def test_a_search_gives_its_order() -> None:
    bank = odas_bank()
    hits = index_of(bank).find("emploi").hits
    assert list(kept(bank, BankFilter(), hits)["code"]) == [hit.code for hit in hits]
    within = kept(bank, BankFilter(themes=("autonomie",)), hits)
    assert list(within["code"]) == [hit.code for hit in hits if hit.code.startswith("AUT")]
    assert kept(bank, BankFilter(), ()).empty


def test_the_map_draws_lyon_and_the_rhone_as_one() -> None:
    places = by_departement(odas_bank().initiatives)
    assert len(places) == 62
    assert int(places["count"].sum()) == 179
    assert places.iloc[0].to_dict() == {"map_departement_code": "62", "name": "Pas-de-Calais", "count": 17}
    assert all(first >= second for first, second in pairwise(places["count"]))
    rhone = places[places["map_departement_code"] == "69"].iloc[0]
    assert (rhone["name"], rhone["count"]) == ("Rhône et Métropole de Lyon", 7)
    assert not {"69D", "69M"} & set(places["map_departement_code"])


def test_the_bank_is_said() -> None:
    bank = odas_bank()
    assert plain(summary(bank)).startswith("179 initiatives, de 63 territoires : 117 fiches complètes et 62 notices")
    assert plain(warning(bank)).startswith("Fiches rédigées par les collectivités, non évaluées par l’Odas ni l’ADF. ")
    assert "(l. " not in warning(bank)
    assert plain(age(bank)).startswith("Recueil daté de 2018 (année déduite) : ")


def test_what_is_kept_is_said() -> None:
    bank = odas_bank()
    index = index_of(bank)

    def said(chosen: BankFilter, words: str = "") -> str:
        found = index.find(words)
        hits = found.hits if found.asked else None
        return plain(kept_said(bank, chosen, kept(bank, chosen, hits), found))

    assert said(BankFilter()) == plain(summary(bank))
    assert (
        said(BankFilter(themes=("logement",)))
        == "9 initiatives sur 179 gardées par le thème « Logement et hébergement »."
    )
    assert said(BankFilter(), "béguinage") == "1 initiative sur 179 gardée par la recherche."
    assert said(BankFilter(), "béguinage xyzzy").endswith("la recherche donne celles qui en contiennent une partie.")
    assert said(BankFilter(), "xyzzy").startswith("Aucune des 179 initiatives ne contient")
    assert said(BankFilter(themes=("logement",)), "béguinage").startswith("Aucune des 179 initiatives n’est gardée par")
    two = said(BankFilter(departements=("62", "33"), years=(UNSAID,)))
    assert "les départements « Pas-de-Calais » et « Gironde »" in two
    assert "l’année de départ « Non précisé »" in two


def test_an_empty_bank_has_nothing_to_choose() -> None:
    offered = choices(NOTHING)
    assert (offered.themes, offered.audiences, offered.departements) == ((), (), ())
    assert kept(NOTHING, BankFilter(themes=("insertion",))).empty
    assert by_departement(NOTHING.initiatives).empty
    assert index_of(NOTHING).find("emploi").hits == ()
    assert (warning(NOTHING), age(NOTHING)) == ("", "")
    assert "vide" in summary(NOTHING)
    assert "vide" in kept_said(NOTHING, BankFilter(), NOTHING.initiatives)
