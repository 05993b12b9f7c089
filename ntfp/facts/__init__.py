"""What can be known: frozen values and enums, and no I/O.

Every other room speaks in these words. A fact is what a file says; what it
means is `ntfp.identifying`'s to tell.
"""
