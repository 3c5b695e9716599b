"""Tell a person's name, telephone or identity number in a text: what a board's file must not hold."""

from __future__ import annotations

import re
from typing import Literal

from rutas.model.text import fold

__all__ = ["personal"]

_PHONE = re.compile(
    r"(?<![\d.])(?:"
    r"(?:\+?595[ .(-]*|\(?0)9\d{2}\)?(?:[ .-]?\d){6}"  # mobile: 0981 123 456
    r"|\(?0[2-8]\d{1,2}\)?[ .-]\d{2,3}[ .-]?\d{3,4}|0[2-8]\d{7,8}"  # a house's: (021) 123 456
    r")(?![\d.])"
)
_CEDULA = re.compile(
    r"(?<![\d.,-])(?<!Gs )(?<!Gs\. )(?<!₲ )(?<!₲)"
    r"(?:(?:\d{1,2}\.\d{3}\.\d{3}|\d{6,7})-\d|\d{1,2}\.\d{3}\.\d{3}|\d{6,8})(?![\d.,-]*\d)"
    r"(?! *(?:PYG|Gs|₲|guaran|habitantes|personas|familias))"  # amounts of money and of people are none
    r"|\b(?:C\.?I\.?P?\b|[Cc]édula)[ .:N°º]*\d{3}\.\d{3}(?![\d.])"  # so short only where it is called so
)
_CAPITAL = r"[A-ZÁÉÍÓÚÜÑ][A-Za-zÁÉÍÓÚÜÑáéíóúüñ]+"
_TITLED = re.compile(
    rf"\b(?:(?i:(?:Sra?|Srta|Dra?|Lic|Ing|Abog?|Abg|Prof|Econ)\.|Don|Doña|Licenciad[ao])|Ña) +{_CAPITAL}"
)
_NAME = re.compile(rf"(?:\b({_CAPITAL}) +)?\b({_CAPITAL})(?: +(?:de(?: la| los)? +)?{_CAPITAL})+")


def _words(text: str) -> frozenset[str]:
    return frozenset(map(fold, text.split()))


# The given names that most people in Paraguay have.
_GIVEN = _words("""
    Adriana Agustín Alberto Alejandra Alejandro Alfredo Alicia Amalia Amanda Ana Andrea Andrés Ángel
    Antonia Antonio Arnaldo Arturo Beatriz Benito Blanca Camila Carlos Carmen Carolina Catalina Cecilia
    César Christian Clara Claudia Cristina Cynthia Daniel Daniela Dante David Delia Derlis Diana Diego
    Digna Edgar Eduardo Elena Elizabeth Elsa Elvira Emilio Emma Enrique Estela Esteban Eugenia Eva Fabián
    Fátima Federico Felicia Felipe Fernando Fidel Francisca Francisco Gabriel Gabriela Gladys Gloria
    Graciela Gregorio Griselda Guillermo Gustavo Héctor Hugo Ignacio Inés Irene Isabel Ismael Javier
    Jessica Jesús Joaquín Jorge José Josefina Juan Juana Julia Julio Karina Laura Leticia Librada Liliana
    Liz Lorena Lourdes Lucas Lucía Luis Luisa Manuel Marcelo Marcos Margarita María Mariana Mario Marta
    Martha Martín Mateo Mercedes Miguel Mirian Mirta Mónica Nancy Natalia Nelson Néstor Nicolás Nidia
    Nilda Norma Olga Óscar Pablo Paola Patricia Pedro Petrona Rafael Ramón Ramona Raquel Raúl Rebeca
    Ricardo Roberto Rocío Rodrigo Rosa Rosalía Rosana Rubén Sandra Santiago Sara Sergio Silvia Sofía Sonia
    Susana Teodora Teresa Tomás Valentina Verónica Vicente Víctor Viviana Walter Ximena Yolanda Zulma
""")
# Before a given name, what makes it that of a saint, a place or an institution.
_PLACES = _words("""
    San Santa Santo Barrio Calle Avenida Ciudad Colegio Colonia Compañía Comunidad Distrito Escuela
    Fundación Hospital Mariscal Parroquia Programa Puerto Ruta Villa Plaza Municipalidad Departamento
""")
# Districts that are called as somebody was.
_DISTRICTS = re.compile(
    "Pedro Juan Caballero|Fernando de la Mora|Carlos Antonio López|Tomás Romero Pereira|José Falcón|"
    "José Domingo Ocampos|José Leandro Oviedo|Juan Manuel Frutos|Juan León Mallorquín|Juan de Mena|"
    "Juan Augusto Saldívar|Juan Eulogio Estigarribia|José Fassardi|Mario Abdo Benítez"
)


def personal(text: str) -> tuple[Literal["name", "phone", "cedula"], str] | None:
    """Return the first thing in a text by which a person is known, and what it is; nothing without any.

    A name is a frequent given name before another word with a capital, or a title before one; those of
    places (``San Juan Nepomuceno``) are none.

    Examples
    --------
    >>> personal("Llamar a María González"), personal("0981 123-456"), personal("C.I. 4.123.456")
    (('name', 'María González'), ('phone', '0981 123-456'), ('cedula', '4.123.456'))
    >>> personal("Mesa de San Juan Nepomuceno, 2021-11-03"), personal("130 puntos, 1.200.000 PYG")
    (None, None)
    """
    if found := _PHONE.search(text):
        return "phone", found[0]
    if found := _CEDULA.search(text):
        return "cedula", found[0]
    if found := _TITLED.search(text):
        return "name", found[0]
    for told in _NAME.finditer(_DISTRICTS.sub("", text)):
        words = told[0].split()
        for place, word in enumerate(words[:-1]):
            before = fold(words[place - 1]) if place else ""
            if fold(word) in _GIVEN and before not in _PLACES:
                return "name", " ".join(words[place:])
    return None
