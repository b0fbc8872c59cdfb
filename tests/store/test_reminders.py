"""Reminders on a real store: what leaves by a real mail server or as files, and never twice."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest

from data import clock
from data.commands.campaign import close_campaign
from data.commands.reminder import TIMER, Outcome, send_reminders
from data.commands.report import ReportInput, submit_report
from data.commands.store import add_account, set_account_email, set_setting
from data.database import Store
from data.errors import Refused
from data.period import Period
from data.permissions import SYSTEM, Actor
from data.reminders.mail import FolderPost, Post
from data.reminders.settings import MailError, mail_settings
from data.vocabulary import Channel, Role
from tests.support.mail import PASSWORD, USER, Mailbox, asks_for_a_password, certificate, free_port, mail_server
from tests.support.plan_store import PLAN, SMALL, counts, journal, limited, raw, revision, rows, value
from tests.support.quarter import NOW, SENT_BACK, TO_FILL, TODAY, acting

LEAD, ALONE, COORDINATION = "insertion@departement.example", "ville@ville.example", "coordination@departement.example"
DUE = date(2026, 10, 15)


def address(store: Store, pilot: str, email: str | None) -> None:
    with raw(store) as connection:
        connection.execute("UPDATE pilot SET email = ? WHERE name = ?", (email, pilot))


def moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 8, 0).astimezone()


def reminders(store: Store) -> list[tuple[str, str, str, str]]:
    """(recipient, step, channel, day) of each, in order."""
    return rows(
        store,
        "SELECT coalesce(pilot.name, account.name), moment, channel, sent_on FROM reminder "
        "LEFT JOIN pilot ON pilot.id = reminder.pilot_id LEFT JOIN account ON account.id = reminder.account_id "
        "ORDER BY reminder.id",
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where files go."""
    return tmp_path / "courriels"


@pytest.fixture
def addressed(store: Store) -> Store:
    """The story of the quarter, whose three people have an address: a lead, an action's pilot, the coordination."""
    address(store, "Service insertion", LEAD)
    address(store, "Ville centre", ALONE)
    set_account_email(store, SYSTEM, "coordination", COORDINATION)
    return store


class Folder(FolderPost):
    """Files, and the names of what left; `before(name)` runs before each."""

    def __init__(self, folder: Path, before: Callable[[str], object] = lambda _: None) -> None:
        super().__init__(folder)
        self.before = before

    def send(self, message: EmailMessage, name: str) -> None:
        self.before(str(message["To"]))
        super().send(message, name)


def by_files(
    store: Store, folder: Path, day: date = TODAY, plan: str | None = PLAN, post: Post | None = None
) -> Outcome:
    return send_reminders(store, TIMER, plan, now=moment(day), post=post or Folder(folder))


def by_mail(store: Store, environment: dict[str, str], day: date = TODAY) -> Outcome:
    settings = mail_settings(environment)
    return send_reminders(store, TIMER, PLAN, now=moment(day), settings=settings)


def names(outcome: Outcome) -> tuple[list[str], list[str], list[str]]:
    """Who was written to, who was not, who has no address."""
    return (
        [digest.names[0] for digest in outcome.sent],
        [digest.names[0] for digest, _ in outcome.failed],
        [digest.names[0] for digest in outcome.without_address],
    )


# --- files ---------------------------------------------------------------------------------------------------------


def test_without_a_server_each_message_is_a_file_and_is_recorded(addressed: Store, folder: Path) -> None:
    before, told = revision(addressed), len(journal(addressed))
    outcome = by_files(addressed, folder)
    assert names(outcome) == (
        ["Coordination du schéma", "Service insertion", "Ville centre"],
        [],
        ["Profil coordinateur"],
    )
    assert reminders(addressed) == [
        (name, "avant_30", Channel.FILE, "2026-10-06")
        for name in ("Coordination du schéma", "Service insertion", "Ville centre")
    ]
    assert json.loads(value(addressed, "SELECT fiches FROM reminder WHERE pilot_id = 1")) == [SENT_BACK, TO_FILL]
    files = sorted((folder).iterdir())
    assert len(files) == 3
    assert [file.name[:29] for file in files][1] == "2026-10-06-service-insertion-"
    found = message_from_bytes(files[1].read_bytes(), policy=SMTP)
    assert found["To"].addresses[0].addr_spec == LEAD
    assert found["X-Unsent"] == "1"
    assert (revision(addressed), len(journal(addressed))) == (before, told), "the Situation does not know of it"


