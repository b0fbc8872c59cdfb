"""A council's template of slides: looked at before it is opened, emptied of its own slides, its layouts chosen.

Its masters, layouts, theme, fonts and size are kept as they are; what its authors left elsewhere (slides, comments,
names, properties) is not.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE as RT

from data.documents.slides.oxml import all_of, remove, tag
from data.errors import Refused
from data.evidence import containers
from data.french import number, typeset

LARGEST = 40 * 1024 * 1024
"""Bytes of a template."""
_MAIN = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
_OTHER_MAINS = ("presentationml.template.main+xml", "presentationml.slideshow.main+xml")
_HEAD = 4096
_ENCODING = re.compile(rb"^(?:\xef\xbb\xbf)?\s*<\?xml[^>]*\bencoding=[\"']([^\"']+)[\"']")
_STRICT = b"purl.oclc.org/ooxml"
_SMALLEST, _WIDEST = 3 * 914_400, 40 * 914_400
NOTHING = "Le modèle n’a pas été pris."
_SAVE = "Enregistrez-le dans PowerPoint au format « Présentation PowerPoint (.pptx) » ou « Modèle PowerPoint (.potx) »"

_TITLES = ("title", "ctrTitle")
_CONTENTS = ("", "obj", "body")
_ASIDE = ("dt", "ftr", "sldNum", "hdr")
_LEFT_BEHIND = (
    "commentAuthors",
    "authors",
    "viewProps",
    "printerSettings",
    "customXml",
    "tags",
    "changesInfo",
    "revisionInfo",
    "attachedTemplate",
)


@dataclass(frozen=True)
class Layouts:
    """Which layout of a presentation serves for what."""

    title: Any
    content: Any
    title_only: Any


@dataclass(frozen=True)
class TemplateReport:
    """What a template gives. `remarks`: in French, what will not look as expected; `layouts`: which page serves for
    what, in French."""

    remarks: tuple[str, ...]
    layouts: tuple[str, ...]


def check_template(content: bytes) -> TemplateReport:
    """What a template gives. Raises Refused, in French, when it cannot be used."""
    presentation = opened(content)
    chosen, remarks = choose(presentation)
    names = (
        f"Page de titre : « {_name(chosen.title)} »",
        f"Titre et texte : « {_name(chosen.content)} »",
        f"Titre, graphique, tableau ou carte : « {_name(chosen.title_only)} »",
    )
    return TemplateReport((*remarks, *_remarks(presentation)), tuple(typeset(name) for name in names))


def opened(content: bytes) -> Any:
    """The template as a presentation without a slide. Raises Refused."""
    _guard(content)
    try:
        presentation: Any = Presentation(BytesIO(_as_presentation(content)))
        layouts = [layout for master in presentation.slide_masters for layout in master.slide_layouts]
        size = (int(presentation.slide_width), int(presentation.slide_height))
        emptied(presentation)
    except Exception as error:  # whatever a damaged file makes the reader raise
        raise _refused(
            f"Ce fichier n’est pas une présentation PowerPoint, ou il est abîmé. {_SAVE}, puis recommencez."
        ) from error
    if not layouts:
        raise _refused(
            "Ce modèle n’a aucune mise en page : rien ne peut y être écrit. Ouvrez-le dans PowerPoint (Affichage, "
            "Masque des diapositives), ajoutez une mise en page avec un titre, puis recommencez."
        )
    if min(size) < _SMALLEST or max(size) > _WIDEST:
        raise _refused(
            "Les diapositives de ce modèle sont trop petites ou trop grandes pour être projetées. Choisissez "
            "une taille "
            "d’écran (Création, Taille des diapositives), puis recommencez."
        )
    return presentation


def choose(presentation: Any) -> tuple[Layouts, tuple[str, ...]]:
    """The best layout for each use, by the kinds of its placeholders, and what is said when one is missing."""
    layouts = [layout for master in presentation.slide_masters for layout in master.slide_layouts]
    remarks: list[str] = []

    def best(score: Callable[[list[str]], int]) -> Any:
        return max(layouts, key=lambda layout: score(_kinds(layout)))  # the first of equals

    title, content, alone = best(_as_title), best(_as_content), best(_as_title_only)
    if not any(kind in _TITLES for layout in layouts for kind in _kinds(layout)):
        remarks.append(
            "Aucune mise en page de ce modèle n’a de titre : chaque titre est écrit dans une zone de texte, en "
            "haut de la page. "
            "Les lecteurs d’écran ne le reconnaîtront pas comme un titre."
        )
    else:
        if "ctrTitle" not in _kinds(title):
            remarks.append(
                f"Ce modèle n’a pas de mise en page de titre : « {_name(title)} » sert à l’ouverture et aux "
                "remerciements."
            )
        if _own(_kinds(content)) != 2:
            remarks.append(
                "Ce modèle n’a pas de mise en page « titre et contenu » : les textes sont écrits dans une zone "
                "de texte, "
                f"sur « {_name(content)} »."
            )
        if _own(_kinds(alone)) != 1:
            remarks.append(
                f"Ce modèle n’a pas de mise en page « titre seul » : « {_name(alone)} » sert aux graphiques, "
                "tableaux et "
                "cartes, ses zones vides sont retirées."
            )
    return Layouts(title, content, alone), tuple(typeset(remark) for remark in remarks)


def _as_title(kinds: list[str]) -> int:
    if "ctrTitle" in kinds:
        return 100 + 10 * ("subTitle" in kinds) - _own(kinds)
    return 50 * ("title" in kinds) + 10 * ("subTitle" in kinds or "body" in kinds) - 5 * _own(kinds)


def _as_content(kinds: list[str]) -> int:
    contents = sum(kind in ("", "obj") for kind in kinds) * 3 + sum(kind == "body" for kind in kinds) * 2
    return 50 * ("title" in kinds) + 20 * (_own(kinds) == 2) + (contents if _own(kinds) == 2 else 0) - 5 * _own(kinds)


def _as_title_only(kinds: list[str]) -> int:
    return 60 * ("title" in kinds) + 20 * ("ctrTitle" in kinds) - 10 * _own(kinds)


def _kinds(layout: Any) -> list[str]:
    """Kinds of the placeholders of a layout, as its file writes them; empty for « any content »."""
    return [str(mark.get("type") or "") for mark in all_of(layout._element.cSld.spTree, "p:ph")]


def _own(kinds: Iterable[str]) -> int:
    return sum(kind not in _ASIDE for kind in kinds)


def _name(layout: Any) -> str:
    return str(layout.name).strip() or "sans nom"


def _remarks(presentation: Any) -> tuple[str, ...]:
    said: list[str] = []
    ratio = presentation.slide_width / presentation.slide_height
    if ratio < 1.2:
        said.append("Les diapositives de ce modèle ne sont pas en largeur : graphiques et cartes y seront petits.")
    outside = (
        link.is_external and not link.reltype.endswith("/hyperlink")
        for part in presentation.part.package.iter_parts()
        for link in part.rels.values()
    )
    if any(outside):
        said.append(
            "Ce modèle va chercher des images hors du fichier : elles manqueront sans réseau. Incorporez-les au modèle."
        )
    return tuple(typeset(one) for one in said)


def _guard(content: bytes) -> None:
    if len(content) > LARGEST:
        raise _refused(
            f"Ce modèle pèse {number(len(content) / 1024 / 1024)} Mo ; le maximum est de {LARGEST // 1024 // 1024} Mo. "
            "Supprimez ses diapositives et compressez ses images (Format de l’image, Compresser), puis recommencez."
        )
    try:
        content = _as_presentation(content)
    except Exception as error:
        raise _refused(_why(content, containers.problem(content, "pptx"))) from error
    found = containers.problem(content, "pptx")
    if found is not None:
        raise _refused(_why(content, found))
    with zipfile.ZipFile(BytesIO(content)) as archive:
        for member in archive.infolist():
            if member.filename.lower().endswith((".xml", ".rels")):
                try:
                    with archive.open(member) as stream:
                        head = stream.read(_HEAD)
                except Exception as error:
                    raise _refused(_why(content, containers.OTHER)) from error
                if _strange(head):
                    raise _refused(_why(content, containers.OTHER))
                if _STRICT in head:
                    raise _refused(
                        f"Ce fichier est au format « strict », que peu de logiciels lisent. {_SAVE}, puis recommencez."
                    )


def _strange(head: bytes) -> bool:
    """No office suite declares an entity, nor writes in another encoding, where one could be hidden."""
    declared = _ENCODING.match(head)
    coded = declared is not None and declared[1].lower() not in (b"utf-8", b"us-ascii", b"ascii")
    return b"\0" in head or b"<!DOCTYPE" in head or b"<!ENTITY" in head or coded


def _why(content: bytes, found: str | None) -> str:
    if found == containers.LOCKED:
        return (
            "Ce modèle est protégé par un mot de passe, ou d’un ancien format (.ppt). Enlevez le mot de passe "
            "(Fichier, "
            f"Informations, Protéger la présentation). {_SAVE}, puis recommencez."
        )
    if found == containers.MACROS:
        return f"Ce modèle contient des macros : elles ne sont jamais ouvertes. {_SAVE}, sans macro, puis recommencez."
    if found == containers.TOO_BIG:
        return (
            "Ce modèle deviendrait démesuré une fois ouvert. Supprimez ses diapositives et ses images, puis "
            "recommencez."
        )
    return f"Ce fichier n’est pas une présentation PowerPoint, ou il est abîmé. {_SAVE}, puis recommencez."


def _refused(why: str) -> Refused:
    return Refused(typeset(f"{why} {NOTHING}"))


def _as_presentation(content: bytes) -> bytes:
    """A template (.potx) or a show (.ppsx) is a presentation under another name: only its type is changed."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        if containers.problem(content, "pptx") != containers.OTHER:
            return content
        types = archive.read("[Content_Types].xml")
        changed = types
        for other in _OTHER_MAINS:
            changed = changed.replace(f"application/vnd.openxmlformats-officedocument.{other}".encode(), _MAIN.encode())
        if changed == types:
            return content
        held = BytesIO()
        with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as copy:
            for member in archive.infolist():
                copy.writestr(
                    member.filename, changed if member.filename == "[Content_Types].xml" else archive.read(member)
                )
    return held.getvalue()


