"""The report on the screen: its lines, and those of its parts that are long."""
