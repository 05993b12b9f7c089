"""Formats: bytes to structure and back, and no opinions.

Each structure is declared once, with `construct`, and serves both ways: the
makers in `ntfp.testing` build every fixture with it, and in the tests it is
the slow, strict oracle the fast readers are held against.

What leaves this room are plain values and `MalformedError`; what `construct`
makes and raises stays inside.
"""
