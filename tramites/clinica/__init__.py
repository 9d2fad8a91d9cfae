"""What alta and cambio share: telephones, clinic and shift, the map, what the documents print.

rules (pure) → datos, selectors → services; pasos → forms, widgets; wizard and views ask and show.
"""
