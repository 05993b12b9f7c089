"""Makers: files and whole systems made up from arguments, the same bytes every time.

For the demonstration, for our own tests, and for the tests of programs that
embed ntfp. Everything is synthetic: headers, version resources and tables are
as real ones are, code there is none.
"""

from ntfp.testing.images import pe_image
from ntfp.testing.kernels import kernel_image, module_image, version_info
from ntfp.testing.trees import system_tree

__all__ = ["kernel_image", "module_image", "pe_image", "system_tree", "version_info"]
