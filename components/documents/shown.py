"""What the documents are made from: the Situation shown, the one before, the year before, the frozen state."""

from __future__ import annotations

from dataclasses import dataclass
from typing import overload

import streamlit as st

from components.pieces import plain, section
from components.view import View
from data.documents.provenance import provenance
from data.french import typeset
from data.period import Period
from data.situation import Situation


@dataclass(frozen=True)
class Shown:
    """Read by this rerun: a document is made later, in a thread that reads nothing of the page.

    Attributes:
        situation, whole: what the filters keep, and the whole plan.
        previous: the period before, narrowed the same way; None for the first, or with a filter by status, which
            keeps other actions in each period.
        previous_whole: the period before, which no filter narrows.
        year_before: the same period a year before, as `previous`.
        number, sha256: of the frozen state shown, None for the plan as it stands.
    """

    view: View
    situation: Situation
    whole: Situation
    previous: Situation | None
    previous_whole: Situation | None
    year_before: Situation | None
    number: int | None
    sha256: str | None

    def file(self, what: str, extension: str) -> str:
        """« lettre-drome-2025-2030-2026-T2-demonstration.docx »."""
        label = "-demonstration" if self.situation.demonstration else ""
        return f"{what}-{self.situation.plan.code}-{self.situation.period.code}{label}.{extension}"


def read(now: View) -> Shown:
    """What the documents of this view are made from."""
    period = now.whole.period
    before = None if now.filter.statuses else now.previous
    a_year = period.shift(-(12 // period.months))
    known = a_year.code in now.plan.periods and not now.filter.statuses
    number, checksums = now.number, now.plan.frozen.get(period.code, ())
    return Shown(
        view=now,
        situation=_labelled(now, now.situation),
        whole=_labelled(now, now.whole),
        previous=_labelled(now, before),
        previous_whole=_labelled(now, _whole_before(now)),
        year_before=_labelled(now, now.at(a_year)) if known else None,
        number=number,
        sha256=None if number is None else checksums[number - 1],
    )


def _whole_before(now: View) -> Situation | None:
    earlier = [one for code in now.plan.periods if (one := Period.parse(code)) < now.whole.period]
    return now.unfiltered(max(earlier)) if earlier else None


@overload
def _labelled(now: View, situation: Situation) -> Situation: ...
@overload
def _labelled(now: View, situation: None) -> None: ...
@overload
def _labelled(now: View, situation: Situation | None) -> Situation | None: ...
def _labelled(now: View, situation: Situation | None) -> Situation | None:
    """A period frozen while the demonstration was being built does not say yet that its data are invented."""
    if situation is None or situation.demonstration == now.head.demonstration:
        return situation
    return situation.with_(demonstration=now.head.demonstration)


def sentence(found: Shown) -> str:
    """What every document of the page is about."""
    here = found.situation
    part = "une partie du plan" if here.kept else "tout le plan"
    frozen = "figés" if found.number is not None else "qui peuvent encore changer"
    return typeset(f"Chaque document donne les chiffres {here.period.of}, {frozen}, sur {part}.")


def printed(found: Shown) -> None:
    """What each document will say of itself."""
    section(
        "Ce qui sera imprimé sur chacun",
        "Changez la période ou les filtres en haut de la page pour changer les documents.",
    )
    lines = provenance(found.situation, found.number)
    st.markdown("\n".join(f"- :gray[{plain(name)}\u00a0:] {plain(text)}" for name, text in lines))
    if any(one.startswith("Pilote") for one in found.situation.kept):
        st.caption("Dans ce qui sort du Département, le filtre par pilote est dit sans nommer personne.")
