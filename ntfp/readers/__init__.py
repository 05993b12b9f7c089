"""Readers: one source in, what it says out.

`pe` is the hot path, every file of a scan: a few short reads. `kernel` takes
the one or two files that matter and reads them whole. `registry` asks the hives
of a system for a dozen keys, `boot_ini` the loader's file for the kernel it starts.
"""
