"""A plan as open data: CSV files, their schema and their dictionary, for whoever reuses them."""

from data.documents.open_data.package import ARCHIVE, open_data, open_data_zip

__all__ = ["ARCHIVE", "open_data", "open_data_zip"]
