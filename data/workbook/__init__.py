"""The whole plan as an Excel workbook, out and in: what an Excel user reads, refills and sends back."""
