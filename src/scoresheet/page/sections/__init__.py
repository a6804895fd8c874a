"""The sections of the report page, one per file: each gives what its part of the template shows, in words."""
