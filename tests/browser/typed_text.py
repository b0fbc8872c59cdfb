"""A page that shows one text the way every page does: what `test_typed_text` opens."""

import streamlit as st

from components.pieces import plain

st.markdown(plain(st.query_params.get("texte", "")))
