"""The practice workspace: synthetic registers with known faults."""
