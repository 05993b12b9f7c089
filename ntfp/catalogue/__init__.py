"""The catalogue: what all records together say, asked without any system in view."""
