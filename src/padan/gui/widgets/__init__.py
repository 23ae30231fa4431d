"""Building blocks of the views; none knows a use case."""
