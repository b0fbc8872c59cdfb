"""The bank of initiatives in the store: loaded once, read back whole, exported whole, watched by `check`."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from data import installation
from data.__main__ import app
from data.catalogue import read_audience_table
from data.check import check
from data.commands.bank import LOADING, load_initiatives
from data.database import Store, demonstration_url, real_url
from data.errors import Refused
from data.export_bank import export_bank
from data.permissions import SYSTEM
from data.reading.initiatives import bank, bank_stamp
from tests.support.bank import CODE, odas, small_bank
from tests.support.plan_store import counts, journal, raw


def silent(_line: str) -> None:
    pass


@pytest.fixture
def empty(tmp_path: Path) -> Store:
    store = Store(f"sqlite:///{tmp_path / 'cap.db'}")
    installation.init(store, silent)
    return store


@pytest.fixture
def filled(empty: Store) -> Store:
    installation.load(empty, [CODE], silent)
    return empty


def test_real_and_demonstration_stores_hold_the_bank(database_url: str) -> None:
    for store in (Store(real_url()), Store(demonstration_url())):
        held = bank(store)
        assert list(Counter(held.initiatives["theme"]).values()) == [46, 60, 39, 9, 25]
        places = Counter(held.initiatives["departement_code"])
        assert (len(held.initiatives), len(places), places["62"], places["33"]) == (179, 63, 17, 16)
        assert set(
            held.initiatives[held.initiatives["departement_code"].isin(["69D", "69M"])]["map_departement_code"]
        ) == {"69"}


def test_an_empty_store_holds_none_and_says_so(empty: Store) -> None:
    held = bank(empty)
    assert (len(held.collections), len(held.initiatives), len(held.audiences), held.stamp) == (0, 0, 0, "")
    installation.keep_empty(empty)
    installation.ready(empty, silent)
    assert bank(empty).initiatives.empty


def test_publics_are_shared_and_keep_their_wording(filled: Store) -> None:
    held = bank(filled)
    of_public = held.audiences.groupby("audience_code")["code"].nunique()
    assert (of_public["personnes_agees"], of_public["handicap"], of_public["tout_public"]) == (46, 33, 11)
    assert set(held.audiences[held.audiences["audience_code"] == "insertion"]["wording"]) == {
        "Allocataires du RSA",
        "Demandeurs d’emploi / publics en insertion",
    }
    rsa = held.audiences[held.audiences["wording"] == "Allocataires du RSA"]["code"].nunique()
    assert rsa == 27


def test_it_is_loaded_once_and_journalled_once(filled: Store) -> None:
    before, stamp = counts(filled), bank_stamp(filled)
    with pytest.raises(Refused, match="déjà dans la base"):
        load_initiatives(filled, SYSTEM, odas(), read_audience_table())
    installation.load(filled, [CODE], silent)
    assert counts(filled) == before
    assert bank_stamp(filled) == stamp == bank(filled).stamp
    assert len(journal(filled, LOADING)) == 1


def test_the_stamp_changes_with_the_bank(empty: Store) -> None:
    assert bank_stamp(empty) == ""
    assert load_initiatives(empty, SYSTEM, small_bank(), read_audience_table()) == 3
    assert bank_stamp(empty) != ""


def test_half_a_collection_is_never_saved(empty: Store) -> None:
    twice = small_bank().model_copy(update={"initiatives": (*small_bank().initiatives, small_bank().initiatives[0])})
    before = counts(empty)
    with pytest.raises(Refused, match="Rien n’a été modifié"):
        load_initiatives(empty, SYSTEM, twice, read_audience_table())
    assert counts(empty) == before


def test_the_export_holds_every_item_and_every_field(filled: Store) -> None:
    body = export_bank(filled)
    exported = {item["code"]: item for item in body["initiatives"]}
    assert len(body["initiatives"]) == len(exported) == 179
    for item in odas().initiatives:
        said = item.model_dump(mode="json", exclude={"line"})
        assert said.items() <= exported[item.code].items()
        assert exported[item.code]["source_line"] == item.line
        assert exported[item.code]["collection"] == CODE
    (collection,) = body["collections"]
    assert collection["disclaimer"] == odas().collection.disclaimer
    assert [theme["code"] for theme in collection["themes"]] == [theme.code for theme in odas().themes]
    text = json.dumps(body, ensure_ascii=False)
    assert not re.search(r"\S@\S+\.\w{2,}", text)
    assert not re.search(r"(?<!\d)0[1-9](?:[ .]?\d{2}){4}(?!\d)", text)


def test_the_command_line_exports_the_bank(filled: Store, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", filled.url)
    out = tmp_path / "banque.json"

    def export(*arguments: str) -> Any:
        return CliRunner().invoke(app, ["export", *arguments, "--out", str(out)])

    assert export("--initiatives", "--format", "json").exit_code == 0
    assert len(json.loads(out.read_text(encoding="utf-8"))["initiatives"]) == 179
    out.unlink()
    for wrong in ((), ("--initiatives", "--plan", "x"), ("--initiatives", "--format", "xlsx")):
        assert export(*wrong).exit_code == 1
        assert not out.exists()


def test_check_says_the_counts(filled: Store) -> None:
    said: list[str] = []
    assert check(filled, said.append) == []
    (line,) = [line for line in said if line.startswith(CODE)]
    assert "179 initiatives (Insertion 46, Autonomie 60, Protection de l’enfance 39" in line
    assert line.endswith("de 63 territoires, dont Pas-de-Calais 17.")


@pytest.mark.parametrize(
    ("statements", "says"),
    [
        (["DELETE FROM initiativeaudience WHERE initiative_id = 1", "DELETE FROM initiative WHERE id = 1"], "178 init"),
        (["UPDATE initiative SET title = 'Autre' WHERE id = 2"], "1 initiative ne dit plus ce que dit le catalogue"),
        (["UPDATE initiative SET body = '{\"publics\": []}' WHERE id < 4"], "3 initiatives ne disent plus"),
        (["UPDATE initiative SET code = 'X-1' WHERE id = 3"], "1 initiative hors de la base (dont INS-03)"),
        (["DELETE FROM initiativeaudience"], "ne disent plus"),
        (
            ["DELETE FROM initiativeaudience", "DELETE FROM initiative", "DELETE FROM collection"],
            "chargé autrefois, n’est plus dans la base",
        ),
    ],
)
def test_check_fails_on_a_difference(filled: Store, statements: list[str], says: str) -> None:
    with raw(filled) as connection:
        for statement in statements:
            connection.execute(statement)
    found = check(filled, silent)
    assert any(says in problem for problem in found), found
