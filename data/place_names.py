"""Short names of places, for labels and lists where the full one would not fit."""

import re

from data.french import capitalised, typeset

_KIND = re.compile(
    r"^(?:communauté de communes|communauté d['’]agglomération|communauté urbaine|métropole)\s+"
    r"(?:du |de la |des |de l['’]|de |d['’])?(?=\S)",
    re.IGNORECASE,
)


def short_name(name: str) -> str:
    """The name of an EPCI without its kind: « Communauté de communes du Diois » → « Diois ».

    A name that says no kind, or nothing but its kind, is returned whole.
    """
    return capitalised(typeset(_KIND.sub("", name.strip()) or name))