def emptied(presentation: Any) -> None:
    """Take away the slides, and all that holds on to one or names somebody, so that no part of theirs is written."""
    main: Any = presentation.part
    root: Any = main._element
    for slide in list(all_of(root, "p:sldId")):
        link = slide.get(tag("r:id"))
        remove(slide)
        main.rels.pop(link)
    for gone in list(all_of(root, "p:custShowLst", "p:modifyVerifier", "p:custDataLst")):
        remove(gone)
    for extension in list(all_of(root, "p:ext")):
        if any("section" in str(child.tag).lower() for child in extension):
            remove(extension)
    for link, each in list(main.rels.items()):
        if each.reltype.rpartition("/")[2] in _LEFT_BEHIND:
            main.rels.pop(link)
    for master in presentation.slide_masters:
        for page in (master, *master.slide_layouts):
            _without_slides(page)
    package: Any = main.package
    for link, each in list(package._rels.items()):
        kind = each.reltype.rpartition("/")[2]
        if each.is_external or kind in ("extended-properties", "custom-properties", "thumbnail", "customXml"):
            package._rels.pop(link)


def _without_slides(page: Any) -> None:
    """A button of a master that leads to one of the template's own slides leads nowhere."""
    for link, each in list(page.part.rels.items()):
        if not each.is_external and each.reltype == RT.SLIDE:
            for click in list(all_of(page._element, "a:hlinkClick", "a:hlinkHover")):
                if click.get(tag("r:id")) == link:
                    remove(click)
            page.part.rels.pop(link)
