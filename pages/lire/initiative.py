"""One initiative of the bank: what it did, what is known of it, and the plan's fiches that are close to it."""

from components import view
from components.initiatives import one

one.show(view.current())
