"""The expediente: one page with all procedures, documents and incidents of a student.

Each module imports only from modules before it in this list: rules (pure), linea (timelines), selectors (the data of
the page).
"""
