"""À relire: the reports that wait for a reader, oldest first; each opens, is validated or sent back to complete."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from components import acting, address, links, pieces
from components.campaign.shown import Shown
from components.fiche.evidence import joined
from components.pieces import plain
from components.theme import WEATHER
from data.commands.report import validate_report
from data.entry.signature import signed
from data.french import capitalised, day, plural, typeset
from data.gathering import Came
from data.measures.campaign_board import to_review
from data.measures.campaign_review import reviewed
from data.measures.columns import Row, records
from data.vocabulary import REPORT_TEXTS, Weather, label

_SLOT = "relire"


def draw(shown: Shown) -> None:
    """The queue of an open campaign."""
    found, gathering = shown.found, shown.gathering
    if found is None or gathering is None or not found.lines:
        return
    waiting = to_review(found, gathering)
    mine = [code for code in waiting if shown.validates(code)]
    pieces.section("À relire", _note(shown, waiting, mine))
    titles = {line.fiche_code: line.title for line in found.lines} | dict(found.unasked)
    asked = address.current("relire")
    if mine:
        _together(shown, mine)
    for code in waiting:
        _one(shown, code, titles[code], gathering.came[code], code in mine, unfolded=code == asked)
    others = [code for code, came in gathering.came.items() if code == asked and code not in waiting and came]
    for code in others:
        if code in titles:
            _one(shown, code, titles[code], gathering.came[code], shown.validates(code), unfolded=True)


def _note(shown: Shown, waiting: Sequence[str], mine: Sequence[str]) -> str:
    if not waiting:
        return "Aucun point n’attend d’être relu."
    told = f"{plural(len(waiting), 'point attend', 'points attendent')} une relecture, le plus ancien d’abord."
    if len(mine) == len(waiting):
        return f"{told} Un point soumis compte déjà, avec la mention «\u00a0non validé\u00a0»."
    if mine:
        return f"{told} {plural(len(mine), 'vous revient', 'vous reviennent')}\u00a0: les autres se lisent seulement."
    return f"{told} Leur validation ne vous revient pas\u00a0: ils se lisent seulement."


# --- several at once ----------------------------------------------------------------------------------------------


def _box(shown: Shown, code: str, came: Came) -> str:
    """Key of a report's box: a new version of it is not chosen beforehand."""
    return f"relire_choix_{shown.period.code}_{code}_{came.version}"


def _together(shown: Shown, mine: Sequence[str]) -> None:
    assert shown.gathering is not None
    came = shown.gathering.came
    chosen = [code for code in mine if st.session_state.get(_box(shown, code, came[code]))]
    acting.wrong(_SLOT)
    if chosen:
        st.button(
            "Valider le point choisi" if len(chosen) == 1 else f"Valider les {len(chosen)} points choisis",
            type="primary", key="relire_valider_choisis", on_click=_validate_all, args=(shown, chosen),
        )  # fmt: skip


def _validate_all(shown: Shown, codes: Sequence[str]) -> None:
    """One by one: what cannot be validated does not hold back the others."""
    done = [code for code in codes if _validated(shown, code, _SLOT)]
    if done:
        acting.say(f"{plural(len(done), 'point validé', 'points validés')}\u00a0: {', '.join(done)}.")


# --- one report ---------------------------------------------------------------------------------------------------


def _one(shown: Shown, code: str, title: str, came: Came, mine: bool, *, unfolded: bool) -> None:
    with st.container(border=True, key=f"relire_{code}", gap="small"):
        with st.container(horizontal=True, vertical_alignment="center", key=f"relire_ligne_{code}"):
            st.markdown(f"**{plain(f'{code} – {title}')}**  \n:gray[{plain(typeset(_who(came)))}]", width="stretch")
            if mine and not unfolded:
                st.checkbox(f"Choisir {code}", key=_box(shown, code, came), width="content")
            st.button(
                "Replier" if unfolded else "Relire", key=f"relire_ouvrir_{code}", on_click=_open,
                args=(None if unfolded else code,), help=f"Fiche {code}",
            )  # fmt: skip
        if unfolded:
            _report(shown, code)
            if mine:
                _acts(shown, code, came)


