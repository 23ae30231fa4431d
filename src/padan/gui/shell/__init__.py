"""The window around the screens: navigation, banner, messages, progress, status, lock."""
