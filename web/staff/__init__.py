"""The staff desk: accounts, upload, review and upkeep, for those who are signed in."""
