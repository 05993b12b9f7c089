"""A record of a user's own, for the tests of the commands that look things up."""

from pathlib import Path

from msgspec.structs import replace

from ntfp.database.writing import write_records
from ntfp.facts.build import Branch
from ntfp.facts.signature import Relation, Row, Signature, Table
from ntfp.scanning.data import signatures

TITLE = "What I found out about it myself"


def own_record(folder: Path, kb: str = "Q244509", file: str = "mine.sys") -> Signature:
    """Write down a record that is laid over the one that ships, or stands beside those."""
    (shipped,) = [signature for signature in signatures() if signature.kb == "Q244509"]
    row = Row(file=file, size=9_000, line=61)
    table = Table(line=55, branch=Branch.NT4, relation=Relation.OR_LATER, rows=(row,))
    own = replace(shipped, kb=kb, title=TITLE, tables=(table,))
    write_records([own], folder)
    return own
