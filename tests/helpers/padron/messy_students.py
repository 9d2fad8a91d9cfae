"""Invented students of a messy roster: hard names that are right, and the rows that tell of them.

No office issues the position 17 of these CURPs, so nobody real has one.
"""

import datetime as dt
import random
from dataclasses import dataclass, field
from typing import Final

from padron.identificadores import curp, nss

Datos = dict[str, str]

# Hard names that are right: particles, one surname, short surnames, words of the Instructivo, signs, other languages.
APELLIDOS: Final = (
    *("García", "HERNÁNDEZ", "Martínez", "López", "González", "Castañeda", "MUÑOZ", "Peña", "Núñez", "Güemes", "Ñandú"),
    *("De la Garza", "Del Río", "de los Santos", "Riva Palacio", "D'Amico", "D/Amico", "O’Farrill", "Mc Gregor", "Po"),
    *("Na", "Sa", "Xu", "No", "Van der Linden", "Pedroza", "Oñate", "Íñigo", "Yáñez", "Nuñez-Melgar", "Le", "Cano"),
    *("Ich", "Ek", "Uc", "Ávila", "Échave", "Oropeza", "Úrsula", "Zúñiga", "Robledo", "Xicoténcatl", "Vaca", "Cacho"),
)
MUJERES: Final = (
    *("Ximena", "MARÍA FERNANDA", "Ma. de los Ángeles", "María", "Ana Sofía", "Zoë", "Itzel Xóchitl", "Guadalupe"),
    *("M. José", "Begoña", "Ofelia", "Regina", "Luz", "Renata", "NIÑA MARÍA"),
)
HOMBRES: Final = (
    *("José Emiliano", "Juan", "João", "Iker", "Kenji", "Íñigo", "Saúl", "ÁNGEL", "J. Jesús", "Bruno", "Yahír"),
    *("Alonso", "Emilio", "Moisés", "Ulises"),
)
DOMINIOS: Final = (
    *("alumnos.inventada.example",) * 6,
    *("gmail.com",) * 8,
    *("hotmail.com", "outlook.com", "yahoo.com.mx", "ymail.com", "mail.com", "yahoo.com.ar", "hotmail.fr", "me.com"),
)


@dataclass
class Renglon:
    """A row: what is true of the student, what the file says, and what the load must do."""

    verdad: Datos
    celdas: Datos
    falla: str = ""  # the planted fault; "" for a clean row
    tipo: str = ""  # of the note that must name it
    columna: str = ""
    linea: int = 0


@dataclass
class Messy:
    """The roster under construction."""

    azar: random.Random
    vistas: set[str] = field(default_factory=set)
    numero: int = 0

    def make_estudiante(self, **fijos: str) -> Datos:
        """One student whom no other row has. `fijos` are data that must be so."""
        self.numero += 1
        sexo = fijos.get("sexo") or self.azar.choices("HMX", (48, 48, 4))[0]
        persona = {
            "nombres": self.azar.choice(HOMBRES if sexo == "H" else MUJERES),
            "primer_apellido": self.azar.choice(APELLIDOS),
            "segundo_apellido": self.azar.choice((*APELLIDOS, "", "", "")),
            **{name: text for name, text in fijos.items() if name != "sexo"},
        }
        clave, fecha, entidad = self._make_curp(persona, sexo)
        ingreso = dt.date(2026, 8, 13) + dt.timedelta(days=self.azar.randrange(12))
        numero = self._make_nss(fecha) if self.numero % 3 or "nss" in fijos else ""
        return persona | {
            "codigo": f"26{self.numero:06}",
            "curp": clave,
            "sexo": sexo,
            "fecha_nacimiento": f"{fecha:%d/%m/%Y}",
            "entidad": curp.ENTIDADES[entidad] if self.numero % 2 else entidad,
            "plantel": self.azar.choice(("GDL", "Plantel Oaxaca")),
            "nivel": "licenciatura",
            "ciclo": "2026-B",
            "estatus": self.azar.choice(("activo", "Activo", "ACTIVO", "licencia")),
            "fecha_inscripcion": f"{ingreso - dt.timedelta(days=7):%d/%m/%Y}",
            "fecha_ingreso": f"{ingreso:%d/%m/%Y}",
            "correo": f"alumna{self.numero}@{self.azar.choice(DOMINIOS)}",
            "nss": numero,
        }

    def _make_curp(self, persona: Datos, sexo: str) -> tuple[str, dt.date, str]:
        while True:
            fecha = dt.date(1997, 1, 1) + dt.timedelta(days=self.azar.randrange(4200))
            entidad = self.azar.choice(list(curp.ENTIDADES))
            first16 = curp.from_nombre(
                nombres=persona["nombres"],
                primer_apellido=persona["primer_apellido"],
                segundo_apellido=persona["segundo_apellido"],
                fecha_nacimiento=fecha,
                sexo=sexo,
                entidad=entidad,
            )
            first17 = first16 + ("9" if fecha.year < 2000 else "Z")
            if first17 not in self.vistas:
                self.vistas.add(first17)
                return first17 + curp.check_digit(first17), fecha, entidad

    def _make_nss(self, fecha: dt.date) -> str:
        serie, consecutivo = ("04" if self.numero % 2 else "61"), self.numero % 9999 + 1
        return nss.make(serie=serie, anio_registro=2020, anio_nacimiento=fecha.year, consecutivo=consecutivo)
