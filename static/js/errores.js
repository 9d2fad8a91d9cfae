// A page that comes back with errors opens at their summary, one that tells what was just done at the notice of it:
// bring the focus there.
(() => {
  "use strict";
  const lugar = document.querySelector("[data-resumen-errores]") || document.querySelector("[data-foco]");
  if (lugar) lugar.focus();
})();
