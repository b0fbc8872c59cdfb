"""The look of the slides when the council gives no template: a calm 16:9 page, made on python-pptx's own blank file.

Its theme asks for Arial, which every machine has, itself or at its very widths (Liberation Sans): what fits here fits
in the room. A finer face that is not installed would be replaced by one that nobody chose.
"""

from __future__ import annotations

from typing import Any

from pptx import Presentation
from pptx.opc.oxml import serialize_part_xml

from data.documents.slides.oxml import all_of, element, remove, tag

INCH = 914_400
WIDE, TALL = 12_192_000, 6_858_000
FONT = "Arial"
_PANOSE = "020B0604020202020204"
_COLOURS = {
    "dk1": "26231F",
    "lt1": "FFFFFF",
    "dk2": "5E584F",
    "lt2": "F5F3EF",
    "accent1": "1F4E79",
    "accent2": "A9550F",
    "accent3": "1D6B4F",
    "accent4": "8064A2",
    "accent5": "00848A",
    "accent6": "7B2D26",
    "hlink": "1F4E79",
    "folHlink": "5E584F",
}
_KEPT = {
    "Title Slide": "Page de titre",
    "Title and Content": "Titre et contenu",
    "Title Only": "Titre seul",
    "Blank": "Vide",
}
_PLACES = {
    "title": (0.6, 0.42, 12.13, 1.0),
    "body": (0.6, 2.25, 12.13, 4.45),
    "ftr": (0.6, 6.98, 10.9, 0.32),
    "sldNum": (11.73, 6.98, 1.0, 0.32),
    "dt": (0.6, 6.98, 2.0, 0.32),
}
_TITLE_PAGE = {"ctrTitle": (0.9, 1.3, 11.5, 2.2), "subTitle": (0.9, 4.0, 11.5, 2.6)}
_HINTS = {
    "Click to edit Master title style": "Titre",
    "Click to edit Master subtitle style": "Sous-titre",
    "Click to edit Master text styles": "Texte",
    "Second level": "Deuxième niveau",
    "Third level": "Troisième niveau",
    "Fourth level": "Quatrième niveau",
    "Fifth level": "Cinquième niveau",
}


def own_look() -> Any:
    """An empty presentation in our look."""
    presentation: Any = Presentation()
    presentation.slide_width, presentation.slide_height = WIDE, TALL
    size: Any = next(all_of(presentation.part._element, "p:sldSz"))
    size.attrib.pop("type", None)
    master: Any = presentation.slide_master
    for layout in list(presentation.slide_layouts):
        if layout.name not in _KEPT:
            presentation.slide_layouts.remove(layout)
    _theme(master)
    _master(master)
    for layout in presentation.slide_layouts:
        _layout(layout)
    for part in (master, *presentation.slide_layouts):
        _hints(part._element)
    return presentation


def _theme(master: Any) -> None:
    part: Any = next(one.target_part for one in master.part.rels.values() if one.reltype.endswith("/theme"))
    root = element(part.blob.decode("utf-8").partition("?>")[2])
    root.set("name", "Cap Solidarités")
    colours = next(all_of(root, "a:clrScheme"))
    colours.set("name", "Cap Solidarités")
    for name, colour in _COLOURS.items():
        slot = colours.find(tag(f"a:{name}"))
        for old in list(slot):
            slot.remove(old)
        slot.append(element(f'<a:srgbClr {{names}} val="{colour}"/>'))
    next(all_of(root, "a:fontScheme")).set("name", "Cap Solidarités")
    for font in all_of(root, "a:majorFont", "a:minorFont"):
        latin = font.find(tag("a:latin"))
        latin.set("typeface", FONT)
        latin.set("panose", _PANOSE)
    part._blob = serialize_part_xml(root)


