"""The procedures alta (register at a clinic) and cambio (change the clinic).

Each module imports only from modules before it in this list: rules (pure), datos, cercanas, documentos, services,
forms, wizard, resultado, mapa, views, alta and cambio. `mapa` and `views` show clinics outside the wizard.
"""
