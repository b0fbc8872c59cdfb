"""The main script, run for each session: page settings and navigation. (Placeholder: one trial page.)"""

from pathlib import Path

import streamlit as st

ROOT = Path(__file__).resolve().parent.parent

st.set_page_config("Cap Solidarités", page_icon=str(ROOT / "static" / "favicon.png"), layout="wide")
st.logo(str(ROOT / "static" / "logo.svg"), size="large", icon_image=str(ROOT / "static" / "favicon.png"))
sections = {"Pilotage": [st.Page(ROOT / "pages" / "pilotage" / "accueil.py", title="Accueil", default=True)]}
st.navigation(sections, position="sidebar").run()
