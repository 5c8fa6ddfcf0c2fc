"""The values that reports are made of; they know no database, no PDF library and no HTTP."""
