"""A broken catalogue file is refused in French: the faulty item by its code, what is wrong, what to do."""

import copy
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from data.catalogue.format import catalogue_files, read_catalogue
from data.errors import CatalogueError

DROME = "drome-2025-2030"
NBSP = "\u00a0"


@pytest.fixture(scope="module")
def raw() -> dict[str, Any]:
    return json.loads(catalogue_files()[DROME].read_text(encoding="utf-8"))


Change = Callable[[dict[str, Any]], None]


def at(items: list[dict[str, Any]], code: str) -> dict[str, Any]:
    return next(item for item in items if item["code"] == code)


def put(group: str, code: str, **values: Any) -> Change:
    """A change that sets fields of one item."""
    return lambda raw: at(raw[group], code).update(values)


def drop(group: str, code: str, field: str) -> Change:
    return lambda raw: at(raw[group], code).__delitem__(field)


def twice(group: str, code: str) -> Change:
    return lambda raw: raw[group].append(copy.deepcopy(at(raw[group], code)))


def inner(group: str, code: str, field: str, **values: Any) -> Change:
    """A change in the first element of a list of one item."""
    return lambda raw: at(raw[group], code)[field][0].update(values)


def entry_body(raw: dict[str, Any]) -> None:
    at(raw["entries"], "EX1.1-01")["body"]["heading"] = "9.9"


def swap_phases(raw: dict[str, Any]) -> None:
    raw["phases"].reverse()


def target_without_kind(raw: dict[str, Any]) -> None:
    target = {"text": "10 en 2030", "value": 10, "year": 2030, "line": 427}
    at(raw["indicators"], "P1-IND01")["target"] = target


REFUSED: dict[str, tuple[Change, str, str]] = {
    "missing field": (drop("actions", "P2-03", "title"), "action P2-03, champ « title »", "champ absent"),
    "unknown field": (put("fiches", "P4", titre="x"), "fiche P4, champ « titre »", "champ inconnu"),
    "wrong type": (put("objectives", "P1-OBJ01", line="401"), "objectif P1-OBJ01, champ « line »", "entier"),
    "empty text": (put("actions", "P5-01", title=" "), "action P5-01, champ « title »", "texte vide"),
    "line zero": (put("headings", "2.1", line=0), "niveau 2.1, champ « line »", "au moins 1"),
    "number or text": (
        put("key_figures", "CTX-01", value="x"),
        "chiffre CTX-01, champ « value »",
        ": nombre attendu",
    ),
    "word not foreseen": (
        put("indicators", "P3-IND02", nature="effet"),
        "indicateur P3-IND02, champ « nature »",
        "valeur « effet » non prévue",
    ),
    "unreadable date": (put("phases", "2025-2027", ends_on="fin 2027"), "phase 2025-2027", "AAAA-MM-JJ"),
    "in a list": (inner("actions", "P1-02", "hints", cue=3), "action P1-02, champ « hints[0].cue »", "texte"),
    "flag": (
        put("audiences", "PA", universal="non"),
        "public PA, champ « universal »",
        "« true » ou « false »",
    ),
    "same code": (twice("actions", "P7-02"), "action P7-02", "employé 2 fois"),
    "same phase code": (twice("phases", "2027-2030"), "phase 2027-2030", "employé 2 fois"),
    "same entry code": (
        twice("entries", "comite-technique"),
        "élément governance comite-technique",
        "2 fois",
    ),
    "no such parent": (
        put("headings", "1.2", parent="7"),
        "niveau 1.2",
        "le niveau parent « 7 » n’existe pas",
    ),
    "no such heading": (put("fiches", "P9", heading="8.8"), "fiche P9", "le niveau « 8.8 » n’existe pas"),
    "no such fiche": (put("objectives", "P1-OBJ02", fiche="P77"), "objectif P1-OBJ02", "la fiche « P77 »"),
    "no such fiche of action": (put("actions", "P3-01", fiche="P33"), "action P3-01", "la fiche « P33 »"),
    "no such phase": (put("actions", "P6-01", phase="2031"), "action P6-01", "la phase « 2031 »"),
    "no such fiche phase": (inner("fiches", "P8", "phases", phase="2024"), "fiche P8", "la phase « 2024 »"),
    "no such public": (put("actions", "P6-02", audiences=["ZZ"]), "action P6-02", "le public « ZZ »"),
    "no such beneficiary": (
        inner("fiches", "P1", "beneficiaries", audiences=["YY"]),
        "fiche P1",
        "le public « YY »",
    ),
    "no such partner": (put("fiches", "P20", partners=["nul"]), "fiche P20", "le partenaire « nul »"),
    "no such parent action": (put("actions", "P6-03", parent="P6-99"), "action P6-03", "parente « P6-99 »"),
    "no such territory": (
        inner("actions", "P6-02", "territories", codes=["LYON"]),
        "action P6-02",
        "le territoire « LYON »",
    ),
    "no such matched action": (
        put("indicators", "P1-IND01", actions_inferred=["P1-99"]),
        "indicateur P1-IND01",
        "l’action « P1-99 »",
    ),
    "no such place of a figure": (
        put("key_figures", "CC3.3-01", heading="3.9"),
        "chiffre CC3.3-01",
        "« 3.9 »",
    ),
    "no such heading of an entry": (entry_body, "élément initiative EX1.1-01", "le niveau « 9.9 »"),
    "loop of headings": (put("headings", "1", parent="1.1"), "niveau 1 ", "boucle de parents (1 → 1.1 → 1)"),
    "loop of actions": (put("actions", "P9-01", parent="P9-01"), "action P9-01", "(P9-01 → P9-01)"),
    "wrong depth": (put("headings", "3.2", depth=1), "niveau 3.2", "profondeur 1 au lieu de 2"),
    "unnamed depth": (put("headings", "3.2", depth=3), "niveau 3.2", "le plan n’en nomme que 2"),
    "fiche and heading": (
        put("actions", "P10-04", heading="2.1"),
        "action P10-04",
        "à la fois une fiche et un",
    ),
    "neither": (put("actions", "P10-05", fiche=None), "action P10-05", "ni fiche ni niveau"),
    "child elsewhere": (put("actions", "P11-01", parent="P12-01"), "action P11-01", "action parente P12-01"),
    "phase backwards": (
        put("phases", "2025-2026", ends_on="2024-12-31"),
        "phase 2025-2026",
        "avant de commencer",
    ),
    "phase outside": (put("phases", "2027-2030", ends_on="2031-12-31"), "phase 2027-2030", "années du plan"),
    "phases out of order": (swap_phases, "phase 2025-2027", "précède la phase 2027-2030"),
    "plan backwards": (lambda raw: raw["plan"].update(ends_year=2020), "plan drome-2025-2030", "avant de"),
    "calendar backwards": (
        lambda raw: at(raw["actions"], "P4-05")["calendar"].update(ends_year=2025),
        "action P4-05",
        "son calendrier finit (2025) avant de commencer (2026)",
    ),
    "line after the end": (put("indicators", "P21-IND04", line=9999), "indicateur P21-IND04", "ligne 9999"),
    "target without kind": (target_without_kind, "indicateur P1-IND01", "le genre « cible »"),
    "kind without target": (
        put("indicators", "P2-IND01", measure_kind="cible"),
        "indicateur P2-IND01",
        "« cible »",
    ),
}


