"""The outside world, one folder per port; folders are independent of one another."""
