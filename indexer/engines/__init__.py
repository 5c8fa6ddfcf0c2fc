"""Search engines, one file each, behind the protocol in `indexer.engine`."""
