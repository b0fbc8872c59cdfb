"""What a person reads when something goes wrong: a French sentence, never a stack trace."""

import logging
import secrets

import streamlit as st

from data.errors import CapError
from data.french import typeset

_log = logging.getLogger(__name__)


def tell(error: Exception) -> bool:
    """Show `error` in French in place of Streamlit's English box.

    Ours already say what to do. Any other is a defect: it gets a reference, printed in the log beside the
    trace that Streamlit writes, so that the person can be answered. Returns True: the error has been shown.
    """
    if isinstance(error, CapError):
        st.error(typeset(str(error)))
        return True
    reference = secrets.token_hex(3).upper()
    _log.error("incident %s: %s", reference, type(error).__name__)
    st.error(
        f"Une erreur imprévue a interrompu l’affichage de cette page (incident\u00a0{reference}). Ce qui "
        "était enregistré l’est toujours. Rechargez la page\u00a0; si l’erreur revient, transmettez ce "
        "numéro à la personne qui administre l’application."
    )
    return True
