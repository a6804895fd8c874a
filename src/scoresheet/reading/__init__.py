"""From a grid to a submission: whose form it is, which row answers which item, what stands there."""
