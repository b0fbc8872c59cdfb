"""Pilotage: what is stuck, late or silent, and what must be decided before the committee."""

import streamlit as st

from components import breakdowns, exceptions_list, pieces, view
from data.measures import changes, exceptions, progress, rates, sentences
from data.measures.figure import Stamp

now = view.current()
here, before = now.situation, now.previous
stamp = Stamp(here.as_of, here.period.code)
opened = rates.opened(here.leaves, here.as_of)

pieces.title("Pilotage")
pieces.sentence(sentences.pilotage(here))

left, middle, right = st.columns(3)
with left:
    pieces.figure(rates.completion(opened, "les actions dont la période est ouverte", stamp), key="taux_ouvertes")
with middle:
    pieces.figure(
        rates.completion(rates.due(here.leaves, here.as_of), "les actions arrivées à échéance", stamp,
                         title="Taux de réalisation à échéance"),
        key="taux_echeance",
    )  # fmt: skip
with right:
    pieces.figure(progress.mean_progress(opened, "les actions dont la période est ouverte", stamp), key="avancement")

pieces.section("Ce qui appelle une décision ou un geste")
exceptions_list.show(exceptions.exceptions(here, before))
pieces.section(f"Où en sont les actions, par {here.level_name(1).lower()}")
breakdowns.by_axis(here, key="repartition_axes")
if before is not None:
    pieces.section(f"Ce qui a changé depuis le {before.period.label}")
    st.markdown("\n".join(f"- {pieces.plain(line)}" for line in changes.compare(before, here).sentences))
