"""Exports: relations as files that other programs read. Pure functions: text or bytes, and the same for the same data.

Which relations there are is not known here.
"""

from ntfp.reports.exporting.lines import as_csv, as_jsonl
from ntfp.reports.exporting.parquet import as_parquet
from ntfp.reports.exporting.sqlite import as_sqlite

__all__ = ["as_csv", "as_jsonl", "as_parquet", "as_sqlite"]
