"""Step 1: the list of indicators, read from YAML with positions, checked, and frozen."""
