"""OVAL: all checks as definitions of the Open Vulnerability and Assessment Language, version 5.11.

What a program that speaks it finds on a machine is its own answer: nothing here
asks one. The same checks give the same text.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time

from ntfp.facts.check import Checks
from ntfp.reports.exporting.oval.criteria import Criteria
from ntfp.reports.exporting.oval.elements import content, indented
from ntfp.reports.exporting.oval.parts import SPACE

SCHEMA = "5.11"
COMMON = "http://oval.mitre.org/XMLSchema/oval-common-5"
_NO_DAY = date(1970, 1, 1)

__all__ = ["as_oval"]


def as_oval(checks: Checks, version: str) -> Iterator[str]:
    """The document, definition by definition; `version` is that of ntfp. Its time is the newest article's day."""
    day = max((check.revised for check in checks.checks if check.revised), default=_NO_DAY)
    criteria = Criteria(checks)
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f'<oval_definitions xmlns="{SPACE}" xmlns:oval="{COMMON}">\n'
    yield indented(_generator(version, day))
    yield " <definitions>\n"
    for check in checks.checks:
        yield indented(indented(criteria.patch(check)))
    for definition in criteria.inventory.written():
        yield indented(indented(definition))
    yield " </definitions>\n"
    yield from criteria.parts.written()
    yield "</oval_definitions>\n"


def _generator(version: str, day: date) -> str:
    made = datetime.combine(day, time(), UTC)
    said = {"product_name": "ntfp", "product_version": version, "schema_version": SCHEMA, "timestamp": f"{made:%FT%TZ}"}
    inside = "".join(f"  <oval:{name}>{content(value)}</oval:{name}>\n" for name, value in said.items())
    return f"<generator>\n{inside}</generator>\n"
