"""Ma saisie: who owes what, in which period it is filled."""

from __future__ import annotations

import pytest

from data.commands.campaign import close_campaign, reopen_campaign
from data.database import Store
from data.period import Period
from data.reading.entry import kept, recorded
from data.vocabulary import Status
from tests.support.app import texts
from tests.support.entry import NBSP, choose, entry, fiches_listed, key, press, status
from tests.support.quarter import BEFORE, NOW, OTHERS, PLAN, SENT_BACK, SUBMITTED, TO_FILL, acting

# --- who owes what ------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("store")
def test_a_pilot_sees_what_is_owed_the_most_urgent_first() -> None:
    app = entry()

    said = texts(app)
    assert not app.exception
    assert fiches_listed(app) == [TO_FILL, SENT_BACK, SUBMITTED]
    assert "1 sur 3 remis, échéance le 15 octobre 2026, dans 9 jours" in said
    assert f"À compléter{NBSP}: Précisez le calendrier." in said


@pytest.mark.usefixtures("store")
def test_the_coordination_sees_every_fiche_and_says_whose_it_fills() -> None:
    app = entry("coordination")
    assert len(fiches_listed(app)) == 21

    app.button(key=f"ouvrir_{TO_FILL}").click().run()

    assert "Vous saisissez à la place de **Service insertion**" in texts(app)


@pytest.mark.usefixtures("store")
def test_a_filter_that_keeps_nothing_says_so_and_hides_nothing_from_a_pilot() -> None:
    assert "Le filtre en cours ne garde aucune fiche." in texts(entry("coordination", pilote="sans", statut="realisee"))
    assert fiches_listed(entry(pilote="sans", statut="realisee")) == [TO_FILL, SENT_BACK, SUBMITTED]


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize("profile", ["lecture", "direction", "presentation"])
def test_who_only_reads_sees_no_form_and_what_to_do_instead(profile: str) -> None:
    app = entry(profile, TO_FILL)

    assert not app.exception
    assert not app.pills
    assert not fiches_listed(app)
    assert "choisissez votre profil en haut de la page" in texts(app)
    assert "Voir où en est le plan" in [link.proto.label for link in app.get("page_link")]


@pytest.mark.usefixtures("store")
def test_a_crafted_address_opens_no_form_on_somebody_else_s_fiche() -> None:
    app = entry("pilote", OTHERS)

    assert not app.pills
    assert f"La fiche {OTHERS} ne vous est pas confiée" in texts(app)
    assert fiches_listed(app) == [TO_FILL, SENT_BACK, SUBMITTED]


@pytest.mark.usefixtures("store")
def test_the_pilot_of_one_action_says_its_state_and_nothing_else(store: Store) -> None:
    app = entry("action", TO_FILL)
    assert [pills.key for pills in app.pills] == [key(status("P7-02"), "action")]
    assert not app.get("bidi_component")

    press(choose(app, "P7-02", Status.IN_PROGRESS, "action"), "soumettre", "action")

    assert not app.exception
    now = recorded(store, PLAN, TO_FILL, NOW)
    assert now.states[("P7-02", "26")]["status"] == Status.IN_PROGRESS
    assert now.answer is None  # the fiche's report is still its lead's to write
    assert "vous avez dit où en sont vos actions" in texts(app)
    assert ":green-badge[Renseigné]" in texts(app)


# --- periods that cannot be filled --------------------------------------------------------------------------------


@pytest.mark.usefixtures("store")
def test_a_closed_period_is_read_only_and_leads_to_the_open_one() -> None:
    app = entry(fiche=TO_FILL, trimestre=BEFORE)
    assert not app.pills
    assert "La saisie du 2e trimestre 2026 est close" in texts(app)

    app.button(key="vers_ouvert").click().run()

    assert app.pills(key=key(status("P7-01"))).value == Status.IN_PROGRESS


def test_closing_while_somebody_fills_refuses_and_keeps_the_draft(store: Store) -> None:
    app = choose(entry(fiche=TO_FILL), "P7-02", Status.DONE)
    close_campaign(store, acting(store, "coordination"), PLAN, Period.parse(NOW))

    press(app, "soumettre")

    assert not app.exception
    said = texts(app)
    assert "La saisie du 3e trimestre 2026 est close" in said
    assert "n’a pas été envoyé avant la clôture. Il est conservé" in said
    # What was chosen can still be read and copied.
    assert [block.value for block in app.code] == ["Réalisée"]
    assert "P7-02\u00a0: état" in said.replace("\\", "")
    assert recorded(store, PLAN, TO_FILL, NOW).answer is None
    assert kept(store, acting(store, "pilote"), PLAN, TO_FILL, NOW) is not None


def test_when_nothing_is_open_the_coordination_is_led_to_the_page_that_opens(store: Store) -> None:
    close_campaign(store, acting(store, "coordination"), PLAN, Period.parse(NOW))
    assert "la prochaine est le 4e trimestre 2026" in texts(entry())

    app = entry("coordination")

    assert "ouvrez-la dans" in texts(app)
    assert "Ouvrir le 4e trimestre 2026" in [link.proto.label for link in app.get("page_link")]
    assert "la prochaine est" not in texts(app)


def test_a_reopened_period_is_filled_beside_the_later_one_that_is_open(store: Store) -> None:
    coordination = acting(store, "coordination")
    reopen_campaign(store, coordination, PLAN, Period.parse(BEFORE), reason="Une erreur à corriger.")
    app = entry()
    assert "La saisie du 2e trimestre 2026 est de nouveau ouverte." in texts(app)

    app.button(key=f"aller_{BEFORE}").click().run()
    assert app.query_params["trimestre"] == BEFORE
    form = entry(fiche=TO_FILL, trimestre=BEFORE)
    form.pills(key=key(status("P7-02"), period=BEFORE)).set_value(Status.DONE).run()
    press(form, "soumettre", period=BEFORE)

    assert not form.exception
    assert recorded(store, PLAN, TO_FILL, BEFORE).states[("P7-02", "26")]["status"] == Status.DONE
    assert recorded(store, PLAN, TO_FILL, NOW).answer is None
    later = entry(fiche=TO_FILL)  # still open too, and it starts from the correction
    assert later.pills(key=key(status("P7-01"))).value == Status.IN_PROGRESS
    assert "6 autres actions (à venir, terminées…)" in [expander.label for expander in later.expander]
