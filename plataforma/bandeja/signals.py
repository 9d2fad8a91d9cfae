"""Sent while a message is worked on, with `mensaje_id` and `kind`: for metrics, and for tests that pull the plug."""

from django.dispatch import Signal

claimed = Signal()  # the attempt is counted and the lease is held
prepared = Signal()  # the slow part is over, nothing is written yet
committing = Signal()  # inside the transaction, everything is written, nothing is committed
committed = Signal()  # the work is done for good, what follows is not published yet
