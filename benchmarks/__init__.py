"""What the program costs, measured beside other ways of doing the same: `python -m benchmarks`, or `make bench`.

One module per case (`generating`, `validating`, `ranking`, `starting`, `growing`, `hostile`) says who takes part and what
is to be reached; `validating_peers` holds the scripts that other libraries are given. `offices` makes catalogs of any
number of units, `corpus` their returns, `faults` what is planted in them. `measuring` runs the rounds, `child` is the
process in which one of them runs, `claims` what is held against the figures, `page` the table that comes out.
"""
