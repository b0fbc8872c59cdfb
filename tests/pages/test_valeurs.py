"""The page of values: what is given and missing, a table pasted, what is refused, recorded and taken back."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from data.commands.indicator import MeasureInput, record_measures
from data.database import Store
from data.permissions import SYSTEM
from data.reading import situation
from data.vocabulary import TerritoryKind
from tests.support.app import open_app, texts
from tests.support.quarter import INDICATOR, NOW, PLAN

PAGE = "agir/valeurs.py"
NBSP = "\u00a0"


def open_page(profile: str = "coordination", **asked: str) -> AppTest:
    app = open_app(PAGE, donnees="reelles", plan=PLAN, profil=profile, **asked)
    assert not app.exception
    return app


def paste(app: AppTest, text: str) -> str:
    area = next(one for one in app.text_area if one.label == "Tableau copié dans un tableur")
    area.set_value(text).run()
    app.button(key="valeurs_reporter").click().run()
    assert not app.exception
    return texts(app)


def held(store: Store) -> dict[str, float]:
    """Territory → value of the indicator at the end of the open quarter."""
    here = situation(store, PLAN, NOW)
    rows = here.measures[here.measures["on"].astype(str) == "2026-09-30"]
    mine = rows[rows["indicator_code"] == INDICATOR]
    return dict(zip(mine["territory_code"], mine["value"], strict=True))


def test_a_table_is_pasted_refused_in_part_recorded_and_taken_back(store: Store) -> None:
    here = situation(store, PLAN)
    one, two = list(here.peers["code"])[:2]
    app = open_page(indicateur=INDICATOR, niveau=TerritoryKind.EPCI.value)
    assert f"Aucune valeur sur {len(here.peers)} pour le 3e trimestre 2026." in texts(app)

    said = paste(app, f"Code\tT3 2026\tT4 2031\n{one}\t1 234\t1\n{two}\tdouze\t\nInconnu\t3\t\n26\tn.d.\t")
    assert f"1 valeur nouvelle{NBSP}; 3 cases refusées." in said
    for reason in ("« douze » est un texte", "hors de la durée du plan", "n’est ni le code ni le nom"):
        assert reason.replace("« ", f"«{NBSP}").replace(" »", f"{NBSP}»") in said
    assert f"1 sans valeur («{NBSP}n.d.{NBSP}», tiret)." in said
    assert held(store) == {}

    app.button(key="valeurs_enregistrer").click().run()
    assert held(store) == {one: 1234}
    assert "1 valeur enregistrée" in texts(app)
    assert "3 cases refusées" in texts(app)  # kept, to be corrected

    app.button(key="valeurs_annuler_enregistrement").click().run()
    assert held(store) == {}
    assert "Enregistrement annulé" in texts(app)


def test_a_paste_is_taken_back_and_what_somebody_recorded_meanwhile_is_shown(store: Store) -> None:
    code = str(situation(store, PLAN).peers["code"].iloc[0])
    app = open_page(indicateur=INDICATOR, niveau=TerritoryKind.EPCI.value)
    paste(app, f"Code\tT3 2026\n{code}\t7")
    app.button(key="valeurs_annuler").click().run()
    assert "Ce qui va changer" not in texts(app)

    paste(app, f"Code\tT3 2026\n{code}\t7")
    theirs = MeasureInput(indicator_code=INDICATOR, measured_on="2026-09-30", territory_code=code, value=9)  # type: ignore[arg-type]
    record_measures(store, SYSTEM, PLAN, [theirs])
    app.button(key="valeurs_enregistrer").click().run()
    assert held(store) == {code: 9}
    assert "1 valeur modifiée entre-temps par quelqu’un d’autre." in texts(app)

    app.button(key="valeurs_miennes").click().run()
    app.button(key="valeurs_enregistrer").click().run()
    assert held(store) == {code: 7}


def test_others_are_told_who_records_values_and_see_none(store: Store) -> None:
    app = open_page("pilote", indicateur=INDICATOR)
    said = texts(app)
    assert "La coordination du plan peut saisir ici toutes les valeurs." in said
    assert "120" not in said
    assert not app.text_area


def test_the_list_says_its_refusals_under_each_field(store: Store) -> None:
    app = open_page(indicateur=INDICATOR, forme="liste", niveau=TerritoryKind.EPCI.value)
    field = next(one for one in app.text_input if one.label == "Drôme")
    field.set_value("-4").run()
    assert "ne peut pas être négatif" in texts(app)
    field = next(one for one in app.text_input if one.label == "Drôme")
    field.set_value("4").run()
    assert "1 valeur nouvelle." in texts(app)
