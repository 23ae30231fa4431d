"""One module per group of verbs, imported when one of them is named; each only calls use cases and shows
the result.
"""
