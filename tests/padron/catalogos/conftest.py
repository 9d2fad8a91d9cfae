from tests.servidores import base_postgres, base_sqlite, base_url, postgres

__all__ = ["base_postgres", "base_sqlite", "base_url", "postgres"]
