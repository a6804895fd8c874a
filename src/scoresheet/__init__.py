"""From one catalog of indicators to blank forms, checked returns and a ranking.

The steps, in the order in which an office meets them: `notice` drafts a catalog from what the office was sent, `project`
knows what its folder holds; `catalog` reads the list of indicators and the units; `layout` says where everything sits on a
sheet; `workbook` makes a form from the office's master and `parts` puts each unit's text into it; `filling` writes answers
into it; `inbox` finds the files that came back and `formats` turns each into a plain `grid`; `reading` makes a `submission`
of a grid, with what stands in each cell told by `values`; `returns` settles which file speaks for which unit, `decisions`
says what the office itself settled, `corrections` lays on what was called in; `scoring` computes the scores by the `rules`;
`checking` runs the `checks`, `acceptances` lets stand what was verified; `assessment` does all this for one inbox; `marking`
and `letters` say what goes back to a unit; `ranking` puts the units in order, `certainty` says how sure that is; `reports`
tells people.
"""

__version__ = "0.1.0"
