"""Elements: pieces of XML as text, and the few that OVAL's criteria are made of.

What they mean is not known here.
"""

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from ntfp.reports.text import visible


def attribute(value: object) -> str:
    """A value in quotes; what XML may not hold is spelled out."""
    return quoteattr(visible(str(value)))


def content(value: object) -> str:
    return escape(visible(str(value)))


def indented(text: str) -> str:
    """A level deeper: one blank, for there are many."""
    return "".join(f" {line}\n" for line in text.splitlines())


def criterion(test: str, comment: str, *, negate: bool = False) -> str:
    return f'<criterion test_ref="{test}"{_turned(negate)} comment={attribute(comment)}/>\n'


def extending(definition: str, comment: str, *, negate: bool = False) -> str:
    return f'<extend_definition definition_ref="{definition}"{_turned(negate)} comment={attribute(comment)}/>\n'


def all_of(inside: Iterable[str], *, negate: bool = False) -> str:
    return _criteria("AND", inside, negate=negate)


def one_of(inside: Iterable[str], *, negate: bool = False) -> str:
    return _criteria("OR", inside, negate=negate)


def definition(identifier: str, kind: str, metadata: str, criteria: str) -> str:
    """A whole definition; a criterion alone is put into criteria, as the schema has it."""
    if not criteria.startswith("<criteria"):
        criteria = all_of([criteria])
    inside = indented(f"<metadata>\n{indented(metadata)}</metadata>\n{criteria}")
    return f'<definition id="{identifier}" version="1" class="{kind}">\n{inside}</definition>\n'


def metadata(title: str, platforms: Iterable[str], description: str, reference: str = "") -> str:
    """What a definition is about. Its reference is an article, where it has one."""
    named = "".join(f"<platform>{content(platform)}</platform>" for platform in dict.fromkeys(platforms))
    referred = f'<reference source="MSKB" ref_id={attribute(reference)}/>\n' if reference else ""
    return (
        f'<title>{content(title)}</title>\n<affected family="windows">{named}</affected>\n'
        f"{referred}<description>{content(description)}</description>\n"
    )


def _criteria(operator: str, inside: Iterable[str], *, negate: bool) -> str:
    return f'<criteria operator="{operator}"{_turned(negate)}>\n{indented("".join(inside))}</criteria>\n'


def _turned(negate: bool) -> str:
    return ' negate="true"' if negate else ""
