"""The package exchange between offices: what a package is, and the rules of keys, order, receipts; pure."""
