"""The practice loop, typed into a frozen padanctl instead of the checkout's: proves that both do the same."""

import subprocess
import sys
from unittest.mock import patch

from padan.training import loop


def main() -> int:
    """Run the loop with the program that the first word names; its last line is the path of the PDF."""
    frozen = sys.argv[1]

    def typed(words: list[str]) -> int:
        done = subprocess.run([frozen, *words], stdout=subprocess.PIPE, check=False)
        sys.stdout.write(done.stdout.decode("utf-8"))  # the loop catches what padanctl prints
        return done.returncode

    with patch.object(loop, "padanctl", typed):
        return loop.main()


if __name__ == "__main__":
    sys.exit(main())
