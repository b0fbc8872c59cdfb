"""What time it is for a store: the demonstration has a fixed reference day, a real store has the wall clock."""

from datetime import date, datetime

from sqlmodel import Session

from data.model import Setting


def now(session: Session) -> datetime:
    """The moment, with its time zone, on the store's reference day when it has one."""
    wall = datetime.now().astimezone().replace(microsecond=0)
    fixed = session.get(Setting, "reference_date")
    if fixed is None:
        return wall
    day = date.fromisoformat(fixed.value)
    return wall.replace(year=day.year, month=day.month, day=day.day)


def local_day(moment: datetime) -> date:
    """The day of a stored moment (kept in UTC), where the server stands."""
    return moment.astimezone().date()
