"""Trees: one place in, the sources in it out."""
