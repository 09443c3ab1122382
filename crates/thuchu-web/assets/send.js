// Under load: works a short sum for the form's token, so that it need not wait to be sent. Without this script, or where
// the browser cannot do it, the token matures by itself.
(async () => {
  const form = document.querySelector("form[data-proof]");
  if (!form || !window.crypto || !crypto.subtle) return;
  const bits = Number(form.dataset.proof);
  const token = form.elements.namedItem("token").value;
  const line = form.querySelector("[data-working]");
  line.textContent = line.dataset.working;
  line.hidden = false;
  const letters = new TextEncoder();
  const zeros = (hash) => {
    let count = 0;
    for (const byte of hash) {
      if (byte) return count + Math.clz32(byte) - 24;
      count += 8;
    }
    return count;
  };
  for (let proof = 0; ; proof++) {
    const hash = await crypto.subtle.digest("SHA-256", letters.encode(token + ":" + proof));
    if (zeros(new Uint8Array(hash)) >= bits) {
      form.elements.namedItem("proof").value = String(proof);
      line.textContent = line.dataset.ready;
      return;
    }
  }
})();
