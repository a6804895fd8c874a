"""Which file speaks for which unit, what several files say differently, and what was corrected by telephone."""
