"""The calendar feed: an ASGI application."""
