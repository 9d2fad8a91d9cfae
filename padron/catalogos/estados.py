"""The 32 states, by the two digits that INEGI gives them."""

from typing import Final

ESTADOS: Final = {
    "01": "Aguascalientes",
    "02": "Baja California",
    "03": "Baja California Sur",
    "04": "Campeche",
    "05": "Coahuila",
    "06": "Colima",
    "07": "Chiapas",
    "08": "Chihuahua",
    "09": "Ciudad de México",
    "10": "Durango",
    "11": "Guanajuato",
    "12": "Guerrero",
    "13": "Hidalgo",
    "14": "Jalisco",
    "15": "Estado de México",
    "16": "Michoacán",
    "17": "Morelos",
    "18": "Nayarit",
    "19": "Nuevo León",
    "20": "Oaxaca",
    "21": "Puebla",
    "22": "Querétaro",
    "23": "Quintana Roo",
    "24": "San Luis Potosí",
    "25": "Sinaloa",
    "26": "Sonora",
    "27": "Tabasco",
    "28": "Tamaulipas",
    "29": "Tlaxcala",
    "30": "Veracruz",
    "31": "Yucatán",
    "32": "Zacatecas",
}

# The official long names and former ones, besides those above.
NOMBRES_LARGOS: Final = {
    **{nombre: clave for clave, nombre in ESTADOS.items()},
    "Coahuila de Zaragoza": "05",
    "Distrito Federal": "09",
    "México": "15",
    "Michoacán de Ocampo": "16",
    "Querétaro de Arteaga": "22",
    "Veracruz de Ignacio de la Llave": "30",
}

# Stands for every state that has no series of its own.
OTROS_ESTADOS: Final = "00"
