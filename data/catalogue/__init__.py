"""The plans as files: one JSON file a plan, the table of publics, and what reads and checks them."""

from data.catalogue.audiences import UNIVERSAL, AudienceRow, AudienceTable, check_wordings, read_audience_table
from data.catalogue.format import catalogue_files, read_catalogue
from data.catalogue.items import Catalogue

__all__ = [
    "UNIVERSAL",
    "AudienceRow",
    "AudienceTable",
    "Catalogue",
    "catalogue_files",
    "check_wordings",
    "read_audience_table",
    "read_catalogue",
]