def test_the_same_day_again_sends_nothing(addressed: Store, folder: Path) -> None:
    by_files(addressed, folder)
    before = counts(addressed)
    assert by_files(addressed, folder).sent == []
    assert counts(addressed) == before


@pytest.mark.soak
def test_a_whole_campaign_run_every_day(addressed: Store, folder: Path) -> None:
    """Opened a month before, closed on the 30th: the lead answers on the 17th, the coordination never does."""
    close = date(2026, 10, 30)
    for ahead in range((close - date(2026, 9, 10)).days + 10):
        day = date(2026, 9, 10) + timedelta(days=ahead)
        if day == date(2026, 10, 17):
            for code, seen in ((TO_FILL, None), (SENT_BACK, 2)):
                report = ReportInput(fiche_code=code, period_code=NOW, done="Fait.", seen_version=seen)
                submit_report(addressed, acting(addressed, "pilote"), PLAN, report)
        by_files(addressed, folder, day)
    found = [(step, day) for name, step, _, day in reminders(addressed) if name == "Coordination du schéma"]
    assert found == [
        ("avant_30", "2026-09-15"),
        ("avant_7", "2026-10-08"),
        ("avant_1", "2026-10-14"),
        ("apres_1", "2026-10-19"),
        ("apres_7", "2026-10-24"),
    ]
    assert [(step, day) for name, step, _, day in reminders(addressed) if name == "Service insertion"] == found[:3]


def test_nothing_from_the_day_of_the_closing_on(addressed: Store, folder: Path, coordinator: Actor) -> None:
    assert by_files(addressed, folder, date(2026, 10, 30)) == Outcome(Channel.FILE)
    close_campaign(addressed, coordinator, PLAN, Period.parse(NOW))
    assert by_files(addressed, folder) == Outcome(Channel.FILE)


def test_two_plans_one_address_one_message(addressed: Store, folder: Path) -> None:
    address(addressed, "Direction de l’essai", LEAD.upper())
    with raw(addressed) as connection:
        connection.execute("UPDATE campaign SET due_on = '2026-10-20' WHERE period = '2026-S2'")
    outcome = by_files(addressed, folder, plan=None)
    (digest,) = [one for one in outcome.sent if "Service insertion" in one.names]
    assert digest.names == ("Service insertion", "Direction de l’essai")
    assert len(list(folder.glob("*service-insertion*.eml"))) == 1
    assert {"Service insertion", "Direction de l’essai"} <= {name for name, *_ in reminders(addressed)}


def test_five_days_hold_between_two_plans_sent_apart(addressed: Store, folder: Path) -> None:
    address(addressed, "Direction de l’essai", LEAD)
    with raw(addressed) as connection:
        connection.execute("UPDATE campaign SET due_on = '2026-10-20' WHERE period = '2026-S2'")
    by_files(addressed, folder)
    for ahead, written in ((0, []), (4, []), (5, ["Direction de l’essai"])):
        sent = by_files(addressed, folder, TODAY + timedelta(days=ahead), SMALL).sent
        assert [one.names[0] for one in sent if one.email == LEAD] == written


def test_an_address_that_cannot_be_read_does_not_stop_the_others(addressed: Store, folder: Path) -> None:
    address(addressed, "Service insertion", "insertion@departement.example\r\nBcc: x@y.example")
    outcome = by_files(addressed, folder)
    assert names(outcome)[:2] == (["Coordination du schéma", "Ville centre"], ["Service insertion"])
    assert "L’adresse de courriel n’est pas lisible" in outcome.failed[0][1]
    assert len(list(folder.iterdir())) == 2
    assert "Service insertion" not in {name for name, *_ in reminders(addressed)}


def test_a_folder_that_cannot_be_written_is_said_and_nothing_is_recorded(addressed: Store, tmp_path: Path) -> None:
    (tmp_path / "occupé").write_text("", encoding="utf-8")
    outcome = by_files(addressed, tmp_path / "occupé")
    assert len(outcome.failed) == 3
    assert all("ne peut pas être écrit" in why for _, why in outcome.failed)
    assert reminders(addressed) == []


