"""What the environment may say of mail, and what it may not."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.database import VAR
from data.reminders.addresses import email_address
from data.reminders.mail import FolderPost, SmtpPost, post_of
from data.reminders.settings import MailError, MailSettings, Security, mail_settings

SECRET = "un-mot-de-passe"
SERVER = {"CAP_SMTP_HOST": "smtp.departement.example", "CAP_MAIL_FROM": "Cap <cap@departement.example>"}


def test_without_anything_messages_are_files_under_var() -> None:
    found = mail_settings({})
    assert found == MailSettings(None, None, VAR / "courriels", None)
    assert isinstance(post_of(found, False), FolderPost)
    assert mail_settings({"CAP_SMTP_HOST": "  ", "CAP_MAIL_FOLDER": "/tmp/ici"}).folder == Path("/tmp/ici")


@pytest.mark.parametrize(
    ("said", "security", "port"),
    [
        ({}, Security.STARTTLS, 587),
        ({"CAP_SMTP_SECURITY": "TLS"}, Security.TLS, 465),
        ({"CAP_SMTP_SECURITY": "none"}, Security.NONE, 25),
        ({"CAP_SMTP_SECURITY": "none", "CAP_SMTP_PORT": "2525"}, Security.NONE, 2525),
    ],
)
def test_a_server_is_protected_unless_somebody_says_otherwise(
    said: dict[str, str], security: Security, port: int
) -> None:
    found = mail_settings(SERVER | said)
    assert found.smtp is not None
    assert (found.smtp.security, found.smtp.port, found.sender) == (security, port, ("Cap", "cap@departement.example"))
    assert isinstance(post_of(found, False), SmtpPost)


def test_the_demonstration_never_has_a_server() -> None:
    found = post_of(mail_settings(SERVER), True)
    assert isinstance(found, FolderPost)
    assert found.folder == VAR / "courriels" / "demonstration"


def test_the_password_is_never_shown() -> None:
    found = mail_settings(SERVER | {"CAP_SMTP_USER": "cap", "CAP_SMTP_PASSWORD": SECRET})
    assert found.smtp is not None
    assert found.smtp.password == SECRET
    assert SECRET not in repr(found)


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ({"CAP_MAIL_FROM": ""}, "CAP_MAIL_FROM manque"),
        ({"CAP_MAIL_FROM": "pas une adresse"}, "CAP_MAIL_FROM n’est pas une adresse"),
        ({"CAP_MAIL_FROM": "a@b.example\nBcc: c@d.example"}, "CAP_MAIL_FROM n’est pas une adresse"),
        ({"CAP_SMTP_HOST": "smtp departement"}, "CAP_SMTP_HOST n’est pas un nom de serveur"),
        ({"CAP_SMTP_SECURITY": "ssl"}, "CAP_SMTP_SECURITY doit valoir « none », « starttls » ou « tls »"),
        ({"CAP_SMTP_PORT": "0"}, "CAP_SMTP_PORT doit être un nombre"),
        ({"CAP_SMTP_PORT": "vingt-cinq"}, "CAP_SMTP_PORT doit être un nombre"),
        ({"CAP_SMTP_PORT": "9" * 5000}, "CAP_SMTP_PORT doit être un nombre"),
        ({"CAP_SMTP_PORT": "²"}, "CAP_SMTP_PORT doit être un nombre"),
        ({"CAP_SMTP_USER": "cap"}, "CAP_SMTP_USER et CAP_SMTP_PASSWORD vont ensemble"),
        ({"CAP_SMTP_PASSWORD": SECRET}, "CAP_SMTP_USER et CAP_SMTP_PASSWORD vont ensemble"),
        (
            {"CAP_SMTP_USER": "cap", "CAP_SMTP_PASSWORD": SECRET, "CAP_SMTP_SECURITY": "none"},
            "enverrait le mot de passe en clair",
        ),
        ({"CAP_ADDRESS": "cap.departement.example"}, "CAP_ADDRESS n’est pas une adresse"),
        ({"CAP_ADDRESS": "javascript:alert(1)"}, "CAP_ADDRESS n’est pas une adresse"),
        ({"CAP_ADDRESS": "https://a.example/\nX: y"}, "CAP_ADDRESS n’est pas une adresse"),
        ({"CAP_ADDRESS": "https://a.example/?x=1"}, "CAP_ADDRESS n’est pas une adresse"),
        ({"CAP_ADDRESS": "https://["}, "CAP_ADDRESS n’est pas une adresse"),
    ],
)
def test_what_cannot_be_used_is_one_french_sentence(said: dict[str, str], names: str) -> None:
    with pytest.raises(MailError, match="Rien n’a été envoyé") as raised:
        mail_settings(SERVER | said)
    assert names in str(raised.value)
    assert SECRET not in str(raised.value)


def test_the_public_address_loses_its_last_slash() -> None:
    assert mail_settings({"CAP_ADDRESS": "https://intranet.example/cap/"}).address == "https://intranet.example/cap"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (" Service.Insertion+t3@departement.example ", "Service.Insertion+t3@departement.example"),
        ("a@b-c.d.example", "a@b-c.d.example"),
        ("", None),
        ("service", None),
        ("a@b", None),
        ("é@b.example", None),
        ("a..b@c.example", None),
        ("a@-b.example", None),
        ("a@b.example,c@d.example", None),
        ("<a@b.example>", None),
        ("a@b.example\n", None),
        ("a@b.example\x00", None),
        ("a" * 65 + "@b.example", None),
        ("a@" + "b" * 250 + ".example", None),
    ],
)
def test_one_plain_address_and_nothing_else(text: str, found: str | None) -> None:
    assert email_address(text) == found
