"""Scanning: where the rooms meet.

`files` goes from a path to facts, and from facts to a build; `systems` from
there to verdicts. Who only identifies never loads what judges.
"""
