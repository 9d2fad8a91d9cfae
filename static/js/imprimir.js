// «Imprimir esta página»: <button hidden data-imprimir> appears only with scripts, because it does nothing without.
(() => {
  "use strict";
  document.querySelectorAll("[data-imprimir]").forEach((boton) => {
    boton.hidden = false;
    boton.addEventListener("click", () => window.print());
  });
})();
