"""The clinic of a student, and where they live: datos, rules (pure) → services, selectors.

Other apps reach both by `padron.asegurados.services` and `padron.asegurados.selectors`.
"""
