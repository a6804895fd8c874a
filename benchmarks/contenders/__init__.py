"""What is compared: one module per library, so that a process loads that library alone.

Each function prepares a piece of work and gives a function without arguments that does it.
"""
