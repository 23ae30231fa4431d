"""Telaah: doubtful pairs side by side, decided by a person."""
