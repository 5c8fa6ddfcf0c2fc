"""Published reports brought from the web, politely and from public addresses only."""
