"""The order in which the staff find things: by what they come for, not by which room of the code holds it."""

from typing import Any, Final

# Title, what one does there, and the models by «app.model». What stands nowhere here is listed last.
TAREAS: Final = (
    (
        "Estudiantes y trámites",
        "Quién es quién, en qué paso está y qué lo detiene.",
        (
            "tramites.incidencia",
            "tramites.solicitud",
            "asegurados.asegurado",
            "asegurados.inscripcion",
            "asegurados.adscripcion",
            "asegurados.domicilioasegurado",
            "asegurados.manifestacion",
            "tramites.renuncia",
            "tramites.avisovigencia",
            "asegurados.falladato",
            "asegurados.limitecorreo",
            "asegurados.correovinculado",
            "asegurados.correosuspendido",
            "asegurados.claveregistro",
        ),
    ),
    (
        "Documentos y correos",
        "Lo que se emitió y lo que se envió.",
        (
            "documentos.documento",
            "correo.correo",
            "documentos.entradaregistro",
            "documentos.cabezaregistro",
            "documentos.certificado",
        ),
    ),
    (
        "Planteles y catálogos",
        "Contactos, políticas y lo que el portal consulta.",
        (
            "planteles.plantel",
            "planteles.institucion",
            "planteles.ciclo",
            "catalogos.subdelegacion",
            "catalogos.clinica",
            "catalogos.turno",
            "catalogos.serienss",
            "asegurados.consecutivonss",
            "catalogos.codigopostal",
            "catalogos.municipio",
            "catalogos.fuentecatalogo",
        ),
    ),
    (
        "Personal",
        "Quién entra aquí y qué hizo.",
        ("auth.user", "auth.group", "seguridad.auditoria", "admin.logentry"),
    ),
    (
        "Funcionamiento",
        "Trabajo pendiente, señales de vida y límites.",
        ("bandeja.mensaje", "bandeja.latido", "seguridad.consumo", "seguridad.comprobantellave"),
    ),
)
OTROS: Final = "Otros"


def arrange(apps: list[dict[str, Any]], *, inicio: str) -> list[dict[str, Any]]:
    """Return Django's list of apps as a list of tasks, of the same form, so that its templates can draw it."""
    models = {f"{app['app_label']}.{model['object_name'].lower()}": model for app in apps for model in app["models"]}
    tareas = [
        _make_tarea(numero, titulo, texto, [models.pop(name) for name in names if name in models], inicio)
        for numero, (titulo, texto, names) in enumerate(TAREAS)
    ]
    tareas.append(_make_tarea(len(TAREAS), OTROS, "", list(models.values()), inicio))
    return [tarea for tarea in tareas if tarea["models"]]


def _make_tarea(numero: int, titulo: str, texto: str, models: list[dict[str, Any]], inicio: str) -> dict[str, Any]:
    return {
        "name": titulo,
        "texto": texto,
        "app_label": f"tarea{numero}",
        "app_url": f"{inicio}#tarea{numero}",
        "has_module_perms": True,
        "models": models,
    }
