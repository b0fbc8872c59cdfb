"""The journal, read for people: `timeline` for a fiche, `whole` for an audit."""

from data.reading.journal.acts import timeline, whole

__all__ = ["timeline", "whole"]
