"""What the frozen desktop program runs; a bundle needs a script, the work is in padan.__main__."""

import sys

from padan.__main__ import desktop

sys.exit(desktop())
