"""Accueil (placeholder: shows that the frame stands)."""

import streamlit as st

st.title("Cap Solidarités")
st.write("Le cadre est en place.")
