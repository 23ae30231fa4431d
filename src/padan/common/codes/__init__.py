"""The numeric codes of the fault catalogue, one module per area; sentences live in resources/texts/faults."""
