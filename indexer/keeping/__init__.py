"""The index beside the catalog: brought up to date, built anew, checked, taken back."""
