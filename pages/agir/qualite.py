"""Qualité des données: what is missing, contradictory, counted twice or impossible; the score of each fiche."""

from components import pieces, view
from components.quality import findings, scores, shown

now = view.current()
board = shown.current(now)

pieces.title("Qualité des données")
pieces.sentence(board.sentence)
if board.checks:
    pieces.explain(board.figure, key="qualite")
findings.draw(board)
scores.listed(now, board)
scores.evolution(now, board)
