"""The vectors: invented people (docs/reglas.md, «Invented people»), with a position 17 that is not issued."""

import datetime as dt

HOY = dt.date(2025, 11, 21)

# CURP, nombres, primer apellido, segundo apellido
PERSONAS = [
    ("QUZX050309MJCNXMZ2", "Ximena", "Quintanar", "Zúñiga"),
    ("BEOT061130HNLRCDZ1", "Tadeo", "Bermúdez", "Ocaranza"),
    ("EAAF040721MMCSRRZ0", "María Fernanda", "Escamilla", "Arroyo"),
    ("VITE030105HPLLPMZ2", "José Emiliano", "Villagrán", "Tapia"),
    ("MOSA980502MSPRNN98", "Ma. de los Ángeles", "Moreno", "Sandoval"),
    ("XAOA010228HGTNRLZ1", "Alonso", "Ñandú", "Orozco"),
    ("OAPR020617MASXXGZ3", "Regina", "Oñate", "Peña"),
    ("GARB040909HTSRXRZ5", "Bruno", "De la Garza", "Del Río"),
    ("RICI031010HMSVRKZ9", "Iker", "Riva Palacio", "Cruz"),
    ("POBL000229MCCXRZA1", "Luz", "Po", "Barrera"),
    ("PEXS020131HZSRXLZ6", "Saúl", "Perea", ""),
    ("PXDO950312MCLDRF93", "Ofelia", "Pedroza", "Duarte"),
    ("CXGA060606MCHNMNZ6", "Ana Sofía", "Cano", "Gamboa"),
    ("DXIR050505MDFXBNZ3", "Renata", "D/Amico", "Ibarra"),
    ("TAUK991231HNENDN93", "Kenji", "Tanaka", "Ueda"),
    ("RONA030303XJCBVLZ9", "Alex", "Robledo", "Nava"),
]

BASE = "PEGL050909MJCRMSZ0"
VALIDAS = [BASE, *(curp for curp, *_ in PERSONAS)]

INVALIDAS = [
    ("PEGL050909MJCRMSZ", "largo"),
    ("PEGL050909MJCRMSZ01", "largo"),
    ("PEGL050909MJCRMSZ1", "digito"),
    ("PEGL051309MJCRMSZ4", "fecha"),
    ("PEGL050230MJCRMSZ8", "fecha"),
    ("PEGL990229MJCRMS01", "fecha"),
    ("PEGL000229MJCRMS04", "fecha"),
    ("PEGL050909MXXRMSZ3", "entidad"),
    ("PEGL050909FJCRMSZ6", "formato"),
    ("PEGL050909MJCAMSZ0", "formato"),
    ("PRGL050909MJCRMSZ2", "formato"),
    ("PEÑL050909MJCRMSZ1", "formato"),
    ("PEGL560909MJCRMSA9", "futura"),
]

NSS_VALIDOS = ["04230500011", "04240600025", "01190101236", "90927512344"]
