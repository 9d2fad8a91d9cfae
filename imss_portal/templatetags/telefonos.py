"""The template filter for telephone numbers."""

from django import template

from padron.planteles.telefonos import make_tel

register = template.Library()
register.filter("tel", make_tel)
