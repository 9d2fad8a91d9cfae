// Waiting page: ask how the procedure goes, show it, leave when it is ready. The page works without this file.
// Asks after 1 s, then ever more seldom (up to 10 s, with jitter so that a whole classroom does not ask at once);
// not while the tab is hidden; at most 5 minutes.
(() => {
  "use strict";
  const caja = document.querySelector("[data-estado]");
  if (!caja || !caja.dataset.estado || !window.fetch) return;
  const frase = caja.querySelector("[role=status]");
  const barra = caja.querySelector("progress");
  const etapas = caja.querySelectorAll(".etapas li");
  const fin = Date.now() + 5 * 60 * 1000;
  let pausa = 1000;
  let reloj = 0;

  function show(datos) {
    // A status region that is written again is read aloud again: only real changes touch it.
    if (frase.textContent !== datos.texto) frase.textContent = datos.texto;
    barra.max = datos.total;
    barra.value = datos.etapa;
    etapas.forEach((li, numero) => {
      const [clase, marca] =
        numero < datos.etapa ? ["hecho", "Hecho"] : numero === datos.etapa ? ["actual", "En curso"] : ["", "Falta"];
      if (li.className === clase) return;
      li.className = clase;
      if (clase === "actual") li.setAttribute("aria-current", "step");
      else li.removeAttribute("aria-current");
      li.querySelector("[data-marca]").textContent = marca;
    });
  }

  async function ask() {
    try {
      const respuesta = await fetch(caja.dataset.estado, { headers: { Accept: "application/json" }, cache: "no-store" });
      if (respuesta.ok) {
        const datos = await respuesta.json();
        if (datos.siguiente) {
          location.replace(datos.siguiente);
          return;
        }
        show(datos);
      }
    } catch {
      // No network for a moment: the next question will tell.
    }
    pausa = Math.min(pausa * 1.5, 10000);
    plan();
  }

  function plan() {
    clearTimeout(reloj);
    if (document.hidden) return;
    if (Date.now() > fin) {
      caja.querySelector("[data-tarda]").hidden = false;
      return;
    }
    reloj = setTimeout(ask, pausa * (0.75 + Math.random() / 2));
  }

  document.addEventListener("visibilitychange", () => {
    clearTimeout(reloj);
    if (!document.hidden) {
      pausa = 1000;
      plan();
    }
  });
  plan();
})();
