"""Valeurs: the values of one indicator typed by territory and date, pasted from a spreadsheet, recorded together."""
