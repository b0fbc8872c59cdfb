"""The layers of the map of territories, one module a subject; `data.measures.territories` offers and chooses them.

tallied    rate, gap, mean progress, coverage: from the counts of the opened cells of each territory
counted    numbers: actions déclinées, actions naming the territory, population
overdue    late actions
weather    what the fiches that have actions there declared
together   the figure of all the territories, over small maps
change     the rate between two dates, on the same actions
indicator  the last values of an indicator, at a level where they are known
"""
