"""What a scoring rule is, and what several kinds of rules have in common."""
