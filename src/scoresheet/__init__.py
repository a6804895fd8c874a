"""From one catalog of indicators to blank forms, checked returns and a ranking.

The steps, in the order in which an office meets them: `catalog` reads the list of indicators and the units;
`layout` says where everything sits on a sheet; `workbook` makes a form from the office's master and `parts` puts
each unit's text into it; `inbox` finds the files that came back and `formats` turns each into a plain `grid`;
`reading` makes a `submission` of a grid, with what stands in each cell told by `values`; `returns` settles which
file speaks for which unit; `scoring` computes the scores by the `rules`; `checking` runs the `checks`;
`assessment` does all this for one inbox; `ranking` puts the units in order; `reports` tells people.
"""

__version__ = "0.1.0"
