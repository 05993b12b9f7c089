"""The database: data files in, facts out.

Whoever asks gets frozen values; how they were written down stays here. Each part
of a data set is read when it is first asked for: telling which NT a file is
needs the builds alone.
"""

from ntfp.database.dataset import DataSet
from ntfp.database.places import open_place
from ntfp.database.shipped import shipped, shipped_folder, shipped_known

__all__ = [
    "DataSet",
    "open_place",
    "shipped",
    "shipped_folder",
    "shipped_known",
]
