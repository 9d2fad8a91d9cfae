"""Common given names and surnames, put together at random: with Ñ, particles, one word and several."""

from typing import Final

MUJERES: Final = (
    *("Abril", "Ana Sofía", "Camila", "Carmen Aurora", "Daniela", "Elisa", "Fátima", "Frida", "Inés", "Itzel"),
    *("Jimena", "Julieta", "Lucía", "Ma. Guadalupe", "María José", "María de los Ángeles", "Marisol", "Miranda"),
    *("Natalia", "Nayeli", "Paola", "Quetzalli", "Renata", "Rocío", "Samantha", "Úrsula", "Valeria", "Xóchitl"),
    *("Yaretzi", "Zaira", "Luz María de la Paz", "Begoña"),
)
HOMBRES: Final = (
    *("Adrián", "Alexis", "Bruno", "César Augusto", "Diego", "Emiliano", "Fabián", "Gael", "Héctor", "Iker"),
    *("Íñigo", "J. Jesús", "José Ángel", "José Luis", "Juan Pablo", "Leonardo", "Luis Fernando", "Mateo", "Noé"),
    *("Óscar", "Pablo", "Rafael", "Ricardo", "Santiago", "Saúl", "Tadeo", "Uriel", "Víctor Hugo", "Yahir", "Zacarías"),
    *("Francisco Javier de Jesús", "José María"),
)
APELLIDOS: Final = (
    *("Acuña", "Aguilar", "Alcántara", "Arroyo", "Ávila", "Balderas", "Bermúdez", "Cano", "Cárdenas", "Castañeda"),
    *("Chávez", "Cisneros", "Cordero", "De la Cruz", "De la Garza", "De León", "Del Río", "Domínguez", "Echeverría"),
    *("Escamilla", "Esquivel", "Fuentes", "Galindo", "Gutiérrez", "Hernández", "Ibarra", "Juárez", "Lara", "León"),
    *("Luna", "Mac Gregor", "Macías", "Magaña", "Márquez", "Medina", "Montes de Oca", "Muñoz", "Nava", "Núñez"),
    *("Ñáñez", "O'Farrill", "Ocampo", "Ochoa", "Ordóñez", "Ortiz", "Palomino", "Peña", "Pérez", "Po", "Quintero"),
    *("Ramírez", "Rentería", "Riva Palacio", "Robles", "Saldaña", "Solís", "Tapia", "Tello", "Ugalde", "Urióstegui"),
    *("Valdés", "Vázquez", "Villaseñor", "Xool", "Yáñez", "Zamudio", "Zúñiga", "Von Raesfeld", "Vaca", "Ruiz"),
)
