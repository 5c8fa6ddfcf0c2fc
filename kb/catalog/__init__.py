"""The catalog: the one durable copy of everything read and decided."""
