"""Editing the parts of a workbook: what is meant to change changes, all else stays byte for byte."""
