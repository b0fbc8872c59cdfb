"""Territoires d'action sociale: at the loading of a plan, later for one loaded before, and when another table comes."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from data import composition, installation
from data.catalogue.areas import HEADER, AreaLine, read_areas
from data.check import check
from data.commands.areas import area_changes, replace_areas
from data.commands.campaign import open_campaign
from data.commands.lead_axis import set_lead_axis
from data.commands.load import complete_territories
from data.commands.plan import set_territorial
from data.commands.report import ReportInput, StateInput, submit_report
from data.database import MAPS, Store
from data.errors import CatalogueError, Refused
from data.french import NBSP
from data.geography import departement_map
from data.measures.levels import below, inhabitants, inner
from data.measures.territories import communes
from data.period import Period
from data.permissions import SYSTEM
from data.reading import head, situation
from data.situation import rows_of, where
from data.vocabulary import Status, TerritoryKind
from tests.support.plan_store import counts, raw, rows, value
from tests.support.quarter import acting
from tests.support.small_plan import load_small_plan_in

ARDECHE, PERIOD = departement_map("07", MAPS), "2026-S1"
TAS, EPCI = TerritoryKind.SOCIAL_TERRITORY.value, TerritoryKind.EPCI.value
CENTRE_ARDECHE, LA_VOULTE, PRIVAS = "200071413", "07349", "07186"
REASON = "délibération du 1er juin"


@pytest.fixture
def empty(tmp_path: Path) -> Store:
    """The tables and the first accounts."""
    store = Store(f"sqlite:///{tmp_path / 'cap.db'}")
    installation.init(store, lambda _: None)
    return store


def cutting() -> list[AreaLine]:
    """The committed table, with one commune of the Centre given to the Sud-Est, and nothing indicative any more."""
    lines = [
        AreaLine(each.number, each.departement, each.area_code, each.area_name, each.grain, each.code, False, "")
        for each in read_areas()
    ]
    return [*lines, AreaLine(99, "07", "sud-est", "Sud-Est", TerritoryKind.COMMUNE, LA_VOULTE, False, "")]


def followed(store: Store, plan: str) -> None:
    """An action déclinée, said in « nord »."""
    set_territorial(store, SYSTEM, plan, ["F1-1"], True, reason="essai")
    coordinator = acting(store, "coordination")
    open_campaign(store, coordinator, plan, Period.parse(PERIOD))
    level = situation(store, plan).territory_level
    code = "nord" if level == TAS else CENTRE_ARDECHE
    states = [StateInput(action_code="F1-1", status=Status.IN_PROGRESS, territory_code=code)]
    submit_report(store, coordinator, plan, ReportInput(fiche_code="F1", period_code=PERIOD, states=tuple(states)))


def test_a_plan_of_a_departement_with_a_composition_is_followed_by_its_territories(empty: Store) -> None:
    plan = load_small_plan_in(empty, ARDECHE, read_areas())
    now = situation(empty, plan)
    assert now.territory_level == TAS
    assert sorted(now.peers["code"]) == ["centre", "nord", "sud-est", "sud-ouest"]
    assert all(now.peers["indicative"])
    assert len(communes(now)) == sum(len(communes(now, code)) for code in now.peers["code"]) == 335
    # No EPCI is cut: each hangs from its territory.
    assert set(where(now.territories, kind=EPCI)["parent_code"]) == set(now.peers["code"])
    assert inner(now, "nord") == (TerritoryKind.EPCI, TerritoryKind.COMMUNE)
    total = sum(inhabitants(now, row)[0] or 0 for row in rows_of(now.peers))
    assert total == where(now.territories, code="07")["population"].iloc[0]
    said: list[str] = []
    assert check(empty, said.append) == []
    assert f"{plan} : 4 territoires d’action sociale, dont 4 à la composition indicative." in said


def test_elsewhere_epci_as_before(empty: Store) -> None:
    plan = load_small_plan_in(empty, departement_map("26", MAPS), read_areas())
    now = situation(empty, plan)
    assert now.territory_level == EPCI
    assert not len(where(now.territories, kind=TAS))
    assert now.territories["area_code"].isna().all()
    assert set(where(now.territories, kind=EPCI)["parent_code"]) == {"26"}


def test_a_plan_loaded_before_gets_its_territories(empty: Store) -> None:
    plan = load_small_plan_in(empty, ARDECHE)
    assert situation(empty, plan).territory_level == EPCI
    assert check(empty, lambda _: None) == [
        f"{plan} : sans ses territoires d’action sociale. Lancez python -m data load pour les ajouter."
    ]
    assert complete_territories(empty, SYSTEM, plan, ARDECHE, read_areas()) == 4
    now = situation(empty, plan)
    assert now.territory_level == TAS
    assert check(empty, lambda _: None) == []
    with pytest.raises(Refused, match="déjà dans la base"):
        complete_territories(empty, SYSTEM, plan, ARDECHE, read_areas())
    other = load_small_plan_in(Store(empty.url), departement_map("34", MAPS), read_areas())
    assert len(situation(empty, other).peers) == 6


def test_actions_said_by_epci_stay_there(empty: Store) -> None:
    plan = load_small_plan_in(empty, ARDECHE)
    followed(empty, plan)
    complete_territories(empty, SYSTEM, plan, ARDECHE, read_areas())
    now = situation(empty, plan, PERIOD)
    assert now.territory_level == EPCI
    assert where(now.cells, territory_code=CENTRE_ARDECHE)["status"].tolist() == ["en_cours"]
    assert len(where(now.territories, kind=TAS)) == 4


def test_a_composition_that_is_refused_loads_nothing(empty: Store) -> None:
    before = counts(empty)
    with pytest.raises(CatalogueError, match="dans aucun territoire"):
        load_small_plan_in(empty, ARDECHE, read_areas()[:-30])
    assert counts(empty) == before


def test_another_table_replaces_the_composition(empty: Store) -> None:
    plan = load_small_plan_in(empty, ARDECHE, read_areas())
    followed(empty, plan)
    revision = head(empty).plans[0].revision
    found = replace_areas(empty, SYSTEM, plan, cutting(), {}, reason=REASON)
    assert found.moved == (("La Voulte-sur-Rhône", "Centre", "Sud-Est"),)
    assert set(found.decided) == {"Nord", "Centre", "Sud-Est", "Sud-Ouest"}
    now = situation(empty, plan, PERIOD)
    assert head(empty).plans[0].revision == revision + 1
    assert not any(now.peers["indicative"])
    assert LA_VOULTE in below(now, "sud-est")
    assert LA_VOULTE not in below(now, "centre")
    # The EPCI that is cut hangs from the département; what was said in « nord » is still there.
    assert where(now.territories, code=CENTRE_ARDECHE)["parent_code"].tolist() == ["07"]
    assert where(now.cells, territory_code="nord")["status"].tolist() == ["en_cours"]
    ((change, after, why),) = rows(
        empty, "SELECT change, after, reason FROM journalentry WHERE command = 'Composer les territoires'"
    )
    assert (change, why) == ("modification", REASON)
    assert json.loads(after)["communes_deplacees"] == 1
    # And back again: the EPCI is whole.
    replace_areas(empty, SYSTEM, plan, read_areas(), {}, reason=REASON)
    again = situation(empty, plan)
    assert where(again.territories, code=CENTRE_ARDECHE)["parent_code"].tolist() == ["centre"]


def merged() -> list[AreaLine]:
    """« nord » goes into « centre », which takes another name."""
    return [
        AreaLine(
            each.number, each.departement, "centre" if each.area_code == "nord" else each.area_code,
            "Grand Centre" if each.area_code in ("nord", "centre") else each.area_name, each.grain, each.code,
            each.indicative, each.reason,
        )
        for each in read_areas()
    ]  # fmt: skip


def test_a_territory_leaves_and_another_is_renamed(empty: Store) -> None:
    plan = load_small_plan_in(empty, ARDECHE, read_areas())
    found = replace_areas(empty, SYSTEM, plan, merged(), {}, reason=REASON)
    assert (found.removed, found.renamed) == (("Nord",), (("Centre", "Grand Centre"),))
    now = situation(empty, plan)
    assert sorted(now.peers["name"]) == ["Grand Centre", "Sud-Est", "Sud-Ouest"]
    assert len(communes(now, "centre")) == 76 + 84


def leads(store: Store, plan: str) -> None:
    set_lead_axis(store, SYSTEM, plan, "nord", "A1", reason="essai")


@pytest.mark.parametrize(("hangs", "said"), [(followed, "des états d’actions y ont été dits"), (leads, "un axe lui")])
def test_a_territory_that_holds_something_does_not_disappear(
    hangs: Callable[[Store, str], None], said: str, empty: Store
) -> None:
    plan = load_small_plan_in(empty, ARDECHE, read_areas())
    hangs(empty, plan)
    before, known = counts(empty), situation(empty, plan).territories
    for attempt in (area_changes, lambda *given: replace_areas(given[0], SYSTEM, *given[1:], reason=REASON)):
        with pytest.raises(Refused, match=said) as refusal:
            attempt(empty, plan, merged(), {})
        assert "« Nord » (nord) n’est plus dans la table" in str(refusal.value).replace(NBSP, " ")
    assert counts(empty) == before
    pd.testing.assert_frame_equal(situation(empty, plan).territories, known)


def test_what_cannot_be_replaced_is_refused_and_nothing_changes(empty: Store) -> None:
    plan = load_small_plan_in(empty, ARDECHE, read_areas())
    before = counts(empty), value(empty, "SELECT revision FROM plan")
    for lines, said in ((read_areas(), "déjà cette composition"), (cutting()[:10], "dans aucun territoire")):
        with pytest.raises((Refused, CatalogueError), match=said):
            replace_areas(empty, SYSTEM, plan, lines, {}, reason=REASON)
    with pytest.raises(Refused, match="motif"):
        replace_areas(empty, SYSTEM, plan, cutting(), {}, reason=" ")
    with pytest.raises(Refused, match="Aucun plan"):
        area_changes(empty, "ailleurs", cutting(), {})
    assert (counts(empty), value(empty, "SELECT revision FROM plan")) == before
    with raw(empty) as connection:
        connection.execute("DELETE FROM territory WHERE kind <> 'departement'")
    with pytest.raises(Refused, match="n’a pas encore ses communes"):
        replace_areas(empty, SYSTEM, plan, cutting(), {}, reason=REASON)


def test_a_table_written_edited_and_read_back(empty: Store, tmp_path: Path) -> None:
    plan = load_small_plan_in(empty, ARDECHE, read_areas())
    file, said = tmp_path / "ardeche.csv", list[str]()
    assert composition.write_table(empty, plan, file) == 19
    composition.compose_from(empty, plan, file, REASON, said.append, yes=False)
    assert said == ["Rien ne changerait : les territoires du plan ont déjà cette composition."]
    # As a spreadsheet leaves it: without its zeros.
    with file.open("a", encoding="utf-8") as table:
        table.write(f"7;sud-est;Sud-Est;commune;{LA_VOULTE.lstrip('0')};oui;demande du CMS\r\n")
    said.clear()
    composition.compose_from(empty, plan, file, REASON, said.append, yes=False)
    assert said == [
        "La Voulte-sur-Rhône : Centre → Sud-Est.",
        "Rien n’a été modifié. Relancez avec --yes pour l’appliquer.",
    ]
    assert LA_VOULTE in below(situation(empty, plan), "centre")
    composition.compose_from(empty, plan, file, REASON, said.append, yes=True)
    assert LA_VOULTE in below(situation(empty, plan), "sud-est")
    # The EPCI that is cut is then told commune by commune, and the table still says the same.
    assert composition.write_table(empty, plan, file) == 18 + 42
    said.clear()
    composition.compose_from(empty, plan, file, REASON, said.append, yes=False)
    assert said == ["Rien ne changerait : les territoires du plan ont déjà cette composition."]


def test_a_commune_that_no_longer_exists_stands_for_the_one_it_is_part_of(empty: Store, tmp_path: Path) -> None:
    herault = departement_map("34", MAPS)
    plan = load_small_plan_in(empty, herault, read_areas())
    file, said = tmp_path / "herault.csv", list[str]()
    composition.write_table(empty, plan, file)
    with file.open("a", encoding="utf-8") as table:
        # Dio-et-Valquières, since 2025 in Lunas-les-Châteaux.
        table.write("34;MDS-CHPSL;MDS Cœur d'Hérault Pic St Loup;commune;34093;oui;demande du CMS\r\n")
    composition.compose_from(empty, plan, file, REASON, said.append, yes=True)
    assert said[0] == "Lunas-les-Châteaux : MDS Haut Languedoc Ouest Hérault → MDS Cœur d'Hérault Pic St Loup."
    assert "34144" in below(situation(empty, plan), "MDS-CHPSL")


def test_a_plan_without_territories_gives_a_table_to_fill(empty: Store, tmp_path: Path) -> None:
    plan = load_small_plan_in(empty, departement_map("26", MAPS))
    file = tmp_path / "drome.csv"
    assert composition.write_table(empty, plan, file) == 16
    lines = file.read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == ";".join(HEADER)
    with pytest.raises(CatalogueError, match="une cellule est vide"):
        read_areas(file)
    filled = [lines[0], *(line.replace("26;;;", "26;tout;Toute la Drôme;") for line in lines[1:])]
    file.write_text("\n".join(filled), encoding="utf-8")
    composition.compose_from(empty, plan, file, REASON, lambda _: None, yes=True)
    now = situation(empty, plan)
    assert (now.territory_level, list(now.peers["name"])) == (TAS, ["Toute la Drôme"])
    assert inhabitants(now, rows_of(now.peers)[0])[0] == 524_207
    assert date(2026, 1, 1) <= now.as_of
