"""The door: the ASGI application. `make run`, `streamlit run app.py` or `uvicorn app:app`.

What is on screen is `components/shell.py`; how it leaves the server is `components/serving.py`.
"""

import os
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from components.failure import tell
from components.serving import Serving, static_files

ROOT = Path(__file__).resolve().parent

# Under uvicorn Streamlit reads .streamlit/config.toml from the current folder: started from elsewhere, the
# application would silently run with the default (open, talkative) settings.
os.chdir(ROOT)

app = st.App(
    ROOT / "components" / "shell.py",
    routes=[static_files()],
    middleware=[Middleware(Serving)],
    on_script_error=tell,
)
