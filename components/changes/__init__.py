"""Changements: what changed between two periods, drawn."""
