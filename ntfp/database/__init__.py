"""The database: data files in, facts out.

Whoever asks gets frozen values; how they were written down stays here. Records
and packs are loaded when they are first asked for: telling which NT a file is
needs neither.
"""

from ntfp.database.known import load_known, shipped_builds, shipped_known
from ntfp.database.listed import load_listed
from ntfp.database.shipped import shipped_folder

TYPE_CHECKING = False  # checkers know the name
if TYPE_CHECKING:
    from ntfp.database.packs import shipped_history, with_packs
    from ntfp.database.records import load_signature, load_signatures, shipped_signatures, stale_reviews

__all__ = [
    "load_known",
    "load_listed",
    "load_signature",
    "load_signatures",
    "shipped_builds",
    "shipped_folder",
    "shipped_history",
    "shipped_known",
    "shipped_signatures",
    "stale_reviews",
    "with_packs",
]

if not TYPE_CHECKING:  # a type checker that saw this would believe in every misspelled name

    def __getattr__(name: str) -> object:
        if name not in __all__:
            raise AttributeError(f"module 'ntfp.database' has no attribute {name!r}")
        from ntfp.database import packs, records

        return getattr(packs if name in ("shipped_history", "with_packs") else records, name)
