"""Take a filled database back to an earlier migration and forward again, as an installation that is updated."""

from typing import Any

from django.db import connection
from django.db.migrations.executor import MigrationExecutor


def migrate_to(*targets: tuple[str, str]) -> Any:
    """Migrate the default database, backward or forward, to these (app, migration) pairs.

    Returns the registry of the models as they are at that point.
    """
    executor = MigrationExecutor(connection)
    executor.migrate(list(targets))
    return MigrationExecutor(connection).loader.project_state(list(targets)).apps


def migrate_to_latest() -> None:
    """Migrate the default database forward to the newest migrations."""
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())