def _who(came: Came) -> str:
    said = [f"{capitalised(signed('envoyé', came.author, came.behalf))} le {day(came.sent_on)}"]
    if came.first_on < came.sent_on:
        said.append(f"premier envoi le {day(came.first_on)}")
    if came.nothing_new:
        said.append("rien de nouveau")
    elif came.weather is not None:
        said.append(f"météo : {short_weather(came.weather)}")
    return " · ".join(said)


def short_weather(weather: Weather) -> str:
    """« orage »: the sign's name without what it means."""
    return label(weather).partition("\u00a0:")[0].lower()


def _open(code: str | None) -> None:
    address.change(relire=code)


def _report(shown: Shown, code: str) -> None:
    """Météo, texts, what changed in its actions, its pieces."""
    whole = shown.now.whole
    report: Row | None = next(
        (row for row in records(whole.reports) if row["fiche_code"] == code and row["period"] == whole.period.code),
        None,
    )
    if report is None:
        return
    if report["weather"]:
        weather = shown.gathering.came[code].weather if shown.gathering else None
        if weather is not None:
            st.markdown(f"{WEATHER[weather]} {typeset(label(weather))}")
    written = [(name, title) for name, title in REPORT_TEXTS.items() if str(report[name] or "").strip()]
    if not written:
        st.markdown("Rien de nouveau." if report["nothing_new"] else "Aucun texte.")
    with st.grid(2, min_column_width=320):
        for name, title in written:
            public = " :small[:gray[· publiable]]" if name in (report["publishable"] or []) else ""
            st.markdown(f"**{plain(title)}**{public}  \n{plain(str(report[name]).strip())}")
    states = shown.now.once(f"relire {code}", lambda: reviewed(whole, code))
    if len(states.changed):
        st.markdown("**États des actions qui changent**")
        pieces.table(states.changed.dropna(axis="columns", how="all"), key=f"relire_etats_{code}", height="content")
    if states.same:
        st.caption(f"{plural(states.same, 'état confirmé', 'états confirmés')} sans changement.")
    joined(shown.now, whole.with_(evidence=whole.evidence[whole.evidence["fiche_code"] == code])).draw(
        whole.period.code
    )
    links.to("fiche", "Voir toute la fiche", fiche=code)


def _acts(shown: Shown, code: str, came: Came) -> None:
    key = f"renvoi_{shown.period.code}_{code}"
    acting.wrong(f"{_SLOT}_{code}")
    st.text_area(
        "Ce qui est à compléter (pour renvoyer)", key=key, height=80, max_chars=2000,
        placeholder="Lu par le pilote, dans «\u00a0Ma saisie\u00a0» et dans son rappel.",
    )  # fmt: skip
    with st.container(horizontal=True, gap="small"):
        st.button("Valider", type="primary", key=f"valider_{code}", on_click=_validate, args=(shown, code))
        st.button("Renvoyer à compléter", key=f"renvoyer_{code}", on_click=_send_back, args=(shown, code, came, key))


def _validate(shown: Shown, code: str) -> None:
    """Validate, then open the next report that waits for the same reader."""
    if _validated(shown, code, f"{_SLOT}_{code}"):
        acting.say(f"Le point de la fiche {code} est validé.")
        _next(shown, code)


def _validated(shown: Shown, code: str, slot: str) -> bool:
    now, gathering = shown.now, shown.gathering
    assert gathering is not None
    return acting.attempt(
        slot,
        lambda: validate_report(
            now.store, now.actor, now.plan.code, code, gathering.period, seen_version=gathering.came[code].version
        ),
        None,
    )


def _send_back(shown: Shown, code: str, came: Came, key: str) -> None:
    now, gathering = shown.now, shown.gathering
    assert gathering is not None
    done = acting.attempt(
        f"{_SLOT}_{code}",
        lambda: validate_report(
            now.store, now.actor, now.plan.code, code, gathering.period, accept=False, comment=acting.typed(key),
            seen_version=came.version,
        ),
        f"Le point de la fiche {code} est renvoyé à compléter.",
        acting.typed(key),
    )  # fmt: skip
    if done:
        acting.forget(key)
        _next(shown, code)


def _next(shown: Shown, code: str) -> None:
    assert shown.found is not None
    assert shown.gathering is not None
    waiting = [other for other in to_review(shown.found, shown.gathering) if other != code and shown.validates(other)]
    address.change(relire=waiting[0] if waiting else None)
