"""The Indicateurs page: the list and its small charts, one indicator in full, the figures of the document."""
