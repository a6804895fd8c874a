"""From an official notice to the draft of a catalog: read it, find the table, recognise what is printed, write YAML.

One reader per kind of file gives the same lines and tables. Nothing is invented: each piece of the draft carries the
words it came from, and what the words leave open is a decision for a person.
"""
