"""The procedures alta (register at a clinic) and cambio (change the clinic), and the code that both share.

Each module imports only from those before it: rules (pure), datos, cercanas, documentos, services, forms, wizard,
resultado, mapa, views, alta and cambio. `mapa` and `views` show clinics outside the wizard.
"""
