"""The lowest layer of `tramites`: the model Solicitud, and code for all procedures.

A Solicitud is one procedure that one student started.
"""
