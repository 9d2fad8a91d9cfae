"""The page «Revisa tu correo», and what a student can do on this page.

The page shows the state of the mail. The student can type the code, ask for another link, or correct the e-mail
address.
"""

from contextlib import suppress
from datetime import datetime
from math import ceil
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from plataforma.captcha.navegador import Navegador
from plataforma.correo.models import Correo
from plataforma.correo.selectors import is_abandonado
from plataforma.seguridad.decorators import personal
from plataforma.seguridad.limites import ceil_minute
from plataforma.seguridad.origen import get_origen
from plataforma.seguridad.sesion import get_titular, open_sesion
from tramites.camino.confirmacion.envio import (
    EsperaReenvio,
    FaltaCaptcha,
    YaConfirmado,
    correct_correo,
    get_reenviar_desde,
    needs_captcha,
    resend,
)
from tramites.camino.confirmacion.uso import (
    CodigoAgotado,
    CodigoEquivocado,
    CorreoNoAbre,
    LigaNoSirve,
    confirm,
    find_by_code,
)
from tramites.camino.forms import CodigoForm, CorreccionConCaptchaForm, DosCorreosForm
from tramites.camino.seguimiento import get_pagina
from tramites.camino.views.cerrado import render_cerrado
from tramites.solicitud.acceso import (
    Pestana,
    SinSesion,
    get_pestana,
    get_solicitud,
    mark_pestana,
    mask_correo,
    offer_liga,
)
from tramites.solicitud.estados import Estado
from tramites.solicitud.models import Solicitud

NO_ENVIADO = "no_enviado"  # the outbox no longer tries to send the mail


@require_safe
@personal
@offer_liga
def correo(request: HttpRequest, tipo: str, uuid: UUID) -> HttpResponse:
    """Show to which e-mail address the mail goes, and the state of the mail."""
    solicitud = get_solicitud(tipo, uuid)
    if get_titular(request) == solicitud.titular and (pagina := get_pagina(solicitud)) != request.path:
        return redirect(pagina)
    solicitud, pestana = _get_for_pestana(request, tipo, uuid)
    return _render(request, solicitud, pestana, CodigoForm())


@require_http_methods(["GET", "HEAD", "POST"])
@personal
@offer_liga
def codigo(request: HttpRequest, tipo: str, uuid: UUID) -> HttpResponse:
    """Confirm the e-mail address with the six-digit code of the mail.

    Only a browser with the cookie `pestana` can do this. Such a browser started the Solicitud or asked for a link.
    """
    if request.method != "POST":  # a phone that restores its tabs sends a GET to this URL
        return redirect("correo", tipo=tipo, uuid=uuid)
    solicitud, pestana = _get_for_pestana(request, tipo, uuid)
    form = CodigoForm(request.POST)
    if form.is_valid():
        try:
            confirmacion = find_by_code(
                solicitud=solicitud, codigo=form.cleaned_data["codigo"], navegador=pestana.navegador
            )
            solicitud = confirm(confirmacion, navegador=pestana.navegador)
        except CodigoEquivocado as error:
            form.add_error("codigo", _explain_equivocado(error.quedan))
        except CorreoNoAbre:
            return render_cerrado(request, status=403)
        except (CodigoAgotado, LigaNoSirve):
            form.add_error("codigo", "Ese código ya no sirve. Pide otra liga: trae un código nuevo")
        else:
            open_sesion(request, titular=solicitud.titular)
            return redirect(solicitud)
    return _render(request, solicitud, pestana, form)


def _explain_equivocado(quedan: int) -> str:
    if not quedan:
        return "Ese código no coincide, y era tu último intento. Pide otra liga: trae un código nuevo"
    intentos = "Te queda 1 intento." if quedan == 1 else f"Te quedan {quedan} intentos."
    return f"Ese código no coincide. Revisa los 6 números del correo más reciente. {intentos}"


@require_http_methods(["GET", "HEAD", "POST"])
@personal
def reenviar(request: HttpRequest, tipo: str, uuid: UUID) -> HttpResponse:
    """Mail another link to the e-mail address of the Solicitud.

    Anybody who knows the uuid may ask for this mail, because only the owner of the mailbox gets the link.
    """
    if request.method != "POST":  # a phone that restores its tabs sends a GET to this URL
        return redirect("correo", tipo=tipo, uuid=uuid)
    solicitud = get_solicitud(tipo, uuid)
    with suppress(EsperaReenvio):  # the page says when the student may ask again
        resend(solicitud)
    response = redirect("correo", tipo=tipo, uuid=uuid)
    mark_pestana(request, response, solicitud, is_origen=False)
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@personal
@offer_liga
def corregir(request: HttpRequest, tipo: str, uuid: UUID) -> HttpResponse:
    """Correct a wrong e-mail address before it is confirmed. Only the browser in which it was typed can do this.

    After three corrections, the form also asks for the letters of an image.
    """
    solicitud, pestana = _get_for_pestana(request, tipo, uuid)
    if not pestana.is_origen or _is_confirmado(solicitud):
        return redirect("correo", tipo=tipo, uuid=uuid)
    navegador = Navegador.of(request)
    form = _make_correccion(request, navegador, con_captcha=needs_captcha(solicitud))
    try:
        corrected = form.is_valid() and _correct(request, solicitud, form)
    except YaConfirmado:  # in another tab, at this moment; the next page says so
        return redirect("correo", tipo=tipo, uuid=uuid)
    except FaltaCaptcha:  # another tab has used the last correction
        return redirect("corregir", tipo=tipo, uuid=uuid)
    if corrected:
        response: HttpResponse = redirect("correo", tipo=tipo, uuid=uuid)
        # The cookie `pestana` depends on the e-mail address. So the browser needs a new cookie to see and to correct
        # the new address.
        solicitud.correo = form.cleaned_data["correo"]
        mark_pestana(request, response, solicitud, is_origen=True)
    else:
        response = render(request, "tramites/corregir.html", {"tipo": tipo, "uuid": uuid, "form": form})
    navegador.save(response)
    return response


