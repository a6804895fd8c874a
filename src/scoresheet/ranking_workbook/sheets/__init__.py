"""The sheets of the ranking workbook, one per file."""
