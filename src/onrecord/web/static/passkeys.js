// Passkeys: making one, and signing in with one. Everything works by password without them.
// The form of what is sent is that of W3C Web Authentication 3, section 5.1 ("…JSON").

/** Bytes from base64url. */
function bytes(told) {
  const plain = atob(told.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (c) => c.charCodeAt(0));
}

/** Bytes as base64url; null stays null. */
function text(buffer) {
  if (!buffer) return null;
  const plain = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

const known = (some) => (some || []).map((one) => ({ ...one, id: bytes(one.id) }));

/** Ask the desk for what an authenticator is to sign, or give it what it signed. */
async function asked(address, body) {
  const sent = { method: "POST", body: JSON.stringify(body), headers: { "content-type": "application/json" } };
  const answer = await fetch(address, body ? sent : {});
  const told = await answer.json();
  if (!answer.ok) throw new Error(told.message);
  return told;
}

/** Sign in; the answer says where to go on. */
async function signIn() {
  const { options } = await asked("/sign-in/passkey");
  const made = await navigator.credentials.get({
    publicKey: {
      ...options,
      challenge: bytes(options.challenge),
      allowCredentials: known(options.allowCredentials),
    },
  });
  const { response } = made;
  await asked("/sign-in/passkey", {
    credential: {
      id: made.id,
      rawId: text(made.rawId),
      type: made.type,
      clientExtensionResults: made.getClientExtensionResults(),
      response: {
        authenticatorData: text(response.authenticatorData),
        clientDataJSON: text(response.clientDataJSON),
        signature: text(response.signature),
        userHandle: text(response.userHandle),
      },
    },
  });
}

/** Make a passkey: of the account that is signed in, or of whoever was invited. */
async function register(address, told) {
  const { options } = await asked(`${address}/options`, told);
  const made = await navigator.credentials.create({
    publicKey: {
      ...options,
      challenge: bytes(options.challenge),
      user: { ...options.user, id: bytes(options.user.id) },
      excludeCredentials: known(options.excludeCredentials),
    },
  });
  const { response } = made;
  await asked(address, {
    ...told,
    credential: {
      id: made.id,
      rawId: text(made.rawId),
      type: made.type,
      clientExtensionResults: made.getClientExtensionResults(),
      response: {
        attestationObject: text(response.attestationObject),
        clientDataJSON: text(response.clientDataJSON),
        transports: response.getTransports?.() ?? [],
      },
    },
  });
}

/** Say why it does not work under a number, and lead to the same desk under its name. */
function lead(part) {
  const here = new URL(location.href);
  here.hostname = "localhost";
  const link = document.createElement("a");
  link.href = here.href;
  link.textContent = here.origin;
  part.querySelector("button").hidden = true;
  part.querySelector("[data-told]").replaceChildren(`${part.dataset.elsewhere} `, link);
}

for (const part of document.querySelectorAll("[data-passkey]")) {
  if (!window.PublicKeyCredential && location.hostname !== "127.0.0.1") continue;
  part.hidden = false;
  if (/^[\d.]+$|^\[/.test(location.hostname)) {
    lead(part);
    continue;
  }
  const told = part.querySelector("[data-told]");
  part.querySelector("button").addEventListener("click", async (event) => {
    event.preventDefault();
    told.textContent = "";
    try {
      if (part.dataset.passkey === "sign-in") {
        await signIn();
        const on = document.getElementById("go-on");
        if (on?.elements.kept.value) on.submit();
        else location.assign(part.dataset.then);
      } else if (part.dataset.passkey === "register") {
        await register("/account/passkeys", { label: part.querySelector("input").value });
        location.reload();
      } else {
        await register("/invitation/passkey", { secret: document.getElementById("secret").value.trim() });
        location.assign("/account");
      }
    } catch (fault) {
      const isOurs = fault instanceof Error && !(fault instanceof DOMException) && fault.message;
      told.textContent = isOurs ? fault.message : part.dataset.failed;
    }
  });
}
