"""Widgets of our own, which know nothing of the screens they are on."""
