"""The procedures. Each procedure has its own package.

Only alta and cambio share one package, `clinica`. The module `todos` lists all procedures.
"""
