// Passkeys, and a way to see what one types. Without this script a code and the passphrase
// still let anybody in who may come in.

"use strict";

(() => {
  const LETTERS = { "-": "+", _: "/" };

  for (const form of document.querySelectorAll("form[data-passkey]")) prepare(form);
  for (const box of document.querySelectorAll(".shown")) letShow(box);

  function prepare(form) {
    const said = form.querySelector(".said");
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (!window.PublicKeyCredential) {
        said.textContent = form.dataset.unable;
        return;
      }
      said.textContent = form.dataset.asking;
      try {
        const options = JSON.parse(form.dataset.options);
        const made = form.dataset.passkey === "create" ? await create(options) : await use(options);
        form.elements.words.value = JSON.stringify(made.words);
        form.elements.secret.value = made.secret;
        form.submit();
      } catch {
        // Cancelled, timed out, no passkey, or one that is here already: the browser has said which.
        said.textContent = form.dataset.nothing;
      }
    });
  }

  async function use(options) {
    const given = await navigator.credentials.get({
      publicKey: {
        ...options,
        challenge: bytes(options.challenge),
        allowCredentials: listed(options.allowCredentials),
        extensions: secretOf(options),
      },
    });
    const { clientDataJSON, authenticatorData, signature, userHandle } = given.response;
    const response = {
      clientDataJSON: text(clientDataJSON),
      authenticatorData: text(authenticatorData),
      signature: text(signature),
      userHandle: userHandle ? text(userHandle) : undefined,
    };
    return { words: worded(given, response), secret: secretIn(given) };
  }

  async function create(options) {
    const made = await navigator.credentials.create({
      publicKey: {
        ...options,
        challenge: bytes(options.challenge),
        user: { ...options.user, id: bytes(options.user.id) },
        excludeCredentials: listed(options.excludeCredentials),
        extensions: secretOf(options),
      },
    });
    const { clientDataJSON, attestationObject } = made.response;
    const response = {
      clientDataJSON: text(clientDataJSON),
      attestationObject: text(attestationObject),
    };
    const secret = secretIn(made) || (await secretByUse(options, made));
    return { words: worded(made, response), secret };
  }

  // Many devices tell the secret only when the new passkey is used. If that fails, it still signs in.
  async function secretByUse(options, made) {
    if (!made.getClientExtensionResults().prf?.enabled) return "";
    try {
      const given = await navigator.credentials.get({
        publicKey: {
          challenge: crypto.getRandomValues(new Uint8Array(32)),
          rpId: options.rp.id,
          allowCredentials: [{ type: "public-key", id: made.rawId }],
          userVerification: "required",
          extensions: secretOf(options),
        },
      });
      return secretIn(given);
    } catch {
      return "";
    }
  }

  function secretOf(options) {
    return { prf: { eval: { first: bytes(options.prf) } } };
  }

  function secretIn(credential) {
    const found = credential.getClientExtensionResults().prf?.results?.first;
    return found ? text(found) : "";
  }

  function worded(credential, response) {
    return { id: credential.id, rawId: credential.id, type: credential.type, response };
  }

  function listed(credentials) {
    return (credentials ?? []).map((each) => ({ ...each, id: bytes(each.id) }));
  }

  function bytes(letters) {
    const plain = atob(letters.replace(/[-_]/g, (each) => LETTERS[each]));
    return Uint8Array.from(plain, (each) => each.charCodeAt(0));
  }

  function text(buffer) {
    const plain = btoa(String.fromCharCode(...new Uint8Array(buffer)));
    return plain.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  }

  function letShow(box) {
    const field = box.querySelector("input[type=password]");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn is-second is-small";
    button.textContent = box.dataset.show;
    button.setAttribute("aria-pressed", "false");
    button.setAttribute("aria-controls", field.id);
    button.addEventListener("click", () => {
      const shown = field.type === "text";
      field.type = shown ? "password" : "text";
      button.textContent = shown ? box.dataset.show : box.dataset.hide;
      button.setAttribute("aria-pressed", String(!shown));
    });
    box.append(button);
    // Typed in sight, it would be offered again to whoever comes next.
    field.form.addEventListener("submit", () => {
      field.type = "password";
    });
  }
})();
