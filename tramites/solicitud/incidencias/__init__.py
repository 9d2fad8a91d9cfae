"""Incidents: problems of a student that the campus must solve. Most of them stop a Solicitud until they are solved.

Each module imports only from those before it: rules (pure), models, services, conversacion (questions
and answers), atencion (what staff do), reporte («Estos no son mis datos»).
"""
