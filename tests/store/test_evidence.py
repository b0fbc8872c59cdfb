"""Pieces in a store: who joins and removes them, when, what of their bytes is kept, what is read back."""

from __future__ import annotations

import hashlib
import sqlite3
from datetime import date
from typing import Any

import pytest

from data.check import check
from data.commands.campaign import close_campaign
from data.commands.evidence import add_file, add_link, remove_evidence
from data.database import Store
from data.errors import Refused, StoreError
from data.evidence.checks import LARGEST, MOST
from data.evidence.piece import Piece
from data.export import export_plan
from data.freezing import freeze
from data.measures.one_fiche import of_fiche
from data.period import Period
from data.permissions import Actor
from data.reading import situation
from data.reading.evidence import content, pieces
from data.selection import Filter, narrow
from data.situation import Situation
from data.vocabulary import EvidenceKind, Role
from tests.support.files import HTML, PDF, PNG, archive, office_members
from tests.support.plan_store import PLAN, ROLES, SMALL, counts, journal, raw, revision, rows, value
from tests.support.quarter import ADDRESS, BEFORE, NOW, OTHERS, SUBMITTED, TO_FILL, acting

URL = "https://www.exemple.fr/bilan"
SHA = hashlib.sha256(PDF).hexdigest()


def join_link(store: Store, actor: Actor, fiche: str = TO_FILL, **changed: Any) -> int:
    return add_link(store, actor, PLAN, fiche, changed.pop("period", NOW), **{"title": "Bilan", "url": URL} | changed)


def join_file(store: Store, actor: Actor, fiche: str = TO_FILL, **changed: Any) -> int:
    said: dict[str, Any] = {"title": "Bilan", "filename": "bilan.pdf", "content": PDF} | changed
    return add_file(store, actor, PLAN, fiche, said.pop("period", NOW), **said)


def held(store: Store, actor: Actor, fiche: str = TO_FILL, period: str = NOW) -> list[Piece]:
    return pieces(store, actor, PLAN, fiche, period)


def stored_files(store: Store) -> list[str]:
    return [sha for (sha,) in rows(store, "SELECT sha256 FROM evidencefile")]


@pytest.fixture
def lead(store: Store) -> Actor:
    return acting(store, "pilote")


# --- joining ------------------------------------------------------------------------------------------------------


def test_a_link_and_a_file_are_joined_at_once_and_read_back(store: Store, lead: Actor) -> None:
    before = revision(store)

    join_link(store, lead, title="Bilan <b>2026</b>", action_code="P7-01")
    join_file(store, lead, title="", filename="C:\\bilans\\Bilan du trimestre.PDF")

    link, file = held(store, lead)
    assert (link.kind, link.title, link.url, link.action_code) == (
        EvidenceKind.LINK,
        "Bilan <b>2026</b>",
        URL,
        "P7-01",
    )
    assert link.note == "www.exemple.fr · action P7-01 · par Service insertion, le 6 octobre 2026"
    assert (file.title, file.filename, file.media_type) == (
        "Bilan du trimestre",
        "Bilan du trimestre.pdf",
        "application/pdf",
    )
    assert (file.size, file.sha256) == (len(PDF), SHA)
    assert content(store, PLAN, SHA) == (PDF, "Bilan du trimestre.pdf", "application/pdf")
    assert revision(store) == before + 2


def test_a_situation_holds_the_pieces_and_the_filter_keeps_those_of_its_fiches(store: Store, lead: Actor) -> None:
    join_file(store, lead)
    whole = situation(store, PLAN, NOW)
    assert list(whole.evidence["fiche_code"]) == [SUBMITTED, TO_FILL]
    assert list(of_fiche(whole, TO_FILL).evidence["sha256"]) == [SHA]
    assert list(whole.evidence["added_on"]) == [date(2026, 10, 6)] * 2
    axis = str(whole.fiches.set_index("code").loc[TO_FILL, "axis_code"])
    other = next(str(code) for code in whole.axes["code"] if code != axis)
    assert TO_FILL in set(narrow(whole, Filter(axes=(axis,))).evidence["fiche_code"])
    assert TO_FILL not in set(narrow(whole, Filter(axes=(other,))).evidence["fiche_code"])
    assert situation(store, PLAN, BEFORE).evidence.empty


def test_the_journal_keeps_the_row_and_not_the_bytes(store: Store, lead: Actor) -> None:
    piece = join_file(store, lead)
    remove_evidence(store, lead, PLAN, piece, reason="Mauvais fichier")

    (added,), (removed,) = journal(store, "Joindre un fichier"), journal(store, "Retirer une pièce")
    assert (added["table_name"], added["change"], removed["change"]) == ("evidence", "ajout", "suppression")
    assert SHA in added["after"]
    assert "%PDF" not in added["after"]
    assert removed["reason"] == "Mauvais fichier"
    fiche = value(store, "SELECT id FROM fiche WHERE code = ?", TO_FILL)
    assert added["fiche_id"] == removed["fiche_id"] == fiche


