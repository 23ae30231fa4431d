"""The package exchange as use cases: keys, sealing, handing over, opening, applying, showing."""
