"""One person who writes again and again, as a process of its own: started by `tests.bench.writes`."""

from __future__ import annotations

import json
import sys
import time

from data.commands.report import ReportInput, submit_report
from data.database import Store
from data.demonstration.calendar import PLAN
from data.errors import CapError
from tests.support.quarter import acting


def main(url: str, fiche: str, period: str, seen: int | None, count: int) -> None:
    """Submit the report of one fiche `count` times; print what each took, in seconds, and the errors."""
    store = Store(url)
    actor = acting(store, "demo-coordination")
    print("prêt", flush=True)
    sys.stdin.readline()
    seconds: list[float] = []
    errors: list[str] = []
    for turn in range(count):
        said = ReportInput(fiche_code=fiche, period_code=period, done=f"Passage {turn}", seen_version=seen)
        start = time.perf_counter()
        try:
            submit_report(store, actor, PLAN, said)
            seen = (seen or 0) + 1
        except CapError as error:
            errors.append(str(error))
        seconds.append(time.perf_counter() - start)
    print(json.dumps({"seconds": seconds, "errors": errors}), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]) or None, int(sys.argv[5]))
