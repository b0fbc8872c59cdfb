"""A plan as one body (`data.export.export_plan`): what it is made of, and what makes it refused."""
