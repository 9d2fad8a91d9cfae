"""What stops a procedure until somebody solves it: rules (pure) → models → services → atencion (what staff do)."""
