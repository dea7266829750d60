// Copy, print and hide the words. Without this script the page has all it needs: the words
// themselves, the browser's own print, and a small text file.

"use strict";

(() => {
  const FIVE_MINUTES = 300_000;
  const box = document.querySelector(".wordsbox");
  if (!box) return;
  const words = [...box.querySelectorAll("li")].map((item) => item.textContent.trim());
  const says = box.dataset;

  const row = document.createElement("p");
  row.className = "actions";
  const told = document.createElement("p");
  told.setAttribute("role", "status");
  const hide = button(says.hide, () => show(box.hidden));
  row.append(button(says.copy, copy), button(says.print, print), hide);
  box.after(row, told);

  function button(text, act) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "btn is-second";
    made.textContent = text;
    made.addEventListener("click", act);
    return made;
  }

  async function copy() {
    try {
      await navigator.clipboard.writeText(words.join(" "));
      told.textContent = says.copied;
    } catch {
      told.textContent = says.notCopied;
    }
  }

  function print() {
    show(true);
    window.print();
  }

  function show(visible) {
    box.hidden = !visible;
    told.textContent = "";
    hide.textContent = visible ? says.hide : says.show;
  }

  // Who walks away leaves the words on the screen; they come back with one press. Whoever copies
  // them by hand touches nothing for minutes.
  let timer;
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (box.hidden) return;
      show(false);
      told.textContent = says.hidden;
    }, FIVE_MINUTES);
  };
  for (const event of ["keydown", "pointerdown", "pointermove", "scroll"]) {
    document.addEventListener(event, wait, { passive: true });
  }
  wait();
})();
