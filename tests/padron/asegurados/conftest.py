from tests.helpers.databases import base_postgres, base_sqlite, base_url, nueva_base, postgres

__all__ = ["base_postgres", "base_sqlite", "base_url", "nueva_base", "postgres"]
