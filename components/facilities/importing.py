"""A file of équipements: chosen, read and shown, then recorded once confirmed. Nothing is saved before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from components import address, pieces
from components.facilities import asked
from components.facilities.asked import Asked
from components.map_data import Shapes
from components.pieces import plain
from components.told import attempt, told
from data.commands.facility import import_facilities
from data.commands.parts import Unfit
from data.entry.pasted_cells import day_of
from data.errors import GeographyError
from data.facilities.cells import LARGEST, Column
from data.facilities.facility import LONGEST_KIND, MOST, FacilityInput
from data.facilities.ground import Ground
from data.facilities.reading import Defaults, Import, LineRefused, Understood, read_file
from data.french import listing, number, plural, short_day, typeset
from data.measures.columns import records
from data.spreadsheet import french_csv

SLOT = "equipements_import"
_TURN = "equipements_tour"
_SHOWN = 8


def asks() -> bool:
    """Whether the panel is open."""
    return address.current("importer") == "oui"


def button() -> None:
    """Opens the panel, or closes it."""
    if asks():
        st.button("Fermer l’import", key="equipements_importer", on_click=_open, args=(False,))
    else:
        st.button(
            "Importer un fichier", key="equipements_importer", icon=":material/upload:", on_click=_open, args=(True,)
        )  # fmt: skip


def _open(yes: bool) -> None:
    address.change(importer="oui" if yes else None)


def panel(now: Asked, drawn: Shapes | GeographyError) -> None:
    """The file, what it would change, the button that records it."""
    told(SLOT)
    if not (asks() and asked.may_edit(now.view)):
        return
    with st.container(border=True, key="import_equipements"):
        st.subheader("Importer un fichier d’équipements", anchor=False)
        if isinstance(drawn, GeographyError):
            st.warning(plain(typeset(f"Sans la carte du département, aucun point ne peut être vérifié. {drawn}")))
            return
        _advice()
        turn = st.session_state.setdefault(_TURN, 0)
        sent = st.file_uploader("Fichier CSV", key=f"equipements_fichier_{turn}", max_upload_size=LARGEST // 1024**2)
        defaults = _defaults(turn)
        if sent is not None and defaults is not None:
            found = read_file(sent.getvalue(), _ground(now, drawn), _known(now), now.situation.today, defaults)
            _preview(now, found, turn)


def _advice() -> None:
    st.markdown(
        plain(
            typeset(
                "Une ligne par lieu, sous une ligne de titres : nom, type, longitude et latitude (en degrés, ou X et Y "
                "en Lambert-93), adresse, commune ou code commune, code, source, date. "
                f"{number(MOST)} lignes et {LARGEST // 1024**2}\u00a0Mo au plus."
            )
        )
    )
    template = pd.DataFrame(columns=[each.value for each in Column if each not in (Column.X, Column.Y)])
    st.download_button(
        "Modèle à compléter (CSV)", french_csv(template), "equipements.csv", "text/csv", key="equipements_modele",
        type="tertiary", icon=":material/download:", on_click="ignore",
    )  # fmt: skip


def _defaults(turn: int) -> Defaults | None:
    """What is said once for the whole file; None when its date cannot be read, which is said."""
    st.caption("Pour les lignes qui ne le disent pas\u00a0:")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        kind = st.text_input(
            "Type", key=f"equipements_type_{turn}", max_chars=LONGEST_KIND, width=260, placeholder="CMS"
        )
        source = st.text_input("Source", key=f"equipements_source_{turn}", max_chars=200, width=300)
        on = st.text_input("Liste établie le", key=f"equipements_date_{turn}", width=180, placeholder="31/12/2026")
    try:
        return Defaults(kind, source, day_of(on.strip()))
    except Unfit as error:
        st.error(plain(typeset(str(error))))
        return None


@st.cache_resource(max_entries=4, show_spinner=False)
def _prepared(_drawn: Shapes, code: str) -> Ground:
    return Ground.of(_drawn.map)


def _ground(now: Asked, drawn: Shapes) -> Ground:
    return _prepared(drawn, now.situation.plan.departement_code)


def _known(now: Asked) -> dict[str, FacilityInput]:
    names = ("code", "kind", "name", "lon", "lat", "address", "commune_code", "source", "known_on")
    found = (FacilityInput(**{name: row[name] for name in names}) for row in records(now.rows))
    return {one.code: one for one in found}


def _preview(now: Asked, found: Import, turn: int) -> None:
    if found.problem:
        st.error(plain(typeset(found.problem)))
        return
    st.markdown(f"**{plain(typeset(found.sentence))}**")
    for note in found.notes:
        st.caption(plain(typeset(note)))
    if found.ignored:
        names = listing([f"«\u00a0{name}\u00a0»" for name in found.ignored], 8)
        st.caption(plain(f"Colonnes laissées de côté\u00a0: {names}."))
    _refused(found.refused)
    if found.understood:
        pieces.behind(_table(found.understood), key="equipements_lus", name="Voir les lignes comprises")
    changing = found.changing
    if not changing:
        st.caption(
            "Rien à enregistrer\u00a0: la liste dit déjà la même chose."
            if found.understood
            else "Rien à enregistrer\u00a0: corrigez le fichier, puis choisissez-le à nouveau."
        )
        return
    left = plural(len(found.refused), "ligne refusée ne le sera pas", "lignes refusées ne le seront pas")
    if found.refused:
        st.caption(f"Seules les lignes comprises seront enregistrées\u00a0; {left}.")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(
            "Motif (facultatif, gardé au journal)", key=f"equipements_pourquoi_{turn}", max_chars=200, width=420
        )
        st.button(
            f"Importer {plural(len(changing), 'équipement')}", type="primary", key="equipements_confirmer",
            on_click=_record, args=(now, found, turn),
        )  # fmt: skip


def _refused(lines: Sequence[LineRefused]) -> None:
    """Each refused line with its reason: the first ones here, all of them in the table."""
    if not lines:
        return
    said = [
        f"- **Ligne {one.line}** :gray[{plain(one.text)}]  \n{plain(typeset(one.why))}" for one in lines[:_SHOWN]
    ]  # fmt: skip
    st.warning("\n".join(said))
    if len(lines) > _SHOWN:
        rows = pd.DataFrame({"Ligne": one.line, "Contenu": one.text, "Motif": typeset(one.why)} for one in lines)
        pieces.behind(rows, key="equipements_refuses", name=f"Voir les {number(len(lines))} lignes refusées")


def _table(lines: Sequence[Understood]) -> pd.DataFrame:
    def row(one: Understood) -> dict[str, Any]:
        said = one.facility
        return {
            "Ligne": one.line,
            "Effet": one.effect.value,
            "Code": said.code,
            "Type": said.kind,
            "Nom": said.name,
            "Adresse": said.address,
            "Code commune": said.commune_code,
            "Longitude": number(said.lon, 6),
            "Latitude": number(said.lat, 6),
            "Source": said.source,
            "Date": short_day(said.known_on) if said.known_on else None,
        }

    return pd.DataFrame([row(one) for one in lines])


def _record(now: Asked, found: Import, turn: int) -> None:
    """Record what the preview showed."""
    why: str = st.session_state.get(f"equipements_pourquoi_{turn}", "")
    view = now.view
    recorded = attempt(
        SLOT,
        lambda: import_facilities(
            view.store, view.actor, view.plan.code, found.facilities, replacing=found.replaced, reason=why or None
        ),
        f"{plural(len(found.changing), 'équipement importé', 'équipements importés')}.",
    )
    if recorded:
        st.session_state[_TURN] = turn + 1
        address.change(importer=None, type=None, dans=None, lieu_equipement=None)
