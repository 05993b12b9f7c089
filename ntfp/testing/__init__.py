"""Makers: files and whole systems made up from arguments, the same bytes every time.

For the demonstration, for our own tests, and for the tests of programs that
embed ntfp. Everything is synthetic: headers, version resources and tables are
as real ones are, code there is none.
"""

from ntfp.testing.hives import hive_image, software_hive, system_hive
from ntfp.testing.images import pe_image
from ntfp.testing.kernels import kernel_image, module_image, version_info
from ntfp.testing.releases import Release, make_release
from ntfp.testing.trees import Registry, system_tree

__all__ = [
    "Registry",
    "Release",
    "hive_image",
    "kernel_image",
    "make_release",
    "module_image",
    "pe_image",
    "software_hive",
    "system_hive",
    "system_tree",
    "version_info",
]