def test_what_people_typed_stays_text_in_the_file(addressed: Store, folder: Path) -> None:
    with raw(addressed) as connection:
        connection.execute("UPDATE report SET comment = ? WHERE comment IS NOT NULL", ("<b>x</b>\x00\u202etxt",))
        connection.execute("UPDATE pilot SET name = ? WHERE id = 1", ("Service\r\nBcc: z@z.example",))
    by_files(addressed, folder)
    (file,) = folder.glob("*service-bcc*")
    found = message_from_bytes(file.read_bytes(), policy=SMTP)
    assert found["Bcc"] is None
    page = found.get_body(("html",)).get_content()  # type: ignore[union-attr, attr-defined]
    assert "&lt;b&gt;x&lt;/b&gt;txt" in page
    assert b"\x00" not in file.read_bytes()


def test_the_demonstration_prepares_files_even_with_a_server(addressed: Store, folder: Path) -> None:
    set_setting(addressed, SYSTEM, "demonstration", "true")
    with mail_server() as box:
        outcome = by_mail(addressed, box.environment(CAP_MAIL_FOLDER=str(folder)))
        assert box.connections == 0
    assert outcome.channel is Channel.FILE
    files = list((folder / "demonstration").glob("*.eml"))
    assert len(files) == len(outcome.sent) == 3
    found = message_from_bytes(files[0].read_bytes(), policy=SMTP)
    assert "données de démonstration" in found["Subject"]


# --- a real mail server --------------------------------------------------------------------------------------------


def test_each_receives_one_message_over_one_connection(addressed: Store) -> None:
    with mail_server() as box:
        outcome = by_mail(addressed, box.environment(CAP_ADDRESS="https://cap.departement.example"))
    assert (outcome.channel, len(outcome.sent), outcome.failed) == (Channel.EMAIL, 3, [])
    assert sorted(box.written_to) == sorted([LEAD, ALONE, COORDINATION])
    assert box.connections == 1
    (lead,) = [message for message in box.messages if message["X-Envelope-To"] == LEAD]
    assert lead["Subject"] == "Cap Solidarités\u00a0: 2 points d’avancement attendus pour le 15 octobre"
    assert lead["From"].addresses[0].addr_spec == "cap@departement.example"
    text = lead.get_body(("plain",)).get_content()  # type: ignore[union-attr, attr-defined]
    assert "Précisez le calendrier." in text
    assert f"https://cap.departement.example/saisie?donnees=reelles&plan={PLAN}&trimestre={NOW}&fiche=P7" in text
    assert {channel for _, _, channel, _ in reminders(addressed)} == {Channel.EMAIL}


def test_a_refused_recipient_is_said_and_tried_again_and_the_others_receive_theirs(addressed: Store) -> None:
    with mail_server(refuses=frozenset({LEAD})) as box:
        outcome = by_mail(addressed, box.environment())
    assert names(outcome)[:2] == (["Coordination du schéma", "Ville centre"], ["Service insertion"])
    assert "refuse cette adresse (550 5.1.1 No such <user>)" in outcome.failed[0][1]
    assert "Service insertion" not in {name for name, *_ in reminders(addressed)}
    with mail_server() as box:
        assert names(by_mail(addressed, box.environment()))[0] == ["Service insertion"]
    assert box.written_to == [LEAD]


def test_a_connection_that_drops_fails_one_message(addressed: Store) -> None:
    with mail_server(cuts=frozenset({LEAD})) as box:
        outcome = by_mail(addressed, box.environment())
    assert names(outcome)[:2] == (["Coordination du schéma", "Ville centre"], ["Service insertion"])
    assert "a coupé la connexion" in outcome.failed[0][1]
    assert sorted(box.written_to) == sorted([ALONE, COORDINATION])
    assert len(reminders(addressed)) == 2


