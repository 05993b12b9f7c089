"""The article a user names: its number in any way people write it, and its record."""

import re

import click

from ntfp.facts.signature import Signature

_NUMBER = re.compile(r"\s*(?:Q|KB)?\s*0*(\d{5,7})\s*", re.ASCII | re.IGNORECASE)


def record_of(kb: str, records: tuple[Signature, ...]) -> Signature:
    """The record of the article a user named."""
    number = _NUMBER.fullmatch(kb)
    if number is None:
        example = f"like {records[-1].kb}" if records else "with its Q or without"
        raise click.BadParameter(f"{kb!r} is no article's number; write it {example}", param_hint="'KB'")
    for record in records:
        if record.kb == f"Q{number[1]}":
            return record
    problem = f"Q{number[1]}: no record of that article among {len(records):,}"
    if not records:
        raise click.ClickException(problem)
    near = min(records, key=lambda record: abs(int(record.kb[1:]) - int(number[1])))
    raise click.ClickException(f"{problem}; the nearest is {near.kb}, and 'ntfp kb search' finds others")
