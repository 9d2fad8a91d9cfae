"""The load of the health-unit register: libro, texto (files) → columnas, celdas → unidades (rows) → lectura (all that
is kept of a file) → almacen (storing) → carga (one load) → resumen (telling).
"""
