"""The checks, one per file, each named for its code and for the fault that it finds."""
