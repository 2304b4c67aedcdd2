"""From the domain to what people read: pure functions to frozen views, for the screens and the command line alike."""
