"""`python -m padan.cli` is padanctl."""

from padan.cli.main import entry

if __name__ == "__main__":
    entry()
