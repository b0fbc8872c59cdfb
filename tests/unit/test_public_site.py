"""The public page: every number of the deck and no other, nothing that is not for the public, links that hold."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from base64 import b64encode
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from PIL import Image

from data.conference.slide import Deck, Number, Slide
from data.drawing.qr import LONGEST, qr_png, qr_svg
from data.drawing.shapes import Shapes, shapes_for
from data.errors import CapError
from data.french import day, typeset
from data.site.archive import SUMS, listed, zipped
from data.site.folder import with_twins, write_site
from data.site.site import public_site
from data.site.tables import csv_of, slug, tables_of
from data.site.themed import Palette
from data.vocabulary import SceneKind
from tests.support.decks import LONG_TITLE, MASKED, full_deck
from tests.support.site_pages import Page, numbers, pages, public_deck, strings, with_texts

PAGES = ("index.html", "chiffres.html", "methode.html")


@cache
def shapes() -> Shapes:
    return shapes_for(full_deck())


@cache
def site() -> dict[str, bytes]:
    return public_site(public_deck(), shapes(), data_files={"actions.csv": "code;état\r\n".encode()})


def made(deck: Deck, **more: Any) -> dict[str, Page]:
    return pages(public_site(deck, shapes(), **more))


# --- numbers -------------------------------------------------------------------------------------------------------


def test_no_number_is_written_that_the_deck_does_not_hold() -> None:
    deck = public_deck()
    held = numbers("\n".join(strings(deck))) | {str(deck.year)}
    for name, page in pages(site()).items():
        assert numbers(page.text) <= held, name
    for path, content in site().items():
        if path.endswith(".csv") and path != "donnees/actions.csv":
            assert numbers(content.decode("utf-8-sig")) <= held, path


def test_the_theme_is_said_once_by_its_titles_and_its_codes_are_left_out() -> None:
    whole = public_deck()
    said = replace(whole, scope="Thème : projet P10", covers=("Soutenir le quotidien à domicile",))
    themed = replace(said, slides=tuple(replace(one, scope=said.scope) for one in said.slides))
    page = made(themed)["index.html"]
    assert page.text.count("Soutenir le quotidien à domicile") == 1
    assert "projet P10" not in page.text
    other = replace(said, slides=tuple(replace(one, scope="Plan entier") for one in said.slides))
    assert "Plan entier" in made(other)["index.html"].text


def test_every_figure_of_the_deck_is_on_the_page() -> None:
    deck, page = public_deck(), pages(site())["index.html"]
    for slide in deck.slides:
        figures = [text for one in slide.numbers for text in (one.label, one.lead, one.rest, one.note)]
        figures += [text for one in (slide.chart.series if slide.chart else ()) for text in one.texts]
        figures += [one.text for one in (slide.drawing.places if slide.drawing else ())]
        figures += [cell for row in (slide.table.rows if slide.table else ()) for cell in row]
        figures += [text for one in slide.origins for line in one.lines for text in line]
        figures += [slide.source, slide.scope if slide.scope != deck.scope else ""]
        figures += [text for one in slide.items for text in (one.title, one.text, one.when)]
        for text in {*figures} - {"", *deck.chairs}:
            assert text in page.text, f"{slide.title}: {text}"
        if slide.kind is not SceneKind.PUBLIC_PAGE:
            assert slide.sentence in page.text
    for chair in deck.chairs:
        assert chair[1:] in page.text


def test_every_table_is_on_the_page_of_figures_and_in_a_file() -> None:
    page = pages(site())["chiffres.html"]
    written = [
        [tuple(row) for row in csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";")]
        for path, content in site().items()
        if path.endswith(".csv")
    ]
    tables = [table for slide in public_deck().slides for table in tables_of(slide)]
    assert len(tables) > 8
    for table in tables:
        assert [tuple(table.columns), *table.rows] in written
        for row in table.rows:
            assert all(cell in page.text for cell in row)


def test_a_slide_without_a_table_of_its_own_is_tabled_all_the_same() -> None:
    territory = next(one for one in public_deck().slides if one.kind is SceneKind.TERRITORY)
    assert territory.table is None
    places, large = tables_of(territory)
    assert ("Diois", "non renseigné") in places.rows
    assert (typeset("Dossiers en attente"), MASKED, "", "moins de 5 dossiers") in large.rows


def test_a_cell_that_a_spreadsheet_would_compute_stays_text() -> None:
    table = replace(
        next(t for s in public_deck().slides for t in tables_of(s)), columns=("=A1", "b"), rows=(("=1+1", "−3"),)
    )
    assert csv_of(table) == "\ufeff'=A1;b\n'=1+1;-3\n".encode()


def test_the_frozen_states_told_are_said_on_each_page() -> None:
    for page in pages(site()).values():
        for bound in public_deck().bound:
            assert f"{bound.label}, figé le {day(bound.frozen_on)}" in page.text
    assert all(bound.sha256 in pages(site())["methode.html"].text for bound in public_deck().bound)


def test_who_answers_for_the_page_is_said_or_missing_in_so_many_words() -> None:
    mentions = (("Hébergeur", "<b>Exemple</b> & fils"), ("Écrire ou téléphoner au Département", ""))
    page = made(replace(public_deck(), mentions=mentions))["methode.html"]
    assert "Hébergeur <b>Exemple</b> & fils" in " ".join(page.text.split())
    assert "Écrire ou téléphoner au Département Non renseigné" in " ".join(page.text.split())
    assert "mentions" in page.ids


# --- what must not leave -------------------------------------------------------------------------------------------


def test_nothing_but_the_public_deck_is_in_any_file() -> None:
    whole = full_deck()
    kept = "\n".join(strings(public_deck()))
    hidden = [text for text in {*strings(whole)} if text and text not in kept]
    assert whole.newer in hidden
    assert any("Rappeler le thème" in text for text in hidden)
    for path, content in site().items():
        for text in hidden:
            assert text.encode() not in content, f"{path}: {text}"


def test_who_reads_the_page_is_not_told_of_a_newer_closing() -> None:
    newer = full_deck().newer
    assert newer
    files = public_site(replace(public_deck(), newer=newer), shapes())
    assert not [path for path, content in files.items() if b"plus r\xc3\xa9cente" in content]


def changed(kind: SceneKind, **what: Any) -> Deck:
    deck = public_deck()
    return replace(deck, slides=tuple(replace(one, **what) if one.kind is kind else one for one in deck.slides))


def test_a_deck_made_for_the_room_is_refused() -> None:
    for deck in (full_deck(), changed(SceneKind.MAP, notes="Pour moi"), changed(SceneKind.MAP, public=False)):
        with pytest.raises(CapError, match="Rien n’a été écrit"):
            public_site(deck, shapes())


def test_a_masked_figure_that_keeps_its_value_is_refused() -> None:
    slides = {one.kind: one for one in public_deck().slides}
    drawing, chart = slides[SceneKind.MAP].drawing, slides[SceneKind.PUBLIC].chart
    assert drawing
    assert chart
    series = chart.series[0]
    at = series.texts.index(MASKED)
    leaking = replace(series, values=(*series.values[:at], 3.0, *series.values[at + 1 :]))
    places = [replace(one, value=3.0) if one.text == MASKED else one for one in drawing.places]
    for deck in (
        changed(SceneKind.KEY_FIGURES, numbers=(Number("Dossiers", MASKED, value=3.0),)),
        changed(SceneKind.PUBLIC, chart=replace(chart, series=(leaking,))),
        changed(SceneKind.MAP, drawing=replace(drawing, places=tuple(places))),
    ):
        with pytest.raises(CapError, match="masqué porte encore sa valeur"):
            public_site(deck, shapes())


def test_what_people_typed_stays_text() -> None:
    hostile = "\"'><script>alert(1)</script><img src=x onerror=alert(2)>{{ 7*7 }}&amp;</style>"
    deck = with_texts(public_deck(), lambda text: f"{hostile}{text}" if text else text)
    links = {SceneKind.PARTNER_FIGURE: "javascript:alert(3)", SceneKind.PUBLIC_PAGE: "data:text/html,x"}
    deck = replace(deck, slides=tuple(replace(one, link=links.get(one.kind, one.link)) for one in deck.slides))
    for name, page in made(deck, credits=[hostile]).items():
        assert not page.faults, name
        assert not page.named("script"), name
        assert not [key for _, found in page.elements for key in found if key.startswith("on") or key == "style"]
        assert hostile.replace("&amp;", "&amp;") in page.text
        assert not [link for link in page.links if ":" in link]


@pytest.mark.parametrize("name", ["../actions.csv", "a/b.csv", ".htaccess", "page.html", "x.svg", "é.csv", ""])
def test_a_data_file_that_could_be_something_else_is_refused(name: str) -> None:
    with pytest.raises(CapError, match="rien n’a été écrit"):
        public_site(public_deck(), shapes(), data_files={name: b""})


def test_a_picture_that_is_none_is_refused() -> None:
    photo = next(one.picture for one in public_deck().slides if one.picture)
    assert photo
    for wrong in (replace(photo, content=b"<svg onload='x'/>"), replace(photo, media_type="image/svg+xml")):
        with pytest.raises(CapError, match="image"):
            public_site(changed(SceneKind.PHOTO, picture=wrong), shapes())


def test_a_photo_leaves_without_what_the_phone_wrote_in_it() -> None:
    image, exif = Image.new("RGB", (3000, 1500), "#7A9E7E"), Image.Exif()
    exif[0x010F], exif[0x0112] = "Appareil de la photographe", 6  # made by; turned by a quarter
    content = io.BytesIO()
    image.save(content, "JPEG", exif=exif, comment="Appareil n° 1234")
    photo = next(one.picture for one in public_deck().slides if one.picture)
    assert photo
    given = replace(photo, content=content.getvalue(), media_type="image/jpeg")
    files = public_site(changed(SceneKind.PHOTO, picture=given), shapes())
    sent = files["images/photo-11.jpg"]
    assert b"Appareil" not in sent
    with Image.open(io.BytesIO(sent)) as found:
        assert found.size == (1200, 2400)
        assert not found.getexif()


# --- the folder holds together -------------------------------------------------------------------------------------


def test_every_link_leads_to_a_file_of_the_folder() -> None:
    files = site()
    found = pages(files)
    outside = {one.link for one in public_deck().slides if one.link}
    for name, page in found.items():
        assert len(page.ids) == len(set(page.ids)), name
        for link in page.links:
            path, _, anchor = link.partition("#")
            assert link in outside or not re.match(r"[a-z]+:|/", link), link
            if link not in outside:
                assert not path or path in files, link
                assert not anchor or anchor in (found[path] if path else page).ids, link
    assert {"favicon.svg", "robots.txt", SUMS, *PAGES} <= files.keys()
    assert not [path for path in files if path.startswith(("/", ".")) or ".." in path]


def test_a_page_is_well_formed_and_runs_nothing() -> None:
    for name, page in pages(site()).items():
        assert not page.faults, name
        assert page.source.startswith('<!doctype html>\n<html lang="fr">')
        assert len(page.named("h1")) == len(page.named("title")[:1]) == 1
        policy = next(one for one in page.named("meta") if one.get("http-equiv") == "Content-Security-Policy")
        digest = b64encode(hashlib.sha256("".join(page.styles).encode()).digest()).decode()
        assert f"default-src 'none'; style-src 'sha256-{digest}'" in str(policy["content"])
        assert len(page.styles) == 1
        assert not [found for _, found in page.elements if "style" in found]
        assert not page.named("script")
        assert not re.search(r"url\((?!#)|@import|@font-face", page.source)


def test_every_drawing_is_xml_named_and_never_alone() -> None:
    source = site()["index.html"].decode()
    drawings = re.findall(r"<svg.*?</svg>", source, flags=re.DOTALL)
    assert len(drawings) == 7  # two maps, four charts, the code
    for drawing in drawings:
        root = ElementTree.fromstring(drawing)
        assert root.get("role") == "img"
    assert source.count('<figure class="drawing">') == 6
    assert source.count("<summary>Voir le tableau</summary>") >= 6


def svg(name: str, colour: str, more: str = "") -> str:
    return f'<svg aria-labelledby="{name}-t {name}-d"><title id="{name}-t">x</title><path fill="{colour}"/>{more}</svg>'


def test_a_drawing_is_sent_once_with_the_colours_of_day_and_night() -> None:
    palette = Palette()
    drawn = palette.themed(svg("a", "#111111"), svg("b", "#EEEEEE"))
    assert drawn == svg("a", "var(--c0)")
    day_rule, night_rule = palette.style().split("@media screen and (prefers-color-scheme:dark)")
    assert "--c0:#111111" in day_rule
    assert "--c0:#EEEEEE" in night_rule
    both = Palette().themed(svg("a", "#111111"), svg("b", "#EEEEEE", "<g/>"))
    assert both.count("<svg") == 2
    assert both.count('id="a-t"') == 1
    assert site()["index.html"].count(b'by-night">') == 0, "outlines of a map are sent twice"


def test_typography_is_french_and_the_label_is_on_each_page() -> None:
    for page in pages(site()).values():
        said = Page(re.sub(r"<svg.*?</svg>", "", page.source, flags=re.DOTALL)).text
        assert not re.findall(r".{9}(?:\w [:;?!%»]|« \w|\w'\w)", said)
        assert page.text.count("Données de démonstration") >= 2
    real = made(replace(public_deck(), label=""))
    assert all("démonstration" not in page.text for page in real.values())


def test_each_page_says_how_accessible_it_is() -> None:
    for name, page in pages(site()).items():
        assert ("a", {"href": "methode.html#accessibilite"}) in page.elements, name
        assert "Accessibilité\u00a0: non conforme" in page.text, name
    assert "accessibilite" in pages(site())["methode.html"].ids


def test_figures_side_by_side_are_of_one_size() -> None:
    figures = (Number("Dossiers", "12"), Number("Personnes", "1 188 973 habitants"))
    slide = Slide(1, 1, SceneKind.KEY_FIGURES, "Chiffres", numbers=figures)
    page = made(replace(public_deck(), slides=(slide,)))["index.html"]
    assert [found.get("class") for name, found in page.elements if name == "strong"] == ["value wordy"] * 2


def test_a_title_of_400_characters_holds_everywhere() -> None:
    deck = with_texts(public_deck(), lambda text: LONG_TITLE if text in {"Le répit des aidants", "En un an"} else text)
    files = public_site(deck, shapes())
    assert LONG_TITLE in pages(files)["index.html"].text
    assert max(len(path) for path in files) < 90
    assert not [page.faults for page in pages(files).values() if page.faults]
    assert slug(LONG_TITLE) == slug(LONG_TITLE).strip("-")


def test_an_edition_with_nothing_to_show_says_so() -> None:
    empty = made(replace(public_deck(), slides=(), bound=(), chairs=(), held_on=None, place="", theme="", label=""))
    assert "ne montre encore rien" in empty["index.html"].text
    assert "aucun chiffre" in empty["chiffres.html"].text
    assert all(not page.faults for page in empty.values())


def test_a_scene_that_has_nothing_to_show_is_left_out_with_what_it_tells_the_presenter() -> None:
    axis = Slide(1, 1, SceneKind.AXIS, "Par axe", missing="Choisissez un axe.")
    files = public_site(replace(public_deck(), slides=(axis,)), shapes())
    assert not [path for path, content in files.items() if b"Choisissez un axe" in content or b"Par axe" in content]
    assert "ne montre encore rien" in pages(files)["index.html"].text


def test_the_same_deck_gives_the_same_bytes_and_the_same_archive() -> None:
    again = public_site(public_deck(), shapes(), data_files={"actions.csv": "code;état\r\n".encode()})
    assert again == site()
    archive = zipped(site())
    assert archive == zipped(dict(reversed(site().items())))
    with ZipFile(io.BytesIO(archive)) as opened:
        assert {name: opened.read(name) for name in opened.namelist()} == site()
    checksums = listed(site()[SUMS])
    assert checksums == {path: hashlib.sha256(site()[path]).hexdigest() for path in site() if path != SUMS}


def test_the_first_view_is_light() -> None:
    assert len(with_twins(site())["index.html.gz"]) < 60_000


# --- written into a folder -----------------------------------------------------------------------------------------


def held(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_site_replaces_the_previous_one_whole(tmp_path: Path) -> None:
    folder = tmp_path / "publication" / "2026"
    write_site(
        {**site(), "donnees/ancien.csv": b"1", SUMS: site()[SUMS] + b"0" * 64 + b"  donnees/ancien.csv\n"}, folder
    )
    assert (folder / "donnees/ancien.csv").exists()
    write_site(site(), folder)
    assert held(folder) == with_twins(site())
    assert [path.name for path in folder.parent.iterdir()] == ["2026"]


def test_a_folder_that_is_not_a_site_is_left_as_it_was(tmp_path: Path) -> None:
    mine = tmp_path / "documents"
    mine.mkdir()
    (mine / "courrier.odt").write_bytes(b"important")
    with pytest.raises(CapError, match=r"autre chose.*courrier\.odt"):
        write_site(site(), mine)
    assert held(mine) == {"courrier.odt": b"important"}
    before = tmp_path / "site"
    write_site(site(), before)
    (before / "images" / "ajout.png").write_bytes(b"x")
    with pytest.raises(CapError, match=r"ajout\.png"):
        write_site(site(), before)
    with pytest.raises(CapError, match="est un fichier"):
        write_site(site(), mine / "courrier.odt")
    with pytest.raises(CapError, match="Impossible d’écrire"):
        write_site(site(), mine / "courrier.odt" / "site")
    with pytest.raises(CapError, match="un fichier est à la place"):
        write_site(site(), mine / "courrier.odt" / "site")
    with pytest.raises(CapError, match="nom trop long"):
        write_site(site(), tmp_path / ("a" * 300))
    assert {path.name for path in tmp_path.iterdir()} == {"documents", "site"}


# --- the code ------------------------------------------------------------------------------------------------------

ADDRESS = "https://departement.example/conference-2026/"


def test_the_code_is_the_same_drawn_and_as_a_picture() -> None:
    root = ElementTree.fromstring(qr_svg(ADDRESS, "Page publique <2026>"))
    size = int(str(root.get("viewBox")).split()[2])
    dark = {
        (int(x) + step, int(y))
        for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)v1", str(root[-1].get("d")))
        for step in range(int(length))
    }
    with Image.open(io.BytesIO(qr_png(ADDRESS, scale=3))) as image:
        grey = image.convert("L")
    assert grey.size == (3 * size, 3 * size)
    assert dark == {(x, y) for x in range(size) for y in range(size) if grey.getpixel((3 * x + 1, 3 * y + 1)) == 0}
    assert root.get("aria-label") == "Page publique <2026>"


@pytest.mark.parametrize(
    "address",
    ["", "departement.example", "ftp://departement.example", "javascript:alert(1)", "https://", "https://a b.example",
     "http://[::1", "https://a.example:99999/", f"https://a.example/{'x' * LONGEST}", 'https://a.example/"><script>'],
)  # fmt: skip
def test_an_address_that_no_phone_opens_is_refused(address: str) -> None:
    for draw in (qr_svg, qr_png):
        with pytest.raises(CapError, match="Rien n’a été modifié"):
            draw(address)
