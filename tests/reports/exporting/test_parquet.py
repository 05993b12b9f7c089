"""Parquet: columns with types of their own, read back by the library that is everybody's."""

import datetime as dt
import io

import pytest

from ntfp.reports.exporting import as_parquet
from tests.reports.exporting.relations import BARE, FULL, RELATION, of_text

pytest.importorskip("pyarrow", reason="pyarrow is missing: pip install 'ntfp[parquet]'")


def test_every_value_is_there_with_its_type() -> None:
    from pyarrow import parquet

    table = parquet.read_table(io.BytesIO(as_parquet(RELATION, {"data": "shipped"})))
    assert [tuple(row.values()) for row in table.to_pylist()] == [FULL, BARE]
    assert {field.name: (str(field.type), field.nullable) for field in table.schema} == {
        "group": ("string", False),
        "number": ("int64", False),
        "text": ("string", True),
        "share": ("double", True),
        "truth": ("bool", True),
        "day": ("date32[day]", True),
        "clock": ("time64[us]", True),
        "here": ("timestamp[us]", True),
        "there": ("timestamp[us, tz=UTC]", True),
    }


def test_the_file_says_which_data_they_are() -> None:
    from pyarrow import parquet

    metadata = parquet.read_schema(io.BytesIO(as_parquet(RELATION, {"data": "shipped"}))).metadata
    assert metadata == {b"ntfp.data": b"shipped", b"ntfp.table": b"order"}


def test_no_row_is_a_file_with_its_columns() -> None:
    from pyarrow import parquet

    table = parquet.read_table(io.BytesIO(as_parquet(of_text(), {})))
    assert (table.num_rows, table.column_names) == (0, ["text"])


def test_what_is_no_unicode_is_spelled_out_and_all_else_stays() -> None:
    from pyarrow import parquet

    table = parquet.read_table(io.BytesIO(as_parquet(of_text("a\x1b\udcffb"), {"own 0": "\udcff\x1b"})))
    assert table.to_pylist() == [{"text": "a\x1b\\xffb"}]
    assert table.schema.metadata[b"ntfp.own 0"] == b"\\xff\x1b"


def test_the_same_data_are_the_same_bytes() -> None:
    assert as_parquet(RELATION, {"a": "b"}) == as_parquet(RELATION, {"a": "b"})


def test_a_time_finer_than_a_second_is_kept() -> None:
    from pyarrow import parquet

    row = (*FULL[:6], dt.time(1, 2, 3, 4), *FULL[7:])
    relation = type(RELATION)(RELATION.heading, (row,))
    assert parquet.read_table(io.BytesIO(as_parquet(relation, {}))).to_pylist()[0]["clock"] == dt.time(1, 2, 3, 4)
