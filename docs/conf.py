"""How Sphinx makes the documents: `sphinx-build -W docs docs/_build/html`."""

from importlib.metadata import version as version_of

project = "ntfp"
author = "ntfp contributors"
copyright = "2026, ntfp contributors"
release = version = version_of("ntfp")

extensions = ["myst_parser"]
myst_heading_anchors = 3
nitpicky = True

exclude_patterns = ["_build"]
html_theme = "alabaster"
html_theme_options = {"description": "Which Windows NT is in these files?"}
