"""Templates of slides as a council may give them, made here with python-pptx: none is anybody's."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO
from typing import Any

from PIL import Image
from pptx import Presentation
from pptx.oxml.ns import qn

PRESENTATION = "presentationml.presentation.main+xml"
SECRET = "Note interne du cabinet, à ne pas diffuser"
"""Written on a slide of each template and in its notes: it must never come out."""
AUTHOR = "Camille Exemple"


def standard(*, wide: bool = False) -> bytes:
    """4:3 (16:9 when `wide`), every usual layout, two slides of its own with a picture, notes, a section."""
    made: Any = Presentation()
    if wide:
        made.slide_width, made.slide_height = 12_192_000, 6_858_000
    master = made.slide_master
    master.background.fill.solid()
    master.background.fill.fore_color.rgb = _colour("FFF8E7")
    _own_slides(made)
    return _saved(made)


def without_title_page() -> bytes:
    """« Titre et contenu » and « vide » alone."""
    made: Any = Presentation()
    for layout in list(made.slide_layouts):
        if layout.name not in ("Title and Content", "Blank"):
            made.slide_layouts.remove(layout)
    _own_slides(made, layout=0)
    return _saved(made)


def without_titles() -> bytes:
    """One empty layout."""
    made: Any = Presentation()
    for layout in list(made.slide_layouts):
        if layout.name != "Blank":
            made.slide_layouts.remove(layout)
    return _saved(made)


def without_layout() -> bytes:
    made: Any = Presentation()
    for layout in list(made.slide_layouts):
        made.slide_layouts.remove(layout)
    return _saved(made)


def with_pictures() -> bytes:
    """16:9, dark, a logo on the master and a band on the page of title, small footers, a title on the right."""
    made: Any = Presentation()
    made.slide_width, made.slide_height = 12_192_000, 6_858_000
    master: Any = made.slide_master
    part, rid = master.part.get_or_add_image_part(BytesIO(logo()))
    del part
    tree: Any = master._element.cSld.spTree
    tree.append(_picture(rid))
    master.background.fill.solid()
    master.background.fill.fore_color.rgb = _colour("10243A")
    colours = master._element.find(qn("p:clrMap"))
    for name, value in (("bg1", "dk1"), ("tx1", "lt1"), ("bg2", "dk2"), ("tx2", "lt2")):
        colours.set(name, value)
    for place in (master, *made.slide_layouts):
        for shape in place.placeholders:
            kind = shape._element.find(".//" + qn("p:ph")).get("type")
            if kind == "title":
                shape.left, shape.top, shape.width, shape.height = 3_000_000, 300_000, 8_700_000, 900_000
            if kind == "body" and place is master:
                shape.left, shape.top, shape.width, shape.height = 400_000, 1_500_000, 11_400_000, 4_700_000
            if kind in ("dt", "ftr", "sldNum") and place is master:
                shape.top, shape.height = 6_400_000, 300_000
                shape.left = {"dt": 400_000, "ftr": 4_000_000, "sldNum": 10_800_000}[kind]
                shape.width = {"dt": 2_000_000, "ftr": 3_000_000, "sldNum": 1_000_000}[kind]
    _own_slides(made)
    return _saved(made)


def as_template(content: bytes) -> bytes:
    """The same file as a .potx."""
    return retyped(content, "presentationml.template.main+xml")


def retyped(content: bytes, kind: str) -> bytes:
    """The same file, its main part of another type."""
    types = "[Content_Types].xml"
    body = dict(members(content))
    assert PRESENTATION.encode() in body[types]
    return zipped({**body, types: body[types].replace(PRESENTATION.encode(), kind.encode())})


def members(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: Mapping[str, bytes]) -> bytes:
    held = BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
    return held.getvalue()


def logo(colour: str = "#1D6B4F") -> bytes:
    held = BytesIO()
    Image.new("RGB", (120, 60), colour).save(held, "PNG")
    return held.getvalue()


def _own_slides(made: Any, layout: int = 1) -> None:
    for rank in range(2):
        slide = made.slides.add_slide(made.slide_layouts[layout])
        slide.shapes.title.text = SECRET
        slide.shapes.add_picture(BytesIO(logo(f"#AA00{rank}0")), 0, 0)
        slide.notes_slide.notes_text_frame.text = SECRET
    made.core_properties.author = made.core_properties.last_modified_by = AUTHOR


def _saved(made: Any) -> bytes:
    held = BytesIO()
    made.save(held)
    return held.getvalue()


def _colour(value: str) -> Any:
    from pptx.dml.color import RGBColor

    return RGBColor.from_string(value)


def _picture(rid: str) -> Any:
    from pptx.oxml import parse_xml

    return parse_xml(
        '<p:pic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><p:nvPicPr>'
        '<p:cNvPr id="77" name="Logo" descr="Logo"/><p:cNvPicPr/><p:nvPr userDrawn="1"/></p:nvPicPr><p:blipFill>'
        f'<a:blip r:embed="{rid}"/><a:stretch><a:fillRect/></a:stretch></p:blipFill><p:spPr><a:xfrm>'
        '<a:off x="400000" y="300000"/><a:ext cx="1800000" cy="900000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        "</a:prstGeom></p:spPr></p:pic>"
    )
