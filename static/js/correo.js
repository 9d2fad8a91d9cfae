// «Revisa tu correo»: ask the page itself how the mail fares and whether the address was confirmed elsewhere. Where there
// is more to say than that the mail was sent, the page is loaded anew. Another link is offered when its time has come.
// It works without this file.
(() => {
  "use strict";
  const frase = document.querySelector("[data-entrega]");
  const otra = document.querySelector("[data-faltan]");
  let pausa = 2000;
  let veces = 0; // not for ever: each question keeps an open session alive
  let reloj;

  async function ask() {
    try {
      const respuesta = await fetch(location.href, { cache: "no-store" });
      if (respuesta.ok) {
        const pagina = new DOMParser().parseFromString(await respuesta.text(), "text/html");
        const nueva = pagina.querySelector("[data-entrega]");
        if (!nueva || nueva.dataset.paso !== frase.dataset.paso) return location.replace(respuesta.url);
        if (nueva.dataset.entrega !== frase.dataset.entrega) {
          frase.dataset.entrega = nueva.dataset.entrega;
          frase.replaceChildren(...nueva.childNodes);
        }
      }
    } catch {
      // No network for a moment: the next question will tell.
    }
    plan();
  }

  function plan() {
    clearTimeout(reloj);
    pausa = Math.min(pausa * 1.1, 60000);
    if (!document.hidden && veces++ < 40) reloj = setTimeout(ask, pausa);
  }

  if (frase) {
    document.addEventListener("visibilitychange", () => {
      veces = 0;
      pausa = 1000;
      plan();
    });
    plan();
  }
  if (otra) {
    setTimeout(() => {
      otra.hidden = false;
      otra.previousElementSibling.hidden = true;
    }, otra.dataset.faltan * 1000);
  }
})();
