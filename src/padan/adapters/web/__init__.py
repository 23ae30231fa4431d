"""Services over HTTP: one client with limits, tokens, SIASN's manners; no store, no screen."""
