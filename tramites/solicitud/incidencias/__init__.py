"""Incidents: problems of a student that the campus must solve.

Most incidents stop a Solicitud until the campus has solved them. Each module imports only from modules before it in
this list: rules (pure), models, services, conversacion (questions and answers), atencion (the actions of staff),
reporte («Estos no son mis datos»).
"""
