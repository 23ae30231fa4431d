"""What an officer can do, one module per verb; knows ports, never adapters, never Qt."""