def _master(master: Any) -> None:
    for shape in master.placeholders:
        kind = next(all_of(shape._element, "p:ph")).get("type")
        _place(shape, _PLACES[kind])
        if kind in ("title", "body"):
            next(all_of(shape._element, "a:bodyPr")).set("anchor", "b" if kind == "title" else "t")
            _insets(shape)
        else:
            _insets(shape)
            style = next(all_of(shape._element, "a:lvl1pPr"))
            style.set("algn", "r" if kind == "sldNum" else "l")
            said = next(all_of(style, "a:defRPr"))
            said.set("sz", "1100")
            _coloured(said, "tx2")
    styles = next(all_of(master._element, "p:txStyles"))
    title = next(all_of(styles.find(tag("p:titleStyle")), "a:lvl1pPr"))
    title.set("algn", "l")
    said = title.find(tag("a:defRPr"))
    said.set("sz", "3200")
    said.set("b", "1")
    _coloured(said, "accent1")
    for level, size in (("1", "2200"), ("2", "2000"), ("3", "1800"), ("4", "1800"), ("5", "1800")):
        next(all_of(styles.find(tag("p:bodyStyle")), f"a:lvl{level}pPr")).find(tag("a:defRPr")).set("sz", size)
    first = next(all_of(styles.find(tag("p:bodyStyle")), "a:lvl1pPr"))
    first.set("marL", "0")
    first.set("indent", "0")
    for bullet in list(all_of(first, "a:buFont", "a:buChar")):
        remove(bullet)
    first.insert(1, element("<a:buNone {names}/>"))
    tree: Any = master._element.cSld.spTree
    # The one ornament: a band along the top, and a hairline over the footer.
    tree.insert(2, _block(20, 0, 0, WIDE / INCH, 0.12, "accent1"))
    tree.insert(3, _block(21, 0.6, 6.9, 12.13, 0.012, "bg2", shade=85))


def _layout(layout: Any) -> None:
    old = str(layout.name)
    layout._element.cSld.set("name", _KEPT[old])
    for shape in list(layout.placeholders):
        kind = next(all_of(shape._element, "p:ph")).get("type")
        if kind == "dt":
            remove(shape._element)
        elif kind in _TITLE_PAGE:
            _place(shape, _TITLE_PAGE[kind])
        else:
            for place in list(all_of(shape._element, "a:xfrm")):
                remove(place)
    if old == "Title Slide":
        _title_page(layout)


def _title_page(layout: Any) -> None:
    """White on the accent, without the master's ornaments."""
    root: Any = layout._element
    root.set("showMasterSp", "0")
    root.cSld.insert(
        0,
        element(
            '<p:bg {names}><p:bgPr><a:solidFill><a:schemeClr val="accent1"/></a:solidFill><a:effectLst/>'
            "</p:bgPr></p:bg>"
        ),
    )
    for shape in layout.placeholders:
        kind = next(all_of(shape._element, "p:ph")).get("type")
        style = next(all_of(shape._element, "a:lstStyle"))
        for old in list(style):
            style.remove(old)
        size = {"ctrTitle": ' sz="5400" b="1"', "subTitle": ' sz="2400"'}.get(kind, ' sz="1100"')
        side = "r" if kind == "sldNum" else "l"
        style.append(
            element(
                f'<a:lvl1pPr {{names}} marL="0" indent="0" algn="{side}"><a:buNone/><a:defRPr{size}><a:solidFill>'
                '<a:schemeClr val="bg1"/></a:solidFill></a:defRPr></a:lvl1pPr>'
            )
        )
        if kind == "ctrTitle":
            next(all_of(shape._element, "a:bodyPr")).set("anchor", "b")
    tree: Any = root.cSld.spTree
    tree.insert(2, _block(20, 0.9, 3.72, 1.2, 0.06, "bg1"))


def _place(shape: Any, at: tuple[float, float, float, float]) -> None:
    shape.left, shape.top, shape.width, shape.height = (round(value * INCH) for value in at)


def _insets(shape: Any) -> None:
    """No inner margin: texts line up with charts and tables."""
    body = next(all_of(shape._element, "a:bodyPr"))
    for side in ("lIns", "rIns", "tIns", "bIns"):
        body.set(side, "0")


def _coloured(said: Any, colour: str) -> None:
    for old in list(all_of(said, "a:solidFill")):
        remove(old)
    said.insert(0, element(f'<a:solidFill {{names}}><a:schemeClr val="{colour}"/></a:solidFill>'))


def _block(number: int, left: float, top: float, wide: float, tall: float, colour: str, shade: int = 100) -> Any:
    shaded = f'<a:lumMod val="{shade}000"/>' if shade < 100 else ""
    return element(
        f'<p:sp {{names}}><p:nvSpPr><p:cNvPr id="{number}" name="Filet {number - 19}"/><p:cNvSpPr/>'
        '<p:nvPr userDrawn="1"/></p:nvSpPr>'
        f'<p:spPr><a:xfrm><a:off x="{round(left * INCH)}" y="{round(top * INCH)}"/><a:ext cx="{round(wide * INCH)}" '
        f'cy="{round(tall * INCH)}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill>'
        f'<a:schemeClr val="{colour}">{shaded}</a:schemeClr></a:solidFill><a:ln><a:noFill/></a:ln></p:spPr></p:sp>'
    )


def _hints(root: Any) -> None:
    for text in all_of(root, "a:t"):
        text.text = _HINTS.get(text.text or "", text.text)
