"""Pilotage: what is stuck, late or silent, and what must be decided before the committee."""

import streamlit as st

from components import breakdowns, exceptions_list, links, pieces, trend, view
from components.changes import asked
from data.measures import exceptions, plan_rules, progress, rates, sentences
from data.measures.figure import Stamp

OPENED = "les actions dont la période est ouverte"
DUE = "les actions arrivées à échéance"

now = view.current()
here, before = now.situation, now.previous
stamp = Stamp(here.as_of, here.period.code)

pieces.title("Pilotage")
pieces.sentence(now.once("phrase", lambda: sentences.pilotage(here)))

opened = rates.opened(here.leaves, here.as_of)
due = rates.due(here.leaves, here.as_of)
figures = {
    "taux_ouvertes": lambda: rates.completion(opened, OPENED, stamp),
    "taux_echeance": lambda: rates.completion(due, DUE, stamp, title="Taux de réalisation à échéance"),
    "avancement": lambda: progress.mean_progress(opened, OPENED, stamp),
}
for place, (key, compute) in zip(st.columns(3), figures.items(), strict=True):
    with place:
        pieces.figure(now.once(key, compute), key=key)

pieces.section("Ce qui appelle une décision ou un geste")
groups = now.once("exceptions", lambda: exceptions_list.grouped(exceptions.exceptions(here, before)))
among = "" if here.leaves.empty else " parmi les actions affichées"
exceptions_list.show(groups, plan_rules.rules_of(here), among)

pieces.section(f"Où en sont les actions, par {here.level_name(1).lower()}")
breakdowns.by_axis(now, key="repartition_axes")

if before is not None:
    pieces.section("L’évolution du taux, clôture après clôture")
    trend.show(now, key="evolution")

    pieces.section(f"Ce qui a changé depuis {before.period.the}")
    told = asked.found(now, before.period).brief
    st.markdown("\n".join(f"- {pieces.plain(line)}" for line in told))
    if now.filter.statuses:
        st.caption("Le filtre par statut est levé ici\u00a0: une action qui a changé d’état n’a pas quitté le plan.")
    links.to("changements", "Tout ce qui a changé, action par action", icon=":material/compare_arrows:", depuis=None)
