"""Rendering and checking PDF documents."""
