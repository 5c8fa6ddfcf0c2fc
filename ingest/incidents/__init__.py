"""What a report tells of happened: events with type, day, place and attributes."""
