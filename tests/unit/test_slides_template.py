"""A council's template of slides: what is kept of it, what never comes out of it, what is refused and how."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from lxml import etree
from PIL import Image

from data.documents.slides import check_template, slides_pptx
from data.documents.slides.template import LARGEST, NOTHING
from data.errors import Refused
from tests.support.decks import full_deck
from tests.support.slides import SHAPES, P, plain, slide_xml, text_of, xml
from tests.support.templates import (
    AUTHOR,
    SECRET,
    as_template,
    members,
    retyped,
    standard,
    with_pictures,
    without_layout,
    without_title_page,
    without_titles,
    zipped,
)

MACROS = "ms-powerpoint.presentation.macroEnabled.main+xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600


def canonical(body: bytes) -> bytes:
    """The same XML, however it is written."""
    return etree.tostring(etree.fromstring(body, etree.XMLParser(remove_blank_text=True)), method="c14n")


def written(template: bytes) -> dict[str, bytes]:
    return members(slides_pptx(full_deck(), SHAPES, template))


GIVEN = pytest.mark.parametrize(
    "given", [standard, without_title_page, without_titles, with_pictures], ids=lambda made: made.__name__
)


@GIVEN
def test_masters_layouts_theme_and_size_are_kept(given: Callable[[], bytes]) -> None:
    before, after = members(given()), written(given())
    kept = [name for name in before if re.match(r"ppt/(slideMasters|slideLayouts)/[^/]+\.xml$", name)]
    assert kept
    for name in kept:
        assert canonical(after[name]) == canonical(before[name])
        rels = re.sub(r"([^/]+)$", r"_rels/\1.rels", name)
        assert canonical(after[rels]) == canonical(before[rels])
    assert after["ppt/theme/theme1.xml"] == before["ppt/theme/theme1.xml"]
    size = [dict(xml(parts, "ppt/presentation.xml").find(f"{P}sldSz").attrib) for parts in (before, after)]
    assert size[0] == size[1]


def test_the_pictures_of_the_master_are_kept_to_the_byte() -> None:
    before, after = members(with_pictures()), written(with_pictures())
    rels = before["ppt/slideMasters/_rels/slideMaster1.xml.rels"].decode()
    found = re.search(r'Target="\.\./(media/[^"]+)"', rels)
    assert found
    assert after[f"ppt/{found[1]}"] == before[f"ppt/{found[1]}"]


@GIVEN
def test_nothing_of_its_own_slides_nor_its_author_comes_out(given: Callable[[], bytes]) -> None:
    after = written(given())
    for name, body in after.items():
        assert SECRET.encode() not in body, name
        assert AUTHOR.encode() not in body, name
    assert sum(bool(re.match(r"ppt/slides/slide\d+\.xml$", name)) for name in after) == len(full_deck().slides)
    assert "docProps/app.xml" not in after
    own = {body for name, body in members(given()).items() if "/media/" in name and b"\xaa" in _pixel(body)}
    assert not own & set(after.values())


def _pixel(body: bytes) -> bytes:
    with Image.open(BytesIO(body)) as image:
        first: Any = image.convert("RGB").getpixel((0, 0))
    return bytes(first)


def test_a_potx_gives_the_same_slides_as_its_pptx() -> None:
    assert written(as_template(standard())) == written(standard())
    assert b"template.main" not in written(as_template(standard()))["[Content_Types].xml"]


def test_the_usual_template_has_nothing_to_say() -> None:
    report = check_template(standard(wide=True))
    assert report.remarks == ()
    assert len(report.layouts) == 3
    assert "Title Slide" in report.layouts[0]
    assert "Title Only" in report.layouts[2]


def test_a_missing_layout_is_told_and_the_nearest_one_serves() -> None:
    said = " ".join(check_template(without_title_page()).remarks)
    assert "pas de mise en page de titre" in plain(said)
    assert "« Title and Content »" in plain(said)
    first = slide_xml(written(without_title_page()), 1)
    assert "Le répit des aidants" in text_of(first)


def test_a_template_without_any_title_has_its_titles_in_a_box() -> None:
    assert "n’a de titre" in check_template(without_titles()).remarks[0]
    parts = written(without_titles())
    for slide in full_deck().slides:
        root = slide_xml(parts, slide.number)
        box = next(s for s in root.iter(f"{P}sp") if s.find(f"{P}nvSpPr/{P}cNvPr").get("name") == "Titre")
        assert plain(slide.title).startswith(text_of(box).rstrip("…"))


THEME = "ppt/theme/_rels/theme1.xml.rels"
_NO_LINK = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'


def _outside(rels: str, kind: str) -> bytes:
    """The usual template, one of whose parts goes and takes something elsewhere."""
    body = members(standard())
    link = (
        f'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" '
        'Target="http://exemple.org/ailleurs" TargetMode="External"/></Relationships>'
    )
    held = body.get(rels, _NO_LINK).replace(b"</Relationships>", link.encode())
    return zipped({**body, rels: held})


@pytest.mark.parametrize("rels", ["ppt/slideMasters/_rels/slideMaster1.xml.rels", THEME])
def test_an_image_kept_outside_the_file_is_told(rels: str) -> None:
    assert any("hors du fichier" in remark for remark in check_template(_outside(rels, "image")).remarks)


@pytest.mark.parametrize("rels", ["ppt/_rels/presentation.xml.rels", "_rels/.rels"])
def test_what_is_no_part_of_the_look_is_not_fetched_elsewhere(rels: str) -> None:
    given = _outside(rels, "attachedTemplate")
    assert check_template(given).remarks == check_template(standard()).remarks
    assert b"exemple.org/ailleurs" not in b"".join(written(given).values())


def _damaged() -> bytes:
    body = members(standard())
    return zipped({**body, "ppt/presentation.xml": body["ppt/presentation.xml"][:200]})


def _bomb() -> bytes:
    return zipped({**members(standard()), "ppt/media/zeros.bin": b"\0" * (60 * 1024 * 1024)})


def _entities() -> bytes:
    body = members(standard())
    name = "ppt/theme/theme1.xml"
    head, _, rest = body[name].partition(b"?>")
    return zipped({**body, name: head + b'?><!DOCTYPE x [<!ENTITY a "b">]>' + rest})


def _without_rels() -> bytes:
    body = members(standard())
    return zipped({name: part for name, part in body.items() if name != "ppt/_rels/presentation.xml.rels"})


@pytest.mark.parametrize(
    ("given", "why"),
    [
        (lambda: b"", "n’est pas une présentation"),
        (lambda: b"%PDF-1.7 ...", "n’est pas une présentation"),
        (lambda: standard()[:2000], "n’est pas une présentation"),
        (
            lambda: zipped({"mimetype": b"application/vnd.oasis.opendocument.presentation"}),
            "n’est pas une présentation",
        ),
        (lambda: OLE, "mot de passe"),
        (lambda: retyped(standard(), MACROS), "macros"),
        (lambda: zipped({**members(standard()), "ppt/vbaProject.bin": b"x"}), "macros"),
        (_bomb, "démesuré"),
        (lambda: b"PK\x03\x04" + b"0" * LARGEST, "pèse 40 Mo"),
        (_damaged, "abîmé"),
        (_entities, "abîmé"),
        (_without_rels, "abîmé"),
        (without_layout, "aucune mise en page"),
    ],
    ids=[
        "empty",
        "pdf",
        "cut",
        "odp",
        "locked",
        "pptm",
        "vba",
        "bomb",
        "heavy",
        "damaged",
        "entities",
        "rels",
        "layouts",
    ],
)
def test_what_is_not_a_usable_template_is_refused_in_french(given: Callable[[], bytes], why: str) -> None:
    content = given()
    for act in (lambda: check_template(content), lambda: slides_pptx(full_deck(), {}, content)):
        with pytest.raises(Refused) as refused:
            act()
        assert why in plain(str(refused.value))
        assert str(refused.value).endswith(NOTHING)
