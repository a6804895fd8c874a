"""Blank forms: where everything sits, what is written there, and how the office's master becomes one form per unit."""
