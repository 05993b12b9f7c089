"""A record's skeleton: what a new record says until somebody fills it in.

It is a record already, one that reads and is judged by, and that `ntfp kb lint`
does not let pass while a word of the skeleton's own is left in it.
"""

import hashlib
from collections.abc import Iterable

from ntfp.facts.build import NAME_OF_FLAVOUR, Branch
from ntfp.facts.platform import Platform
from ntfp.facts.report import Identified
from ntfp.facts.signature import AppliesTo, Origin, Relation, Row, Signature, Table

TITLE = "(what it fixes)"
FILE = "(file).dll"
OWN = "own"  # the archive of what is in none


def skeleton(kb: str, branch: Branch, *, title: str | None = None, files: Iterable[Identified] = ()) -> Signature:
    """A record with a row for each of the fixed files, or with one to be filled in.

    A file says its size and version. The date it would be listed with it does not know: its link time is another.
    """
    rows = tuple(
        Row(file=_name(file), platform=file.facts.platform, size=file.facts.size, version=file.facts.version, line=line)
        for line, file in enumerate(files, 1)
    )
    return Signature(
        kb=kb,
        title=title or TITLE,
        applies_to=(AppliesTo(branch=branch, line=1),),
        tables=(Table(line=1, branch=branch, relation=Relation.OR_LATER, rows=rows or (_TO_FILL_IN,)),),
        source=origin(f"{kb}.txt", b""),
    )


def is_unfilled(signature: Signature) -> bool:
    """Is a word of the skeleton's own left in it?"""
    return signature.title == TITLE or FILE in signature.files


def origin(path: str, text: bytes) -> Origin:
    """Where a record of one's own is from: the hash of no text is that of none."""
    return Origin(archive=OWN, path=path, sha256=hashlib.sha256(text.replace(b"\r\n", b"\n")).hexdigest())


def _name(file: Identified) -> str:
    """The name an article would list it by: setup installs a multiprocessor kernel under the uniprocessor name."""
    flavour = file.build.flavour if file.build.kernel else None
    return NAME_OF_FLAVOUR[flavour] if flavour else file.facts.plain_name


_TO_FILL_IN = Row(file=FILE, platform=Platform.I386, size=1, line=1)
