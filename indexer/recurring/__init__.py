"""Which statements of different reports say the same: lessons that recur."""
