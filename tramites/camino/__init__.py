"""The top layer of `tramites`: the gate, confirmation, pages, mails and the worker's table, for every procedure."""