def test_a_server_that_is_down_is_asked_once_and_nothing_is_recorded(addressed: Store) -> None:
    outcome = by_mail(addressed, Mailbox(free_port()).environment())
    assert (len(outcome.sent), len(outcome.failed)) == (0, 3)
    assert {why for _, why in outcome.failed} == {outcome.failed[0][1]}
    assert "ne répond pas. Vérifiez CAP_SMTP_HOST" in outcome.failed[0][1]
    assert reminders(addressed) == []
    with mail_server() as box:
        assert len(by_mail(addressed, box.environment()).sent) == 3


def test_nothing_leaves_in_clear_when_encryption_was_asked_for(addressed: Store) -> None:
    with mail_server() as box:
        for security, says in (("starttls", "ne propose pas de connexion chiffrée"), ("tls", "ne répond pas en")):
            outcome = by_mail(addressed, box.environment(CAP_SMTP_SECURITY=security))
            assert len(outcome.failed) == 3
            assert says in outcome.failed[0][1]
            assert "Rien n’est parti" in outcome.failed[0][1]
        assert box.messages == []
    assert reminders(addressed) == []


def test_a_certificate_that_nobody_vouches_for_is_refused(addressed: Store, tmp_path: Path) -> None:
    context, _ = certificate(tmp_path)
    with mail_server(tls_context=context) as box:
        outcome = by_mail(addressed, box.environment(CAP_SMTP_SECURITY="starttls"))
        assert box.messages == []
    assert "présente un certificat que cette machine ne reconnaît pas" in outcome.failed[0][1]


