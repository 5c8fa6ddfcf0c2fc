"""Blocks become records: labels found, extents told, repeats joined, parents given."""
