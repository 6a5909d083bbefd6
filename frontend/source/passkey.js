// Passkeys: asks the browser for what the form says, and sends the answer with it. Bytes travel as base64url, as the server has them.
function bytesOf(text) {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

function textOf(bytes) {
  const letters = String.fromCharCode(...new Uint8Array(bytes));
  return btoa(letters).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

/** Give what the browser is asked for, with bytes where it wants bytes. */
function askedOf(told) {
  const asked = { ...told, challenge: bytesOf(told.challenge) };
  if (told.user) asked.user = { ...told.user, id: bytesOf(told.user.id) };
  for (const name of ["excludeCredentials", "allowCredentials"]) {
    if (told[name]) asked[name] = told[name].map((each) => ({ ...each, id: bytesOf(each.id) }));
  }
  return asked;
}

/** Give what the browser answered, as text. */
function answerOf(credential) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) response[name] = textOf(credential.response[name]);
  }
  const { id, type } = credential;
  const results = credential.getClientExtensionResults();
  return { id, type, rawId: textOf(credential.rawId), response, clientExtensionResults: results };
}

function offer(form) {
  const said = form.querySelector("[data-passkey-said]");
  form.hidden = false;
  document.querySelector("[data-passkey-without]").hidden = true;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    said.textContent = "";
    try {
      const { publicKey } = JSON.parse(form.dataset.options);
      const credential = await navigator.credentials[form.dataset.passkey]({ publicKey: askedOf(publicKey) });
      form.elements.credential.value = JSON.stringify(answerOf(credential));
      form.submit();
    } catch {
      said.textContent = form.dataset.failed;
    }
  });
}

const form = document.querySelector("[data-passkey]");
if (form && window.PublicKeyCredential) offer(form);
