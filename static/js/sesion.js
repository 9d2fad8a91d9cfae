// Session band: a notice three minutes before the end, «Mantener mi sesión» without leaving the page (what is typed
// stays), and the page that offers another link once it is over. The band works without this file.
(() => {
  "use strict";
  const banda = document.querySelector("[data-sesion]");
  if (!banda || !window.fetch) return;
  const AVISO = 3 * 60 * 1000;
  const form = banda.querySelector("[data-sesion-mantener]");
  let fin = Date.parse(banda.dataset.sesion);
  let reloj = 0;

  function show(pronto) {
    banda.classList.toggle("sesion--pronto", pronto);
    banda.querySelector("[data-sesion-pronto]").hidden = !pronto;
  }

  function plan() {
    clearTimeout(reloj);
    const queda = fin - Date.now();
    show(queda <= AVISO);
    if (queda <= 0) location.reload();
    else reloj = setTimeout(plan, queda > AVISO ? queda - AVISO : queda + 1000);
  }

  form?.addEventListener("submit", async (suceso) => {
    suceso.preventDefault();
    try {
      const respuesta = await fetch(form.action, {
        method: "POST",
        body: new FormData(form),
        headers: { Accept: "application/json" },
      });
      const datos = await respuesta.json();
      fin = Date.parse(datos.fin);
      banda.querySelector("[data-sesion-hora]").textContent = datos.hora;
      plan();
    } catch {
      form.submit();
    }
  });
  document.addEventListener("visibilitychange", () => document.hidden || plan());
  plan();
})();
