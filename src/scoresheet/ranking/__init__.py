"""From scores to places: who stands where, with which grade, and how sure that is."""
