"""A return with its errors marked: what is said at which cell, and how the sender's own workbook is edited."""
