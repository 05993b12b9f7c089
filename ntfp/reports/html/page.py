"""The page: the templates beside this module, filled with a report.

All that is printed into them is first made visible, then escaped, whoever wrote
the template: a file may be called `<script>`, or turn the direction of text.
"""

import base64
import hashlib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined

from ntfp.facts.verdict import Judged, Reported
from ntfp.reports.drawing import keys, styles
from ntfp.reports.html import layout, sentences
from ntfp.reports.html.picture import pictures
from ntfp.reports.setting import Setting
from ntfp.reports.text import visible


def pieces(report: Reported, setting: Setting) -> Iterator[str]:
    """All of the page behind the first characters that every page has."""
    systems = tuple(report.systems)
    style = _own("style.css") + styles() + _foot(systems)
    script = _own("script.js") + keys()
    page = _templates().get_template("report.html.j2")
    yield from page.generate(
        systems=systems,
        skipped=tuple(report.skipped),
        basis=report.basis,
        counts=report.counts,
        version=setting.version,
        style=style,
        script=script,
        policy=_policy(style, script),
        pictures=lambda system: pictures(system, setting.lanes, alone=len(systems) == 1),
    )


@cache
def _templates() -> Environment:
    """They are read through the package, which may be a folder, a zip file, or frozen into a program."""
    templates = Environment(
        loader=FunctionLoader(_own),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=StrictUndefined,
        finalize=_seen,
    )
    templates.globals |= {name: getattr(layout, name) for name in layout.__all__}
    templates.filters |= {name: getattr(sentences, name) for name in sentences.__all__}
    return templates


def _own(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text("utf-8")


def _seen(value: Any) -> Any:
    """What is not ours cannot steer the page: no control character, no mark of direction, no half of a character."""
    return value if hasattr(value, "__html__") else visible(str(value))  # what has it is a part of the page already


def _foot(systems: Sequence[Judged]) -> str:
    """What stands at the foot of each sheet of paper: whose report it is, spelled so that no name ends the rule."""
    words = f"ntfp scan: {systems[0].root if len(systems) == 1 else f'{len(systems):,} systems'}"
    spelled = "".join(
        letter if letter.isascii() and letter.isalnum() else f"\\{ord(letter):x} "
        for letter in sentences.shortened(visible(words))
    )
    return f'@page{{@bottom-left{{content:"{spelled}"}}}}'


def _policy(style: str, script: str) -> str:
    """What a browser is to forbid: everything but this style and this script."""
    return (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; img-src data:;"
        " base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
