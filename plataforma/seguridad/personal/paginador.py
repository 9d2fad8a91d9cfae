"""Pages of a list that may have a million rows."""

from typing import Any, Final

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.utils.functional import cached_property

TOPE: Final = 5000


class TopePaginator(Paginator):  # type: ignore[type-arg]
    """Counts up to TOPE rows and no further: whoever has more must search, not leaf."""

    @cached_property
    def count(self) -> int:
        """Return how many rows the pages show."""
        return min(self._counted, TOPE)

    @cached_property
    def is_topado(self) -> bool:
        """Tell whether there are more rows than the pages show."""
        return self._counted > TOPE

    @cached_property
    def _counted(self) -> int:
        rows: Any = self.object_list
        return int(rows.order_by()[: TOPE + 1].count()) if isinstance(rows, QuerySet) else len(rows)
