// What a page says while it waits, or has no connection; and where one was, when one comes back.
// Every page works without it.

"use strict";

(() => {
  const SECOND = 1_000;
  const offline = document.getElementById("offline");
  const busy = document.getElementById("busy");
  const stop = busy.querySelector("button");
  let waits = [];

  const look = () => {
    offline.hidden = navigator.onLine;
  };
  window.addEventListener("online", look);
  window.addEventListener("offline", look);
  look();

  // Without a connection the browser would put a page of its own in the place of what was typed.
  document.addEventListener("submit", (event) => {
    look();
    if (!navigator.onLine) {
      event.preventDefault();
      offline.scrollIntoView();
    } else if (!event.defaultPrevented) {
      wait();
    }
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || event.defaultPrevented || link.hash || link.target) return;
    remember(link);
    wait();
  });

  function wait() {
    still();
    waits = [
      setTimeout(() => { busy.hidden = false; }, SECOND),
      setTimeout(() => { stop.hidden = false; }, 10 * SECOND),
    ];
  }

  function still() {
    waits.forEach(clearTimeout);
    busy.hidden = stop.hidden = true;
  }

  stop.addEventListener("click", () => {
    window.stop();
    still();
  });
  // What came may be a file, which no page follows: so the next touch takes the words away.
  for (const event of ["pointerdown", "keydown"]) {
    document.addEventListener(event, ({ target }) => {
      if (!busy.hidden && !busy.contains(target)) still();
    }, { capture: true, passive: true });
  }

  // Whoever comes back to a list stands in the row that they left. Only the number of the row is
  // kept, for this tab, and of pages that name no report.
  function remember(link) {
    const at = rows().findIndex((row) => row.contains(link));
    if (at >= 0 && isList()) sessionStorage.setItem("row", `${at} ${location.pathname}`);
  }

  function rows() {
    return [...document.querySelectorAll("main .tasks > li")];
  }

  function isList() {
    return /^\/[a-z]+$/.test(location.pathname);
  }

  window.addEventListener("pageshow", () => {
    still();
    const [at, path] = (sessionStorage.getItem("row") ?? "").split(" ");
    if (path !== location.pathname) return;
    sessionStorage.removeItem("row");
    rows()[at]?.querySelector("a, button")?.focus();
  });
})();
