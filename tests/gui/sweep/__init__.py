"""What the sweep looks for in a view: each module returns findings as sentences and changes nothing."""