def _make_correccion(request: HttpRequest, navegador: Navegador, *, con_captcha: bool) -> DosCorreosForm:
    if not con_captcha:
        return DosCorreosForm(request.POST) if request.method == "POST" else DosCorreosForm()
    if request.method != "POST":
        return CorreccionConCaptchaForm(navegador=navegador)
    if "otra" in request.POST:
        return CorreccionConCaptchaForm.with_another(request, navegador)
    return CorreccionConCaptchaForm(request.POST, navegador=navegador)


def _correct(request: HttpRequest, solicitud: Solicitud, form: DosCorreosForm) -> bool:
    """Correct the e-mail address with a valid form. Returns False if the letters of its captcha were used before."""
    con_captcha = isinstance(form, CorreccionConCaptchaForm)
    with transaction.atomic():
        if isinstance(form, CorreccionConCaptchaForm) and not form.use_captcha():
            return False
        correo = form.cleaned_data["correo"]
        correct_correo(solicitud, correo=correo, origen=get_origen(request), con_captcha=con_captcha)
    return True


def _is_confirmado(solicitud: Solicitud) -> bool:
    # True after an e-mail address was confirmed, even if this address gives no access to the student's data. A browser
    # without the session must not learn whether the address gives access.
    return solicitud.estado != Estado.INICIADA or solicitud.is_cerrada


def _get_for_pestana(request: HttpRequest, tipo: str, uuid: UUID) -> tuple[Solicitud, Pestana]:
    solicitud = get_solicitud(tipo, uuid)
    pestana = get_pestana(request, solicitud)
    if pestana is None:
        raise SinSesion(solicitud)
    return solicitud, pestana


def _render(request: HttpRequest, solicitud: Solicitud, pestana: Pestana, form: CodigoForm) -> HttpResponse:
    enviados = solicitud.confirmaciones.filter(correo=solicitud.correo)
    newest = enviados.order_by("-creada").first()
    retenida_hasta = newest.retenida_hasta if newest else None
    confirmado, now, reenviar_desde = _is_confirmado(solicitud), timezone.now(), get_reenviar_desde(solicitud)
    is_origen = pestana.is_origen and not confirmado
    contexto = {
        "tipo": solicitud.tipo,
        "uuid": solicitud.pk,
        "correo": _show_correo(solicitud, pestana, confirmado=confirmado),
        "is_origen": is_origen,
        "form": form,
        "reenviado": not confirmado and not retenida_hasta and enviados.filter(usada=None).count() > 1,
        "confirmado": confirmado,
        # After the confirmation, a code is shown only if the student has asked for it since: all codes that were sent
        # before do not work any more.
        "pide_codigo": not confirmado or (newest is not None and newest.usada is None and newest.vence > now),
        "reenviar_desde": reenviar_desde,
        # One second more, so that the button does not appear before the student may press it.
        "faltan": ceil((reenviar_desde - now).total_seconds()) + 1 if reenviar_desde else 0,
        "vence": newest.vence if newest else solicitud.creada,
        "retenida_hasta": ceil_minute(retenida_hasta) if retenida_hasta else None,
        **_get_entrega(solicitud, is_origen=is_origen),
    }
    return render(request, "tramites/correo.html", contexto)


def _show_correo(solicitud: Solicitud, pestana: Pestana, *, confirmado: bool) -> str:
    """Return the e-mail address as this browser may see it.

    After the confirmation, the full address is not shown any more, because the device may be borrowed. If the owner of
    a registered mailbox has confirmed the Solicitud of a stranger, the stranger's browser sees nothing of the address.
    """
    if pestana.is_origen and not confirmado:
        return solicitud.correo
    return "" if confirmado and not pestana.is_origen else mask_correo(solicitud.correo)


def _get_entrega(solicitud: Solicitud, *, is_origen: bool) -> dict[str, str | datetime | None]:
    """Return the state of the newest mail. `motivo` is the answer of the mail server.

    The answer of the mail server contains the full e-mail address. So only the browser in which the address was typed
    may show the answer.
    """
    correos = Correo.objects.filter(referencia=solicitud.objeto, plantilla="confirmacion")
    newest: Any = correos.order_by("-creado").first()
    if newest is None:
        return {"entrega": Correo.Estado.EN_COLA}
    entrega = NO_ENVIADO if is_abandonado(newest) else newest.estado
    return {"entrega": entrega, "enviado_en": newest.enviado, "motivo": newest.respuesta if is_origen else ""}