def test_encrypted_and_identified(addressed: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    context, trusted = certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
    with mail_server(tls_context=context, **asks_for_a_password()) as box:
        identified = box.environment(CAP_SMTP_SECURITY="starttls", CAP_SMTP_USER=USER)
        wrong = by_mail(addressed, identified | {"CAP_SMTP_PASSWORD": "un-autre-mot"})
        assert "refuse l’identifiant ou le mot de passe" in wrong.failed[0][1]
        assert "un-autre-mot" not in str(wrong)
        assert box.messages == []
        assert len(by_mail(addressed, identified | {"CAP_SMTP_PASSWORD": PASSWORD}).sent) == 3
    assert box.encrypted == [True] * 3


def test_encrypted_from_the_first_byte(addressed: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    context, trusted = certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
    with mail_server(ssl_context=context) as box:
        assert len(by_mail(addressed, box.environment(CAP_SMTP_SECURITY="tls")).sent) == 3
    assert box.encrypted == [True] * 3


def test_a_server_that_wants_a_password_that_is_not_given(
    addressed: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context, trusted = certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
    with mail_server(tls_context=context, **asks_for_a_password()) as box:
        outcome = by_mail(addressed, box.environment(CAP_SMTP_SECURITY="starttls"))
        assert box.messages == []
    assert "refuse l’expéditeur (530" in outcome.failed[0][1]
    assert len(outcome.failed) == 3


# --- never twice ---------------------------------------------------------------------------------------------------


def test_after_an_interruption_nobody_is_written_to_again(addressed: Store, folder: Path) -> None:
    def interrupted(to: str) -> None:
        if LEAD in to:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        by_files(addressed, folder, post=Folder(folder, interrupted))
    assert [name for name, *_ in reminders(addressed)] == ["Coordination du schéma"]
    assert names(by_files(addressed, folder))[0] == ["Service insertion", "Ville centre"]


def test_a_file_written_before_an_interruption_is_written_over(addressed: Store, folder: Path) -> None:
    class Dies(Folder):
        def send(self, message: EmailMessage, name: str) -> None:
            super().send(message, name)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        by_files(addressed, folder, post=Dies(folder))
    assert reminders(addressed) == []
    by_files(addressed, folder)
    assert len(list(folder.iterdir())) == 3


def test_two_sendings_at_once_are_one(addressed: Store, folder: Path, coordinator: Actor) -> None:
    refused: list[str] = []

    def another(_: str) -> None:
        with pytest.raises(Refused) as raised:
            send_reminders(addressed, coordinator, PLAN, post=Folder(folder / "autre"))
        refused.append(str(raised.value))

    assert len(by_files(addressed, folder, post=Folder(folder, another)).sent) == 3
    assert len(refused) == 3
    assert "est déjà en cours" in refused[0]
    assert not (folder / "autre").exists()
    assert value(addressed, "SELECT count(*) FROM setting WHERE key = 'reminders_until'") == 0


def test_a_sending_that_was_killed_holds_the_next_one_for_ten_minutes_only(addressed: Store, folder: Path) -> None:
    with addressed.read() as session:
        wall = clock.now(session)
    for ahead, passes in ((timedelta(minutes=5), False), (timedelta(seconds=-1), True)):
        with raw(addressed) as connection:
            connection.execute(
                "INSERT OR REPLACE INTO setting (key, value) VALUES ('reminders_until', ?)",
                ((wall + ahead).isoformat(),),
            )
        if passes:
            assert len(by_files(addressed, folder).sent) == 3
        else:
            with pytest.raises(Refused, match="réessayez dans dix minutes"):
                by_files(addressed, folder)


def test_a_period_closed_while_it_is_sent_stops_there(addressed: Store, folder: Path, coordinator: Actor) -> None:
    closed: list[int] = []

    def close(_: str) -> None:
        if not closed:
            closed.append(close_campaign(addressed, coordinator, PLAN, Period.parse(NOW)) or 1)

    outcome = by_files(addressed, folder, post=Folder(folder, close))
    assert (outcome.sent, len(outcome.failed)) == ([], 3)
    assert "est parti, mais n’a pas pu être noté" in outcome.failed[0][1]
    assert len(list(folder.iterdir())) == 1
    assert by_files(addressed, folder) == Outcome(Channel.FILE)


# --- rights and addresses ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("profile", ["pilote", "direction", "lecture", "role_administrateur"])
def test_only_the_coordination_sends(addressed: Store, folder: Path, profile: str) -> None:
    before = counts(addressed)
    with pytest.raises(Refused, match="Rien n’a été modifié"):
        send_reminders(addressed, acting(addressed, profile), PLAN, post=Folder(folder))
    assert counts(addressed) == before
    assert list(folder.glob("*.eml")) == []


def test_a_coordination_limited_to_a_plan_sends_for_it_alone(
    addressed: Store, folder: Path, coordinator: Actor
) -> None:
    for plan in (None, SMALL):
        with pytest.raises(Refused):
            send_reminders(addressed, limited(coordinator, PLAN), plan, post=Folder(folder))
    assert len(send_reminders(addressed, limited(coordinator, PLAN), PLAN, post=Folder(folder)).sent) == 3


def test_settings_that_cannot_be_used_send_nothing_and_hold_nobody(
    addressed: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAP_SMTP_HOST", "smtp.departement.example")
    before = counts(addressed)
    with pytest.raises(MailError, match="CAP_MAIL_FROM manque"):
        send_reminders(addressed, TIMER, PLAN)
    assert counts(addressed) == before
    monkeypatch.delenv("CAP_SMTP_HOST")
    assert len(by_files(addressed, folder).sent) == 3


def test_an_account_has_an_address_that_the_journal_does_not_keep(store: Store) -> None:
    add_account(store, SYSTEM, "adjointe", "Adjointe", Role.COORDINATOR, email=" adjointe@departement.example ")
    set_account_email(store, SYSTEM, "coordination", COORDINATION)
    assert rows(store, "SELECT email FROM account WHERE email IS NOT NULL ORDER BY id") == [
        (COORDINATION,),
        ("adjointe@departement.example",),
    ]
    assert "departement.example" not in json.dumps(journal(store))
    set_account_email(store, SYSTEM, "coordination", None)
    assert value(store, "SELECT email FROM account WHERE code = 'coordination'") is None


def test_an_address_that_is_not_one_is_refused(store: Store) -> None:
    before = counts(store)
    for text in ("coordination", "a@b.example, c@d.example", "a@b.example\r\nBcc: c@d.example"):
        with pytest.raises(Refused, match="n’est pas une adresse de courriel"):
            set_account_email(store, SYSTEM, "coordination", text)
        with pytest.raises(Refused, match="n’est pas une adresse de courriel"):
            add_account(store, SYSTEM, "nouveau", "Nouveau", Role.COORDINATOR, email=text)
    with pytest.raises(Refused, match="n’existe pas"):
        set_account_email(store, SYSTEM, "inconnu", COORDINATION)
    assert counts(store) == before
