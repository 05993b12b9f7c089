"""About ntfp itself: its version, as a release says it. Nothing else; the build of the packages reads it here."""

__version__ = "0.1.0"
