"""Parts given in bulk: what is pasted, what it will change, then the button that writes it."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from components import pieces
from components.pieces import plain
from components.told import REREAD, attempt, tell, told
from components.view import View
from data.commands.pilot import PartInput, assign_many
from data.entry.pasted_cells import LONGEST_CELL, MOST_LINES
from data.entry.pasted_pilots import Pasted, Understood, pasted, template
from data.entry.pilot_words import part_words, pasted_sentence
from data.french import number, plural, short_day, typeset
from data.measures.pilots import without_lead
from data.roster import Roster
from data.vocabulary import label

_TEXT, _FIELD, _FROM, _WHY = "pilotes_texte", "pilotes_colle", "pilotes_a_partir_du", "pilotes_motif"
_SLOT = "confier"


def show(now: View, roster: Roster) -> None:
    """The box, its preview, its confirmation."""
    pieces.section(
        "Confier des fiches et des actions",
        "Copiez dans votre tableur deux colonnes (le code ou le titre, puis le pilote) et collez-les ici. "
        "Rien n’est enregistré avant votre confirmation.",
    )
    _tools(roster)
    st.session_state[_FIELD] = st.session_state.setdefault(_TEXT, "")
    st.text_area(
        "Lignes à confier", key=_FIELD, height=190, placeholder=_example(roster), on_change=_keep,
        help="Colonnes suivantes, dans cet ordre ou nommées par une première ligne\u00a0: rôle (responsable, copilote, "
        "suppléance, pilote de l’action), direction, organisme extérieur, du, au (31/12/2026), courriel. "
        f"{number(MOST_LINES)} lignes au plus, {LONGEST_CELL} caractères par cellule.",
    )  # fmt: skip
    with st.container(horizontal=True, vertical_alignment="bottom"):
        from_on = st.date_input(
            "À partir du", roster.first_day, min_value=roster.starts_on, max_value=roster.ends_on, format="DD/MM/YYYY",
            key=_FROM, width=180, help="Pour les lignes qui ne donnent pas de date.",
        )  # fmt: skip
        # Leaving the box is what sends it: this button gives somewhere to go.
        st.button("Voir ce qui va changer", key="pilotes_voir")
    told(_SLOT)
    text: str = st.session_state[_TEXT]
    if text.strip():
        _preview(now, pasted(text, roster, from_on), text)


def _example(roster: Roster) -> str:
    fiche = roster.fiches[0].code if roster.fiches else ""
    action = next((place.code for place in roster.places if place.is_action), "")
    lines = (f"{fiche} ; Service insertion", f"{fiche} ; CAF ; copilote", f"{action} ; Service logement")
    return "\n".join(line for line in lines if not line.startswith(" "))


def _tools(roster: Roster) -> None:
    with st.container(horizontal=True):
        st.download_button(
            "Modèle à compléter (CSV)", pieces.french_csv(pd.DataFrame(template(roster))), "pilotes.csv", "text/csv",
            key="pilotes_modele", type="tertiary", icon=":material/download:", on_click="ignore",
        )  # fmt: skip
        missing = without_lead(roster)
        if missing and not st.session_state.get(_TEXT):
            what = "la fiche" if len(missing) == 1 else f"les {len(missing)} fiches"
            st.button(
                f"Commencer par {what} sans responsable", key="pilotes_commencer", type="tertiary",
                icon=":material/playlist_add:", on_click=_write,
                args=("".join(f"{one.place.code} ; \n" for one in missing),),
            )  # fmt: skip


def _keep() -> None:
    st.session_state[_TEXT] = st.session_state[_FIELD]


def _write(text: str) -> None:
    st.session_state[_TEXT] = text


def _preview(now: View, found: Pasted, text: str) -> None:
    if found.problem:
        st.error(plain(typeset(found.problem)))
        return
    says = pasted_sentence([(one.effect, one.acts) for one in found.understood], len(found.refused))
    with st.container(key="pilotes_apercu"):
        st.subheader("Ce qui va changer", anchor=False)
        st.markdown(plain(says))
        if found.ignored:
            names = ", ".join(f"«\u00a0{name}\u00a0»" for name in found.ignored)
            st.caption(plain(f"Colonnes laissées de côté\u00a0: {names}."))
        _refused(found)
        _changes(found)
        if found.understood:
            pieces.behind(_table(found.understood), key="pilotes_lignes")
    _confirm(now, found, text)


def _changes(found: Pasted) -> None:
    """The lines that change something, whole: they are what is confirmed."""
    acting = [one for one in found.understood if one.acts]
    for one in acting[:_LISTED]:
        says = typeset(f"{one.place.title} · {one.says}")
        who = plain(typeset(part_words(one.part)))
        st.markdown(f"**{plain(one.place.code)}** {who}  \n:small[:gray[{plain(says)}]]")
    if len(acting) > _LISTED:
        st.caption(f"Et {plural(len(acting) - _LISTED, 'autre ligne')}, dans le tableau.")


_LISTED = 30


def _refused(found: Pasted) -> None:
    if not found.refused:
        return
    lines = [
        f"- **Ligne {one.line}** :gray[{plain(one.text)}]  \n{plain(typeset(one.why))}"
        for one in found.refused[:_SHOWN]
    ]
    more = len(found.refused) - _SHOWN
    if more > 0:
        lines.append(
            f"- {plural(more, 'autre ligne refusée', 'autres lignes refusées')}, à voir une fois celles-ci corrigées."
        )
    st.warning("\n".join(lines))


_SHOWN = 8


def _table(lines: Sequence[Understood]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Ligne": one.line,
            "Code": one.place.code,
            "Fiche ou action": typeset(one.place.title),
            "Pilote": one.part.pilot,
            "Rôle": label(one.part.role),
            "Du": short_day(one.part.from_on),
            "Au": short_day(one.part.to_on) if one.part.to_on else None,
            "Ce qui change": one.says,
        }
        for one in lines
    )


def _confirm(now: View, found: Pasted, text: str) -> None:
    parts = found.parts
    if not parts:
        st.caption("Rien à enregistrer\u00a0: corrigez les lignes refusées, ou collez-en d’autres.")
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input("Motif (facultatif, gardé au journal)", key=_WHY, max_chars=200, width=420)
        st.button(
            f"Enregistrer {plural(len(parts), 'ligne')}", type="primary", key="pilotes_confier", on_click=_assign,
            args=(now, parts, len(found.refused), text),
        )  # fmt: skip
    if found.refused:
        st.caption(
            "Seules les lignes comprises sont enregistrées\u00a0; les autres restent dans l’encadré, à corriger."
        )


def _assign(now: View, parts: Sequence[PartInput], refused: int, text: str) -> None:
    """Record what the preview showed, unless something was typed since."""
    if st.session_state.get(_FIELD, text) != text:
        tell(_SLOT, "warning", REREAD)
        return
    stay = plural(refused, "ligne refusée reste", "lignes refusées restent") if refused else ""
    done = plural(len(parts), "ligne enregistrée", "lignes enregistrées")
    why: str = st.session_state.get(_WHY, "")
    recorded = attempt(
        _SLOT,
        lambda: assign_many(now.store, now.actor, now.plan.code, parts, reason=why),
        f"{done}. {stay} dans l’encadré, à corriger." if stay else f"{done}.",
    )
    if recorded:
        st.session_state.pop(_WHY, None)
        if not refused:
            _write("")
