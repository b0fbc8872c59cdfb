"""Initiatives: what other départements tried, and what the plan itself gives as already done."""

from components import view
from components.initiatives import board

board.show(view.current())
