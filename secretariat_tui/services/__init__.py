"""Use cases: one public function is one intention of a user."""
