"""The least that a Streamlit page can be: what our pages are compared with."""

import streamlit as st

st.write("Une page vide")
