"""The domain to and from iCalendar: pure functions over bytes."""
