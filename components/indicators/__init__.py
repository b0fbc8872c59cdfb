"""The Indicateurs page: the board, its selection, the list and its small charts, one indicator, the document's figures."""
