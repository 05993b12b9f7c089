"""`python -m ntfp` is the command."""

import sys

from ntfp.cli import main

if __name__ == "__main__":
    sys.exit(main())
