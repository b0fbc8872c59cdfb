"""The door: the ASGI application. `make run`, `streamlit run app.py` or `uvicorn app:app`.

What is on screen is `components/shell.py`; how it leaves the server is `components/serving.py`.
"""

import os
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from components.failure import tell
from components.map_files import shape_files
from components.serving import Serving, base_path, static_files
from components.stage_files import stage_files
from data.base_map import image_hosts

ROOT = Path(__file__).resolve().parent

# Under uvicorn Streamlit reads .streamlit/config.toml from the current folder: started from elsewhere, the
# application would silently run with the default (open, talkative) settings.
os.chdir(ROOT)

app = st.App(
    ROOT / "components" / "shell.py",
    routes=[static_files(), shape_files(base_path()), stage_files(base_path())],
    middleware=[Middleware(Serving, image_hosts=image_hosts())],
    on_script_error=tell,
)
