"""What may be said of a fiche: each wrong value is refused in French, whole, and what is right is kept as typed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from data.commands.indicator import MeasureInput, record_measures
from data.commands.report import read_input, save_draft, submit_report, validate_report
from data.database import Store
from data.errors import CapError, Refused
from data.french import NBSP
from data.permissions import Actor
from data.reading import situation
from data.reading.entry import recorded
from data.situation import rows_of
from tests.support.drafts import report_to_complete
from tests.support.plan_store import PLAN, SMALL, SMALL_PERIOD, counts, journal, revision, value
from tests.support.quarter import BEFORE, NOW, OTHERS, SENT_BACK, SUBMITTED, acting

State = dict[str, Any]


def body(*states: State, fiche: str = OTHERS, period: str = NOW, **rest: Any) -> dict[str, Any]:
    said = [{"action_code": "P1-01", "status": "en_cours"} | state for state in states]
    return {"fiche_code": fiche, "period_code": period, "done": "Fait.", "states": said} | rest


def submit(store: Store, actor: Actor, of: dict[str, Any], plan: str = PLAN) -> None:
    submit_report(store, actor, plan, read_input(of))


GOOD = {"action_code": "P1-02"}
WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "percent over 100": (body(GOOD, {"percent": 140}), "Action P1-01 : le pourcentage va de 0 à 100"),
    "percent under 0": (body(GOOD, {"percent": -1}), "le pourcentage va de 0 à 100"),
    "percent not a number": (body(GOOD, {"percent": "beaucoup"}), "le pourcentage va de 0 à 100"),
    "percent infinite": (body(GOOD, {"percent": float("inf")}), "le pourcentage va de 0 à 100"),
    "percent nan": (body(GOOD, {"percent": float("nan")}), "le pourcentage va de 0 à 100"),
    "unknown status": (body(GOOD, {"status": "presque"}), "ce statut n’existe pas"),
    "unknown weather": (body(GOOD, weather="brouillard"), "Le formulaire : cette météo n’existe pas"),
    "unknown field": (body(GOOD, {"statut": "x"}), "« statut »"),
    "text that is no text": (body(GOOD, done=["liste"]), "« done »"),
    "states that are no list": (body() | {"states": "tout"}, "« states »"),
    "closed period": (body(GOOD, period=BEFORE), "Cette période est clôturée"),
    "period never opened": (body(GOOD, period="2027-T1"), "n’est pas ouverte"),
    "period of nonsense": (body(GOOD, period="'; DROP TABLE report; --"), "n’est pas ouverte"),
    "unknown fiche": (body(GOOD, fiche="P99"), "« P99 » n’existe pas dans ce plan"),
    "unknown action": (body(GOOD, {"action_code": "P1-99"}), "L’action P1-99 n’est pas de la fiche P1"),
    "action of another fiche": (body(GOOD, {"action_code": "P2-01"}), "L’action P2-01 n’est pas de la fiche P1"),
    "abandoned without a decision": (body(GOOD, {"status": "abandonnee"}), "un abandon demande une décision"),
    "abandoned on an unknown decision": (
        body(GOOD, {"status": "abandonnee", "decision_code": "D-999"}),
        "La décision « D-999 » n’existe pas",
    ),
    "postponed without an end": (
        body(GOOD, {"status": "reportee", "reason": "Travaux"}),
        "une nouvelle échéance et un motif",
    ),
    "postponed without a reason": (
        body(GOOD, {"status": "reportee", "new_ends_on": "2028-12-31", "reason": "  "}),
        "une nouvelle échéance et un motif",
    ),
    "postponed backwards": (
        body(
            GOOD,
            {"status": "reportee", "new_starts_on": "2028-12-31", "new_ends_on": "2028-01-01", "reason": "Travaux"},
        ),
        "finit avant de commencer",
    ),
    "a date that does not exist": (body(GOOD, {"new_ends_on": "2027-02-30"}), "« new_ends_on »"),
    "derived status": (body(GOOD, {"status": "a_venir"}), "« À venir » ne se déclare pas"),
    "not concerned as a whole": (body(GOOD, {"status": "non_concernee"}), "ne se déclare pas"),
    "territory of an action that is not déclinée": (
        body(GOOD, {"territory_code": "200040459"}),
        "n’est pas déclinée par territoire",
    ),
    "unknown territory": (body(GOOD, {"territory_code": "Atlantide"}), "« Atlantide » n’existe pas"),
    "commune": (
        body({"action_code": "P7-03", "territory_code": "26362"}, fiche="P7"),
        "n’est pas un territoire de suivi",
    ),
    "text too long": (body(GOOD, done="x" * 1_000_000), "1 000 000 caractères ; le maximum est de 10 000"),
    "comment too long": (body(GOOD, {"comment": "x" * 1_000_000}), "Le commentaire de l’action P1-01 compte"),
    "indicator of another fiche": (
        body(GOOD, measures=[{"indicator_code": "P2-IND01", "measured_on": "2026-09-30", "value": 1}]),
        "n’est pas de la fiche P1",
    ),
    "unknown indicator": (
        body(GOOD, measures=[{"indicator_code": "P1-IND99", "measured_on": "2026-09-30", "value": 1}]),
        "« P1-IND99 » n’existe pas",
    ),
    "value that is no number": (
        body(GOOD, measures=[{"indicator_code": "P1-IND01", "measured_on": "2026-09-30", "value": "cent"}]),
        "Indicateur P1-IND01 : la valeur doit être un nombre",
    ),
    "value out of reach": (
        body(GOOD, measures=[{"indicator_code": "P1-IND01", "measured_on": "2026-09-30", "value": 1e300}]),
        "la valeur doit être un nombre",
    ),
    "no value": (body(GOOD, measures=[{"indicator_code": "P1-IND01", "measured_on": "2026-09-30"}]), "aucune valeur"),
    "ratio over zero": (
        body(
            GOOD,
            measures=[
                {"indicator_code": "P1-IND01", "measured_on": "2026-09-30", "numerator": 1, "denominator": 0},
            ],
        ),
        "dénominateur différent de zéro",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_value_is_refused_whole(name: str, store: Store, coordinator: Actor) -> None:
    wrong, says = WRONG[name]
    before, number = counts(store), revision(store)
    with pytest.raises(Refused) as refusal:
        submit(store, coordinator, wrong)
    message = str(refusal.value).replace(NBSP, " ").replace("\u202f", " ")
    assert says in message
    assert "rien n’a été" in message.lower() or "est conservé" in message
    assert len(message) < 400, "a refusal never repeats what was sent at length"
    assert (counts(store), revision(store)) == (before, number)


def test_percent_where_the_plan_uses_none(store: Store, coordinator: Actor) -> None:
    said = {"action_code": "F1-1", "status": "en_cours", "percent": 40}
    wrong = {"fiche_code": "F1", "period_code": SMALL_PERIOD, "states": [said]}
    before = counts(store)
    with pytest.raises(Refused, match="ne suit pas de pourcentage"):
        submit(store, coordinator, wrong, SMALL)
    assert counts(store) == before


def test_what_is_no_action_is_not_followed(store: Store, coordinator: Actor) -> None:
    said = {"action_code": "F1-6", "status": "en_cours"}
    with pytest.raises(Refused, match="n’est pas suivi comme une action"):
        submit(store, coordinator, {"fiche_code": "F1", "period_code": SMALL_PERIOD, "states": [said]}, SMALL)


TYPED = (
    "<script>alert('x')</script> & « guillemets » <b>gras</b>",
    "‏שלום‎ — عربي — \u202eà l’envers\u202c",
    "=SOMME(A1:A9)\n+33\t-1\n@risque",
    "Robert'); DROP TABLE report; --",
    "émojis 👩‍👩‍👧 et œuvres, ÇÀÉ",
)


@pytest.mark.parametrize("text", TYPED)
def test_text_is_kept_as_it_was_typed(text: str, store: Store, coordinator: Actor) -> None:
    submit(store, coordinator, body({"comment": text}, done=text, request=text))
    said = situation(store, PLAN)
    (row,) = [row for row in rows_of(said.reports) if row["fiche_code"] == OTHERS]
    assert (row["done"], row["request"]) == (text, text)
    assert text in set(said.states["comment"])


def test_control_characters_go_and_lines_stay(store: Store, coordinator: Actor) -> None:
    submit(store, coordinator, body(done="  a\x00b\x07c\r\nd\re\x1b[31m\ud83d  "))
    assert value(store, "SELECT done FROM report WHERE done LIKE 'abc%'") == "abc\nd\ne[31m"


def test_half_a_character_in_a_code_is_refused(store: Store, coordinator: Actor) -> None:
    half = "\ud83d"
    before = counts(store)
    for act in (
        lambda: submit(store, coordinator, body({"action_code": half})),
        lambda: submit(store, coordinator, body(fiche=half)),
        lambda: submit(store, coordinator, body(period=half)),
        lambda: situation(store, half),
        lambda: recorded(store, PLAN, half, NOW),
    ):
        with pytest.raises(CapError, match="n’est pas lisible"):
            act()
    assert counts(store) == before


def test_values_keep_their_words_clean_too(store: Store, coordinator: Actor) -> None:
    def measure(**words: str) -> MeasureInput:
        return MeasureInput(indicator_code="P1-IND01", measured_on=date(2026, 9, 30), value=1, **words)

    record_measures(store, coordinator, PLAN, [measure(qualifier="près\x00 de", source="Insee\x07", text="a\x00b")])
    said = [row for row in rows_of(situation(store, PLAN).measures) if row["indicator_code"] == "P1-IND01"]
    assert [(row["qualifier"], row["source"], row["text"]) for row in said] == [("près de", "Insee", "ab")]
    for words in ({"qualifier": "x" * 401}, {"source": "x" * 401}, {"text": "x" * 10_001}):
        with pytest.raises(Refused, match="le maximum est de"):
            record_measures(store, coordinator, PLAN, [measure(**words)])


def test_a_ratio_keeps_both_terms(store: Store, coordinator: Actor) -> None:
    measures = [{"indicator_code": "P1-IND01", "measured_on": "2026-09-30", "numerator": 1, "denominator": 3}]
    submit(store, coordinator, body(measures=measures))
    (row,) = [row for row in rows_of(situation(store, PLAN).measures) if row["indicator_code"] == "P1-IND01"]
    assert (row["numerator"], row["denominator"], row["value"]) == (1, 3, pytest.approx(100 / 3))


def test_a_value_of_the_same_day_replaces_the_first_and_the_journal_keeps_both(
    store: Store, coordinator: Actor
) -> None:
    for number in (4, 0):
        record_measures(
            store,
            coordinator,
            PLAN,
            [MeasureInput(indicator_code="P1-IND01", measured_on=date(2026, 9, 30), value=number)],
        )
    assert value(store, "SELECT value FROM measure ORDER BY id DESC LIMIT 1") == 0
    assert '"value": 4.0' in journal(store)[-1]["before"]


def test_an_abandon_and_a_postponement_that_say_why(store: Store, coordinator: Actor) -> None:
    submit(
        store,
        coordinator,
        body(
            {"status": "abandonnee", "decision_code": "D-001"},
            {"action_code": "P1-02", "status": "reportee", "new_ends_on": "2029-06-30", "reason": "Travaux"},
        ),
    )
    leaves = {row["code"]: row for row in rows_of(situation(store, PLAN).leaves)}
    assert (leaves["P1-01"]["status"], leaves["P1-01"]["decision"]) == ("abandonnee", "D-001")
    assert (leaves["P1-02"]["status"], leaves["P1-02"]["ends_on"]) == ("reportee", date(2029, 6, 30))


def test_sending_back_asks_for_a_word(store: Store, coordinator: Actor) -> None:
    before = counts(store)
    for comment in (None, "", "   "):
        with pytest.raises(Refused, match="Dites en un mot"):
            validate_report(store, coordinator, PLAN, SUBMITTED, NOW, accept=False, comment=comment)
    with pytest.raises(Refused, match="n’a rien soumis"):
        validate_report(store, coordinator, PLAN, OTHERS, NOW)
    assert counts(store) == before
    validate_report(store, coordinator, PLAN, SUBMITTED, NOW, accept=False, comment="Des dates ?")
    sent = report_to_complete(store, PLAN, SUBMITTED, NOW)
    assert sent is not None
    assert (sent["status"], sent["comment"], sent["validated_by"]) == ("a_completer", "Des dates ?", None)


def test_a_report_sent_back_is_submitted_again(store: Store) -> None:
    seen = report_to_complete(store, PLAN, SENT_BACK, NOW)
    assert seen is not None
    submit(store, acting(store, "pilote"), body(fiche=SENT_BACK, seen_version=seen["version"]))
    again = report_to_complete(store, PLAN, SENT_BACK, NOW)
    assert again is not None
    assert again["status"] == "soumis"


def test_a_draft_that_cannot_be_kept_is_refused(store: Store, coordinator: Actor) -> None:
    before = counts(store)
    for wrong, says in (({"done": "x" * 200_001}, "trop long"), ({"done": {1, 2}}, "ne peut pas être conservé")):
        with pytest.raises(Refused, match=says):
            save_draft(store, coordinator, PLAN, OTHERS, NOW, wrong)
    with pytest.raises(Refused, match="clôturée"):
        save_draft(store, coordinator, PLAN, OTHERS, BEFORE, {"done": "x"})
    assert counts(store) == before
