"""Run the command line with `python -m scoresheet`."""

from scoresheet.cli import main

main()
