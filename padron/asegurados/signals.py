"""Told to the rooms above, which this one does not know."""

from django.dispatch import Signal

# Records were corrected or added, in the transaction that is open now: what waited for that may go on.
padron_corregido = Signal()
