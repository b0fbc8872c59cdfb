"""The board of a campaign: a case counted by hand, then parts that add up whatever came."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from data.gathering import Asked, Came, Gathering, Lead, Sitting, Standing
from data.measures.campaign_board import CampaignBoard, Stage, board, count, to_review
from data.measures.campaign_review import reviewed
from data.measures.campaign_tables import by_axis, by_direction, figures, rows
from data.measures.campaign_words import closing_sentences, dates_words, state_sentence
from data.period import Period
from data.situation import Situation
from data.vocabulary import ReportStatus, Validation
from tests.support.measures import drome, said, situation

NBSP = "\u00a0"
PERIOD = "2026-T3"
OPENED, DUE, CLOSES = date(2026, 9, 15), date(2026, 10, 15), date(2026, 10, 31)
BEFORE, AFTER = date(2026, 10, 6), date(2026, 10, 20)
S, V, C = ReportStatus.SUBMITTED, ReportStatus.VALIDATED, ReportStatus.TO_COMPLETE


def came(status: ReportStatus, first: date, last: date | None = None, *, nothing_new: bool = False) -> Came:
    return Came(status, 1, first, last or first, "Service A", nothing_new=nothing_new)


def whole(today: date) -> Situation:
    """Two missed quarters for P4, one for P5; P1 to P8 are expected in the third."""
    campaigns = [
        {"period": "2026-T1", "status": "cloturee", "due_on": date(2026, 4, 15), "closed_on": date(2026, 5, 4)},
        {"period": "2026-T2", "status": "cloturee", "due_on": date(2026, 7, 15), "closed_on": date(2026, 8, 3)},
        {"period": PERIOD, "status": "ouverte", "due_on": DUE},
    ]
    codes = [f"P{at}" for at in range(1, 9)]
    asked = [{"fiche_code": code, "period": row["period"], "excused": False} for code in codes for row in campaigns]
    silent = {"P4": ("2026-T1", "2026-T2"), "P5": ("2026-T2",)}
    reports = [
        {"fiche_code": code, "period": period, "status": "valide"}
        for code in codes
        for period in ("2026-T1", "2026-T2")
        if period not in silent.get(code, ())
    ]
    return situation(drome(), period=PERIOD, today=today, campaigns=campaigns, expectations=asked, reports=reports)


def standing(gathering: Gathering) -> Standing:
    leads = {"P1": Lead("A", "Nord"), "P2": Lead("A", "Nord"), "P3": Lead("B", "Sud"), "P4": Lead("Association", None)}
    return Standing(Validation.COORDINATION, gathering, leads, ())


def quarter(closed_on: date | None = None) -> Gathering:
    """Eight fiches: validated, submitted late, completed after due, to complete, missing, begun, excused, added."""
    return Gathering(
        PERIOD, OPENED, DUE, CLOSES, closed_on,
        asked=(
            Asked("P1", "A"), Asked("P2", "A"), Asked("P3", "B"), Asked("P4", "Association"), Asked("P5"),
            Asked("P6", "C"), Asked("P7", "C", excused=True, reason="Réorganisation"), Asked("P8", "C", added=True),
        ),
        came={
            "P1": came(V, date(2026, 10, 1), nothing_new=True),
            "P2": came(S, date(2026, 10, 16)),
            "P3": came(S, date(2026, 10, 14), date(2026, 10, 18)),
            "P4": came(C, date(2026, 10, 2)),
        },
        drafts={"P6": 1, "P2": 1},
    )  # fmt: skip


def of(today: date, closed_on: date | None = None) -> CampaignBoard:
    return board(whole(today), standing(quarter(closed_on)), today)


def test_a_case_counted_by_hand() -> None:
    found = of(AFTER)
    assert {line.fiche_code: line.stage for line in found.lines} == {
        "P1": Stage.VALIDATED, "P2": Stage.SUBMITTED, "P3": Stage.SUBMITTED, "P4": Stage.TO_COMPLETE,
        "P5": Stage.MISSING, "P6": Stage.DRAFT, "P7": Stage.EXCUSED, "P8": Stage.MISSING,
    }  # fmt: skip
    counts = found.counts
    assert (counts.fiches, counts.expected, counts.excused) == (8, 7, 1)
    assert (counts.on_time, counts.late_in, counts.to_complete, counts.missing) == (2, 1, 1, 3)
    assert (counts.received, counts.validated, counts.overdue, counts.late) == (3, 1, 4, 5)
    assert found.sentence == (
        f"3 points reçus sur 7 attendus (43{NBSP}%), dont 2 à l’heure{NBSP}; 1 à compléter{NBSP}; 1 excusé{NBSP}; "
        "2 fiches sans nouvelles depuis deux trimestres."
    )
    # The third quarter is over too on the 20th of October: P4 has missed three, P5 two.
    assert {line.fiche_code: line.missed for line in found.lines if line.missed > 1} == {"P4": 3, "P5": 2}
    assert counts.silent == 2
    assert [figure.text for figure in figures(found, AFTER)] == [
        f"3 sur 7 (43{NBSP}%)",
        "1 sur 3",
        f"5 sur 7 (71{NBSP}%)",
    ]


def test_before_the_due_date_nothing_that_has_not_come_is_late() -> None:
    found = of(BEFORE)
    assert {line.fiche_code: line.late for line in found.lines if not line.received} == {
        "P4": False, "P5": False, "P6": False, "P7": None, "P8": False,
    }  # fmt: skip
    assert (found.counts.overdue, found.counts.silent) == (0, 1)


def test_what_was_completed_after_the_due_date_was_on_time() -> None:
    line = of(AFTER).line("P3")
    assert line is not None
    assert line.late is False


def test_an_excused_fiche_that_answers_stays_out_of_the_counts_and_may_be_read() -> None:
    asked = (Asked("P1", excused=True, reason="Réorganisation"), Asked("P2"))
    gathering = Gathering(PERIOD, OPENED, DUE, CLOSES, None, asked, {"P1": came(S, BEFORE)})
    found = board(whole(BEFORE), standing(gathering), BEFORE)
    assert (found.counts.received, found.counts.expected, found.counts.excused) == (0, 1, 1)
    assert list(rows(found.lines, 3)["À savoir"]) == [f"Réorganisation{NBSP}; a répondu", None]
    assert to_review(found, gathering) == ["P1"]


def test_the_table_says_each_fiche() -> None:
    table = rows(of(AFTER).lines, 3).set_index("Fiche")
    assert list(table["État"]) == [
        "Validé", "Soumis, non validé", "Soumis, non validé", "À compléter", "Attendu", "Brouillon en cours", "Excusé",
        "Attendu",
    ]  # fmt: skip
    assert table["À savoir"]["P1"] == "rien de nouveau"
    assert table["À savoir"]["P7"] == "Réorganisation"
    assert table["À savoir"]["P8"] == "ajoutée après l’ouverture"
    assert (table["Délai"]["P2"], table["Délai"]["P3"], table["Délai"]["P5"]) == ("En retard", "À l’heure", "En retard")
    assert (table["Pilote"]["P5"], table["Direction"]["P4"]) == ("Coordination (sans pilote)", "Hors direction")
    closed = rows(of(AFTER, CLOSES).lines, 3).set_index("Fiche")
    assert (closed["État"]["P5"], closed["État"]["P4"]) == ("Sans réponse", "Non complété")


def test_by_direction_the_total_last() -> None:
    table = by_direction(of(AFTER).lines).set_index("Direction")
    assert list(table.index) == ["Nord", "Sud", "Hors direction", "Ensemble"]
    assert list(table["Attendus"]) == [2, 1, 4, 7]
    assert list(table["Manquants"]) == [0, 0, 3, 3]
    assert list(table["Excusés"]) == [0, 0, 1, 1]


def test_what_waits_to_be_read_oldest_first() -> None:
    assert to_review(of(AFTER), quarter()) == ["P2", "P3"]


def test_what_nobody_asked_is_told_apart_and_may_be_read() -> None:
    gathering = Gathering(PERIOD, OPENED, DUE, CLOSES, None, (Asked("P1"),), {"P9": came(S, BEFORE)})
    found = board(whole(BEFORE), standing(gathering), BEFORE)
    assert (len(found.lines), len(found.unasked)) == (1, 20)
    assert to_review(found, gathering) == ["P9"]


def test_what_closing_means_is_said_first() -> None:
    assert closing_sentences(of(AFTER)) == [
        f"3 points n’ont pas été reçus (P5, P6 et P8){NBSP}: période sans nouvelles.",
        "1 point attend d’être complété et ne comptera pas (P4).",
        f"2 points ne sont pas validés{NBSP}: ils comptent, marqués «{NBSP}non validé{NBSP}» (P2 et P3).",
    ]


def test_where_the_campaign_stands() -> None:
    told = state_sentence(quarter(), Validation.DIRECTION, BEFORE)
    assert told.startswith(
        f"La campagne du 3e trimestre 2026 est ouverte{NBSP}: échéance le 15 octobre 2026, dans 9 jours"
    )
    assert f"Chaque direction valide ses points{NBSP};" in told
    assert "dépassée depuis 5 jours" in state_sentence(quarter(), Validation.COORDINATION, AFTER)
    yearly = Gathering("2026-A1", OPENED, DUE, CLOSES, CLOSES)
    assert "La campagne de l’année 2026 est clôturée" in state_sentence(yearly, Validation.COORDINATION, AFTER)


def test_how_dates_were_found_is_said() -> None:
    sittings = [Sitting("Comité technique", date(2026, 10, 25), True), Sitting("Autre", date(2026, 10, 25), False)]
    told = dates_words(Period.parse(PERIOD), date(2026, 10, 15), sittings, 10, 10)
    assert "d’après la réunion du 25 octobre 2026 (Comité technique)" in told
    assert "peu après le 3e trimestre 2026" in dates_words(Period.parse(PERIOD), date(2026, 10, 15), [], 10, 10)


def test_a_report_is_read_with_what_it_changed() -> None:
    words = [
        said("P1-01", "2026-T1", "en_cours", 20),
        said("P1-01", "2026-T2", "en_cours", 40),
        said("P1-01", PERIOD, "realisee"),
        said("P1-02", "2026-T2", "non_engagee", None),
        said("P1-02", PERIOD, "non_engagee", None),
        said("P1-03", PERIOD, "en_cours", 10),
        said("P2-01", PERIOD, "en_cours", 10),
    ]
    found = reviewed(situation(drome(), words, PERIOD), "P1")
    assert found.same == 1
    assert [(row["Action"], row["Avant"], row["Maintenant"]) for row in found.changed.to_dict("records")] == [
        ("P1-01", f"En cours, 40{NBSP}%", "Réalisée"),
        ("P1-03", None, f"En cours, 10{NBSP}%"),
    ]


# --- whatever came ------------------------------------------------------------------------------------------------

_CODES = [f"P{at}" for at in range(1, 22)]
_WHOLE = whole(AFTER)


@st.composite
def gatherings(draw: st.DrawFn) -> tuple[Gathering, date]:
    days = st.integers(0, 60).map(lambda after: OPENED + timedelta(days=after))
    reports = st.builds(came, st.sampled_from(ReportStatus), days)
    asked = tuple(
        Asked(code, None, excused := draw(st.booleans()), "Motif" if excused else None)
        for code in draw(st.lists(st.sampled_from(_CODES), unique=True))
    )
    answers = draw(st.dictionaries(st.sampled_from(_CODES), reports))
    drafts = draw(st.dictionaries(st.sampled_from(_CODES), st.integers(0, 2)))
    closed = draw(st.none() | days)
    return Gathering(PERIOD, OPENED, DUE, CLOSES, closed, asked, answers, drafts), draw(days)


@settings(max_examples=60, deadline=None)
@given(gatherings())
def test_parts_add_up_whatever_came(drawn: tuple[Gathering, date]) -> None:
    gathering, today = drawn
    found = board(_WHOLE, standing(gathering), today)
    counts = found.counts
    assert counts == count(found.lines)
    assert len(found.lines) + len(found.unasked) == 21
    assert counts.fiches == counts.expected + counts.excused == len(gathering.asked)
    assert counts.expected == counts.received + counts.to_complete + counts.missing
    assert counts.validated <= counts.received
    assert counts.overdue <= counts.to_complete + counts.missing
    for table in (by_direction(found.lines), by_axis(found.lines, "Axe")):
        for column in table.columns[1:]:
            assert sum(table[column][:-1]) == table[column].iloc[-1]
    for figure in figures(found, today):
        assert figure.value is None or 0 <= figure.value <= 100
