"""The SQLite file: the only place where anything durable lives but secrets."""
