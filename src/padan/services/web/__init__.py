"""The web-service route: one module per verb; knows ports, no HTTP."""