def test_the_export_lists_the_pieces(store: Store, lead: Actor) -> None:
    join_file(store, lead, action_code="P7-01")
    link, file = export_plan(store, PLAN)["evidence"]
    assert (link["fiche"], link["kind"], link["url"], link["sha256"]) == (SUBMITTED, "lien", ADDRESS, None)
    assert (file["fiche"], file["action"], file["filename"], file["sha256"]) == (TO_FILL, "P7-01", "bilan.pdf", SHA)
    assert "evidence_id" not in file
    assert "content" not in file


# --- who ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.COORDINATOR}))
@pytest.mark.parametrize("join", [join_link, join_file])
def test_who_carries_nothing_joins_nothing(role: Role, join: Any, store: Store) -> None:
    before = counts(store)
    with pytest.raises(Refused):
        join(store, acting(store, ROLES[role]))
    assert counts(store) == before


def test_a_crafted_call_on_somebody_else_s_fiche_or_action(store: Store, lead: Actor) -> None:
    before = counts(store)
    with pytest.raises(Refused, match=f"La fiche {OTHERS} n’est pas confiée"):
        join_file(store, lead, OTHERS)
    with pytest.raises(Refused, match="n’est pas de la fiche P7"):
        join_file(store, lead, action_code="P1-01")
    with pytest.raises(Refused, match="confiée à quelqu’un d’autre"):
        join_file(store, acting(store, "action"), action_code="P7-01")
    with pytest.raises(Refused, match="n’existe pas dans ce plan"):
        join_file(store, lead, action_code="P99")
    with pytest.raises(Refused, match="Aucun plan"):
        add_link(store, lead, "ailleurs", TO_FILL, NOW, title="x", url=URL)
    assert counts(store) == before


def test_the_pilot_of_an_action_joins_to_it(store: Store) -> None:
    pilot = acting(store, "action")
    join_link(store, pilot, action_code="P7-02")
    (piece,) = held(store, pilot)
    assert (piece.action_code, piece.author, piece.removable) == ("P7-02", "Ville centre", True)


@pytest.mark.parametrize(
    ("author", "remover", "allowed"),
    [
        ("action", "action", True),
        ("action", "pilote", True),  # leads the fiche
        ("action", "copilote", False),
        ("pilote", "action", False),
        ("copilote", "coordination", True),
        ("copilote", "lecture", False),
        ("copilote", "direction", False),
    ],
)
def test_who_removes_what(author: str, remover: str, allowed: bool, store: Store) -> None:
    piece = join_file(store, acting(store, author), action_code="P7-02")
    actor = acting(store, remover)
    assert [one.removable for one in held(store, actor)] == [allowed]
    if allowed:
        remove_evidence(store, actor, PLAN, piece)
        assert held(store, actor) == []
        return
    before = counts(store)
    with pytest.raises(Refused):
        remove_evidence(store, actor, PLAN, piece)
    assert counts(store) == before


def test_a_piece_of_another_plan_or_of_nobody_is_not_removed(store: Store, coordinator: Actor, lead: Actor) -> None:
    piece = join_file(store, lead)
    for plan, wanted in ((SMALL, piece), (PLAN, 999)):
        with pytest.raises(Refused, match="n’est plus jointe"):
            remove_evidence(store, coordinator, plan, wanted)
    assert [one.evidence_id for one in held(store, lead)] == [piece]


# --- what is refused ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"content": HTML}, "n’est pas un PDF"),
        ({"filename": "bilan.svg"}, "n’est pas d’un type admis"),
        ({"content": b""}, "est vide"),
        ({"content": PDF + bytes(LARGEST)}, "le maximum est de 5 Mo"),
        ({"title": "x" * 500}, "le maximum est de 400"),
        ({"filename": "x.docx", "content": archive(office_members("docx") | {"word/vbaProject.bin": b"x"})}, "macros"),
        ({"period": "2027-T1"}, "n’est pas ouverte"),
        ({"period": BEFORE}, "est clôturée"),
    ],
)
def test_what_cannot_be_joined_leaves_the_store_as_it_was(
    changed: dict[str, Any], says: str, store: Store, lead: Actor
) -> None:
    before = counts(store)
    with pytest.raises(Refused, match=says) as refused:
        join_file(store, lead, **changed)
    assert "rien n’a été" in str(refused.value).lower()
    assert counts(store) == before


def test_addresses_are_checked_by_the_command_too(store: Store, lead: Actor) -> None:
    before = counts(store)
    for url in ("javascript:alert(1)", "data:text/html,x", "https://exemple.fr/a b", "https://moi:mot@exemple.fr/"):
        with pytest.raises(Refused, match="Rien n’a été joint"):
            join_link(store, lead, url=url)
    assert counts(store) == before


