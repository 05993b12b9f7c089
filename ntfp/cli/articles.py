"""The article a user names: its number in any way people write it, and its record."""

import re

import click

from ntfp.facts.signature import Signature, number_of

_NUMBER = re.compile(r"\s*(?:Q|KB)?\s*0*(\d{5,7})\s*", re.ASCII | re.IGNORECASE)


def kb_of(text: str) -> str | None:
    """The article of that number as records name it; none, where it is no number."""
    number = _NUMBER.fullmatch(text)
    return number and f"Q{number[1]}"


def record_of(named: str, records: tuple[Signature, ...], hint: str = "'KB'") -> Signature:
    """The record of the article a user named, in the place that the hint says."""
    kb = kb_of(named)
    if kb is None:
        example = f"like {records[-1].kb}" if records else "with its Q or without"
        raise click.BadParameter(f"{named!r} is no article's number; write it {example}", param_hint=hint)
    for record in records:
        if record.kb == kb:
            return record
    problem = f"{kb}: no record of that article among {len(records):,}"
    if not records:
        raise click.ClickException(problem)
    near = min(records, key=lambda record: abs(number_of(record.kb) - number_of(kb)))
    raise click.ClickException(f"{problem}; the nearest is {near.kb}, and 'ntfp kb search' finds others")
