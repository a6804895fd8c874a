"""The report page: what its sections share, and the sections."""
