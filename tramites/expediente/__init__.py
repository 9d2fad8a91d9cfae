"""A student's life with the portal on one page: rules (pure) → linea (timelines) → selectors (what the page shows)."""
