// «Revisa tu correo»: while the mail waits, ask the page itself how it fares, and say it. Where there is more to say than
// that it was sent (it was refused, or the procedure goes on), the page is loaded anew. It works without this file.
(() => {
  "use strict";
  const frase = document.querySelector("[data-entrega]");
  if (!frase || !window.fetch) return;
  const { href } = frase.parentElement.querySelector("a");
  let veces = 0;

  async function ask() {
    try {
      const respuesta = document.hidden ? {} : await fetch(href, { cache: "no-store" });
      if (respuesta.ok) {
        const pagina = new DOMParser().parseFromString(await respuesta.text(), "text/html");
        const nueva = pagina.querySelector("[data-entrega]");
        if (!nueva) return location.replace(href);
        if (nueva.dataset.entrega !== "en_cola") return frase.replaceChildren(...nueva.childNodes);
      }
    } catch {
      // No network for a moment: the next question will tell.
    }
    if (++veces < 30) setTimeout(ask, 3000 + 300 * veces);
  }

  setTimeout(ask, 2000);
})();
