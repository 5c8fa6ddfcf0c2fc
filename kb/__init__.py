"""What we know: domain values, the catalog that keeps them, and the work staff do on them."""
