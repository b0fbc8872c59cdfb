"""The bank of initiatives, as plain values: found by words, filtered, linked to a plan's fiches, said in French.

`data.reading.initiatives` reads it from the store; everything here is a pure function of that `Bank` (`tables`).
"""
