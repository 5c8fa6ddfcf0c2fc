"""Title, publisher and date of a report, from what its first pages print."""
