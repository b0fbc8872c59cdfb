"""The notes of a slide: what the speaker wrote, what the slide could not hold whole, where each figure comes from."""

from __future__ import annotations

from typing import Any

from data.conference.slide import Deck, Slide
from data.documents.slides.oxml import content, element, tag
from data.documents.slides.text import sourced
from data.french import typeset


def text(deck: Deck, slide: Slide, kept: list[str]) -> str:
    """The notes of a slide, paragraphs apart."""
    parts: list[str] = []
    if slide.notes:
        parts.append(slide.notes)
    if slide.number == deck.slides[0].number:
        parts += [said for said in (deck.label, deck.newer, deck.scope) if said]
    parts += dict.fromkeys(kept)
    for drawn, word in ((slide.chart, "graphique"), (slide.drawing, "carte")):
        if drawn is not None and drawn.says:
            parts.append(f"Ce que montre {'la' if word == 'carte' else 'le'} {word} : {drawn.says}")
    if slide.picture is not None and slide.picture.credit:
        parts.append(slide.picture.credit)
    if slide.origins:
        said = "\n".join(
            "\n".join([origin.title, *(f"– {label} : {line}" for label, line in origin.lines)])
            for origin in slide.origins
        )
        parts.append(f"D’où vient ce chiffre ?\n{said}")
    if slide.source:
        parts.append(sourced(slide.source))
    if slide.link:
        parts.append(f"Adresse : {slide.link}")
    states = " ; ".join(f"{bound.plan_title}, {bound.label}" for bound in deck.bound)
    if slide.origins and states:
        parts.append(f"États figés de ce déroulé : {states}.")
    return "\n\n".join(typeset(part) for part in parts)


def write(slide: Any, said: str) -> None:
    """Write the notes page of a slide."""
    page: Any = slide.notes_slide
    frame: Any = page.notes_text_frame
    if frame is None:
        # The template's page of notes has no place for a text.
        frame = page.shapes._spTree
        frame.append(element(_BOX))
        body: Any = frame[-1].find(tag("p:txBody"))
    else:
        body = frame._txBody
    for old in list(body.findall(tag("a:p"))):
        body.remove(old)
    for line in said.split("\n"):
        run = f'<a:r><a:rPr lang="fr-FR"/><a:t>{content(line)}</a:t></a:r>' if line else '<a:endParaRPr lang="fr-FR"/>'
        body.append(element(f"<a:p {{names}}>{run}</a:p>"))


_BOX = (
    '<p:sp {names}><p:nvSpPr><p:cNvPr id="90" name="Notes"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr>'
    '<p:ph type="body" idx="1"/></p:nvPr></p:nvSpPr><p:spPr><a:xfrm><a:off x="685800" y="4400550"/><a:ext cx="5486400" '
    'cy="3600450"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr><p:txBody><a:bodyPr/><a:lstStyle/>'
    "<a:p/></p:txBody></p:sp>"
)
