// A page that comes back with errors opens at their summary: bring the focus there.
(() => {
  "use strict";
  const resumen = document.querySelector("[data-resumen-errores]");
  if (resumen) resumen.focus();
})();
