"""The journal as people read it: who, what, when, why, before and after, in French; page by page; nothing small."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from data.commands.campaign import close_campaign, open_campaign
from data.commands.edition import set_site
from data.commands.indicator import IndicatorSettings, MeasureInput, configure_indicator, record_measures
from data.commands.pilot import assign
from data.commands.plan import rate_objective, record_decision, rename, set_calendar
from data.commands.report import ReportInput, StateInput, save_draft, submit_report, validate_report
from data.commands.scene import add_scene
from data.commands.store import add_account
from data.conference.edition import SceneInput, SiteOptions
from data.database import Store
from data.errors import StoreError
from data.export_journal import HEADINGS, journal_csv
from data.journal.told import Line, Thing, Told
from data.journal.words import About
from data.measures.masking import MASKED
from data.period import Period
from data.permissions import SYSTEM, Actor
from data.reading import situation
from data.reading.editions import editions
from data.reading.journal import timeline, whole
from data.vocabulary import ObjectiveRating, PilotRole, Role, SceneKind, Status, Weather
from tests.support.plan_store import PLAN, SMALL, journal, raw, value
from tests.support.quarter import BEFORE, MARKUP, NOW, OTHERS, SENT_BACK, TO_FILL

AT = datetime(2026, 10, 7, 14, 20).astimezone()
"""The day after the reference day: what the story does without giving its moment has the hour of the machine."""


def newest(store: Store, fiche: str = OTHERS) -> Told:
    """The act written last: those of this test do not all give their moment."""
    return max(timeline(store, PLAN, fiche, limit=1000), key=lambda told: told.id)


def only(told: Told) -> Thing:
    (thing,) = told.things
    return thing


def submit(store: Store, actor: Actor, fiche: str = OTHERS, seen: int | None = None, **said: Any) -> None:
    report = ReportInput(fiche_code=fiche, period_code=NOW, seen_version=seen, **said)
    submit_report(store, actor, PLAN, report, now=AT + timedelta(minutes=seen or 0))


def test_an_act_tells_who_when_what_and_each_field_in_french(store: Store, coordinator: Actor) -> None:
    title = value(store, "SELECT title FROM action WHERE code = 'P1-01'")
    state = StateInput(
        action_code="P1-01", status=Status.POSTPONED, percent=40, reason="Appel d’offres", new_ends_on=date(2027, 3, 1)
    )
    submit(store, coordinator, done="Fait.", weather=Weather.CLOUD, publishable=["done"], states=(state,))
    told = newest(store)
    assert (told.who, told.command, told.at, told.why) == (
        coordinator.name,
        "Soumettre un point d’avancement",
        AT,
        None,
    )
    report, action = told.things
    assert (report.what, report.change) == ("Point d’avancement · 3e trimestre 2026", "ajout")
    assert report.lines == (
        Line("Statut", None, "Soumis"),
        Line("Météo", None, "Éclaircies\u00a0: objectifs atteignables"),
        Line("Réalisé", None, "Fait."),
        Line("Textes publiables", None, "«\u00a0Réalisé\u00a0»"),
    )
    assert action.what == f"État de l’action P1-01 {title} · 3e trimestre 2026"
    assert action.lines == (
        Line("État", None, "Reportée"),
        Line("Pourcentage", None, "40\u00a0%"),
        Line("Motif", None, "Appel d’offres"),
        Line("Nouvelle échéance", None, "1er mars 2027"),
    )
    assert (action.where, action.fiche, action.redacted) == (None, OTHERS, None)


def test_what_changed_is_told_before_and_after_and_why(store: Store, coordinator: Actor) -> None:
    old = value(store, "SELECT title FROM fiche WHERE code = ?", OTHERS)
    rename(store, coordinator, PLAN, "fiche", OTHERS, "Autre titre", seen_version=1, reason="Coquille")
    told = newest(store)
    assert told.why == "Coquille"
    assert only(told).lines == (Line("Intitulé", old, "Autre titre"),)
    set_calendar(store, coordinator, PLAN, "P1-01", date(2026, 1, 1), date(2026, 6, 30), reason="Comité")
    thing = only(newest(store))
    assert thing.what.startswith("Action P1-01 ")
    assert thing.lines == (Line("Début", None, "1er janvier 2026"), Line("Échéance", None, "30 juin 2026"))


def test_a_report_sent_back_and_a_state_said_again(store: Store, coordinator: Actor) -> None:
    sent_back = newest(store, SENT_BACK)
    assert only(sent_back).lines == (
        Line("Statut", "Soumis", "À compléter"),
        Line("À compléter", None, "Précisez le calendrier."),
    )
    state = StateInput(action_code="P1-01", status=Status.IN_PROGRESS)
    submit(store, coordinator, done="Un", states=(state,))
    submit(store, coordinator, done="Deux", states=(state,), seen=1)
    told = newest(store)
    assert {thing.what: thing.lines for thing in told.things if thing.change == "modification"} == {
        "Point d’avancement · 3e trimestre 2026": (Line("Réalisé", "Un", "Deux"),)
    }


def test_names_stand_for_ids(store: Store, coordinator: Actor) -> None:
    assign(store, coordinator, PLAN, "Service", role=PilotRole.LEAD, fiche_code=OTHERS, from_on=date(2026, 10, 1))
    part, expected = newest(store).things
    assert part.what == "Pilotage · Service · Responsable de la fiche"
    assert part.lines == (Line("À compter du", None, "1er octobre 2026"),)
    assert expected.lines == (Line("Attendu de", None, "Service"),)
    submit(store, coordinator, request="Une décision")
    code = record_decision(
        store, coordinator, PLAN, "Oui", instance="Comité", decided_on=date(2026, 10, 6), answers=(OTHERS, NOW), now=AT
    )
    decision = next(told for told in timeline(store, PLAN, OTHERS) if told.command == "Enregistrer une décision")
    assert only(decision).what == f"Décision {code} Oui"
    assert Line("Répond au point d’avancement", None, "P1, 3e trimestre 2026") in only(decision).lines
    state = StateInput(action_code="P1-01", status=Status.ABANDONED, decision_code=code)
    submit(store, coordinator, request="Une décision", states=(state,), seen=1)
    assert Line("Décision", None, f"{code} Oui") in newest(store).things[0].lines
    rate_objective(store, coordinator, PLAN, "P1-OBJ01", 2026, ObjectiveRating.PARTLY)
    thing = only(newest(store))
    assert thing.what.startswith("Cotation de l’objectif P1-OBJ01 ")
    assert thing.what.endswith(" · 2026")
    assert thing.lines == (Line("Cotation", None, "Partiellement atteint"),)


def test_a_territory_is_named_apart_and_the_whole_goes_without_saying(store: Store, coordinator: Actor) -> None:
    place = value(store, "SELECT code FROM territory WHERE kind = 'epci' ORDER BY code LIMIT 1")
    states = tuple(
        StateInput(action_code="P7-03", status=Status.IN_PROGRESS, territory_code=code) for code in (place, None)
    )
    submit(store, coordinator, TO_FILL, done="x", states=states)
    name = value(store, "SELECT name FROM territory WHERE code = ? AND kind = 'epci'", place)
    wheres = [thing.where for thing in newest(store, TO_FILL).things if thing.what.startswith("État")]
    assert wheres == [name.replace("'", "’"), None]


def test_an_account_is_told_by_its_name_of_today(store: Store, coordinator: Actor) -> None:
    submit(store, coordinator, done="x")
    with raw(store) as connection:
        connection.execute("UPDATE account SET name = 'Nouveau nom' WHERE code = 'coordination'")
    assert newest(store).who == "Nouveau nom"
    rename(store, SYSTEM, PLAN, "fiche", OTHERS, "Autre", seen_version=1, reason="x")
    assert newest(store).who == "Cap Solidarités"


def test_drafts_and_dates_alone_are_not_told(store: Store, coordinator: Actor) -> None:
    submit(store, coordinator, done="x")
    before = timeline(store, PLAN, OTHERS)
    save_draft(store, coordinator, PLAN, OTHERS, NOW, {"done": "secret en cours"})
    assert timeline(store, PLAN, OTHERS) == before
    said = {line.field for told in whole(store, PLAN) for thing in told.things for line in thing.lines}
    assert not said & {"version", "said at", "submitted at", "account id", "id", "campaign id"}
    assert all(field[0].isupper() for field in said)


def test_what_people_typed_is_told_letter_for_letter(store: Store) -> None:
    texts = [line.new for told in timeline(store, PLAN, TO_FILL) for thing in told.things for line in thing.lines]
    assert f"Deux ateliers ont eu lieu. {MARKUP}" in texts


def test_a_row_that_is_gone_is_still_named(store: Store, coordinator: Actor) -> None:
    for minute, name in enumerate(("Service", "Autre")):
        assign(
            store,
            coordinator,
            PLAN,
            name,
            role=PilotRole.LEAD,
            fiche_code=OTHERS,
            from_on=date(2026, 10 + minute, 1),
            now=AT + timedelta(minutes=minute),
        )
    (before,) = timeline(store, PLAN, OTHERS, limit=1)
    ended = next(thing for thing in before.things if thing.change == "modification")
    assert ended.what == "Pilotage · Service · Responsable de la fiche"
    with raw(store) as connection:
        connection.execute("DELETE FROM assignment WHERE fiche_id = (SELECT id FROM fiche WHERE code = ?)", (OTHERS,))
    # Its coming is on another page: it is read for its name.
    assert timeline(store, PLAN, OTHERS, limit=1) == [before]


def test_a_word_or_a_table_that_is_gone_does_not_break_the_journal(store: Store) -> None:
    with raw(store) as connection:
        connection.execute(
            "INSERT INTO journalentry (at, command, table_name, row_key, change, before, after, fiche_id) SELECT "
            "'2026-10-06 20:00:00', 'Essai', 'disparue', '4', 'modification', '{\"vieux_mot\": 1}', "
            "'{\"vieux_mot\": 2}', id FROM fiche WHERE code = ?",
            (OTHERS,),
        )
    thing = only(newest(store))
    assert thing.what == "Autre élément n°\u00a04"
    assert thing.lines == (Line("vieux mot", "1", "2"),)


def test_pages_follow_one_another_without_losing_nor_repeating(store: Store, coordinator: Actor) -> None:
    # Several acts of one moment: the hardest to cut between two pages.
    for year in (2025, 2026, 2027):
        rate_objective(store, coordinator, PLAN, "P1-OBJ01", year, ObjectiveRating.PARTLY, now=AT)
        set_calendar(store, coordinator, PLAN, "P1-01", date(year, 1, 1), date(year, 6, 30), reason="x", now=AT)
        submit_report(
            store,
            coordinator,
            PLAN,
            ReportInput(fiche_code=OTHERS, period_code=NOW, done=str(year), seen_version=(year - 2025) or None),
            now=AT,
        )
    rate_objective(
        store, coordinator, PLAN, "P1-OBJ02", 2026, ObjectiveRating.PARTLY, now=datetime(2026, 2, 1, 9).astimezone()
    )
    everything = timeline(store, PLAN, OTHERS, limit=1000)
    assert len(everything) >= 5
    for size in (1, 2, 3):
        found: list[Told] = []
        while page := timeline(store, PLAN, OTHERS, limit=size, before_id=found[-1].id if found else None):
            assert len(page) <= size
            found += page
            assert len(found) <= len(everything)
        assert found == everything
    assert [told.at for told in everything] == sorted((told.at for told in everything), reverse=True)


def test_pages_of_a_filtered_journal_too(store: Store, coordinator: Actor) -> None:
    for text in ("a", "b", "c"):
        seen = {"a": None, "b": 1, "c": 2}[text]
        submit(store, coordinator, done=text, seen=seen)
        set_calendar(store, coordinator, PLAN, "P1-01", date(2026, 1, 1), date(2026, 6, 30), reason=text)
    first = timeline(store, PLAN, OTHERS, limit=1, about=About.TEXTS)
    assert [line.field for line in only(first[0]).lines] == ["Réalisé"]
    everything = timeline(store, PLAN, OTHERS, about=About.TEXTS)
    assert first + timeline(store, PLAN, OTHERS, before_id=first[0].id, about=About.TEXTS) == everything


@pytest.mark.parametrize(
    ("about", "fields"),
    [
        (About.STATES, {"Statut", "Météo", "État", "Cotation"}),
        (About.TEXTS, {"Réalisé", "Précision", "Intitulé", "Commentaire"}),
        (About.CARRYING, {"À compter du", "Attendu de"}),
    ],
)
def test_a_choice_keeps_its_fields_only(about: About, fields: set[str], store: Store, coordinator: Actor) -> None:
    state = StateInput(action_code="P7-01", status=Status.DONE, comment="Bilan")
    submit(store, coordinator, TO_FILL, done="Fait", weather=Weather.SUN, states=(state,))
    rename(store, coordinator, PLAN, "action", "P7-01", "Autre", seen_version=1, reason="x")
    rate_objective(store, coordinator, PLAN, "P7-OBJ01", 2026, ObjectiveRating.REACHED, "Oui")
    told = timeline(store, PLAN, TO_FILL, about=about)
    assert all(thing.lines for act in told for thing in act.things)
    said = {line.field for act in told for thing in act.things for line in thing.lines}
    assert fields <= said
    others = {
        line.field for act in timeline(store, PLAN, TO_FILL) for thing in act.things for line in thing.lines
    } - said
    assert others


def test_another_plan_or_fiche_is_silent(store: Store) -> None:
    assert timeline(store, PLAN, "P99") == timeline(store, "inconnu", OTHERS) == timeline(store, SMALL, TO_FILL) == []


def test_the_fiche_s_lines_are_found_by_their_index(store: Store) -> None:
    with raw(store) as connection:
        plan = connection.execute(
            "EXPLAIN QUERY PLAN SELECT * FROM journalentry WHERE fiche_id = 1 ORDER BY at DESC, id DESC"
        ).fetchall()
    assert "ix_journalentry_fiche_id" in str(plan)


# --- small counts --------------------------------------------------------------------------------------------------

PEOPLE = IndicatorSettings(threshold=5)


def measured(
    store: Store, actor: Actor, told: Sequence[tuple[str | None, float]], on: date = date(2026, 9, 30), minute: int = 0
) -> None:
    inputs = [
        MeasureInput(indicator_code="P7-IND02", measured_on=on, territory_code=place, value=count)
        for place, count in told
    ]
    record_measures(store, actor, PLAN, inputs, now=AT + timedelta(minutes=minute))


def values(store: Store) -> dict[str | None, str | None]:
    """Territory → value told, of the last act."""
    return {thing.where: line.new for thing in newest(store, TO_FILL).things for line in thing.lines}


def test_a_small_count_is_not_told_nor_what_would_give_it_back(store: Store, coordinator: Actor) -> None:
    configure_indicator(store, coordinator, PLAN, "P7-IND02", PEOPLE, reason="essai")
    with raw(store) as connection:
        places = [
            code
            for (code,) in connection.execute("SELECT code FROM territory WHERE kind = 'epci' ORDER BY code LIMIT 2")
        ]
    measured(store, coordinator, [(None, 43), (places[0], 40), (places[1], 3)])
    assert set(values(store).values()) == {MASKED}
    # Corrected: the date is not small any more, but the former value stays unsaid.
    measured(store, coordinator, [(places[1], 13)], minute=1)
    (thing,) = newest(store, TO_FILL).things
    assert [(line.old, line.new) for line in thing.lines] == [(MASKED, MASKED)]
    measured(store, coordinator, [(None, 43), (places[0], 40)], on=date(2026, 8, 31), minute=2)
    assert {(said or "").split()[0] for said in values(store).values()} == {"43", "40"}


def test_an_export_tells_small_counts(store: Store, coordinator: Actor) -> None:
    configure_indicator(store, coordinator, PLAN, "P7-IND02", PEOPLE, reason="essai")
    measured(store, coordinator, [(None, 3)])
    assert MASKED in {row["Après"] for row in exported(store, TO_FILL, masked=True)}
    assert any(row["Après"].startswith("3 ") for row in exported(store, TO_FILL) if row["Champ"] == "Valeur")


# --- the whole journal, as a spreadsheet ---------------------------------------------------------------------------


def exported(store: Store, fiche: str | None = None, *, masked: bool = False) -> list[dict[str, str]]:
    if masked:
        return [
            {"Après": line.new or ""}
            for told in timeline(store, PLAN, fiche or "")
            for thing in told.things
            for line in thing.lines
        ]
    body, _ = journal_csv(store, PLAN, fiche)
    assert body.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_every_line_of_the_plan_is_exported_oldest_first(store: Store) -> None:
    rows = exported(store)
    plan = value(store, "SELECT id FROM plan WHERE code = ?", PLAN)
    wanted = {row["id"] for row in journal(store) if row["plan_id"] == plan}
    loaded = {row["id"] for row in journal(store, "Charger le plan") if row["row_key"] == PLAN}
    assert {int(row["Ligne du journal"]) for row in rows} == wanted | loaded
    assert list(rows[0]) == list(HEADINGS)
    moments = [(row["Date"][6:], row["Date"][3:5], row["Date"][:2], row["Heure"]) for row in rows]
    assert moments == sorted(moments)


def test_the_export_speaks_french_and_computes_nothing(store: Store, coordinator: Actor) -> None:
    submit(store, coordinator, done="=HYPERLINK(1);x\ny", difficulties='Dit « oui » "non"')
    record_measures(
        store,
        coordinator,
        PLAN,
        [MeasureInput(indicator_code="P1-IND01", measured_on=date(2026, 9, 30), value=-1234.5)],
        now=AT,
    )
    rows = exported(store, OTHERS)
    found = {row["Champ"]: row for row in rows}
    assert found["Réalisé"]["Après"] == "'=HYPERLINK(1);x\ny"
    assert found["Difficultés et points à surveiller"]["Après"] == 'Dit « oui » "non"'
    assert found["Réalisé"]["Date"] == "07/10/2026"
    assert found["Réalisé"]["Heure"] == "14:20"
    assert found["Réalisé"]["Fiche"] == OTHERS
    assert found["Valeur"]["Après"].startswith("−1\u202f234,5 ")
    assert {row["Fiche"] for row in rows} == {OTHERS}


def test_an_export_of_what_does_not_exist(store: Store) -> None:
    with pytest.raises(StoreError, match="Aucune fiche « P99 »"):
        journal_csv(store, PLAN, "P99")
    with pytest.raises(StoreError, match="Aucun plan"):
        journal_csv(store, "inconnu")


def test_accounts_are_no_line_of_a_plan(store: Store) -> None:
    add_account(store, SYSTEM, "nouveau", "Nouveau profil", Role.READER)
    assert "Nouveau profil" not in str(exported(store))


def test_the_whole_story_of_the_demonstration_is_told(demo: Store) -> None:
    """Everything that commands write there is named: no raw column, no id, no English."""
    for told in whole(demo, PLAN):
        for thing in told.things:
            assert not thing.what.startswith("Autre élément"), thing
            for line in thing.lines:
                assert "_" not in line.field, line
                assert not {"None", "True", "False", "null"} & {line.old, line.new}, line
    fiches = situation(demo, PLAN).fiches["code"]
    assert all(timeline(demo, PLAN, str(code)) for code in fiches)


def test_an_edition_and_its_scenes_are_told_in_the_export(store: Store, coordinator: Actor) -> None:
    edition_id = editions(store, PLAN)[0].id
    shown = SceneInput(SceneKind.BEFORE_AFTER, "Avant", settings={"whole": True, "since": BEFORE})
    add_scene(store, coordinator, PLAN, edition_id, shown, now=AT)
    set_site(store, coordinator, PLAN, edition_id, SiteOptions(weather=True), seen=1, now=AT)
    rows = exported(store)

    def told(subject: str, field: str) -> list[str]:
        return [row["Après"] for row in rows if row["Objet"].startswith(subject) and row["Champ"] == field]

    assert told("Édition", "États figés racontés")[0] == f"{PLAN}, 2e trimestre 2026, état figé n°\u00a01"
    assert told("Scène Avant", "Réglages") == ["tout le plan\u00a0: oui\u00a0; depuis\u00a0: 2e trimestre 2026"]
    assert "météo\u00a0: oui" in told("Édition", "Page publique")[-1]
    assert set(told("Scène", "Édition")) == set(told("Fichier d’une édition", "Édition")) == {"Le répit"}


def test_closing_and_opening_are_told_in_the_export(store: Store, coordinator: Actor) -> None:
    validate_report(store, coordinator, PLAN, "P11", NOW)
    close_campaign(store, coordinator, PLAN, Period.parse(NOW), now=AT)
    open_campaign(store, coordinator, PLAN, Period.parse("2026-T4"), now=AT)
    rows = exported(store)
    assert {"Campagne · 3e trimestre 2026", "Campagne · 4e trimestre 2026"} <= {row["Objet"] for row in rows}
    closed = [row for row in rows if row["Objet"] == "Campagne · 3e trimestre 2026" and row["Champ"] == "Statut"]
    assert [(row["Avant"], row["Après"]) for row in closed][-1] == ("Ouverte", "Clôturée")
    assert BEFORE not in str(rows)
