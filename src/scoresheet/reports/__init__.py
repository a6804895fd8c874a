"""The outputs, one per file: each is a function of the results and nothing else."""
