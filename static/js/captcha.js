// «Otra imagen» without leaving the page. Without this file the button sends the form, and it comes back as it was.
(() => {
  "use strict";
  const caja = document.querySelector("[data-captcha]");
  if (!caja || !window.fetch) return;
  const imagen = caja.querySelector("img");
  const audio = caja.querySelector("audio");
  const boton = caja.querySelector("[name=otra]");
  const aviso = caja.querySelector("[role=status]");

  async function change() {
    const { elements } = boton.form;
    const headers = { "X-CSRFToken": elements.csrfmiddlewaretoken.value };
    const respuesta = await fetch(caja.dataset.captcha, { method: "POST", headers });
    const datos = await respuesta.json();
    if (imagen.getAttribute("src") !== datos.imagen) {
      imagen.src = datos.imagen;
      if (audio) audio.src = datos.audio;
      elements.captcha.value = "";
    }
    return datos.aviso;
  }

  boton.addEventListener("click", async (evento) => {
    evento.preventDefault();
    aviso.textContent = "";
    try {
      aviso.textContent = await change();
    } catch {
      aviso.textContent = "No llegó otra imagen. Presiona otra vez.";
    }
  });
})();