def test_one_piece_is_joined_once_and_ten_at_most(store: Store, lead: Actor) -> None:
    join_file(store, lead)
    for again in ({}, {"filename": "autre-nom.pdf", "title": "Autre titre"}):
        with pytest.raises(Refused, match="déjà jointe"):
            join_file(store, lead, **again)
    join_file(store, lead, action_code="P7-01")
    for at in range(MOST - 2):
        join_link(store, lead, url=f"{URL}/{at}")
    before = counts(store)
    with pytest.raises(Refused, match="10 pièces sur cette période"):
        join_file(store, lead, content=PNG, filename="photo.png")
    assert counts(store) == before
    join_link(store, lead, SUBMITTED)  # another fiche has its own ten


# --- closed periods -----------------------------------------------------------------------------------------------


def test_a_closed_period_keeps_its_pieces_and_takes_no_other(store: Store, coordinator: Actor, lead: Actor) -> None:
    piece = join_file(store, lead)
    close_campaign(store, coordinator, PLAN, Period.parse(NOW))
    before = counts(store)

    for act in (
        lambda: join_link(store, coordinator),
        lambda: join_file(store, coordinator, content=PNG, filename="x.png"),
        lambda: remove_evidence(store, coordinator, PLAN, piece),
    ):
        with pytest.raises(Refused, match="clôturée"):
            act()

    assert counts(store) == before
    assert content(store, PLAN, SHA)[0] == PDF
    assert list(of_fiche(situation(store, PLAN, NOW), TO_FILL).evidence["sha256"]) == [SHA]


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE evidence SET title = 'x'",
        "DELETE FROM evidence",
        "INSERT INTO evidence (campaign_id, fiche_id, kind, title, url, account_id, added_at) "
        "SELECT campaign_id, fiche_id, kind, title, url, account_id, added_at FROM evidence",
    ],
)
def test_a_closed_period_refuses_sql_written_around_the_application(
    sql: str, store: Store, coordinator: Actor, lead: Actor
) -> None:
    join_file(store, lead)
    close_campaign(store, coordinator, PLAN, Period.parse(NOW))
    with pytest.raises(sqlite3.IntegrityError, match="periode cloturee"), raw(store) as connection:
        connection.execute(sql)
    assert len(held(store, lead)) == 1


# --- bytes --------------------------------------------------------------------------------------------------------


def test_the_same_bytes_are_kept_once_and_go_with_the_last_piece(store: Store, lead: Actor) -> None:
    first = join_file(store, lead)
    second = join_file(store, lead, SUBMITTED, filename="autre.pdf")
    assert stored_files(store) == [SHA]

    remove_evidence(store, lead, PLAN, first)
    assert stored_files(store) == [SHA]
    assert content(store, PLAN, SHA)[1] == "autre.pdf"
    remove_evidence(store, lead, PLAN, second)

    assert stored_files(store) == []
    with pytest.raises(StoreError, match="n’est plus jointe"):
        content(store, PLAN, SHA)


def test_bytes_that_a_frozen_state_names_are_kept_for_ever(store: Store, lead: Actor, coordinator: Actor) -> None:
    """The quarter was frozen with the piece, then reopened; the piece goes, what was frozen can still be read."""
    piece = join_file(store, lead)
    other = join_file(store, lead, filename="photo.png", content=PNG)
    frozen = freeze(without_piece(store, other))
    with raw(store) as connection:
        connection.execute(
            "INSERT INTO frozenperiod (plan_id, campaign_id, period, number, format, sha256, body, frozen_at) "
            "SELECT plan_id, id, period, 1, ?, ?, ?, '2026-10-06 12:00:00' FROM campaign WHERE period = ?",
            (frozen.format, frozen.sha256, frozen.body, NOW),
        )

    remove_evidence(store, lead, PLAN, piece)
    remove_evidence(store, lead, PLAN, other)

    assert stored_files(store) == [SHA]
    assert content(store, PLAN, SHA) == (PDF, "bilan.pdf", "application/pdf")
    with pytest.raises(StoreError):
        content(store, SMALL, SHA)


def without_piece(store: Store, piece: int) -> Situation:
    now = situation(store, PLAN, NOW)
    return now.with_(evidence=now.evidence[now.evidence["evidence_id"] != piece])


def test_bytes_that_changed_are_told_and_never_served(store: Store, lead: Actor) -> None:
    join_file(store, lead)
    assert check(store, lambda _: None) == []
    with raw(store) as connection:
        connection.execute("UPDATE evidencefile SET content = ?", (PDF.replace(b"Root", b"Boot"),))

    with pytest.raises(StoreError, match=r"« bilan\.pdf » est endommagé"):
        content(store, PLAN, SHA)
    (problem,) = check(store, lambda _: None)
    assert "1 fichier joint est endommagé (dont « bilan.pdf »)" in problem


def test_a_file_is_only_read_through_a_plan_that_shows_it(store: Store, lead: Actor) -> None:
    join_file(store, lead)
    for plan, sha in ((SMALL, SHA), (PLAN, "0" * 64), (PLAN, "")):
        with pytest.raises(StoreError, match="n’est plus jointe"):
            content(store, plan, sha)
