"""What lies in an inbox: which files there are, what kind each is, and what it carries besides cells."""