def refusal_of(path: Path) -> str:
    with pytest.raises(CatalogueError) as caught:
        read_catalogue(path)
    return str(caught.value).replace(NBSP, " ")


def written(raw: dict[str, Any], change: Change, folder: Path) -> Path:
    content = copy.deepcopy(raw)
    change(content)
    path = folder / f"{DROME}.json"
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return path


@pytest.mark.parametrize("rule", REFUSED)
def test_a_broken_file_is_refused_by_name(rule: str, raw: dict[str, Any], tmp_path: Path) -> None:
    change, where, what = REFUSED[rule]
    message = refusal_of(written(raw, change, tmp_path))
    assert f"{DROME}.json" in message
    assert "Rien n’a été modifié" in message
    named = [line for line in message.splitlines() if where in line]
    assert any(what in line for line in named), message


def test_a_change_that_breaks_nothing_is_read(raw: dict[str, Any], tmp_path: Path) -> None:
    path = written(raw, put("actions", "P1-01", title="Autre titre"), tmp_path)
    assert next(a for a in read_catalogue(path).actions if a.code == "P1-01").title == "Autre titre"


def test_an_item_without_code_is_named_by_its_place(raw: dict[str, Any], tmp_path: Path) -> None:
    message = refusal_of(written(raw, lambda raw: raw["actions"][4].pop("code"), tmp_path))
    assert "action n° 5, champ « code »" in message


def test_ten_errors_are_listed_and_the_rest_counted(raw: dict[str, Any], tmp_path: Path) -> None:
    def break_twelve(raw: dict[str, Any]) -> None:
        for action in raw["actions"][:12]:
            action["phase"] = "jamais"

    message = refusal_of(written(raw, break_twelve, tmp_path))
    assert "12 erreurs" in message
    assert "et 2 autres erreurs" in message
    assert message.count("la phase « jamais »") == 10


def test_french_typography_of_a_refusal(raw: dict[str, Any], tmp_path: Path) -> None:
    path = written(raw, drop("actions", "P2-03", "title"), tmp_path)
    with pytest.raises(CatalogueError) as caught:
        read_catalogue(path)
    assert not re.search(r" [:;?!»]|« ", str(caught.value))


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b'{"format": 1,', "JSON lisible (ligne 1, colonne 14)"),
        (b"[]", "numéro de format « None » au lieu de 1"),
        (b'{"format": 2}', "numéro de format « 2 » au lieu de 1"),
        (b'{"format": true}', "numéro de format"),
        ('{"format": 1, "é": 1}'.encode("latin-1"), "UTF-8"),
        (b'{"format": 1}', "fichier, champ « plan » : champ absent"),
    ],
)
def test_an_unreadable_file_is_refused(content: bytes, what: str, tmp_path: Path) -> None:
    path = tmp_path / "abime.json"
    path.write_bytes(content)
    message = refusal_of(path)
    assert "« abime.json »" in message
    assert what in message


def test_an_absent_file_is_refused(tmp_path: Path) -> None:
    assert "introuvable" in refusal_of(tmp_path / "rien.json")
