"""The step for one file, from its bytes to its findings, and taking it for many files at once."""
