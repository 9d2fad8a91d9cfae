"""The manifestación: a student states under oath that they have no other medical insurance.

Each module imports only from modules before it in this list: rules (pure), selectors, services. Source:
docs/plantel.md, «Manifestación».
"""
