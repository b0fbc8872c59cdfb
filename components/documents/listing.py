"""The cards of the page, one a document. What one holds is in `data/documents`; nothing is made before a click."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from components import address, links, map_data
from components.documents.card import Told, card
from components.documents.shown import Shown
from components.pieces import plain, section
from data.documents.fiche_sheet import fiche_sheet_pdf
from data.documents.letter import letter, letter_docx, letter_html
from data.documents.open_data import ARCHIVE, open_data_zip
from data.documents.territory_sheet import territory_sheet_pdf
from data.documents.yearly_review import yearly_review_docx
from data.french import folded, plural, typeset
from data.measures.nouns import fiche_noun
from data.measures.official_grid import form_of
from data.place_names import short_name
from data.selection import narrow

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_INTERNAL = "Interne : les textes des pilotes n’ont pas été relus pour être publiés. Tous les profils peuvent l’avoir."


def draw(found: Shown) -> None:
    """Every card, two by two; what leaves the council first."""
    pairs: tuple[tuple[Callable[[Shown], None], ...], ...] = (
        (_letter, _open_data), (_fiche, _territory), (_review, _others),
    )  # fmt: skip
    section("À télécharger", "Un document n’est préparé qu’au moment où vous le demandez.")
    for row in pairs:
        for place, one in zip(st.columns(2), row, strict=True):
            with place:
                one(found)


def _letter(found: Shown) -> None:
    told = Told(
        "lettre", "Lettre",
        "Ce qui a été fait dans la période, par axe, les chiffres clés avec leur couverture, les décisions, ce qui "
        "vient et comment réagir. Sans nom, ni météo, ni difficulté.",
        "agents, partenaires, personnes concernées, conseils consultatifs.",
        True,
        "Seuls les textes marqués publiables, dans un point validé, y entrent. Relisez-les avant l’envoi : un texte "
        "peut citer quelqu’un.",
    )  # fmt: skip
    with card(told):
        situation, previous, frozen = found.situation, found.previous, found.number
        written = found.view.once("lettre", lambda: letter(situation, previous, frozen=frozen))
        count = sum(len(part.told) for part in (*written.done, *written.coming))
        said = f"{plural(count, 'texte publiable', 'textes publiables')} pour {situation.period.the}."
        if not count:
            gives = "donne les chiffres, et le dit" if written.figures else "le dit"
            said = f"Aucun texte publiable pour {situation.period.the} : la lettre {gives}."
        if written.waiting:
            waits = plural(written.waiting, "autre attend d’être validé", "autres attendent d’être validés")
            said += f" {waits} avec leur point."
        st.markdown(plain(typeset(said)))
        with st.container(horizontal=True):
            # What a button makes later is written again: the label of the demonstration may be newer than what is kept.
            _button("Word (DOCX)", lambda: letter_docx(letter(situation, previous, frozen=frozen), situation.today),
                    found.file("lettre", "docx"), _DOCX, "lettre_docx")  # fmt: skip
            _button("Courriel (HTML)", lambda: letter_html(letter(situation, previous, frozen=frozen)),
                    found.file("lettre", "html"), "text/html", "lettre_html")  # fmt: skip


def _open_data(found: Shown) -> None:
    told = Told(
        "donnees", "Données ouvertes",
        "Le plan, l’état de ses actions, ses indicateurs et ses décisions en tableaux (CSV), avec un schéma et un "
        "dictionnaire. Sans nom ni texte des pilotes, les petits effectifs masqués.",
        "portail national des données, chercheurs, autres Départements, associations.",
        True,
        "Licence Ouverte 2.0 proposée. Publier, et sous quelle licence, reste le choix du Département.",
    )  # fmt: skip
    with card(told):
        situation, frozen, sha256 = found.situation, found.number, found.sha256
        _button("Archive (ZIP)", lambda: open_data_zip(situation, frozen=frozen, sha256=sha256),
                found.file(ARCHIVE, "zip"), "application/zip", "donnees_ouvertes")  # fmt: skip


def _fiche(found: Shown) -> None:
    word = fiche_noun(found.whole)
    told = Told(
        "fiche", "Fiche sur une page",
        f"Un{'e' if word.feminine else ''} {word.one} sur une page : ses actions, son dernier point, ses objectifs, "
        "ses indicateurs, ses pilotes.",
        "réunions de suivi, comités, nouveaux arrivants.",
        False,
        _INTERNAL,
    )  # fmt: skip
    with card(told):
        titles = {str(c): str(t) for c, t in zip(found.situation.fiches["code"], found.situation.fiches["title"],
                                                 strict=True)}  # fmt: skip
        if not titles:
            st.markdown(plain(_none(found, word.agreed("aucun{e} {noun}", 1))))
            return
        code = _chosen("fiche", word.one.capitalize(), {c: f"{c} · {typeset(t)}" for c, t in titles.items()})
        situation, before, whole, frozen = found.situation, found.previous_whole, found.whole, found.number
        _button("Fiche (PDF)", lambda: fiche_sheet_pdf(situation, before, code, frozen=frozen, whole=whole),
                found.file(f"fiche-{_named(code)}", "pdf"), "application/pdf", "fiche_pdf")  # fmt: skip


def _territory(found: Shown) -> None:
    told = Told(
        "territoire", "Territoire sur une page",
        "Où en est un territoire : ses actions déclinées, sa place parmi les autres, ce qui s’y dit.",
        "directions de territoire, élus, intercommunalités.",
        False,
        _INTERNAL,
    )  # fmt: skip
    with card(told):
        # As on the page Territoires: a territory stands among all of them, whatever their status.
        wanted = found.view.filter.without("territory").without("statuses")
        situation = narrow(found.whole, wanted)
        before = None if found.previous_whole is None else narrow(found.previous_whole, wanted)
        names = {str(c): short_name(str(n)) for c, n in zip(situation.peers["code"], situation.peers["name"],
                                                            strict=True)}  # fmt: skip
        if not names or situation.leaves.empty:
            st.markdown(plain(_none(found, "aucune action suivie par territoire")))
            return
        code = _chosen("lieu", "Territoire", dict(sorted(names.items(), key=lambda one: folded(one[1]))))
        drawn = map_data.shapes(found.whole.plan.departement_code)
        if isinstance(drawn, map_data.Shapes):
            drawn = map_data.completed(drawn, found.whole)
        features = drawn.features.get(situation.territory_level, {}) if isinstance(drawn, map_data.Shapes) else {}
        frozen = found.number
        file = found.file(f"territoire-{_named(names[code])}", "pdf")
        _button("Fiche à imprimer (PDF)",
                lambda: territory_sheet_pdf(situation, before, code, frozen=frozen, features=features),
                file, "application/pdf", "territoire_pdf")  # fmt: skip


def _review(found: Shown) -> None:
    year = found.situation.period.year
    told = Told(
        "bilan", "Bilan annuel",
        f"L’année {year} à compléter dans un traitement de texte : par axe, ce "
        "qui a été fait, ce que cela a changé, ce qui est reporté et pourquoi.",
        "coordination, directions, assemblée départementale.",
        False,
        "La version entière est interne. L’autre ne garde que les textes publiables, et aucun nom : relisez-la avant "
        "de la diffuser.",
    )  # fmt: skip
    with card(told):
        situation, before, frozen = found.situation, found.year_before, found.number
        if before is None:
            st.markdown(plain(typeset("Rien n’est comparé : l’année d’avant n’est pas connue pour cette sélection.")))
        with st.container(horizontal=True):
            _button("Bilan interne (DOCX)", lambda: yearly_review_docx(situation, before, frozen=frozen),
                    found.file("bilan", "docx"), _DOCX, "bilan_docx")  # fmt: skip
            _button("Bilan à diffuser (DOCX)",
                    lambda: yearly_review_docx(situation, before, frozen=frozen, publishable_only=True),
                    found.file("bilan-a-diffuser", "docx"), _DOCX, "bilan_publiable")  # fmt: skip


def _others(found: Shown) -> None:
    told = Told(
        "ailleurs", "Ailleurs dans l’application",
        "Le classeur Excel du plan et, quand son document en imprime une, la trame de suivi remplie sont sur la page "
        "« Plan ». Le diaporama, le PDF et la page publique d’une édition se font sur la page « Conférence ».",
        "qui complète le plan, qui présente l’année.",
        None,
        "Le classeur donne les valeurs et le suivi à qui peut modifier le plan ; aux autres, le plan seul.",
    )  # fmt: skip
    with card(told):
        grid = " et la trame de suivi" if form_of(found.whole) is not None else ""
        links.to("plan", f"Le classeur{grid}, page Plan", icon=":material/table_view:")
        links.to("conference", f"{typeset(found.whole.plan.event_name)}", icon=":material/slideshow:")


def _chosen(name: str, label: str, titles: dict[str, str]) -> str:
    """The choice that the address keeps under `name`, the first one without."""
    key, asked = f"documents_{name}", address.current(name)
    st.session_state[key] = asked if asked in titles else next(iter(titles))
    st.selectbox(
        label, list(titles), key=key, format_func=lambda code: titles[code] if code in titles else str(code),
        on_change=lambda: address.change(**{name: st.session_state[key]}),
    )  # fmt: skip
    return str(st.session_state[key])


def _none(found: Shown, what: str) -> str:
    where, then = ("dans cette sélection", " Levez un filtre.") if found.situation.kept else ("dans ce plan", "")
    return typeset(f"{what[:1].upper()}{what[1:]} {where}.{then}")


def _button(label: str, made: Callable[[], bytes], file: str, kind: str, key: str) -> None:
    # Made in a thread of its own when pressed: everything it reads was read by this rerun.
    st.download_button(label, made, file, kind, key=key, icon=":material/download:", on_click="ignore")


def _named(text: str) -> str:
    """For the name of a file: « Val de Drôme » → « val-de-drome »."""
    return "-".join("".join(letter if letter.isalnum() else " " for letter in folded(text)).split())
