// Passkeys: what a form cannot do. It asks the desk for a challenge, has the device sign it, and sends the form that
// stands ready with the answer in its fields. Where no passkey can be, the forms stay hidden and codes do.
"use strict";
(() => {
  if (!window.PublicKeyCredential || !navigator.credentials) return;
  // A browser must be able to hand out a key in a form that needs no further reading.
  if (!window.AuthenticatorAttestationResponse?.prototype.getPublicKey) return;

  const bytes = text => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), c => c.charCodeAt(0));
  const text = buffer =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");
  const known = ids => ids.split(" ").filter(Boolean).map(id => ({ type: "public-key", id: bytes(id) }));
  // Less than the five minutes that a challenge holds.
  const timeout = 4 * 60 * 1000;

  const ways = {
    async show({ site, ids }, challenge) {
      const { rawId, response } = await navigator.credentials.get({
        publicKey: { challenge, rpId: site, allowCredentials: known(ids), userVerification: "required", timeout },
      });
      return {
        id: rawId,
        client: response.clientDataJSON,
        device: response.authenticatorData,
        signature: response.signature,
        user: response.userHandle ?? new ArrayBuffer(0),
      };
    },
    async add({ site, ids, desk, user, name }, challenge) {
      const { response } = await navigator.credentials.create({
        publicKey: {
          challenge,
          rp: { id: site, name: desk },
          user: { id: bytes(user), name, displayName: name },
          pubKeyCredParams: [-7, -8, -257].map(alg => ({ type: "public-key", alg })),
          excludeCredentials: known(ids),
          authenticatorSelection: { residentKey: "required", requireResidentKey: true, userVerification: "required" },
          attestation: "none",
          timeout,
        },
      });
      return { client: response.clientDataJSON, device: response.getAuthenticatorData(), key: response.getPublicKey() };
    },
  };

  for (const place of document.querySelectorAll("[data-passkey]")) {
    place.hidden = false;
    const way = ways[place.dataset.passkey];
    if (!way) continue;
    const failed = place.querySelector("[role=alert]");
    const why = failed.textContent;
    place.addEventListener("submit", async event => {
      event.preventDefault();
      failed.hidden = true;
      try {
        const answer = await fetch(place.dataset.challenge);
        if (!answer.ok) throw new Error(answer.statusText);
        const fields = await way(place.dataset, bytes(await answer.text()));
        for (const [name, value] of Object.entries(fields)) place.elements.namedItem(name).value = text(value);
        place.submit();
      } catch (error) {
        // The device has one of these passkeys already.
        failed.textContent = error.name === "InvalidStateError" && failed.dataset.taken || why;
        failed.hidden = false;
      }
    });
  }
})();
