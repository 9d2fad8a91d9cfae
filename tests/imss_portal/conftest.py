from tests.helpers.databases import nueva_base
from tests.helpers.servers import postgres

__all__ = ["nueva_base", "postgres"]
