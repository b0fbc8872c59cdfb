"""The indicators of the plan: the answer, four figures, the « indicateurs phares », then the list or the curves."""

from __future__ import annotations

from components import pieces
from components.indicators import cards, listing, multiples, selection
from components.indicators.board import Board
from data.french import plural
from data.measures.indicator_summary import headline, sentence


def show(board: Board, *, filtered: bool) -> None:
    """Draw it. `filtered`: a filter other than the territory is in force."""
    if board.found or filtered:
        pieces.sentence(sentence(board.found, "de cette sélection" if filtered else "du plan", board.place_name))
    elif len(board.scope.key_figures):
        pieces.sentence(
            f"Le document donne {plural(len(board.scope.key_figures), 'chiffre')}, et aucun indicateur à suivre."
        )
    listing.nothing_yet(board)
    if any(one.said or one.has_target for one in board.found):
        figures = board.view.once("indicateurs_chiffres", lambda: headline(board.found, board.stamp))
        cards.headline(figures, key="indicateurs")
    if not board.found:
        listing.nothing_kept(board)
        return
    pieces.section("Indicateurs phares")
    cards.flagships(board)
    pieces.section("Tous les indicateurs")
    chosen = selection.asked(board)
    selection.controls(board, chosen)
    found = chosen.sorted([one for one in board.found if chosen.keeps(one)])
    if not found:
        listing.nothing_kept(board)
        return
    selection.display(chosen, len(found), len(board.found))
    if chosen.display == selection.SMALL:
        multiples.show(board, found)
    else:
        listing.show(board, chosen, found)
