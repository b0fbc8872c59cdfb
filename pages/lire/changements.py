"""Changements: what changed between two periods, and why, on the same actions."""

import streamlit as st

from components import nothing, pieces, view
from components.changes import asked, flows, listing, story

now = view.current()
periods = asked.read(now)

pieces.title("Changements")
if not periods.answerable or periods.since is None:
    asked.not_answerable(now, periods)
    if periods.since is not None:
        asked.choosers(now, periods)
    st.stop()

if now.situation.leaves.empty and not now.filter.statuses:
    nothing.action(now)
    st.stop()

found = asked.found(now, periods.since)
pieces.sentence(found.sentence)
if found.of_the_set:
    st.markdown(pieces.plain(found.of_the_set))
pieces.explain(asked.figure(now, periods.since), key="ensemble_constant")
asked.choosers(now, periods)
story.draw(found)
flows.draw(now, periods.since)

pieces.section("Action par action" if found.noun.one == "action" else "Ligne par ligne")
listing.draw(now, found)
