"""Alta and cambio: two procedures, `alta` and `cambio`, over what they share.

rules (pure) → datos, cercanas → documentos, carnet → services → forms → wizard → alta, cambio. `mapa` and `views` show
clinics outside the wizard.
"""
