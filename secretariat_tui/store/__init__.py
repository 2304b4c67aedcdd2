"""What is kept: tables, mapping, repositories and migrations, on SQLite and PostgreSQL."""
