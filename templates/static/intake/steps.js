// One question at a time, in one document and at one address. Without this script the page is a
// long form that asks the same; what may be sent is decided on the server alone. Nothing is kept.

"use strict";

(() => {
  const TEN_MINUTES = 600_000;
  const A_MOMENT = 1_000;
  const NEARLY_FULL = 0.75;
  const ACTIVITY = ["input", "keydown", "pointerdown", "pointermove", "scroll"];

  const form = document.querySelector("form.steps");
  if (!form) return;
  const says = form.dataset;
  const steps = [...form.querySelectorAll("section")];
  const summary = document.querySelector(".error-summary");

  function made(tag, className, text = "") {
    const element = document.createElement(tag);
    element.className = className;
    element.textContent = text;
    return element;
  }

  function button(text, act) {
    const element = made("button", "btn", text);
    element.type = "button";
    element.addEventListener("click", act);
    return element;
  }

  // The steps. `depth` counts how many of them lie behind the browser's Back.

  let shown = 0;

  function show(at) {
    shown = at;
    steps.forEach((step, number) => (step.hidden = number !== at));
  }

  function turnTo(at) {
    show(at);
    steps[at].querySelector("h2").focus({ preventScroll: true });
    if (summary) steps[at].scrollIntoView();
    else window.scrollTo(0, 0);
  }

  function goTo(at) {
    history.pushState({ step: at, depth: (history.state?.depth ?? 0) + 1 }, "");
    turnTo(at);
  }

  function goBack(event) {
    if (shown === 0) return;
    event.preventDefault();
    if (history.state?.depth) return history.back();
    history.replaceState({ step: shown - 1, depth: 0 }, "");
    turnTo(shown - 1);
  }

  function goToField(event) {
    const link = event.target.closest("a");
    const field = link && document.getElementById(link.hash.slice(1));
    const at = steps.findIndex((step) => step.contains(field));
    if (at < 0) return;
    event.preventDefault();
    if (at !== shown) goTo(at);
    field.focus();
  }

  function goOn() {
    if (shown + 1 < steps.length) goTo(shown + 1);
  }

  function onEnter(event) {
    const asksMore = event.key === "Enter" && event.target.matches("input, [rows='1']");
    if (!asksMore || shown + 1 === steps.length) return;
    event.preventDefault();
    goOn();
  }

  function first() {
    const hash = location.hash.slice(1);
    const at = steps.findIndex((step) => step.querySelector(".is-wrong") || step.id === hash);
    return history.state?.step ?? Math.max(at, 0);
  }

  function openSteps() {
    document.querySelector("h1").classList.add("unseen");
    form.classList.add("is-one");
    for (const step of steps) {
      const [count, heading] = [step.querySelector(".step"), step.querySelector("h2")];
      count.id = `${step.id}-count`;
      heading.setAttribute("aria-describedby", count.id);
    }
    for (const step of steps.slice(0, -1)) {
      const row = step.querySelector(".actions") ?? step.appendChild(made("div", "actions"));
      row.prepend(button(says.continue, goOn));
    }
    show(first());
    history.replaceState({ step: shown, depth: history.state?.depth ?? 0 }, "");
    if (!summary && location.hash) turnTo(shown);
    window.addEventListener("popstate", (event) => turnTo(event.state?.step ?? 0));
    document.querySelector(".ways .alone")?.addEventListener("click", goBack);
    summary?.addEventListener("click", goToField);
    form.addEventListener("keydown", onEnter);
  }

  // Questions that only some answers call for: hidden, they hold nothing.

  function isFilled(box) {
    const [text, ticked] = [box.querySelector("textarea"), box.querySelector(":checked")];
    return Boolean(ticked || text?.value.trim());
  }

  function empty(box) {
    for (const field of box.querySelectorAll("input, textarea")) {
      if (field.matches("textarea")) field.value = "";
      else field.checked = false;
    }
  }

  function decide() {
    for (const box of form.querySelectorAll("[data-if]")) {
      const chosen = form.querySelector(`[name="${box.dataset.if}"]:checked`);
      const applies = chosen ? box.dataset.is.split(" ").includes(chosen.value) : isFilled(box);
      if (!applies) empty(box);
      box.hidden = !applies;
    }
  }

  // Room that is left, counted as the server counts: letters, not units.

  function count(hint) {
    const box = document.getElementById(hint.id.replace(/-limit$/, ""));
    const told = made("p", "hint");
    told.setAttribute("role", "status");
    hint.after(told);
    const tell = () => {
      const limit = Number(hint.dataset.limit);
      const left = limit - [...box.value].length;
      const words = left < 0 ? says.over : says.left;
      const isNear = left <= limit * (1 - NEARLY_FULL);
      const number = Math.abs(left).toLocaleString(document.documentElement.lang);
      told.textContent = isNear ? words.replace("{}", number) : "";
    };
    let timer;
    box.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(tell, A_MOMENT);
    });
    tell();
  }

  // Who walks away leaves an empty page. One press brings everything back.

  const main = document.querySelector("main");
  let cover, timer, at, last;

  function hide() {
    if (cover) return;
    at = document.activeElement;
    cover = made("main", "page flow");
    const press = button(says.show, uncover);
    cover.append(made("h1", "", says.hidden), press);
    main.after(cover);
    main.hidden = true;
    press.focus();
  }

  function uncover() {
    cover.remove();
    cover = undefined;
    main.hidden = false;
    at?.focus();
  }

  function wait() {
    // After a sleep the clock has moved on and the timer has not.
    if (Date.now() - last > TEN_MINUTES) hide();
    last = Date.now();
    clearTimeout(timer);
    timer = setTimeout(hide, TEN_MINUTES);
  }

  decide();
  openSteps();
  for (const hint of form.querySelectorAll("[data-limit]")) count(hint);
  form.addEventListener("change", decide);
  window.addEventListener("pageshow", decide);
  for (const event of ACTIVITY) document.addEventListener(event, wait, { passive: true });
  wait();
})();
