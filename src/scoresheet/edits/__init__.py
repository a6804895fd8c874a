"""Editing the parts of a workbook that say more than cells do, one kind of part per file."""
