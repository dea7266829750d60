// A screen that was left alone is not left in sight. What was typed and not sent goes along,
// sealed, and is offered again after the unlock.

"use strict";

(() => {
  const MINUTE = 60_000;
  const allowed = Number(document.body.dataset.lockMinutes) * MINUTE;
  let last = Date.now();

  const here = () => {
    last = Date.now();
  };
  for (const event of ["keydown", "pointerdown", "pointermove", "scroll", "input"]) {
    document.addEventListener(event, here, { passive: true });
  }
  // Timers sleep while an app is away, so the time is looked at when it comes back as well.
  setInterval(look, MINUTE / 12);
  document.addEventListener("visibilitychange", look);
  window.addEventListener("pageshow", look);

  function look() {
    if (Date.now() - last < allowed) return;
    last = Infinity;
    document.body.hidden = true;
    const typed = [...document.forms].find(isTyped);
    if (typed) keep(typed);
    else location.replace("/");
  }

  function isTyped(form) {
    if (form.method !== "post") return false;
    return [...form.elements].some(
      (field) =>
        /^(text|textarea|search|email|tel|url|number)$/.test(field.type) &&
        field.value !== field.defaultValue,
    );
  }

  function keep(form) {
    const path = document.createElement("input");
    path.type = "hidden";
    path.name = "kept-path";
    path.value = new URL(form.action).pathname;
    form.append(path);
    form.action = "/lock/keep";
    HTMLFormElement.prototype.submit.call(form);
  }
})();
