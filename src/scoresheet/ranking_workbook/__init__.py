"""What the sheets of the ranking workbook share: names, columns, formulas, and what frames each sheet."""
