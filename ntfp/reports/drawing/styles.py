"""Styles: the colours of the picture, and what they are in the dark, on paper and in high contrast.

Every colour is a custom property with a fallback: a page may set its own. Where a
reader of drawings knows no custom properties, it finds a plain colour before each.
"""

_LIGHT = {
    "paper": "#ffffff",
    "ink": "#1c2127",
    "quiet": "#57606a",
    "rule": "#d5dbe1",
    "line": "#a9b3be",
    "dot": "#6f86a3",
    "fixed": "#0067a3",
    "unfixed": "#c2410c",
    "unknown": "#6b4f9e",
    "kernel": "#8a5a00",
    "shade": "#f7e3b0",
}
_DARK = {
    "paper": "#0f1419",
    "ink": "#e8ecf1",
    "quiet": "#a3adb8",
    "rule": "#333c47",
    "line": "#5b6673",
    "dot": "#7f95b2",
    "fixed": "#5cb0f5",
    "unfixed": "#ff9457",
    "unknown": "#c3a8f5",
    "kernel": "#f2c14e",
    "shade": "#4a3a14",
}
_CONTRAST = {
    **dict.fromkeys(("ink", "quiet", "rule", "line", "dot", "fixed", "unfixed", "unknown"), "CanvasText"),
    "paper": "Canvas",
    "kernel": "Highlight",
    "shade": "GrayText",
}
_FONT = 'system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif'

_RULES = (
    (".timeline", f"font-family:{_FONT};font-size:12px;max-width:100%;height:auto"),
    (".timeline text", "fill:@ink"),
    (".timeline .paper", "fill:@paper"),
    (".timeline .heading", "font-size:19px;font-weight:600"),
    (".timeline .title", "font-size:13px;font-weight:600"),
    (".timeline .flag,.timeline .names", "font-weight:600"),
    (".timeline .quiet,.timeline .year", "fill:@quiet"),
    (".timeline .grid", "stroke:@rule;stroke-width:1"),
    (".timeline .base", "stroke:@line;stroke-width:1"),
    (".timeline .pole", "stroke:@line;stroke-width:1"),
    (".timeline .shade", "fill:@shade;stroke:none"),
    (".timeline .side", "stroke:@kernel;stroke-width:1"),
    (".timeline .open", "stroke-dasharray:2 3"),
    (".timeline .kernel", "stroke:@kernel;stroke-width:2.4"),
    (".timeline .arrow", "fill:@kernel"),
    (".timeline .halo", "stroke:@paper;stroke-width:4px;stroke-linejoin:round;paint-order:stroke"),
    (".timeline .dot", "fill:@dot;stroke:@paper;stroke-width:.8"),
    (".timeline .release .dot", "fill:@ink"),
    (".timeline .fixed .dot,.timeline .fixed.dot", "fill:@fixed"),
    (".timeline .unfixed .dot", "fill:@paper;stroke:@unfixed;stroke-width:1.8"),
    (".timeline .unknown .dot", "fill:@paper;stroke:@unknown;stroke-width:1.2"),
    (".timeline .unknown .half", "fill:@unknown"),
    (".timeline .differ .dot", "fill:@paper;stroke:@ink;stroke-width:1.2"),
    (".timeline .differ .core", "fill:@ink"),
    (".timeline .not-applicable .dot", "fill:none;stroke:@quiet;stroke-width:1"),
    (".timeline .event:focus", "outline:none"),
    (".timeline .event:focus .dot,.timeline .event:hover .dot", "stroke:@ink;stroke-width:2.4"),
    (".timeline .tip", "pointer-events:none"),
    (".timeline .tip rect", "fill:@paper;stroke:@ink;stroke-width:1"),
    (".timeline .event:hover .tip,.timeline .event:focus .tip", "visibility:visible"),
)


def styles() -> str:
    """What the drawing needs, once for all that are on a page; with its colours in the dark."""
    rules = [f"{who}{{{';'.join(map(_with_fallback, how.split(';')))}}}" for who, how in _RULES]
    return "\n".join(
        [
            *rules,
            f"@media screen and (prefers-color-scheme:dark){{:root{{{_set(_DARK)}}}}}",
            f"@media (forced-colors:active){{:root{{{_set(_CONTRAST)}}}}}",
        ]
    )


def _with_fallback(declaration: str) -> str:
    """A colour by its name, and first as it is plainly."""
    key, _, name = declaration.partition(":@")
    if not name:
        return declaration
    return f"{key}:{_LIGHT[name]};{key}:var(--timeline-{name},{_LIGHT[name]})"


def _set(colors: dict[str, str]) -> str:
    return ";".join(f"--timeline-{name}:{color}" for name, color in colors.items())
