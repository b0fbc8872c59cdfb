"""The message of a reminder: what it says, and that what people typed stays text in it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.reminders.digest import file_name, message, subject
from data.reminders.neutral import line, lines
from data.reminders.owing import Asked, Dates, Debt, Item, Recipient, Round
from data.reminders.schedule import Digest, digests
from data.reminders.settings import MailError, MailSettings

NBSP = "\u00a0"
TODAY = date(2026, 10, 8)
NOW = datetime(2026, 10, 8, 9, 30).astimezone()
DATES = Dates(date(2026, 9, 15), date(2026, 10, 15), date(2026, 10, 31))
ROUND = Round(1, "drome-2025-2030", "Schéma des solidarités de la Drôme", "2026-T3", DATES)
PILOT = Recipient("Service insertion", "insertion@departement.example", pilot_id=1)
REPORT = Item("P7", "Prévenir la précarité", Asked.REPORT)
BACK = Item("P5", "Accueillir partout", Asked.COMPLETION, "Précisez le calendrier.")
STATES = Item("P17", "Aller vers", Asked.STATES, actions=(("P17-07", "Ouvrir un guichet"),))
FILES = MailSettings(None, None, Path("nulle-part"), None)
ONLINE = MailSettings(
    None, ("Cap Solidarités", "cap@departement.example"), Path("x"), "https://cap.departement.example"
)


def digest(*items: Item, recipient: Recipient = PILOT, round_: Round = ROUND, today: date = TODAY) -> Digest:
    (found,) = digests([Debt(recipient, round_, items or (REPORT,))], [], today)
    return found


def read(found: EmailMessage) -> EmailMessage:
    """The message as a mail program receives it."""
    return message_from_bytes(found.as_bytes(), policy=SMTP)  # type: ignore[return-value]


def body(found: EmailMessage, kind: str = "plain") -> str:
    part = read(found).get_body((kind,))
    assert part is not None
    return part.get_content().replace("\r\n", "\n")


def written(*items: Item, settings: MailSettings = FILES, demonstration: bool = False) -> EmailMessage:
    return message(digest(*items), settings, NOW, demonstration)


# --- what it says --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("items", "today", "says"),
    [
        ((REPORT, BACK), TODAY, "2 points d’avancement attendus pour le 15 octobre"),
        ((REPORT,), TODAY, "1 point d’avancement attendu pour le 15 octobre"),
        ((REPORT,), date(2026, 10, 16), "1 point d’avancement attendu depuis le 15 octobre"),
        ((STATES,), TODAY, "l’état d’une action attendu pour le 15 octobre"),
        (
            (REPORT, replace(STATES, actions=(("a", "A"), ("b", "B")))),
            TODAY,
            "1 point d’avancement et l’état de 2 actions attendus pour le 15 octobre",
        ),
    ],
)
def test_the_subject_says_how_much_and_for_when(items: tuple[Item, ...], today: date, says: str) -> None:
    assert subject(digest(*items, today=today), today, False) == f"Cap Solidarités{NBSP}: {says}"


def test_the_subject_names_the_year_when_it_is_another_one() -> None:
    winter, today = Dates(date(2026, 12, 1), date(2027, 1, 1), date(2027, 1, 31)), date(2026, 12, 30)
    found = digest(round_=replace(ROUND, dates=winter), today=today)
    assert subject(found, today, False).endswith("1 point d’avancement attendu pour le 1er janvier 2027")


def test_two_campaigns_in_one_message_each_with_its_dates() -> None:
    other = Round(2, "essai", "Schéma d’essai", "2026-S2", Dates(TODAY, date(2026, 10, 20), date(2026, 11, 5)))
    (found,) = digests([Debt(PILOT, other, (BACK,)), Debt(PILOT, ROUND, (REPORT,))], [], TODAY)
    assert subject(found, TODAY, False).endswith("2 points d’avancement attendus, d’abord pour le 15 octobre")
    text = body(message(found, FILES, NOW, False))
    assert text.index("3e trimestre 2026") < text.index("P7") < text.index("2e semestre 2026") < text.index("P5")
    assert "Échéance le 20 octobre 2026, dans 12 jours. La clôture est prévue le 5 novembre 2026" in text


def test_both_bodies_say_each_thing_asked_and_until_when() -> None:
    found = written(REPORT, BACK, STATES)
    for kind in ("plain", "html"):
        text = body(found, kind)
        for said in (
            "Schéma des solidarités de la Drôme – 3e trimestre 2026",
            "Échéance le 15 octobre 2026, dans 7 jours. La clôture est prévue le 31 octobre 2026",
            "P7 – Prévenir la précarité",
            "Point d’avancement à renseigner",
            f"Point d’avancement à compléter{NBSP}:",
            "Précisez le calendrier.",
            f"À dire{NBSP}: où en est votre action",
            "P17-07 – Ouvrir un guichet",
            f"«{NBSP}Rien de nouveau{NBSP}»",
        ):
            assert said in text, (kind, said)
        assert "émonstration" not in text
        assert "http" not in text, "no link without a public address"


def test_with_a_public_address_each_fiche_has_its_link() -> None:
    found = written(REPORT, BACK, settings=ONLINE)
    links = re.findall(r"https://\S+", body(found))
    start = "https://cap.departement.example/saisie?donnees=reelles&plan=drome-2025-2030&trimestre=2026-T3&fiche="
    assert links == [f"{start}P7", f"{start}P5"]
    assert re.findall(r'href="([^"]+)"', body(found, "html")) == [one.replace("&", "&amp;") for one in links]


def test_the_demonstration_says_so_in_the_subject_and_in_both_bodies() -> None:
    found = written(settings=ONLINE, demonstration=True)
    assert "données de démonstration" in read(found)["Subject"]
    for kind in ("plain", "html"):
        assert "Données de démonstration" in body(found, kind)
        assert "donnees=demonstration" in body(found, kind)


def test_the_headers() -> None:
    found = read(written(settings=ONLINE))
    assert found["From"].addresses[0].display_name == "Cap Solidarités"
    assert [one.addr_spec for one in found["To"].addresses] == ["insertion@departement.example"]
    assert found["To"].addresses[0].display_name == "Service insertion"
    assert found["Date"].datetime == NOW
    assert (found["Auto-Submitted"], found["Content-Language"]) == ("auto-generated", "fr")
    assert found["Message-ID"].endswith("@departement.example>")
    assert found.get_content_type() == "multipart/alternative"
    assert read(written(settings=FILES))["From"] is None


def test_nothing_is_fetched_nor_followed_when_it_is_read() -> None:
    page = body(written(REPORT, settings=ONLINE), "html")
    assert not re.search(r"<(img|link|script|style|iframe|object|form)|url\(|src=", page)


@pytest.mark.parametrize("address", [None, "", "nobody", "a@b", "a@b.example\nBcc: c@d.example", "a b@c.example"])
def test_an_address_that_is_not_one_is_said_in_french(address: str | None) -> None:
    with pytest.raises(MailError, match="L’adresse de courriel n’est pas lisible") as raised:
        message(digest(recipient=replace(PILOT, email=address)), FILES, NOW, False)
    assert not raised.value.everybody


def test_the_name_of_a_file_is_clear_and_the_same_again() -> None:
    name = file_name(digest(), TODAY)
    assert re.fullmatch(r"2026-10-08-service-insertion-[0-9a-f]{6}", name)
    assert file_name(digest(BACK), TODAY) == name
    other = replace(PILOT, email="autre@departement.example")
    assert file_name(digest(recipient=other), TODAY) != name
    for wild in ("../../etc/passwd", "نص", "a" * 500, "\x00/\\:"):
        found = file_name(digest(recipient=replace(PILOT, name=wild)), TODAY)
        assert re.fullmatch(r"[a-z0-9-]{1,90}", found), found


# --- what people typed stays text ----------------------------------------------------------------------------------

BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
HOSTILE = f"<script>alert(1)</script>\"'&amp;</li></ul><img src=x onerror=y>\x00\x1b[31m\u202egpj.exe\u2066{BIDI}"


def test_html_null_bytes_and_reading_order_are_shown_as_text() -> None:
    items = (Item(HOSTILE, HOSTILE, Asked.COMPLETION, HOSTILE), replace(STATES, actions=((HOSTILE, HOSTILE),)))
    hostile = message(
        digest(*items, recipient=replace(PILOT, name=HOSTILE), round_=replace(ROUND, plan_title=HOSTILE)),
        ONLINE,
        NOW,
        False,
    )
    page, text = body(hostile, "html"), body(hostile)
    for found in (page, text):
        assert not set(found) & set(BIDI + "\x00\x1b")
    assert "<script>alert(1)</script>" in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script" not in page
    assert "<img" not in page
    assert page.count("<li>") == page.count("</li>") == 2


def test_text_read_from_right_to_left_keeps_its_letters_and_its_neighbours_their_place() -> None:
    text = body(written(replace(BACK, title="مرحبا بالجميع", comment="שלום עולם")))
    assert "\u2068P5 – مرحبا بالجميع\u2069" in text
    assert "| \u2068שלום עולם\u2069" in text
    page = body(written(replace(BACK, title="مرحبا بالجميع")), "html")
    assert "<bdi>P5 – مرحبا بالجميع</bdi>" in page


@pytest.mark.parametrize("break_", ["\n", "\r\n", "\r", "\u2028", "\u2029", "\x0b", "\x85", "\x00\n"])
def test_a_line_break_in_a_name_adds_neither_header_nor_recipient(break_: str) -> None:
    name = f"Pilote{break_}Bcc: espion@ailleurs.example{break_}{break_}<b>"
    found = read(message(digest(recipient=replace(PILOT, name=name)), ONLINE, NOW, False))
    assert found["Bcc"] is None
    assert [one.addr_spec for one in found["To"].addresses] == ["insertion@departement.example"]


def test_a_long_comment_is_cut_and_its_lines_are_quoted() -> None:
    text = body(written(replace(BACK, comment="un\n\n\n\n\n-- \nBcc: x\n" + "z" * 5000)))
    assert "  | un\n  |\n  | --\n  | Bcc: x\n  | zzz" in text
    assert "z…" in text
    assert text.count("z") < 600


ANYTHING = st.text(st.characters(), max_size=60) | st.text(
    st.sampled_from("\r\n\x00<>&\"'@,;:=?[]()\\ \u202e\u2028aé"), max_size=60
)
HEADERS = {"Subject", "From", "To", "Date", "Message-ID", "Auto-Submitted", "MIME-Version", "Content-Type",
           "Content-Language"}  # fmt: skip


class Tags(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, tuple[str, ...]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, tuple(name for name, _ in attrs)))


@given(ANYTHING, ANYTHING, ANYTHING, ANYTHING)
def test_whatever_is_typed_the_message_keeps_its_shape(name: str, code: str, title: str, comment: str) -> None:
    def shape(name: str, code: str, title: str, comment: str) -> EmailMessage:
        item = Item(code, title, Asked.COMPLETION, comment)
        who = replace(PILOT, name=name)
        return message(digest(item, recipient=who, round_=replace(ROUND, plan_title=title)), ONLINE, NOW, False)

    found = shape(name, code, title, comment)
    raw = found.as_bytes()
    assert b"\x00" not in raw
    assert set(read(found).keys()) == HEADERS
    assert [one.addr_spec for one in read(found)["To"].addresses] == ["insertion@departement.example"]
    sober = Tags(body(shape("n", "c", "t", "x" if lines(comment, 600) else ""), "html")).tags
    breaks = ("br", ())
    assert [tag for tag in Tags(body(found, "html")).tags if tag != breaks] == [tag for tag in sober if tag != breaks]
    assert not set(body(found) + body(found, "html")) & set(BIDI.replace("\u2068", "").replace("\u2069", ""))


@given(st.text(), st.integers(1, 80))
def test_a_neutral_line_is_one_line_no_longer_than_asked(text: str, longest: int) -> None:
    found = line(text, longest)
    assert len(found) <= longest
    assert found.splitlines() in ([], [found])
    found.encode("utf-8")
    assert line(found, longest) == found


def test_french_spaces_stay() -> None:
    assert line(f" Pourquoi{NBSP}?\tParce\n que ", 80) == f"Pourquoi{NBSP}? Parce que"
