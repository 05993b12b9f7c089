"""The checks, one module a theme; all of them, in order, are `ntfp.linting.CHECKS`."""
