"""How every form of the portal is drawn."""

from django.forms.renderers import TemplatesSetting


class PortalFormRenderer(TemplatesSetting):
    """Draw forms with templates/django/forms/, and widgets as Django does.

    The paths are Django's own on purpose: a third party's form that names them gets our fields as well.
    Needs "django.forms" in INSTALLED_APPS, after our template folder.
    """

    form_template_name = "django/forms/div.html"
    field_template_name = "django/forms/field.html"
