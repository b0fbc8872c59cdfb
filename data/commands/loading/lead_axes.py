"""The axis that each territory leads, as the plan's document words it."""

from __future__ import annotations

from sqlmodel import Session, col, select

from data.model import DocumentEntry, Heading, LeadAxis, Territory


def load_lead_axes(session: Session, plan_id: int) -> int:
    """Give each territory of a plan the axis that the document's entry of the same code says it leads.

    The body of an entry of kind `territory` says it: `lead_axis` (code of a heading), `lead_axis_period` and
    `lead_axis_line`. A territory that the store does not hold, because nobody said what it is made of, leads nothing
    yet: its entry keeps the words, and this may be called again once the territory is there. A territory that leads
    an axis already is left alone: somebody may have changed it. Returns how many rows came.
    """
    of_plan = select(Territory.code, Territory.id).where(Territory.plan_id == plan_id)
    territories = dict(session.exec(of_plan).all())
    headings = dict(session.exec(select(Heading.code, Heading.id).where(Heading.plan_id == plan_id)).all())
    leading = set(session.exec(select(LeadAxis.territory_id)).all())
    told = select(DocumentEntry).where(DocumentEntry.plan_id == plan_id, DocumentEntry.kind == "territory")
    rows: list[LeadAxis] = []
    for entry in session.exec(told.order_by(col(DocumentEntry.rank))):
        axis, period, line = (entry.body.get(name) for name in ("lead_axis", "lead_axis_period", "lead_axis_line"))
        territory_id, heading_id = territories.get(entry.code), headings.get(str(axis))
        if territory_id is None or heading_id is None or territory_id in leading:
            continue
        rows.append(LeadAxis(territory_id=territory_id, heading_id=heading_id, period_text=period, source_line=line))
    session.add_all(rows)
    session.flush()
    return len(rows)
