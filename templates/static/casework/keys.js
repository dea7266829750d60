// Single keys, for whoever asked for them. None of them sends anything that was typed.

"use strict";

(() => {
  const SOON = 1_500;
  let began = 0;

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || isTyping(event.target)) return;
    const after = Date.now() - began < SOON ? "g" : "";
    began = event.key === "g" ? Date.now() : 0;
    const act = KEYS[after + event.key] ?? KEYS[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });

  function isTyping(field) {
    return field.closest("input, textarea, select, [contenteditable]") !== null;
  }

  const KEYS = {
    gt: () => location.assign("/today"),
    gr: () => location.assign("/reports"),
    "/": () => follow('a[href="/search"]'),
    "?": () => location.assign("/keyboard"),
    j: () => step(1),
    k: () => step(-1),
    n: () => follow('.tabs a[href$="/notes"]'),
    r: () => follow('.tabs a[href$="/conversation"]'),
    l: () => document.querySelector('form[action="/lock"] button')?.click(),
  };

  function follow(link) {
    document.querySelector(link)?.click();
  }

  function step(by) {
    const rows = [...document.querySelectorAll("main .tasks > li")].map((row) => row.querySelector("a, button")).filter(Boolean);
    const at = rows.indexOf(document.activeElement);
    rows[at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + by))]?.focus();
  }
})();
