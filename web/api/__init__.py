"""The JSON interface under /api, its shapes and its errors."""
