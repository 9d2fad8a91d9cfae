"""The lowest layer of `tramites`: Solicitud (one procedure that one student started), and code for all procedures."""
