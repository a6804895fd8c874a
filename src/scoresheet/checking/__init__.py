"""What a check is, how all are run, and what checks ask for in common."""
