// Count the minutes of a session, and say so in time. Without this script nothing is missing:
// the next page after half an hour says that the session has ended.

"use strict";

(() => {
  const MINUTE = 60_000;
  const WARN = 25 * MINUTE;
  const END = 30 * MINUTE;
  const LOOK = MINUTE / 6;
  const stay = document.getElementById("stay");
  if (!stay) return;
  const told = stay.querySelector("[data-says]");

  let since = Date.now();
  let leaving = false;

  // Its answer is no page, so whatever is typed on this one stays where it is.
  stay.addEventListener("submit", () => {
    since = Date.now();
    stay.hidden = true;
  });

  // An upload may take longer than a session: it is an activity, and must not be cut off.
  for (const form of document.forms) {
    if (form !== stay) form.addEventListener("submit", () => (leaving = true));
  }
  // Back to this page from one that was never reached.
  window.addEventListener("pageshow", () => (leaving = false));

  // By the clock, not by one long timer: those stop while a telephone sleeps.
  setInterval(look, LOOK);
  document.addEventListener("visibilitychange", look);

  function look() {
    if (leaving) return;
    const passed = Date.now() - since;
    if (passed >= END) end();
    else if (passed >= WARN && stay.hidden) warn();
  }

  function warn() {
    stay.hidden = false;
    told.textContent = told.dataset.says;
  }

  // The screen first, the address after: a slow network must not leave messages standing.
  function end() {
    const ended = stay.dataset.ended;
    document.body.replaceChildren();
    document.title = "";
    location.replace(ended);
  }
})();
