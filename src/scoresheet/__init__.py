"""From one catalog of indicators to blank forms, checked returns and a ranking.

The steps, in the order in which an office meets them: `notice` drafts a catalog from what the office was sent, `project`
knows what its folder holds; `catalog` reads the list of indicators and the units, `rule` and `rules` how each is scored;
`forms` makes a blank form for each unit out of the office's master, `parts` edits a workbook without disturbing the rest of
it, `filling` pours answers into a form; `inbox` finds the files that came back and `formats` turns each into a plain
`grid`; `reading` makes a `submission` of a grid, with what stands in each cell told by `values`; `returns` settles which
file speaks for which unit, `decisions` says what the office itself settled; `scoring` computes the scores; `checking` runs
the `checks`; `assessment` does all this for one inbox; `ranking` puts the units in order; `marking` and `letters` say what
goes back to a unit; `reports` tells people, with `page` and `ranking_workbook` for the two large ones.
"""

__version__ = "0.1.0"
