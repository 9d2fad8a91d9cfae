"""A student's expediente on one page: rules (pure) → linea (timelines) → selectors (what the page shows)."""
