"""What leaves the page: the talk played full screen, and the documents made from the same deck when they are asked for.

Writers are imported when they are called: who composes does not wait for them.
"""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from dataclasses import dataclass

import streamlit as st

from components.conference import files, telling
from components.conference.shown import Shown, play_address
from components.pieces import plain
from data.conference.edition import EditionRow, Told
from data.conference.slide import Deck
from data.database import Store
from data.drawing.shapes import Shapes, shapes_for
from data.errors import CapError, Refused
from data.french import folded, typeset
from data.reading.editions import edition as read_edition
from data.reading.editions import file_content, told
from data.vocabulary import FileUse

_FAILED = "documents_refuses"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


def play(shown: Shown) -> None:
    """The one button of the day."""
    if not shown.edition.scenes:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.link_button(
            "Jouer en plein écran", play_address(shown), type="primary", icon=":material/slideshow:", key="jouer"
        )
        st.caption("S’ouvre dans un autre onglet. Touche F pour le plein écran, ? pour les touches.")


def draw(shown: Shown) -> None:
    """The documents, each made when its button is pressed."""
    failed: MutableMapping[str, str] = st.session_state.setdefault(_FAILED, {})
    name = _name(shown.edition)
    with st.container(horizontal=True, key="documents"):
        for one in DOCUMENTS:
            st.download_button(
                one.title, asked(shown, one, failed), f"{name}{one.ending}", one.media, key=f"donner_{one.ending}",
                icon=f":material/{one.icon}:", on_click="ignore", disabled=not shown.edition.scenes,
            )  # fmt: skip
    for title, why in failed.items():
        st.error(plain(typeset(f"{title} : {why}")))
    failed.clear()
    _template(shown)


def _template(shown: Shown) -> None:
    """The council's own slides: given once, used by the next diaporama."""
    held = files.of_use(shown, FileUse.TEMPLATE)
    title = f"Modèle de diaporama\u00a0: {held[0].filename}" if held else "Modèle de diaporama (facultatif)"
    if not shown.presents and not held:
        return
    with st.expander(plain(title), key="modele"):
        st.caption("Le diaporama garde les masques, les polices et les couleurs du modèle.")
        if shown.presents:
            files.upload(shown, FileUse.TEMPLATE, "Modèle PowerPoint", ["pptx", "potx"], "Le modèle est enregistré.")
        for one in held:
            _remarks(shown, one.id)


def _remarks(shown: Shown, file_id: int) -> None:
    from data.documents.slides import check_template

    content = file_content(shown.now.store, file_id)
    if content is None:
        return
    try:
        remarks = check_template(content).remarks
    except CapError as error:
        remarks = (str(error),)
    if remarks:
        st.markdown("\n".join(f"- {plain(typeset(remark))}" for remark in remarks))
    else:
        st.markdown("Ce modèle a toutes les dispositions attendues.")


@dataclass(frozen=True)
class Document:
    """One thing to take away. `ending`: of its file name; `make`: its bytes, CapError in French when it cannot be."""

    title: str
    ending: str
    media: str
    icon: str
    make: Callable[[Made], bytes]


@dataclass(frozen=True)
class Made:
    """An edition as it is when a button is pressed. `template`: the council's own slides, None without any."""

    store: Store
    edition: EditionRow
    told: Told
    template: bytes | None

    def deck(self) -> tuple[Deck, Shapes]:
        found = telling.deck_of(self.store, self.edition, self.told)
        return found, shapes_for(found, self.told.situations.values())


def asked(shown: Shown, document: Document, failed: MutableMapping[str, str]) -> Callable[[], bytes]:
    """Called in a thread of its own once the button is pressed: the edition is read as it is then.

    failed: where it is kept that a document could not be made, and why.
    """

    def work() -> bytes:
        store = shown.now.store
        try:
            row = read_edition(store, shown.edition.id)
            if row is None:
                raise Refused("Cette édition n’existe plus. Revenez à la liste des éditions.")
            held = next((one for one in row.files if one.use is FileUse.TEMPLATE), None)
            known = {pin: shown.told.situations[pin] for pin in row.pins if pin in shown.told.situations}
            template = file_content(store, held.id) if held else None
            return document.make(Made(store, row, told(store, row, known), template))
        except CapError as error:
            failed[document.title] = str(error)  # said at the next drawing: the browser only says that it failed
            raise

    return work


def _html(made: Made) -> bytes:
    from data.stage.play import stage_html

    return stage_html(*made.deck()).encode()


def _pptx(made: Made) -> bytes:
    from data.documents.slides import slides_pptx

    return slides_pptx(*made.deck(), made.template)


def _pdf(made: Made) -> bytes:
    from data.documents.deck_pdf import deck_pdf

    return deck_pdf(*made.deck())


def _pdf_with_notes(made: Made) -> bytes:
    from data.documents.deck_pdf import deck_pdf

    return deck_pdf(*made.deck(), notes=True)


def _site(made: Made) -> bytes:
    from data.site.edition import edition_site
    from data.site.site import zipped

    public = telling.deck_of(made.store, made.edition, made.told, public=True)
    return zipped(edition_site(public, made.edition, made.told))


DOCUMENTS = (
    Document("Fichier à emporter (HTML)", ".html", "text/html", "html", _html),
    Document("Diaporama PowerPoint", ".pptx", PPTX, "co_present", _pptx),
    Document("PDF", ".pdf", "application/pdf", "picture_as_pdf", _pdf),
    Document("PDF avec notes", "-avec-notes.pdf", "application/pdf", "speaker_notes", _pdf_with_notes),
    Document("Page publique (dossier zip)", "-page-publique.zip", "application/zip", "public", _site),
)


def _name(edition: EditionRow) -> str:
    words = "".join(letter if letter.isalnum() else " " for letter in folded(edition.theme)).split()
    return f"{edition.year}-{'-'.join(words)[:60].strip('-') or 'edition'}"
