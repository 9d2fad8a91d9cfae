"""Whether a student is covered: rules (pure) → selectors (what the database knows).

Other apps import `get_vigencia` from `padron.asegurados.selectors` and the types from `vigencia.rules`.
"""
