"""The database: data files in, facts out.

Whoever asks gets frozen values; how they were written down stays here.
"""

from ntfp.database.known import load_known, shipped_builds, shipped_known

__all__ = ["load_known", "shipped_builds", "shipped_known"]
