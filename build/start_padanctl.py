"""What the frozen command line runs; a bundle needs a script, the work is in padan.__main__."""

import sys

from padan.__main__ import command_line

sys.exit(command_line())
