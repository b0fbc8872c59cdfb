"""What may be joined to a report: each kind of file, each way to pretend to be one, addresses, names."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import Refused
from data.evidence import containers
from data.evidence.checks import LARGEST, checked_file, clean_name, size_words
from data.evidence.kinds import KINDS
from data.evidence.links import checked_link, followed, host
from data.evidence.piece import piece_of
from tests.support.files import (
    HTML,
    OLD_OFFICE,
    PDF,
    PNG,
    PROGRAM,
    SVG,
    archive,
    good,
    office_members,
    open_members,
)

GOOD = good()


def refusal(filename: str, content: bytes) -> str:
    with pytest.raises(Refused) as caught:
        checked_file(filename, content)
    said = str(caught.value)
    assert "Rien n’a été joint." in said
    assert said.rindex(".") > said.index("Rien n’a été joint.") + len("Rien n’a été joint.")  # and what to do
    return said


# --- what is admitted ---------------------------------------------------------------------------------------------


def test_a_file_of_each_admitted_kind_is_here() -> None:
    assert set(GOOD) == set(KINDS)


@pytest.mark.parametrize("extension", sorted(KINDS))
def test_each_kind_is_taken_under_its_own_type(extension: str) -> None:
    file = checked_file(f"Compte rendu.{extension.upper()}", GOOD[extension])
    assert file.filename == f"Compte rendu.{extension}"
    assert file.media_type == KINDS[extension].media_type
    assert file.content == GOOD[extension]


def test_a_workbook_that_a_library_writes_is_taken() -> None:
    held, book = io.BytesIO(), openpyxl.Workbook()
    book.active.append(["Commune", "Effectif"])  # pyright: ignore[reportOptionalMemberAccess]
    book.save(held)
    assert checked_file("suivi.xlsx", held.getvalue()).media_type.endswith("spreadsheetml.sheet")


@pytest.mark.parametrize("named", sorted(KINDS))
@pytest.mark.parametrize("is_in_fact", sorted(KINDS))
def test_no_kind_passes_for_another(named: str, is_in_fact: str) -> None:
    same = KINDS[named] == KINDS[is_in_fact] or {named, is_in_fact} == {"csv", "txt"}
    if same:
        checked_file(f"x.{named}", GOOD[is_in_fact])
    else:
        refusal(f"x.{named}", GOOD[is_in_fact])


# --- what is not --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("inside", [HTML, SVG, PROGRAM, b"bonjour", b"PDF-1.7", b" " + PDF, OLD_OFFICE])
def test_a_pdf_that_is_not_one(inside: bytes) -> None:
    assert "n’est pas un PDF" in refusal("rapport.pdf", inside)


def test_the_refusal_says_what_the_file_looks_like() -> None:
    assert "n’est pas un PDF : il contient une image PNG" in refusal("rapport.pdf", PNG)


@pytest.mark.parametrize("extension", ["pdf", "png", "jpg", "webp"])
def test_a_download_that_was_cut_short(extension: str) -> None:
    assert "incomplet" in refusal(f"x.{extension}", GOOD[extension][:-8])


@pytest.mark.parametrize("extension", sorted(KINDS))
def test_an_empty_file(extension: str) -> None:
    assert "est vide" in refusal(f"x.{extension}", b"")


def test_the_largest_file_and_one_byte_more() -> None:
    filling = LARGEST - len(PDF)
    checked_file("gros.pdf", PDF[:-6] + b"x" * filling + PDF[-6:])
    assert "pèse 6 Mo ; le maximum est de 5 Mo" in refusal("gros.pdf", PDF + b"x" * (6 * 1024 * 1024))
    refusal("gros.pdf", PDF + b"x" * (filling + 1))


@pytest.mark.parametrize(
    ("filename", "advised"),
    [
        ("compte.docm", "sans macro"),
        ("compte.doc", "format actuel"),
        ("plan.svg", "en PNG"),
        ("page.html", "comme un lien"),
        ("tout.zip", "un par un"),
        ("courrier.msg", "en PDF"),
        ("installer.exe", "Sont admis"),
        ("rapport.pdf.exe", "Sont admis"),
        ("rapport", "Sont admis"),
        ("rapport.", "n’a pas d’extension"),
    ],
)
def test_other_kinds_are_refused_with_what_to_do(filename: str, advised: str) -> None:
    assert advised in refusal(filename, PDF)


def test_a_double_extension_counts_for_its_last() -> None:
    assert checked_file("facture.exe.pdf", PDF).filename == "facture.exe.pdf"
    refusal("facture.exe.pdf", PROGRAM)


@pytest.mark.parametrize("inside", [SVG, HTML, b'<?xml version="1.0"?>' + SVG])
@pytest.mark.parametrize("extension", ["png", "jpg", "webp", "txt", "csv", "docx"])
def test_a_drawing_or_a_page_that_is_renamed(extension: str, inside: bytes) -> None:
    refusal(f"x.{extension}", inside)


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("Réunion à Crest".encode("cp1252"), "pas un texte en UTF-8"),
        ("Réunion".encode("utf-16"), "pas un texte en UTF-8"),
        (b"a\x00b", "ne correspond pas"),
        (b"a\x1b[2Jb", "ne correspond pas"),
        (PROGRAM, "UTF-8"),
    ],
)
def test_a_text_is_utf_8_without_control_characters(body: bytes, says: str) -> None:
    assert says in refusal("x.csv", body)


# --- Office and OpenDocument --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "more",
    [{"word/vbaProject.bin": b"x"}, {"word/VBAPROJECT.BIN": b"x"}, {"word/embeddings/tableau.xlsm": b"x"}],
)
def test_macros_are_refused_whatever_the_name(more: dict[str, bytes]) -> None:
    assert "contient des macros" in refusal("x.docx", archive(office_members("docx") | more))


def test_a_docm_renamed_is_refused() -> None:
    members = office_members("docx")
    types = members["[Content_Types].xml"].replace(
        b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        b"application/vnd.ms-word.document.macroEnabled.main+xml",
    )
    assert "contient des macros" in refusal("x.docx", archive(members | {"[Content_Types].xml": types}))


def test_macros_of_an_open_document_are_refused() -> None:
    assert "macros" in refusal("x.ods", archive(open_members("ods") | {"Basic/Standard/Module1.xml": b"x"}))


def test_what_a_password_locks_is_refused() -> None:
    assert "mot de passe" in refusal("x.docx", OLD_OFFICE)
    manifest = b"<manifest:manifest><manifest:encryption-data/></manifest:manifest>"
    assert "mot de passe" in refusal("x.odt", archive(open_members("odt") | {"META-INF/manifest.xml": manifest}))
    assert "mot de passe" in refusal("x.docx", flagged_as_encrypted(GOOD["docx"]))


def flagged_as_encrypted(content: bytes) -> bytes:
    """The same archive, whose list says that its first member is encrypted."""
    body = bytearray(content)
    at = body.index(b"PK\x01\x02")
    body[at + 8] |= 1
    return bytes(body)


def test_a_document_that_unpacks_to_something_huge_is_refused() -> None:
    bomb = archive(office_members("docx") | {"word/media/image1.png": bytes(40 * 1024 * 1024)})
    assert len(bomb) < LARGEST
    assert "démesuré" in refusal("x.docx", bomb)


def test_a_document_of_thousands_of_members_is_refused() -> None:
    many = {f"word/media/{n}.xml": b"" for n in range(containers.MEMBERS)}
    assert "démesuré" in refusal("x.docx", archive(office_members("docx") | many))


def test_no_more_than_a_limit_of_a_member_is_unpacked() -> None:
    members = office_members("docx")
    types = members["[Content_Types].xml"]
    checked_file(
        "x.docx", archive(members | {"[Content_Types].xml": types.replace(b"<Default", b" " * 9000 + b"<Default")})
    )
    refusal(
        "x.docx", archive(members | {"[Content_Types].xml": types.replace(b"<Default", b" " * 2**21 + b"<Default")})
    )


@pytest.mark.parametrize("at", [20, 24])
def test_sizes_that_the_archive_makes_up_are_refused(at: int) -> None:
    """Members that overlap (20: packed size) or a list that lies (24: size once unpacked)."""
    body = bytearray(GOOD["docx"])
    listed = body.rindex(b"PK\x01\x02")
    body[listed + at : listed + at + 4] = (2**30).to_bytes(4, "little")
    refusal("x.docx", bytes(body))


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "word\\..\\x"])
def test_members_that_climb_out_are_refused(name: str) -> None:
    refusal("x.docx", archive(office_members("docx") | {name: b"x"}))


def test_a_member_that_is_there_twice_is_refused() -> None:
    held = io.BytesIO(GOOD["docx"])
    with zipfile.ZipFile(held, "a") as file, pytest.warns(UserWarning, match="Duplicate"):
        file.writestr("word/document.xml", "<y/>")
    refusal("x.docx", held.getvalue())


@pytest.mark.parametrize("lost", ["[Content_Types].xml", "word/document.xml"])
def test_an_office_file_without_its_main_part_is_refused(lost: str) -> None:
    members = office_members("docx")
    del members[lost]
    refusal("x.docx", archive(members))


@given(st.binary(max_size=400), st.sampled_from(sorted(KINDS)))
def test_no_bytes_make_the_check_fail_otherwise_than_in_french(content: bytes, extension: str) -> None:
    with suppress(Refused):
        checked_file(f"x.{extension}", content)


@given(st.integers(0, 2000), st.integers(0, 255), st.sampled_from(["docx", "odt"]))
def test_a_damaged_document_never_makes_the_check_fail(at: int, byte: int, extension: str) -> None:
    body = bytearray(GOOD[extension])
    body[at % len(body)] = byte
    with suppress(Refused):
        checked_file(f"x.{extension}", bytes(body))


# --- names --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("C:\\Users\\x\\bilan.pdf", "bilan.pdf"),
        ("../../../etc/bilan.pdf", "bilan.pdf"),
        ("bilan\u202efdp.exe", "bilanfdp.exe"),
        ("bilan\u2066\u200b\x00\x1f.pdf", "bilan.pdf"),
        ("  bilan   du\u00a0trimestre .PDF ", "bilan du trimestre.pdf"),
        ('a<b>:"|?*.pdf', "a-b------.pdf"),
        (".pdf", "sans nom.pdf"),
        ("e\u0301te\u0301.pdf", "été.pdf"),
        ("", "sans nom"),
    ],
)
def test_names_are_cleaned(given_name: str, kept: str) -> None:
    assert clean_name(given_name) == kept


def test_a_name_reversed_by_a_mark_is_judged_by_its_true_extension() -> None:
    said = refusal("rapport\u202efdp.exe", PDF)
    assert "« rapportfdp.exe » n’est pas d’un type admis (.exe)" in said


def test_a_long_name_keeps_its_extension() -> None:
    name = clean_name("é" * 400 + ".docx")
    assert len(name) == 120
    assert name.endswith("é.docx")


@given(st.text(max_size=300))
def test_a_cleaned_name_is_safe_and_cleaned_once_for_all(name: str) -> None:
    kept = clean_name(name)
    assert 0 < len(kept) <= 120
    assert not set('/\\<>:"|?*\n\r\t\x00\u202e') & set(kept)
    assert clean_name(kept) == kept


# --- addresses ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "url",
    [
        "https://www.ladrome.fr/mon-conseil/solidarites",
        "http://intranet/partage?id=12&vue=tout#bas",
        "https://xn--drme-sqa.fr:8443/a",
        "https://exemple.fr/é_(2026)",
        "http://[::1]:80/x",
    ],
)
def test_addresses_that_are_kept(url: str) -> None:
    assert checked_link(f"  {url}\n") == url


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("", "est vide"),
        ("javascript:alert(1)", "commence par https://"),
        ("JaVaScRiPt://exemple.fr/%0aalert(1)", "commence par https://"),
        ("data:text/html,bonjour", "commence par https://"),
        ("file:///etc/passwd", "commence par https://"),
        ("ftp://exemple.fr/x", "commence par https://"),
        ("www.exemple.fr", "commence par https://"),
        ("//exemple.fr/x", "commence par https://"),
        ("https://", "ne nomme pas de site"),
        ("https:///x", "ne nomme pas de site"),
        ("https://.../x", "ne nomme pas de site"),
        ("https://moi:secret@exemple.fr/", "mot de passe"),
        ("https://ladrome.fr@pirate.test/", "mot de passe"),
        ("https://exemple.fr/a b", "une espace"),
        ("https://exemple.fr/a\u00a0b", "une espace"),
        ("java\nscript:alert(1)", "une espace"),
        ("https://exemple.fr/\u202egnp.exe", "une espace"),
        ("https://exemple.fr/\x00", "une espace"),
        ('https://exemple.fr/"><script>', "une espace"),
        ("https://exemple.fr\\@pirate.test", "une espace"),
        ("https://exemple.fr:pas-un-port/", "n’est pas lisible"),
        ("https://[::1/", "n’est pas lisible"),
        ("https://exemple.fr/" + "a" * 2000, "le maximum est de 2"),
    ],
)
def test_addresses_that_are_refused(url: str, says: str) -> None:
    with pytest.raises(Refused, match=says) as caught:
        checked_link(url)
    assert "Rien n’a été joint." in str(caught.value)
    assert followed(url) is None


def test_an_address_stays_whole_inside_markdown() -> None:
    assert followed("https://exemple.fr/a(b)?x=1&copy;=2") == "https://exemple.fr/a%28b%29?x=1&amp;copy;=2"
    assert followed("https://exemple.fr/é*_$") == "https://exemple.fr/%C3%A9%2A_%24"


@given(st.text(max_size=60))
def test_no_text_makes_an_address_fail_otherwise_than_in_french(text: str) -> None:
    try:
        kept = checked_link(f"https://exemple.fr/{text}")
    except Refused:
        return
    assert host(kept) == "exemple.fr"


# --- words --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("size", "said"),
    [(1, "1 octet"), (812, "812 octets"), (340 * 1024, "340 ko"), (1_300_000, "1,2 Mo"), (LARGEST, "5 Mo")],
)
def test_sizes_are_said_in_french(size: int, said: str) -> None:
    assert size_words(size) == said


def test_a_piece_says_where_it_leads_what_it_is_about_and_whose_it_is() -> None:
    row = {"evidence_id": 1, "kind": "lien", "title": "Bilan", "url": "https://www.exemple.fr/x", "filename": None}
    row |= {"media_type": None, "size": float("nan"), "sha256": None, "action_code": "P7-01", "author": "CAF"}
    piece = piece_of(row | {"added_on": None})
    assert piece.size is None
    assert piece.note == "www.exemple.fr · action P7-01 · par CAF"
