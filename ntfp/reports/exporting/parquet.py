"""Parquet: one relation in columns with types of their own, days and times among them.

It needs pyarrow, which is large and does not come with ntfp: an `ImportError` says that it is not there.
The same data are the same bytes as long as the library is the same: a file says which one wrote it.
"""

from collections.abc import Mapping
from typing import Any

from ntfp.facts.relation import Kind, Relation
from ntfp.reports.exporting.values import in_unicode


def as_parquet(relation: Relation, about: Mapping[str, str]) -> bytes:
    """The bytes of a Parquet file; it carries the name of its table and `about`, which says which data they are."""
    import pyarrow as pa  # lazily: nobody who wants another form has it
    import pyarrow.parquet as pq

    types: dict[Kind, Any] = {
        Kind.TEXT: pa.string(),
        Kind.WHOLE: pa.int64(),
        Kind.NUMBER: pa.float64(),
        Kind.TRUTH: pa.bool_(),
        Kind.DATE: pa.date32(),
        Kind.TIME: pa.time64("us"),
        Kind.LOCAL: pa.timestamp("us"),
        Kind.UTC: pa.timestamp("us", tz="UTC"),
    }
    heading = relation.heading
    fields = [pa.field(column.name, types[column.kind], nullable=column.optional) for column in heading.columns]
    metadata = {f"ntfp.{name}": in_unicode(value) for name, value in {**about, "table": heading.name}.items()}
    schema = pa.schema(fields, metadata)
    rows = (map(in_unicode, row) for row in relation.rows)
    columns = zip(*rows, strict=True) if relation.rows else [()] * len(fields)
    arrays = [pa.array(values, field.type) for values, field in zip(columns, fields, strict=True)]
    sink = pa.BufferOutputStream()
    pq.write_table(pa.Table.from_arrays(arrays, schema=schema), sink)
    content: bytes = sink.getvalue().to_pybytes()
    return content
