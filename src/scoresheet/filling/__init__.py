"""Answers as data: read from files and from other workbooks, fitted to a form's inputs, poured in, written out."""
