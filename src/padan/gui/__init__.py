"""The desktop: passive views, thin presenters, tasks that die with their owner."""
