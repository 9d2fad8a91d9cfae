"""The lowest layer of `tramites`: a Solicitud, one run of a procedure, and all that is common to every procedure."""
