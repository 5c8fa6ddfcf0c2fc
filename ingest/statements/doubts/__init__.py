"""What a person should look at: gaps, counts that do not agree, what was asked and not read."""
