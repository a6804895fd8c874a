"""The sheets of a form, one per file: each writes what stands in its cells for one unit."""
